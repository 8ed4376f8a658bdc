using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>
/// A commune of a test's own, made like xã Lâm Thao: a province, the commune and another beside it, a village with a team
/// in each, and twelve Youth Union members to be on duty at the commune's service centre.
/// </summary>
public sealed class LamThao
{
    private static readonly DateOnly Always = new(2020, 1, 1);

    private readonly ActivityService service;

    private LamThao(ActivityService service) => this.service = service;

    public required UnitFact Province { get; init; }
    public required UnitFact Commune { get; init; }
    public required UnitFact Neighbour { get; init; }
    public required UnitFact Village { get; init; }
    public required TeamFact Team { get; init; }
    public required TeamFact NeighbourTeam { get; init; }
    public required IReadOnlyList<MemberFact> Members { get; init; }

    public Guid[] Pool => [.. Members.Select(member => member.MemberId)];

    public static DateOnly Today => TimeProvider.System.Today();

    /// <summary>The first day of the month after this one: nothing of it has passed.</summary>
    public static DateOnly NextMonth => new DateOnly(Today.Year, Today.Month, 1).AddMonths(1);

    public static async Task<LamThao> CreateAsync(ActivityService service)
    {
        var code = Guid.NewGuid().ToString("N")[..6];
        var nation = new UnitFact(1, 1, "VN", 0, "Quốc gia", "Việt Nam", "Việt Nam", Always, null, []);
        var province = Unit($"p{code}", 1, nation.UnitId, "Tỉnh Phú Thọ");
        var commune = Unit($"c{code}", 3, province.UnitId, "Xã Lâm Thao");
        var neighbour = Unit($"n{code}", 3, province.UnitId, "Xã Phùng Nguyên");
        var village = Unit($"c{code}-001", 4, commune.UnitId, "Khu 1");
        var team = NewTeam(village, $"VN/{province.Code}/{commune.Code}/{village.Code}");
        var neighbourTeam = NewTeam(neighbour, $"VN/{province.Code}/{neighbour.Code}");
        var lamThao = new LamThao(service)
        {
            Province = province,
            Commune = commune,
            Neighbour = neighbour,
            Village = village,
            Team = team,
            NeighbourTeam = neighbourTeam,
            Members = [.. Enumerable.Range(0, 12).Select(_ => NewMember(team)).OrderBy(member => member.MemberId)],
        };
        await service.PublishAsync(
            new UnitsChanged(DateTimeOffset.UtcNow, [nation, province, commune, neighbour, village])
        );
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [team, neighbourTeam]));
        await service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, lamThao.Members));
        return lamThao;
    }

    public static TeamFact NewTeam(UnitFact unit, string path) =>
        new(Guid.NewGuid(), 1, unit.UnitId, path, "cnscd", new DateOnly(2022, 4, 1), null);

    public static MemberFact NewMember(TeamFact team) =>
        new(
            Guid.NewGuid(),
            1,
            team.TeamId,
            team.UnitId,
            team.UnitPath,
            "member",
            "youth-union",
            new DateOnly(2022, 6, 1),
            null
        );

    /// <summary>The member's last day was the one before.</summary>
    public Task LeavesAsync(Guid memberId, DateOnly on) =>
        service.PublishAsync(
            new MembersChanged(
                DateTimeOffset.UtcNow,
                [Members.Single(member => member.MemberId == memberId) with { Version = 2, LeftOn = on }]
            )
        );

    /// <summary>The service centre's roster of next month, Monday to Friday, 3 to 5 a day.</summary>
    public JsonObject Roster(Guid? id = null) =>
        new()
        {
            ["id"] = id ?? Guid.NewGuid(),
            ["unitCode"] = Commune.Code,
            ["placeKind"] = "service-centre",
            ["placeName"] = "Trung tâm Phục vụ hành chính công",
            ["firstDay"] = $"{NextMonth:yyyy-MM-dd}",
            ["lastDay"] = $"{NextMonth.AddMonths(1).AddDays(-1):yyyy-MM-dd}",
            ["pool"] = new JsonArray([.. Pool.Select(member => new JsonObject { ["memberId"] = member })]),
        };

    /// <summary>A roster that was rotated, and published where it is said; its id.</summary>
    public async Task<Guid> RosterAsync(JsonObject? roster = null, bool publish = true)
    {
        var client = service.Client(Commune.Code);
        roster ??= Roster();
        await (await client.PostAsJsonAsync("/v1/duty-rosters", roster)).ShouldBeJsonAsync(201);
        var path = $"/v1/duty-rosters/{roster.Id()}";
        await (await client.PutAsync($"{path}/rotation", new JsonObject(), "\"1\"")).ShouldBeJsonAsync(200);
        if (publish)
            await (await client.PutAsync($"{path}/publication", new JsonObject(), "\"2\"")).ShouldBeJsonAsync(200);
        return roster["id"]!.GetValue<Guid>();
    }

    private static UnitFact Unit(string code, int level, int parentId, string fullName) =>
        new(
            Random.Shared.Next(2, int.MaxValue),
            1,
            code,
            level,
            fullName.Split(' ')[0],
            fullName,
            fullName,
            Always,
            null,
            [new UnitPlacementFact(parentId, Always, null)]
        );
}
