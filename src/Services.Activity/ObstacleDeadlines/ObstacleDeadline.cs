using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Activity.Obstacles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.ObstacleDeadlines;

/// <summary>
/// How many days a level has to answer, below one unit. To a unit applies the rule of the nearest one above it, or its own;
/// the nation has one for every level.
/// </summary>
public sealed class ObstacleDeadline
{
    public const int Levels = 5;

    private ObstacleDeadline() { }

    internal ObstacleDeadline(string unitCode, int level, int days) =>
        (UnitCode, Level, Days) = (unitCode, level, days);

    /// <summary>The rule follows the code: whatever unit bears it.</summary>
    public string UnitCode { get; private set; } = "";

    public int Level { get; private set; }

    public int Days { get; private set; }
}

internal sealed class ObstacleDeadlineTable : IEntityTypeConfiguration<ObstacleDeadline>
{
    public void Configure(EntityTypeBuilder<ObstacleDeadline> builder)
    {
        builder.ToTable("ObstacleDeadlines");
        builder.HasKey(deadline => new { deadline.UnitCode, deadline.Level });
        builder.Property(deadline => deadline.Level).ValueGeneratedNever();
        builder.HasData(
            new ObstacleDeadline(UnitPath.Nation, level: 4, days: 3),
            new ObstacleDeadline(UnitPath.Nation, level: 3, days: 5),
            new ObstacleDeadline(UnitPath.Nation, level: 2, days: 5),
            new ObstacleDeadline(UnitPath.Nation, level: 1, days: 10),
            new ObstacleDeadline(UnitPath.Nation, level: 0, days: 15)
        );
    }
}

internal static class ObstacleDeadlineRules
{
    /// <summary>What applies at the end of a path, by level: of each level the rule of the nearest unit.</summary>
    public static async Task<Dictionary<int, ObstacleDeadline>> DeadlinesAsync(
        this ActivityDbContext db,
        string path,
        CancellationToken cancellationToken
    )
    {
        var codes = path.Split('/');
        var rules = await db
            .ObstacleDeadlines.AsNoTracking()
            .Where(rule => codes.Contains(rule.UnitCode))
            .ToListAsync(cancellationToken);
        return rules
            .GroupBy(rule => rule.Level)
            .ToDictionary(level => level.Key, level => level.MaxBy(rule => Array.IndexOf(codes, rule.UnitCode))!);
    }

    /// <summary>Waiting at a unit of a chain from today on.</summary>
    public static async Task<Waiting> WaitAtAsync(
        this ActivityDbContext db,
        UnitChain chain,
        ChainUnit at,
        DateOnly today,
        CancellationToken cancellationToken
    )
    {
        var rules = await db.DeadlinesAsync(chain.PathOf(at), cancellationToken);
        return new Waiting(at.Level, at.Code, today.AddDays(rules[at.Level].Days));
    }
}
