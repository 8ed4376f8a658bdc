using CongNgheSo.Simulator;

namespace CongNgheSo.Platform.Tests;

/// <summary>
/// The merger of 2025 over a working platform, moved to a month ago because activities are recorded for a year back at
/// most: what was counted under 63 provinces is counted under 34, as it was and as it is.
/// </summary>
public sealed class NationalMergerTests : IAsyncLifetime
{
    private const int Shared = 6;
    private static readonly DateOnly Day = PlatformQueries.Today.AddDays(-30);
    private static readonly DateOnly Before = Day.AddDays(-1);
    private static readonly DateOnly First = Day.AddDays(-60);

    private readonly RunningPlatform platform = new();
    private readonly List<Dictionary<string, string>> lineage = Table("lineage-2025.csv");
    private readonly Dictionary<string, string> parents = Table("units-2025-06-30.csv")
        .ToDictionary(unit => unit["code"], unit => unit["parent_code"]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => platform.InitializeAsync();

    public ValueTask DisposeAsync() => platform.DisposeAsync();

    [Fact]
    public async Task Totals_are_equal_in_sum_under_the_old_and_the_new_boundaries()
    {
        using var client = await platform.ClientAsync("VN");
        await SendAsync(
            client,
            "/v1/unit-imports?validFrom=2025-03-01",
            await FileAsync("units-2025-06-30.csv"),
            "text/csv"
        );
        var villages = await MakeVillagesAsync(client);
        var plan = new ProvincePlan("VN", seed: 34);
        var teams = plan.Teams([.. villages.Keys], villages.Count * 2).ToArray();
        (await client.PostRowsAsync("/v1/team-imports", teams, Cancellation)).Rejected.ShouldBe(0);
        await new ProvinceMaker(client, plan).AwaitTeamsAsync(teams, Cancellation);
        var people = new Dictionary<string, long>();
        var work = teams.SelectMany((team, index) => Work(team, index, people)).ToArray();
        (await client.PostRowsAsync("/v1/activities/batch", work, Cancellation)).Accepted.ShouldBe(work.Length);

        var act = await EnactAsync(client);
        act.Effect.VillagesMoved.ShouldBe(villages.Count - Shared);
        act.Effect.VillagesToAssign.Count.ShouldBe(Shared);
        await AwaitAsync(client, "VN", "today", answer => answer.VillagesUnassigned == Shared);
        // Its events come one after another: a province that was right before them is wrong in between.
        var newest = Sum(villages, people, commune => Successor(ProvinceOf(commune)));
        Dictionary<string, long> now = [];
        await Eventually.TrueAsync(
            async () =>
            {
                now = await PeopleAsync(client, Provinces("new_code"), "today", asOf: null);
                return newest.All(province => now.GetValueOrDefault(province.Key) == province.Value);
            },
            TimeSpan.FromMinutes(3),
            () => string.Join(", ", now)
        );

        var old = await PeopleAsync(client, Provinces("old_code"), "asWas", Before);
        old.ShouldBe(Sum(villages, people, commune => ProvinceOf(commune)), ignoreOrder: true);
        now.ShouldBe(newest, ignoreOrder: true);
        (old.Count, now.Count, now.Values.Sum()).ShouldBe((63, 34, old.Values.Sum()));

        await AssignedFiguresMoveAsync(client, act, villages, people);
    }

    /// <summary>Its figures go along under today's boundaries; what the old commune had stays what it was.</summary>
    private static async Task AssignedFiguresMoveAsync(
        GatewayClient client,
        Act act,
        Dictionary<string, string> villages,
        Dictionary<string, long> people
    )
    {
        var village = act.Effect.VillagesToAssign[0];
        var worklist = $"/v1/reorganizations/{act.Id}/worklist";
        var item = (await client.GetAsync<Page<WorklistEntry>>($"{worklist}?limit=1000", Cancellation)).Items.Single(
            item => item.Item == village
        );
        var to = item.Candidates[0].Code;
        (await AskAsync(client, to, "today", null)).Guided.ShouldBe(0);
        await client.SendAsync(
            HttpMethod.Put,
            $"{worklist}/{village}",
            System.Text.Encoding.UTF8.GetBytes($$"""{"successorCode":"{{to}}"}"""),
            "application/json",
            Cancellation
        );
        await AwaitAsync(client, "VN", "today", answer => answer.VillagesUnassigned == Shared - 1);
        (await AskAsync(client, to, "today", null)).Guided.ShouldBe(people[village]);
        (await AskAsync(client, to, "asWas", null)).Guided.ShouldBe(0);
        (await AskAsync(client, villages[village], "asWas", Before)).Guided.ShouldBe(people[village]);
    }

    /// <summary>A village in one commune of each province, and in some communes that were divided.</summary>
    private async Task<Dictionary<string, string>> MakeVillagesAsync(GatewayClient client)
    {
        var edges = lineage.Where(edge => edge["kind"] == "commune").GroupBy(edge => edge["old_code"]).ToList();
        var whole = edges
            .Where(edges => edges.Count() == 1)
            .GroupBy(edges => ProvinceOf(edges.Key))
            .Select(province => province.First().Key);
        var divided = edges
            .Where(edges => edges.Count() > 1 && edges.All(edge => edge["primary"] == "0"))
            .Select(edges => edges.Key)
            .Take(Shared);
        string[] communes = [.. whole, .. divided];
        communes.Length.ShouldBe(63 + Shared);
        var rows = communes.Select(commune => new VillageRow(commune, "thôn", "Nà Mới"));
        (await client.PostRowsAsync("/v1/unit-imports/villages", rows, Cancellation)).Accepted.ShouldBe(
            communes.Length
        );
        return communes.ToDictionary(commune => $"{commune}-001");
    }

    /// <summary>Two activities of a team before the merger; how many people they guided.</summary>
    private static IEnumerable<ActivityRow> Work(TeamRow team, int index, Dictionary<string, long> people)
    {
        people[team.UnitCode] = 0;
        for (var visit = 0; visit < 2; visit++)
        {
            var guided = 1 + (index * 7) + visit;
            people[team.UnitCode] += guided;
            yield return new ActivityRow(
                Guid.CreateVersion7(),
                team.Id,
                Before.AddDays(-visit),
                "online-payment",
                "household-visit",
                "elderly",
                guided,
                0,
                new Dictionary<string, long>()
            );
        }
    }

    private static async Task<Act> EnactAsync(GatewayClient client)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Guid.NewGuid().ToString()), "id" },
            { new StringContent("202/2025/QH15"), "number" },
            { new StringContent("Quốc hội"), "issuingBody" },
            { new StringContent($"{Day:yyyy-MM-dd}"), "effectiveOn" },
            { new ByteArrayContent(await FileAsync("lineage-2025.csv")), "lineage", "lineage-2025.csv" },
            { new ByteArrayContent(await FileAsync("units-2025.csv")), "units", "units-2025.csv" },
        };
        var answer = await SendAsync(
            client,
            "/v1/reorganizations/conversion-tables",
            await form.ReadAsByteArrayAsync(Cancellation),
            form.Headers.ContentType!.ToString()
        );
        return System.Text.Json.JsonSerializer.Deserialize<Act>(answer, GatewayClient.Json)!;
    }

    private static async Task AwaitAsync(
        GatewayClient client,
        string unit,
        string boundaries,
        Func<Answer, bool> condition
    )
    {
        Answer? last = null;
        await Eventually.TrueAsync(
            async () => condition(last = await AskAsync(client, unit, boundaries, null)),
            TimeSpan.FromMinutes(3),
            () => $"{last}"
        );
    }

    private static Task<Answer> AskAsync(GatewayClient client, string unit, string boundaries, DateOnly? asOf) =>
        client.GetAsync<Answer>(
            $"/v1/rollups/{unit}?from={First:yyyy-MM-dd}&to={PlatformQueries.Today:yyyy-MM-dd}&boundaries={boundaries}{(asOf is null ? "" : $"&asOf={asOf:yyyy-MM-dd}")}",
            Cancellation
        );

    /// <summary>People guided in each of these units.</summary>
    private static async Task<Dictionary<string, long>> PeopleAsync(
        GatewayClient client,
        IEnumerable<string> units,
        string boundaries,
        DateOnly? asOf
    )
    {
        var people = new Dictionary<string, long>();
        foreach (var unit in units)
            people[unit] = (await AskAsync(client, unit, boundaries, asOf)).Guided;
        return people;
    }

    private static Dictionary<string, long> Sum(
        Dictionary<string, string> villages,
        Dictionary<string, long> people,
        Func<string, string> provinceOf
    ) =>
        villages
            .GroupBy(village => provinceOf(village.Value), village => people[village.Key])
            .ToDictionary(province => province.Key, province => province.Sum());

    private IEnumerable<string> Provinces(string column) =>
        lineage.Where(edge => edge["kind"] == "province").Select(edge => edge[column]).Distinct();

    private string Successor(string province) =>
        lineage.Single(edge => edge["kind"] == "province" && edge["old_code"] == province)["new_code"];

    private string ProvinceOf(string commune) => parents[parents[commune]];

    private static Task<byte[]> FileAsync(string name) =>
        File.ReadAllBytesAsync(RepositoryFiles.SharedData(name), Cancellation);

    private static Task<byte[]> SendAsync(GatewayClient client, string path, byte[] body, string type) =>
        client.SendAsync(HttpMethod.Post, path, body, type, Cancellation);

    /// <summary>The columns that are read here come before any cell that holds a comma.</summary>
    private static List<Dictionary<string, string>> Table(string file)
    {
        var lines = File.ReadAllLines(RepositoryFiles.SharedData(file));
        var header = lines[0].Split(',');
        return
        [
            .. lines
                .Skip(1)
                .Select(line =>
                    line.Split(',')
                        .Take(header.Length)
                        .Index()
                        .ToDictionary(cell => header[cell.Index], cell => cell.Item)
                ),
        ];
    }

    private sealed record Act(Guid Id, Effect Effect);

    private sealed record Effect(int VillagesMoved, IReadOnlyList<string> VillagesToAssign);

    private sealed record WorklistEntry(string Item, IReadOnlyList<Candidate> Candidates);

    private sealed record Candidate(string Code);

    private sealed record Answer(SortedDictionary<string, long> Total, int VillagesUnassigned)
    {
        public long Guided => Total.GetValueOrDefault("people-guided");
    }
}
