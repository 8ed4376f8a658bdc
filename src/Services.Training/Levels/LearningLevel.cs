using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Training.Levels;

/// <summary>How far training goes: an entry of the catalogue that the ministry maintains.</summary>
public sealed class LearningLevel
{
    public const int LongestCode = 64;

    private LearningLevel() { }

    /// <summary>Stable code.</summary>
    public string Code { get; private set; } = "";

    /// <summary>As certificates say it.</summary>
    public string Vi { get; private set; } = "";

    public string En { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    /// <summary>First day on which it no longer serves.</summary>
    public DateOnly? ValidTo { get; private set; }
}

internal sealed class LearningLevelTable : IEntityTypeConfiguration<LearningLevel>
{
    /// <summary>The year of the first teams, and that of the movement Bình dân học vụ số.</summary>
    private static readonly DateOnly FirstTeams = new(2022, 1, 1);

    private static readonly DateOnly Movement = new(2025, 1, 1);

    public void Configure(EntityTypeBuilder<LearningLevel> builder)
    {
        builder.ToTable("LearningLevels");
        builder.HasKey(level => level.Code);
        builder.HasData(
            Seed("co-ban", "Cơ bản", "Basic", FirstTeams),
            Seed("nang-cao", "Nâng cao", "Advanced", FirstTeams),
            Seed("chuyen-sau", "Chuyên sâu", "Expert", FirstTeams),
            Seed(
                "binh-dan-hoc-vu-so-co-ban",
                "Bình dân học vụ số – Cơ bản",
                "Digital literacy for all – Basic",
                Movement
            ),
            Seed(
                "binh-dan-hoc-vu-so-nang-cao",
                "Bình dân học vụ số – Nâng cao",
                "Digital literacy for all – Advanced",
                Movement
            )
        );
    }

    private static object Seed(string code, string vi, string en, DateOnly from) =>
        new
        {
            Code = code,
            Vi = vi,
            En = en,
            ValidFrom = from,
        };
}

internal static class LearningLevels
{
    /// <summary>The levels that serve on a day.</summary>
    public static IQueryable<LearningLevel> On(this IQueryable<LearningLevel> levels, DateOnly day) =>
        levels.Where(level => level.ValidFrom <= day && (level.ValidTo == null || level.ValidTo > day));

    /// <summary>True where no level of this code serves on a day; a level that is not named is none.</summary>
    public static async Task<bool> LacksLevelAsync(
        this TrainingDbContext db,
        string? code,
        DateOnly day,
        CancellationToken cancellationToken
    ) => code is not null && !await db.Levels.On(day).AnyAsync(level => level.Code == code, cancellationToken);
}
