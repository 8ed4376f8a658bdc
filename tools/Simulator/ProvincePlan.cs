namespace CongNgheSo.Simulator;

/// <summary>A village to be made in a commune.</summary>
public sealed record VillageRow(string ParentCode, string Type, string Name);

/// <summary>A team to be made, with its members.</summary>
public sealed record TeamRow(
    Guid Id,
    string UnitCode,
    string Kind,
    string DecisionNumber,
    DateOnly DecisionDate,
    DateOnly EstablishedOn,
    IReadOnlyList<MemberRow> Members
);

/// <summary>An invented person.</summary>
public sealed record MemberRow(
    Guid Id,
    string FullName,
    string Phone,
    string Role,
    string Background,
    DateOnly JoinedOn
);

/// <summary>An activity of a team.</summary>
public sealed record ActivityRow(
    Guid Id,
    Guid TeamId,
    DateOnly OccurredOn,
    string Topic,
    string Form,
    string Audience,
    int PeopleGuided,
    int Households,
    IReadOnlyDictionary<string, long> Outcomes
);

/// <summary>
/// What a province of a given size looks like: the same seed gives the same ids and figures, so that a run that was
/// broken off can be sent again from the start without doubling anything.
/// </summary>
public sealed class ProvincePlan(string province, int seed)
{
    private static readonly string[] VillageTypes = ["Thôn", "Bản", "Tổ dân phố"];
    private static readonly string[] VillageNames =
    [
        "Nà Cáp",
        "Bản Mạy",
        "Nậm Dịch",
        "Tân Tiến",
        "Tân Lập",
        "Khuổi Vài",
        "Lũng Cẩm",
        "Phố Cáo",
        "Sủng Là",
        "Pả Vi",
        "Tả Lủng",
        "Cốc Pài",
        "Đồng Văn",
        "Bắc Quang",
        "Minh Khai",
        "Thanh Thủy",
        "Xuân Giang",
        "Quyết Thắng",
    ];
    private static readonly string[] FamilyNames =
    [
        "Nguyễn",
        "Trần",
        "Lê",
        "Hoàng",
        "Vàng",
        "Giàng",
        "Sùng",
        "Lù",
        "Đặng",
        "Phàn",
    ];
    private static readonly string[] MiddleNames = ["Văn", "Thị", "Minh", "Đức", "Mí", "Thu", "Quốc"];
    private static readonly string[] GivenNames =
    [
        "An",
        "Bình",
        "Chứ",
        "Dũng",
        "Hạnh",
        "Hương",
        "Lan",
        "Páo",
        "Sơn",
        "Thắng",
        "Yến",
    ];
    private static readonly string[] Backgrounds =
    [
        "youth-union",
        "womens-union",
        "farmers-union",
        "police",
        "telecom-staff",
    ];
    private static readonly string[] Topics =
    [
        "public-services",
        "online-shopping",
        "online-payment",
        "online-safety",
        "local-platforms",
        "digital-society",
    ];
    private static readonly string[] Forms =
    [
        "household-visit",
        "culture-house",
        "service-centre",
        "campaign",
        "demonstration",
    ];
    private static readonly string[] Audiences = ["general", "traders", "school-families", "elderly", "farmers"];
    private static readonly string[] Outcomes =
    [
        "vneid-level2-activated",
        "public-service-accounts",
        "dossiers-online",
        "payment-accounts",
        "merchant-qr-codes",
    ];

    /// <summary><paramref name="count"/> villages spread over the communes.</summary>
    public static IEnumerable<VillageRow> Villages(IReadOnlyList<string> communes, int count) =>
        Enumerable
            .Range(0, count)
            .Select(index => new VillageRow(
                communes[index % communes.Count],
                VillageTypes[index % VillageTypes.Length],
                $"{VillageNames[index / communes.Count % VillageNames.Length]} {index / communes.Count + 1}"
            ));

    /// <summary>One team for each village, with <paramref name="members"/> members among them all.</summary>
    public IEnumerable<TeamRow> Teams(IReadOnlyList<string> villages, int members)
    {
        var random = new Random(seed);
        var established = new DateOnly(2022, 4, 1);
        for (var index = 0; index < villages.Count; index++)
        {
            var team = Id(random);
            var size = members / villages.Count + (index < members % villages.Count ? 1 : 0);
            yield return new TeamRow(
                team,
                villages[index],
                "cnscd",
                $"{index + 1}/QĐ-UBND",
                established,
                established,
                [.. Enumerable.Range(0, size).Select(number => Member(random, number, established))]
            );
        }
    }

    /// <summary><paramref name="count"/> activities of these teams, over the year before <paramref name="today"/>.</summary>
    public IEnumerable<ActivityRow> Activities(IReadOnlyList<Guid> teams, int count, DateOnly today)
    {
        var random = new Random(seed + 1);
        for (var index = 0; index < count; index++)
        {
            var people = random.Next(0, 40);
            yield return new ActivityRow(
                Id(random),
                teams[random.Next(teams.Count)],
                today.AddDays(-random.Next(0, 365)),
                Pick(random, Topics),
                Pick(random, Forms),
                Pick(random, Audiences),
                people,
                random.Next(0, people + 1),
                Enumerable
                    .Range(0, random.Next(0, 3))
                    .Select(_ => Pick(random, Outcomes))
                    .Distinct()
                    .ToDictionary(code => code, _ => (long)random.Next(1, 9))
            );
        }
    }

    private static MemberRow Member(Random random, int number, DateOnly joined) =>
        new(
            Id(random),
            $"{Pick(random, FamilyNames)} {Pick(random, MiddleNames)} {Pick(random, GivenNames)}",
            $"09{random.Next(0, 100_000_000):00000000}",
            number switch
            {
                0 => "leader",
                1 => "deputy",
                _ => "member",
            },
            number switch
            {
                0 => "village-head",
                1 => "party-cell-secretary",
                _ => Pick(random, Backgrounds),
            },
            joined
        );

    private static T Pick<T>(Random random, T[] from) => from[random.Next(from.Length)];

    /// <summary>A UUID (version 8) of this plan's own.</summary>
    private static Guid Id(Random random)
    {
        var bytes = new byte[16];
        random.NextBytes(bytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The province that is planned.</summary>
    public string Province => province;
}
