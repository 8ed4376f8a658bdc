using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.EntityFrameworkCore;
using static CongNgheSo.Services.Training.Topics.TrainingEntryKinds;

namespace CongNgheSo.Services.Training.Topics;

/// <summary>
/// The nation's entries as the platform brings them. A code that is there already is left as it is, whatever the ministry
/// has made of it since: add entries here, never change one.
/// </summary>
public static class TrainingSeeds
{
    /// <summary>Teams have been trained since the first of them were set up.</summary>
    private static readonly DateOnly Start = new(2022, 1, 1);

    public static IReadOnlyList<TrainingEntry> Entries { get; } =
    [
        Entry(Topic, "digital-awareness", "Nhận thức về chuyển đổi số", "Digital awareness"),
        Entry(Topic, "portals", "Sử dụng cổng, trang thông tin điện tử", "Portals"),
        Entry(Topic, "digital-platforms", "Sử dụng nền tảng số", "Digital platforms"),
        Entry(Topic, "public-service-accounts", "Tài khoản dịch vụ công trực tuyến", "Public-service accounts"),
        Entry(Topic, "e-commerce", "Thương mại điện tử", "E-commerce"),
        Entry(Topic, "cashless-payment", "Thanh toán không dùng tiền mặt", "Cashless payment"),
        Entry(Topic, "law-and-policy", "Pháp luật và chính sách", "Law and policy"),
        Entry(Topic, "document-handling", "Xử lý văn bản điện tử", "Document handling"),
        Entry(Organisation, "ministry", "Bộ Khoa học và Công nghệ", "Ministry of Science and Technology"),
        Entry(Organisation, "vnpt", "VNPT", "VNPT"),
        Entry(Organisation, "viettel", "Viettel", "Viettel"),
        Entry(Organisation, "vnpost", "VnPost", "VnPost"),
        Entry(Organisation, "coccoc", "Cốc Cốc", "Cốc Cốc"),
        Entry(Organisation, "province", "Tỉnh, thành phố", "Province"),
        Entry(Organisation, "other", "Đơn vị khác", "Other"),
    ];

    /// <summary>Adds what is missing; may be run any number of times, by several at once.</summary>
    public static async Task SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<TrainingDbContext>();
        foreach (var entry in Entries)
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO training_entries (kind, code, version, unit_code, vi, en, valid_from, recorded_hash,
                    recorded_by, recorded_at)
                VALUES ({entry.Kind}, {entry.Code}, 1, {entry.UnitCode}, {entry.Vi}, {entry.En}, {entry.ValidFrom},
                    {entry.RecordedHash}, {entry.RecordedBy}, {entry.RecordedAt})
                ON CONFLICT (kind, code) DO NOTHING
                """,
                cancellationToken
            );
    }

    private static TrainingEntry Entry(string kind, string code, string vi, string en) =>
        new(
            kind,
            code,
            (null, UnitPath.Nation),
            new TrainingEntryContent(vi, en, Start, null),
            "migrate",
            DateTimeOffset.UtcNow
        );
}
