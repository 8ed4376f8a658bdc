using CongNgheSo.Contracts.Registry.V1;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>
/// A province of a test's own: communes A and B, villages and B-1, two members in each, in being since 2022.
/// </summary>
public sealed class Region
{
    private const int NationId = 1;
    private static readonly DateOnly Always = new(2020, 1, 1);
    private static int lastUnitId = NationId;

    public static UnitFact Nation { get; } =
        new(NationId, 1, "VN", 0, "Quốc gia", "Việt Nam", "Việt Nam", Always, null, []);

    public UnitFact Province { get; private init; } = null!;
    public UnitFact CommuneA { get; private init; } = null!;
    public UnitFact CommuneB { get; private init; } = null!;
    public UnitFact VillageA1 { get; private init; } = null!;
    public UnitFact VillageA2 { get; private init; } = null!;
    public UnitFact VillageB1 { get; private init; } = null!;
    public IReadOnlyList<MemberFact> Members { get; private init; } = [];

    public IEnumerable<MemberFact> MembersOf(UnitFact village) =>
        Members.Where(member => member.UnitId == village.UnitId);

    public static async Task<Region> CreateAsync(TrainingService service)
    {
        var code = Guid.NewGuid().ToString("N")[..6];
        var province = Unit(code, 1, NationId);
        var communeA = Unit($"{code}A", 3, province.UnitId);
        var communeB = Unit($"{code}B", 3, province.UnitId);
        var villages = new[]
        {
            Unit($"{code}A-001", 4, communeA.UnitId),
            Unit($"{code}A-002", 4, communeA.UnitId),
            Unit($"{code}B-001", 4, communeB.UnitId),
        };
        var region = new Region
        {
            Province = province,
            CommuneA = communeA,
            CommuneB = communeB,
            VillageA1 = villages[0],
            VillageA2 = villages[1],
            VillageB1 = villages[2],
            Members =
            [
                .. villages.SelectMany(village =>
                    new[] { Member(village, code, "leader"), Member(village, code, "member") }
                ),
            ],
        };
        await service.PublishAsync(
            new UnitsChanged(DateTimeOffset.UtcNow, [province, communeA, communeB, .. villages])
        );
        await service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, region.Members));
        return region;
    }

    public static UnitFact Unit(string code, int level, int parentId) =>
        new(
            Interlocked.Increment(ref lastUnitId),
            1,
            code,
            level,
            "Đơn vị",
            code,
            $"Đơn vị {code}",
            Always,
            null,
            [new UnitPlacementFact(parentId, Always, null)]
        );

    private static MemberFact Member(UnitFact village, string province, string role) =>
        new(
            Guid.NewGuid(),
            1,
            Guid.NewGuid(),
            village.UnitId,
            $"VN/{province}/{village.Code.Split('-')[0]}/{village.Code}",
            role,
            "village-head",
            new DateOnly(2022, 6, 1),
            null
        );
}
