using System.Text.Json.Nodes;
using CongNgheSo.Simulator;

namespace CongNgheSo.Platform.Tests;

/// <summary>What a province's own system does: makes villages and teams of the field, and records their work.</summary>
public sealed class FieldWork(GatewayClient client) : IDisposable
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public GatewayClient Client => client;

    /// <summary>A client of the province with every scope.</summary>
    public static async Task<FieldWork> InAsync(RunningPlatform platform, string province) =>
        new((await platform.ClientAsync(province)));

    /// <summary>Registers a village; its code.</summary>
    public async Task<string> VillageAsync(string commune, string type, string name) =>
        (
            await client.PostAsync<UnitAnswer>(
                "/v1/units",
                new
                {
                    parentCode = commune,
                    type,
                    name,
                },
                Cancellation
            )
        ).Code;

    /// <summary>Registers a team in being for two years; its id and its members'.</summary>
    public async Task<(Guid Id, Guid[] Members)> TeamAsync(string unit, int members = 3, string kind = "cnscd")
    {
        var id = Guid.NewGuid();
        Guid[] people = [.. Enumerable.Range(0, members).Select(_ => Guid.NewGuid())];
        await client.PostAsync<JsonObject>(
            "/v1/teams",
            new
            {
                id,
                unitCode = unit,
                kind,
                decisionNumber = $"{id.ToString()[..6]}/QĐ-UBND",
                decisionDate = PlatformQueries.Today.AddYears(-2),
                members = people.Select(
                    (member, index) =>
                        new
                        {
                            id = member,
                            fullName = $"Người Thứ {index}",
                            role = index == 0 ? "leader" : "member",
                            background = index == 0 ? "village-head" : "youth-union",
                        }
                ),
            },
            Cancellation
        );
        return (id, people);
    }

    /// <summary>Records an activity; its answer. A team registered a moment ago is waited for.</summary>
    public async Task<JsonObject> RecordAsync(
        Guid team,
        DateOnly day,
        string topic,
        string form,
        string audience,
        int people,
        int households = 0,
        IReadOnlyDictionary<string, long>? outcomes = null
    )
    {
        var id = Guid.NewGuid();
        return await EventuallyAsync(() =>
            client.PostAsync<JsonObject>(
                "/v1/activities",
                new
                {
                    id,
                    teamId = team,
                    occurredOn = day,
                    topic,
                    form,
                    audience,
                    peopleGuided = people,
                    households,
                    outcomes = outcomes ?? new Dictionary<string, long>(),
                },
                Cancellation
            )
        );
    }

    /// <summary>Figures of each unit now, to compare with later.</summary>
    public async Task<Dictionary<string, SortedDictionary<string, long>>> LookAsync(params IEnumerable<string> units)
    {
        var seen = new Dictionary<string, SortedDictionary<string, long>>();
        foreach (var unit in units)
            seen.Add(unit, await EventuallyAsync(() => client.TotalsAsync(unit)));
        return seen;
    }

    /// <summary>Every unit's figures have grown by exactly this since <paramref name="before"/>, in a moment at most.</summary>
    public async Task ShouldGrowAsync(
        Dictionary<string, SortedDictionary<string, long>> before,
        params IReadOnlyList<(string Indicator, long By)> growth
    )
    {
        foreach (var (unit, figures) in before)
        {
            var expected = new SortedDictionary<string, long>(figures);
            foreach (var (indicator, by) in growth)
                expected[indicator] = expected.GetValueOrDefault(indicator) + by;
            await client.ShouldReachAsync(unit, expected, within: TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>Asks again while a service has not yet heard of what another one registered a moment ago.</summary>
    public static async Task<T> EventuallyAsync<T>(Func<Task<T>> ask)
    {
        for (var deadline = DateTime.UtcNow.AddSeconds(30); ; await Task.Delay(200, Cancellation))
            try
            {
                return await ask();
            }
            catch (SimulatorException) when (DateTime.UtcNow < deadline)
            {
                // Its copy of the tree or of the teams is on its way.
            }
    }

    /// <summary>The last Saturday or Sunday that is over.</summary>
    public static DateOnly LastWeekend()
    {
        var day = PlatformQueries.Today.AddDays(-1);
        while (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
            day = day.AddDays(-1);
        return day;
    }

    public void Dispose() => client.Dispose();
}
