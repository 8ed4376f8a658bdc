using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>
/// Another code or another spelling under which a unit is met in the field. It belongs to whatever unit bears the code and
/// the name, so that it may be known before the unit is.
/// </summary>
public sealed class UnitAlias
{
    private UnitAlias() { }

    public UnitAlias(string code, string fullName, string aliasCode, string aliasName)
    {
        (Code, AliasCode, AliasName) = (code, aliasCode, VietnameseText.Clean(aliasName));
        Name = VietnameseText.SearchKey(fullName);
        OwnKey = VietnameseText.NameKey(fullName);
        AliasKey = VietnameseText.NameKey(aliasName);
        SearchKey = VietnameseText.SearchKey(aliasName);
    }

    /// <summary>The unit's own code.</summary>
    public string Code { get; private set; } = "";

    /// <summary>The unit's own full name, as it is searched for: without marks.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The same with its marks (see <see cref="VietnameseText.NameKey"/>).</summary>
    public string OwnKey { get; private set; } = "";

    /// <summary>The code that is met; the unit's own where only the spelling differs.</summary>
    public string AliasCode { get; private set; } = "";

    public string AliasName { get; private set; } = "";

    /// <summary>Tells spellings apart (see <see cref="VietnameseText.NameKey"/>).</summary>
    public string AliasKey { get; private set; } = "";

    public string SearchKey { get; private set; } = "";
}

internal sealed class UnitAliasTable : IEntityTypeConfiguration<UnitAlias>
{
    public void Configure(EntityTypeBuilder<UnitAlias> builder)
    {
        builder.ToTable("UnitAliases");
        builder.HasKey(alias => new
        {
            alias.AliasCode,
            alias.AliasKey,
            alias.Code,
            alias.Name,
        });
        builder.HasIndex(alias => alias.SearchKey).HasMethod("gin").HasOperators("gin_trgm_ops");
    }
}
