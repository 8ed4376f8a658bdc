using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Services.Reporting.Exports;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Tables that are written into files after they were asked for.</summary>
public sealed class ExportJobTests(ReportingService service)
{
    private static readonly DateOnly Day = new(2024, 3, 5);

    [Fact]
    public async Task All_villages_of_a_province_in_one_file()
    {
        var (province, villages) = await ProvinceAsync();
        var client = service.Client(province.Code);

        var asked = await AskAsync(client, RollupsOf(province));
        ((string)asked["status"]!, asked["rows"]!.GetValue<int>()).ShouldBe(("queued", 0));
        var done = await FinishedAsync(client, asked);

        ((string)done["status"]!).ShouldBe("succeeded");
        // Each village has activities, people, and people of the topic.
        done["rows"]!.GetValue<int>().ShouldBe(villages.Length * 3);
        var content = await ContentAsync(client, done);
        content.Length.ShouldBe(done["bytes"]!.GetValue<int>());
        var lines = Encoding.UTF8.GetString(content).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("\uFEFFUnit code,Unit,Level,Indicator,Value");
        lines[1..]
            .Where(line => line.Contains(",people-guided,"))
            .ShouldBe(
                [
                    .. villages.Select(
                        (village, index) => $"{village.Code},{village.FullName},4,people-guided,{index + 1}"
                    ),
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Asked_again_it_is_the_same_export()
    {
        var (province, _) = await ProvinceAsync();
        var client = service.Client(province.Code);
        var id = Guid.NewGuid();
        object request = new
        {
            id,
            table = "findings",
            format = "xlsx",
        };

        (await client.PostAsJsonAsync("/v1/exports", request)).StatusCode.ShouldBe(System.Net.HttpStatusCode.Accepted);
        (await client.PostAsJsonAsync("/v1/exports", request)).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        await (
            await client.PostAsJsonAsync(
                "/v1/exports",
                new
                {
                    id,
                    table = "findings",
                    format = "csv",
                }
            )
        ).ShouldBeProblemAsync(409, "export.id-taken", "The id stands for another export.");
        var answer = await client.GetAsync(new Uri("/v1/exports", UriKind.Relative));
        (await answer.ShouldBeJsonAsync(200))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_refuses_the_list_refuses_the_export()
    {
        var (province, _) = await ProvinceAsync();
        var client = service.Client(province.Code);

        await (await TryAsync(client, "rollups", new { unit = province.Code, shape = "x" })).ShouldBeProblemAsync(
            400,
            "export.parameter-invalid",
            "The parameter shape is missing, not one of this table, or cannot be read."
        );
        await (await TryAsync(client, "rollups", new { unit = province.Code, from = "5/3/2024" })).ShouldBeProblemAsync(
            400,
            "export.parameter-invalid",
            "The parameter from is missing, not one of this table, or cannot be read."
        );
        await (await TryAsync(client, "rollups", new { unit = "none" })).ShouldBeProblemAsync(
            404,
            "rollup.unit-unknown",
            $"No unit bore the code none on {DateTime.UtcNow.AddHours(7):dd/MM/yyyy}."
        );
        await (await TryAsync(client, "reports", new { definition = "none", period = "2024-07" })).ShouldBeProblemAsync(
            404,
            "report-definition.not-found",
            "There is no report definition none."
        );
        await (await TryAsync(client, "teams", new { })).ShouldHaveErrorAsync("table");
        var (other, _) = await ProvinceAsync();
        await (await TryAsync(client, "rollups", new { unit = other.Code })).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {other.Code}."
        );
        await (
            await TryAsync(service.Client(province.Code, scopes: ["reports.write"]), "findings", new { })
        ).ShouldBeProblemAsync(403, "auth.scope-missing", "The access token lacks the scope that this needs.");
    }

    [Fact]
    public async Task The_file_is_the_askers_alone_and_ends_after_a_week()
    {
        var (province, villages) = await ProvinceAsync();
        var client = service.Client(province.Code);
        var done = await FinishedAsync(client, await AskAsync(client, RollupsOf(province)));
        var id = done["id"]!.GetValue<Guid>();
        var path = new Uri($"/v1/exports/{id}/content", UriKind.Relative);

        await (await service.Client(villages[0].Code).GetAsync(path)).ShouldBeProblemAsync(
            404,
            "export.not-found",
            $"There is no export {id}."
        );
        await using (var scope = service.Services.CreateAsyncScope())
            await scope
                .ServiceProvider.GetRequiredService<WaitingExports>()
                .SweepAsync(DateTimeOffset.UtcNow + ExportJob.Kept + TimeSpan.FromMinutes(1), CancellationToken.None);
        await (await client.GetAsync(path)).ShouldBeProblemAsync(404, "export.not-found", $"There is no export {id}.");
        Directory.EnumerateFiles(service.Files, "*", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_killed_worker_left_running_is_taken_up_again()
    {
        var (province, villages) = await ProvinceAsync();
        var client = service.Client(province.Code);
        var id = Guid.NewGuid();
        // As a worker leaves it that was killed in the middle, two minutes ago.
        await service.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO export_jobs (id, client_id, unit, "table", format, query, in_english, asked_hash, status,
                    asked_at, expires_at, attempt, lease_until, rows)
                VALUES ({id}, 'test-client', {province.Code}, 'rollups', 'Csv',
                    jsonb_build_object('unit', {province.Code}::text, 'level', '4', 'from', '2024-01-01', 'to', '2024-12-31'), true, 0, 'running',
                    now() - interval '3 minutes', now() + interval '7 days', 1, now() - interval '2 minutes', 17)
                """
            )
        );

        var done = await FinishedAsync(client, new JsonObject { ["id"] = id });

        ((string)done["status"]!, done["rows"]!.GetValue<int>()).ShouldBe(("succeeded", villages.Length * 3));
        (await service.InDatabaseAsync(db => db.ExportJobs.SingleAsync(job => job.Id == id))).Attempt.ShouldBe(2);
    }

    private static object RollupsOf(UnitFact province) =>
        new
        {
            table = "rollups",
            format = "csv",
            query = new
            {
                unit = province.Code,
                level = "4",
                from = "2024-01-01",
                to = "2024-12-31",
            },
        };

    private static Task<HttpResponseMessage> TryAsync(HttpClient client, string table, object query) =>
        client.PostAsJsonAsync(
            "/v1/exports",
            new
            {
                table,
                format = "csv",
                query,
            }
        );

    private static async Task<JsonObject> AskAsync(HttpClient client, object request) =>
        await (await client.PostAsJsonAsync("/v1/exports", request)).ShouldBeJsonAsync(202);

    private static async Task<JsonObject> FinishedAsync(HttpClient client, JsonObject asked)
    {
        JsonObject seen = [];
        await Eventually.TrueAsync(
            async () =>
            {
                var answer = await client.GetAsync(
                    new Uri($"/v1/exports/{asked["id"]!.GetValue<Guid>()}", UriKind.Relative)
                );
                seen = await answer.ShouldBeJsonAsync(200);
                return (string)seen["status"]! is "succeeded" or "failed";
            },
            seen: () => seen.ToJsonString()
        );
        return seen;
    }

    private static Task<byte[]> ContentAsync(HttpClient client, JsonObject job) =>
        client.GetByteArrayAsync(new Uri($"/v1/exports/{job["id"]!.GetValue<Guid>()}/content", UriKind.Relative));

    /// <summary>A province with 250 villages, of which each guided one person more than the one before.</summary>
    private async Task<(UnitFact Province, UnitFact[] Villages)> ProvinceAsync()
    {
        UnitFact[] villages = [];
        var province = await ReportingProvince.CreateAsync(
            service,
            made =>
            {
                var commune = made.Country.Unit(3, made.Province);
                villages = [.. Enumerable.Range(0, 250).Select(_ => made.Country.Unit(4, commune))];
                return [commune, .. villages];
            }
        );
        await service.SendAsync(
            Country.Recorded([.. villages.Select((village, index) => Country.Activity(village, Day, index + 1))])
        );
        return (province.Province, villages);
    }
}
