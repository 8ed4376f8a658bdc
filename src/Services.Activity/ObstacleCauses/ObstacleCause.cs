using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.ObstacleCauses;

/// <summary>Why teams are stuck: an entry of the catalogue that the ministry maintains.</summary>
public sealed class ObstacleCause
{
    public const int LongestCode = 64;

    private ObstacleCause() { }

    /// <summary>Stable code; also the end of an indicator's, <c>obstacles.{code}</c>.</summary>
    public string Code { get; private set; } = "";

    public string Vi { get; private set; } = "";

    public string En { get; private set; } = "";

    public DateOnly ValidFrom { get; private set; }

    /// <summary>First day on which it no longer serves.</summary>
    public DateOnly? ValidTo { get; private set; }
}

internal sealed class ObstacleCauseTable : IEntityTypeConfiguration<ObstacleCause>
{
    /// <summary>The year of the first teams.</summary>
    private static readonly DateOnly FirstTeams = new(2022, 1, 1);

    public void Configure(EntityTypeBuilder<ObstacleCause> builder)
    {
        builder.ToTable("ObstacleCauses");
        builder.HasKey(cause => cause.Code);
        builder.HasData(
            Seed("forgotten-account", "Quên tài khoản hoặc mật khẩu", "Forgotten account or password"),
            Seed("unfamiliar-steps", "Chưa quen thao tác", "Unfamiliar steps"),
            Seed("prefers-in-person", "Muốn nộp hồ sơ trực tiếp", "Preference for filing in person"),
            Seed("old-phone", "Điện thoại cũ, không cài được ứng dụng", "Old phone"),
            Seed("no-signal", "Không có sóng, không có mạng", "No signal"),
            Seed(
                "post-merger-confusion",
                "Vướng mắc sau sáp nhập đơn vị hành chính",
                "Confusion after a merger of units"
            ),
            Seed(
                "no-certification-dossiers",
                "Không phát sinh hồ sơ chứng thực điện tử",
                "No electronic certification dossiers"
            ),
            Seed(
                "services-unused",
                "Dịch vụ công mới được tuyên truyền, chưa có người dùng",
                "Services publicised but unused"
            ),
            Seed("other", "Nguyên nhân khác", "Other")
        );
    }

    private static object Seed(string code, string vi, string en) =>
        new
        {
            Code = code,
            Vi = vi,
            En = en,
            ValidFrom = FirstTeams,
        };
}

internal static class ObstacleCauseDays
{
    /// <summary>The causes that serve on a day.</summary>
    public static IQueryable<ObstacleCause> On(this IQueryable<ObstacleCause> causes, DateOnly day) =>
        causes.Where(cause => cause.ValidFrom <= day && (cause.ValidTo == null || cause.ValidTo > day));
}
