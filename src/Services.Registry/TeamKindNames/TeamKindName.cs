using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.Teams;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.TeamKindNames;

/// <summary>What a province calls a kind of team, from one day up to, but not including, another.</summary>
public sealed class TeamKindName
{
    /// <summary>No two names of one kind and province hold on the same day: PostgreSQL refuses them.</summary>
    public const string OneADay = "ex_team_kind_names_validity";

    private TeamKindName() { }

    public TeamKindName(string kind, string unitCode, DateOnly validFrom) =>
        (Kind, UnitCode, ValidFrom) = (kind, unitCode, validFrom);

    public string Kind { get; private set; } = "";

    public string UnitCode { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    public DateOnly? ValidTo { get; private set; }

    public string Name { get; private set; } = "";

    public void Say(string name, DateOnly? validTo) => (Name, ValidTo) = (name, validTo);

    public void Close(DateOnly day) => ValidTo = day;
}

internal sealed class TeamKindNameTable : IEntityTypeConfiguration<TeamKindName>
{
    public void Configure(EntityTypeBuilder<TeamKindName> builder)
    {
        builder.ToTable("TeamKindNames");
        builder.HasKey(name => new
        {
            name.Kind,
            name.UnitCode,
            name.ValidFrom,
        });
    }
}

/// <summary>What every province calls every kind on a day: a handful of rows, read whole.</summary>
public sealed class KindNames
{
    private readonly Dictionary<(string Kind, string Province), string> own;

    private KindNames(Dictionary<(string, string), string> own) => this.own = own;

    public static async Task<KindNames> ReadAsync(
        RegistryDbContext db,
        DateOnly day,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(db);
        return new KindNames(
            await db
                .TeamKindNames.AsNoTracking()
                .Where(name => name.ValidFrom <= day && (name.ValidTo == null || name.ValidTo > day))
                .ToDictionaryAsync(name => (name.Kind, name.UnitCode), name => name.Name, cancellationToken)
        );
    }

    /// <summary>The name of a kind at a place; the national one where the province has none of its own.</summary>
    public string Of(string kind, string unitPath) =>
        own.GetValueOrDefault((kind, UnitPath.Province(unitPath))) ?? TeamKinds.Names[kind];
}
