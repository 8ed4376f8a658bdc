using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>Activities lie in a partition for each month; their ids know no months.</summary>
public sealed class MonthTests(ActivityService service)
{
    private static readonly DateOnly Today = TimeProvider.System.Today();

    [Fact]
    public async Task An_id_stands_for_one_activity_in_whatever_month_it_comes_again()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var visit = Visit.Of(team, Guid.NewGuid(), occurredOn: Day(-1));

        await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(201, visit.Recorded());
        foreach (var months in new[] { -2, -5, -11 })
        {
            var other = Visit.Of(team, Guid.Parse(visit.Id()), occurredOn: Day(months));
            (await client.PostAsJsonAsync("/v1/activities", other)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        }
        await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(200, visit.Recorded());

        (await PlacesAsync(visit)).ShouldBe([PartitionOf(Day(-1))]);
    }

    [Fact]
    public async Task Two_at_once_in_different_months_are_one_activity()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        for (var round = 0; round < 5; round++)
        {
            var id = Guid.NewGuid();
            // As a batch of its own each goes another way in than the single ones do.
            var single = Visit.Of(team, id, occurredOn: Day(-1));
            JsonNode[] rows =
            [
                Visit.Of(team, id, occurredOn: Day(-3)),
                .. Enumerable.Range(0, 150).Select(_ => Visit.Of(team, Guid.NewGuid())),
            ];
            var one = client.PostAsJsonAsync("/v1/activities", single);
            var many = client.PostAsJsonAsync("/v1/activities/batch", rows);
            var singleStatus = (await one).StatusCode;
            var batch = await (await many).ShouldBeJsonAsync(200);

            var accepted = batch["accepted"]!.GetValue<int>();
            (singleStatus, accepted).ShouldBeOneOf((HttpStatusCode.Created, 150), (HttpStatusCode.Conflict, 151));
            (await PlacesAsync(single)).Length.ShouldBe(1);
        }
    }

    [Fact]
    public async Task A_retry_is_known_after_a_correction_moved_the_activity_to_another_month()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var visit = Visit.Of(team, Guid.NewGuid(), occurredOn: Day(-1));
        await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(201);
        var corrected = Visit.Of(team, Guid.Parse(visit.Id()), occurredOn: Day(-4));

        await (await CorrectAsync(client, corrected)).ShouldBeJsonAsync(200, corrected.Recorded(version: 2));
        (await PlacesAsync(visit)).ShouldBe([PartitionOf(Day(-4))]);
        await (await client.GetAsync($"/v1/activities/{visit.Id()}")).ShouldBeJsonAsync(
            200,
            corrected.Recorded(version: 2)
        );
        await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(200, visit.Recorded());
        (await client.PostAsJsonAsync("/v1/activities", corrected)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Of_corrections_that_move_it_at_once_one_wins()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        for (var round = 0; round < 5; round++)
        {
            var visit = Visit.Of(team, Guid.NewGuid(), occurredOn: Day(-1));
            await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(201);

            var answers = await Task.WhenAll(
                Enumerable
                    .Range(2, 4)
                    .Select(months =>
                        CorrectAsync(client, Visit.Of(team, Guid.Parse(visit.Id()), occurredOn: Day(-months)))
                    )
            );

            answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([200, 412, 412, 412]);
            (await PlacesAsync(visit)).Length.ShouldBe(1);
        }
    }

    [Fact]
    public async Task Months_are_there_before_they_begin()
    {
        await Eventually.TrueAsync(async () =>
            (await PartitionsAsync(service.Database)).IsSupersetOf(
                Enumerable.Range(-12, 12 + ActivityMonths.Ahead + 1).Select(months => PartitionOf(Day(months)))
            )
        );
    }

    [Fact]
    public async Task What_came_before_its_month_moves_there_when_it_is_made()
    {
        var database = await service.Servers.CreateDatabaseAsync("months");
        await MigrateAsync(database, null);
        await ExecuteAsync(database, "SELECT make_activity_months('2031-01-01', '2031-02-01')");
        await ExecuteAsync(database, Insert("activities", "", "", "2031-02-28", "2031-03-01", "2031-04-01"));
        (await PartitionsAsync(database, "SELECT DISTINCT tableoid::regclass::text FROM activities")).ShouldBe(
            ["activities_2031_02", "activities_default"],
            ignoreOrder: true
        );

        // Twice, as two replicas would.
        for (var time = 0; time < 2; time++)
            await ExecuteAsync(database, "SELECT make_activity_months('2031-02-15', '2031-03-01')");

        (await PartitionsAsync(database, "SELECT tableoid::regclass::text FROM activities")).ShouldBe(
            ["activities_2031_02", "activities_2031_03", "activities_default"],
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task A_table_without_months_is_taken_over_and_given_back()
    {
        var database = await service.Servers.CreateDatabaseAsync("months");
        await MigrateAsync(database, "RegistryCopies");
        await ExecuteAsync(
            database,
            Insert("activities", ", recorded_hash", ", 4711", "2024-12-31", "2025-02-01", "2025-02-28")
        );
        const string all =
            "SELECT string_agg((id, occurred_on, people_guided, outcomes)::text, ' ' ORDER BY id) FROM activities";
        var before = await PartitionsAsync(database, all);

        await MigrateAsync(database, null);
        (await PartitionsAsync(database, all)).ShouldBe(before);
        (await PartitionsAsync(database, "SELECT DISTINCT tableoid::regclass::text FROM activities")).ShouldBe(
            ["activities_2024_12", "activities_2025_02"],
            ignoreOrder: true
        );
        (
            await PartitionsAsync(
                database,
                "SELECT DISTINCT recorded_hash::text FROM activity_ids JOIN activities USING (id)"
            )
        ).ShouldBe(["4711"]);

        await MigrateAsync(database, "RegistryCopies");
        (await PartitionsAsync(database, all)).ShouldBe(before);
        (await PartitionsAsync(database, "SELECT DISTINCT recorded_hash::text FROM activities")).ShouldBe(["4711"]);
    }

    private static string Day(int months) =>
        (
            months == 0
                ? Today
                : new DateOnly(Today.Year, Today.Month, 1).AddMonths(months).AddDays(months == -12 ? 27 : 4)
        ).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string PartitionOf(string day) => $"activities_{day[..4]}_{day[5..7]}";

    private static Task<HttpResponseMessage> CorrectAsync(HttpClient client, JsonObject corrected)
    {
        var correction = corrected.DeepClone().AsObject();
        correction.Remove("id");
        correction.Remove("teamId");
        correction["reason"] = "Nhầm tháng";
        return client.PutAsync($"/v1/activities/{corrected.Id()}/correction", correction, "\"1\"");
    }

    /// <summary>The partitions that hold the activity: one, always.</summary>
    private async Task<string[]> PlacesAsync(JsonObject visit) =>
        [
            .. await PartitionsAsync(
                service.Database,
                $"SELECT tableoid::regclass::text FROM activities WHERE id = '{visit.Id()}'"
            ),
        ];

    private static async Task<HashSet<string>> PartitionsAsync(
        string database,
        string sql = "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'activities'::regclass"
    )
    {
        await using var source = NpgsqlDataSource.Create($"{database};Pooling=false");
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var texts = new List<string>();
        while (await reader.ReadAsync())
            texts.Add(reader.GetString(0));
        texts.Distinct().Count().ShouldBe(texts.Count);
        return [.. texts];
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{database};Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string Insert(string table, string column, string value, params string[] days) =>
        $$"""
            INSERT INTO {{table}} (id, version, team_id, unit_id, occurred_on, topic, form, audience, people_guided,
                households, outcomes, voided, recorded_at, recorded_by{{column}})
            SELECT gen_random_uuid(), 1, gen_random_uuid(), 7, day::date, 'public-services', 'campaign', 'general', 5, 3,
                '{"e-wallets": 2}', false, now(), 'test'{{value}}
            FROM unnest(ARRAY['{{string.Join("', '", days)}}']) AS day
            """;

    private static async Task MigrateAsync(string database, string? to)
    {
        var options = new DbContextOptionsBuilder<ActivityDbContext>().UseNpgsql($"{database};Pooling=false").Options;
        await using var db = new ActivityDbContext(options);
        await db.GetService<IMigrator>().MigrateAsync(to);
    }
}
