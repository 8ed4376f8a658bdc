using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Totals compared with the facts, and rebuilt from them, while all goes on.</summary>
public sealed class TotalsCheckTests(ReportingService service)
{
    private static readonly DateOnly Day = new(2024, 2, 29);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_verification_finds_nothing_wrong_with_any_history(int seed)
    {
        var random = new RandomEvents(seed);
        await SendAsync(random, random.Tree());
        await SendAsync(random, [.. random.Facts(80), .. random.Moves(20)]);

        var check = await FinishedAsync(await StartAsync("verifications"));

        (await DifferencesAsync("verifications", check)).ShouldBeEmpty();
        ((string?)check["status"], (long)check["differences"]!).ShouldBe(("succeeded", 0));
        ((int)check["unitsDone"]!).ShouldBe((int)check["unitsTotal"]!);
    }

    [Fact]
    public async Task A_corrupted_figure_is_named_and_a_rebuild_puts_it_right()
    {
        var (country, commune, village) = await VillageAsync();
        await service.SendAsync(
            Country.Recorded(Country.Activity(village, Day, people: 3)),
            Country.Teams(Country.Team(village, Day))
        );
        await CorruptAsync(
            $$"""UPDATE unit_days SET figures = figures || '{"people-guided": 5, "ghosts": 2}' WHERE unit_id = {{commune.UnitId}}"""
        );
        await CorruptAsync($"DELETE FROM unit_months WHERE unit_id = {country.Nation.UnitId}");

        var verification = await FinishedAsync(await StartAsync("verifications"));

        string[] expected =
        [
            $"{commune.Code} day 2024-02-29 ghosts 2 0",
            $"{commune.Code} day 2024-02-29 people-guided 5 3",
            $"{country.Nation.Code} month 2024-02-01 activities 0 1",
            $"{country.Nation.Code} month 2024-02-01 activities.form.household-visit 0 1",
            $"{country.Nation.Code} month 2024-02-01 people-guided 0 3",
            $"{country.Nation.Code} month 2024-02-01 people-guided.audience.elderly 0 3",
            $"{country.Nation.Code} month 2024-02-01 people-guided.online-payment 0 3",
            $"{country.Nation.Code} month 2024-02-01 teams 0 1",
        ];
        (await DifferencesAsync("verifications", verification)).ShouldBe(expected, ignoreOrder: true);
        ((long)verification["differences"]!).ShouldBe(8);
        // It only looked.
        (await PeopleAsync(country, commune)).ShouldBe(5);

        var rebuild = await FinishedAsync(await StartAsync("rebuilds"));

        (await DifferencesAsync("rebuilds", rebuild)).ShouldBe(expected, ignoreOrder: true);
        (await PeopleAsync(country, commune)).ShouldBe(3);
        ((long)(await FinishedAsync(await StartAsync("verifications")))["differences"]!).ShouldBe(0);
    }

    [Fact]
    public async Task Totals_that_are_gone_are_made_from_the_facts_while_facts_and_moves_come_in()
    {
        var random = new RandomEvents(Random.Shared.Next());
        var model = new Model();
        object[] before = [.. random.Tree(), .. random.Facts(100)];
        foreach (var @event in before)
            model.Add(@event);
        await SendAsync(random, before);
        int[] units = [.. random.Units.Select(unit => unit.UnitId)];
        await service.InDatabaseAsync(async db =>
        {
            await db.UnitDays.Where(row => units.Contains(row.UnitId)).ExecuteDeleteAsync();
            await db.UnitMonths.Where(row => units.Contains(row.UnitId)).ExecuteDeleteAsync();
        });
        object[] during = [.. random.Facts(60)];
        foreach (var @event in during)
            model.Add(@event);

        var started = await StartAsync("rebuilds");
        await SendAsync(random, during);
        await FinishedAsync(started);
        // A move copies totals: what was copied before it was repaired is found by the next one.
        object[] moves = [.. random.Moves(10)];
        foreach (var @event in moves)
            model.Add(@event);
        await SendAsync(random, moves);
        await FinishedAsync(await StartAsync("rebuilds"));

        var rows = await service.InDatabaseAsync(db =>
            db.UnitDays.AsNoTracking().Where(row => units.Contains(row.UnitId)).ToListAsync()
        );
        rows.SelectMany(
                row => Facts.Figures.Parse(row.Figures),
                (row, figure) => $"{row.UnitId} {row.Day:yyyy-MM-dd} {figure.Key} {figure.Value}"
            )
            .Order(StringComparer.Ordinal)
            .ShouldBe(model.Rows().Order(StringComparer.Ordinal));
        ((long)(await FinishedAsync(await StartAsync("verifications")))["differences"]!).ShouldBe(0);
    }

    [Fact]
    public async Task No_reader_sees_half_of_anything_while_facts_come_in_and_totals_are_rebuilt()
    {
        var (country, commune, village) = await VillageAsync();
        var days = Enumerable.Range(0, 90).Select(day => new DateOnly(2024, 1, 10).AddDays(day)).ToArray();
        // Each message counts two people for each activity, on every day.
        var sent = await service.PublishAllAsync(
            Enumerable
                .Range(0, 60)
                .Select(_ =>
                    (
                        (object)Country.Recorded([.. days.Select(day => Country.Activity(village, day, people: 2))]),
                        Guid.NewGuid()
                    )
                )
        );
        var rebuild = await StartAsync("rebuilds");
        var consumed = service.ConsumedAsync(sent);
        var client = service.Client(country.Nation.Code);
        do foreach (var unit in new[] { country.Nation, commune, village })
        foreach (var boundaries in new[] { "asWas", "today" })
        {
            var answer = await client.RollupAsync(
                unit.Code,
                $"?from=2024-01-01&to=2024-04-30&granularity=day&boundaries={boundaries}"
            );
            var body = await answer.ShouldBeJsonAsync(200);
            var total = Rollup.Figures(body["total"]!);
            total.GetValueOrDefault("people-guided").ShouldBe(2 * total.GetValueOrDefault("activities"));
            // Months and days are as of one moment, and every message is in all of its days or in none.
            var daily = body["periods"]!
                .AsArray()
                .Select(day => Rollup.Figures(day!["figures"]!).GetValueOrDefault("activities"))
                .ToArray();
            daily.Sum().ShouldBe(total.GetValueOrDefault("activities"));
            daily.Where(count => count > 0).Distinct().Count().ShouldBeLessThanOrEqualTo(1);
        }
        while (!consumed.IsCompleted);
        await consumed;
        await FinishedAsync(rebuild);
        (await client.TotalAsync(commune.Code, days[0], days[^1]))["activities"].ShouldBe(60 * 90);
    }

    [Fact]
    public async Task One_that_was_killed_halfway_is_begun_anew_and_one_that_was_slow_is_stopped()
    {
        var (_, commune, village) = await VillageAsync();
        await service.SendAsync(Country.Recorded(Country.Activity(village, Day, people: 3)));
        await CorruptAsync(
            $$"""UPDATE unit_days SET figures = figures || '{"people-guided": 7}' WHERE unit_id = {{commune.UnitId}}"""
        );
        var id = Guid.NewGuid();
        // Its worker is gone, and its time is not over yet: nobody takes it, nor any other.
        await CorruptAsync(
            $"""
            INSERT INTO totals_checks (id, kind, status, requested_by, requested_at, started_at, attempt, lease_until, passes,
                units_total, units_done, differences)
            VALUES ('{id}', 'rebuild', 'running', 'x', now() - interval '1 hour', now(), 1, now() + interval '3 seconds', 1, 9, 4, 0)
            """
        );
        var later = await StartAsync("verifications");
        ((string?)(await ReadAsync("rebuilds", id))["status"]).ShouldBe("running");

        var rebuild = await FinishedAsync("rebuilds", id);
        var verification = await FinishedAsync(later);

        ((string?)rebuild["status"], (long)rebuild["differences"]!).ShouldBe(("succeeded", 1));
        ((long)verification["differences"]!).ShouldBe(0);
        (await service.InDatabaseAsync(db => db.TotalsChecks.SingleAsync(check => check.Id == id))).Attempt.ShouldBe(2);
    }

    [Fact]
    public async Task A_retry_starts_nothing_and_only_the_ministry_starts_anything()
    {
        var key = $"{Guid.NewGuid()}";
        var first = await StartAsync("verifications", key);
        var again = await StartAsync("verifications", key);
        var other = await StartAsync("rebuilds", key);
        ((string?)again["id"]).ShouldBe((string?)first["id"]);
        ((string?)other["id"]).ShouldNotBe((string?)first["id"]);
        await FinishedAsync(other);

        await (await PostAsync(service.Client("12"), "rebuilds")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            "The access token gives no right over unit VN."
        );
        await (
            await PostAsync(service.Client("VN", "en", Scopes.ReportingRead, Scopes.ReportsDefine), "rebuilds")
        ).ShouldBeProblemAsync(403, "auth.scope-missing", "The access token lacks the scope that this needs.");
        var nobody = Guid.NewGuid();
        foreach (var path in new[] { $"rebuilds/{nobody}", $"verifications/{nobody}/differences" })
            await (
                await service.Client().GetAsync(new Uri($"/v1/rollups/{path}", UriKind.Relative))
            ).ShouldBeProblemAsync(404, "totals-check.not-found", $"There is no check of totals {nobody}.");
    }

    private async Task<(Country Country, UnitFact Commune, UnitFact Village)> VillageAsync()
    {
        var country = new Country();
        var commune = country.Unit(3, country.Nation);
        var village = country.Unit(4, commune);
        await service.SendAsync(Country.Changed(country.Nation, commune, village));
        return (country, commune, village);
    }

    private async Task<long> PeopleAsync(Country country, UnitFact unit) =>
        Rollup.Figures(
            (
                await (
                    await service.Client(country.Nation.Code).RollupAsync(unit.Code, "?from=2024-02-10&to=2024-03-10")
                ).ShouldBeJsonAsync(200)
            )["total"]!
        )["people-guided"];

    private async Task SendAsync(RandomEvents random, IEnumerable<object> events) =>
        await service.ConsumedAsync(await service.PublishAllAsync(random.Deliveries(events)));

    private Task CorruptAsync(string sql) =>
        service.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql.Replace("{", "{{").Replace("}", "}}")));

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string noun, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/v1/rollups/{noun}", UriKind.Relative));
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request);
    }

    private async Task<JsonObject> StartAsync(string noun, string? key = null)
    {
        var answer = await PostAsync(service.Client(), noun, key);
        var check = await answer.ShouldBeJsonAsync(202);
        answer.Headers.Location!.ToString().ShouldBe($"/v1/rollups/{noun}/{check["id"]}");
        return check;
    }

    private async Task<JsonObject> ReadAsync(string noun, Guid id) =>
        await (
            await service.Client().GetAsync(new Uri($"/v1/rollups/{noun}/{id}", UriKind.Relative))
        ).ShouldBeJsonAsync(200);

    private Task<JsonObject> FinishedAsync(JsonObject check) =>
        FinishedAsync($"{check["kind"]}s", check["id"]!.GetValue<Guid>());

    private async Task<JsonObject> FinishedAsync(string noun, Guid id)
    {
        JsonObject check = [];
        await Eventually.TrueAsync(
            async () => (check = await ReadAsync(noun, id))["finishedAt"] is not null,
            TimeSpan.FromMinutes(1)
        );
        ((string?)check["status"]).ShouldBe("succeeded");
        return check;
    }

    private async Task<string[]> DifferencesAsync(string noun, JsonObject check)
    {
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await (
                await service
                    .Client()
                    .GetAsync(
                        new Uri(
                            $"/v1/rollups/{noun}/{check["id"]}/differences?limit=5{(cursor is null ? "" : $"&cursor={cursor}")}",
                            UriKind.Relative
                        )
                    )
            ).ShouldBeJsonAsync(200);
            found.AddRange(
                page["items"]!
                    .AsArray()
                    .Select(each =>
                        $"{each!["unitCode"]} {each["period"]} {each["day"]} {each["indicator"]} {each["kept"]} {each["recomputed"]}"
                    )
            );
            cursor = (string?)page["next"];
        } while (cursor is not null);
        return [.. found];
    }
}
