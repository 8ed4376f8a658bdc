using System.Text;

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>What is wrong in one row, what must be said of it, and what mends it.</summary>
internal sealed record Fault(int Row, string Column, string Code, string Mended);

/// <summary>
/// A thousand members of 240 teams as a district might send them: damaged in ways that are met, which must not matter,
/// and broken in 50 rows, which must.
/// </summary>
internal sealed class DamagedSheet
{
    public const int Rows = 1_000;
    public const int Teams = 240;
    private const int FullTeams = 190;
    private const int FaultsOfMembers = 34;
    private const int Faults = 50;

    private static readonly (string Column, string Code, object? Broken)[] Members =
    [
        ("SĐT", "member.phone-invalid", "09123"),
        ("Vai trò", "member.code-unknown", "Chủ tịch"),
        ("Thành phần", "member.code-unknown", "Phi công"),
        ("Năm sinh", "member.birth-year-out-of-range", 1800),
        ("Giới tính", "member.code-unknown", "?"),
        ("Ngày tham gia", "request.field-unreadable", "hôm qua"),
        ("Ngày tham gia", "member.joined-before-team", new DateOnly(2021, 1, 1)),
        ("Họ và tên", "request.text-invisible", "\u200b"),
    ];

    private static readonly (string Column, string Code, object? Broken)[] OfTeams =
    [
        ("Đơn vị", "team.unit-unknown", "99999-001"),
        ("Đơn vị", "team-import.unit-name-unknown", "Thôn Không Có, xã Không Có"),
        ("Đơn vị", "team-import.unit-name-ambiguous", "Thôn Trùng Tên"),
        ("Ngày quyết định", "request.field-unreadable", "31/02/2022"),
    ];

    private readonly Random random = new(2022);
    private readonly string[] codes;
    private readonly string[] paths;
    private readonly int phones;

    /// <param name="codes">Codes of as many villages as there are teams.</param>
    /// <param name="paths">Their full names, with those of the units above them.</param>
    /// <param name="phones">Where the phone numbers begin.</param>
    public DamagedSheet(string[] codes, string[] paths, int phones)
    {
        (this.codes, this.paths, this.phones) = (codes, paths, phones);
        Sheet.AddHead();
        var rows = Enumerable
            .Range(0, Teams)
            .SelectMany(team => Enumerable.Repeat(team, team < FullTeams ? 5 : 1))
            .ToArray();
        var ofMembers = Enumerable
            .Range(0, FullTeams * 5)
            .OrderBy(_ => random.Next())
            .Take(FaultsOfMembers)
            .ToHashSet();
        var ofTeams = Enumerable
            .Range(FullTeams * 5, Teams - FullTeams)
            .OrderBy(_ => random.Next())
            .Take(Faults - FaultsOfMembers)
            .ToHashSet();
        for (var row = 0; row < rows.Length; row++)
        {
            var isFirst = row == 0 || rows[row - 1] != rows[row];
            if (isFirst && rows[row] < FullTeams)
                for (var column = 0; column < 5; column++)
                    Sheet.Merge(Sheet.Next, column, Sheet.Next + 4, column);
            var cells = Row(rows[row], row, isFirst);
            if (ofMembers.Contains(row))
                Break(cells, Members);
            else if (ofTeams.Contains(row))
                Break(cells, OfTeams);
            Sheet.Add(cells);
        }
        // What is left when somebody clears rows at the end.
        Sheet.Add().Add("", " ", null).Add();
    }

    public TeamSheet Sheet { get; } = new();

    public List<Fault> Broken { get; } = [];

    private object?[] Row(int team, int member, bool isFirst)
    {
        var phone = (phones + member).ToString("900000000", null);
        object?[] ofTeam = isFirst
            ?
            [
                team + 1,
                Unit(team),
                team % 3 == 0 ? "cnscd" : "TỔ  CÔNG NGHỆ SỐ CỘNG ĐỒNG".Normalize(NormalizationForm.FormD),
                $"{team}/QĐ-UBND",
                (team % 3) switch
                {
                    0 => new DateOnly(2022, 4, 1),
                    1 => "01/04/2022",
                    _ => 44_652,
                },
            ]
            : [null, null, null, null, null];
        return
        [
            .. ofTeam,
            (member % 2 == 0 ? "Hoàng Thị Hoà" : "Hoàng Thị Hòa".Normalize(NormalizationForm.FormD)) + $" {member}",
            (member % 4) switch
            {
                0 => long.Parse(phone, null),
                1 => $"+84 {phone[..3]}.{phone[3..6]}.{phone[6..]}",
                2 => $"0{phone[..3]} {phone[3..]}",
                _ => $"'0{phone}",
            },
            isFirst ? "Tổ trưởng"
            : member % 5 == 1 ? "tổ phó"
            : "Thành viên",
            isFirst ? "Trưởng thôn"
            : member % 2 == 0 ? "Bí thư chi bộ"
            : "Hội Phụ nữ",
            member % 3 == 0 ? null : new DateOnly(2023, 5, 1),
            member % 3 == 1 ? 1990 : "1985",
            member % 2 == 0 ? "Nữ" : "nam",
        ];
    }

    /// <summary>By code, by a code whose zeros are lost, by its names from below and from above.</summary>
    private object Unit(int team) =>
        (team % 5) switch
        {
            0 => codes[team],
            1 => codes[team]
                .TrimStart('0')
                .Replace("-0", "-", StringComparison.Ordinal)
                .Replace("-0", "-", StringComparison.Ordinal),
            2 => paths[team],
            3 => string.Join(" - ", paths[team].Split(", ").Reverse()),
            _ => paths[team]
                .ToUpperInvariant()
                .Normalize(NormalizationForm.FormD)
                .Replace(", ", " / ", StringComparison.Ordinal),
        };

    private void Break(object?[] cells, (string Column, string Code, object? Broken)[] kinds)
    {
        var (heading, code, broken) = kinds[Broken.Count % kinds.Length];
        var column = Array.IndexOf(TeamSheet.Head, heading);
        var good = cells[column] switch
        {
            DateOnly day => day.ToString("dd/MM/yyyy", System.Globalization.CultureInfo.InvariantCulture),
            null => "",
            var value => $"{value}",
        };
        cells[column] = broken;
        Broken.Add(new Fault(Sheet.Next, heading, code, good));
    }
}
