using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Registry.UnitImports;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class ImportJobTests(RegistryService service)
{
    private const int Teams = 12_000;

    [Fact]
    public async Task A_service_that_ends_in_the_middle_of_a_file_goes_on_with_it_when_it_is_back()
    {
        string path;
        string database;
        await using (var first = new ServiceFactory<RegistryDbContext>("registry"))
        {
            await first.StartAsync();
            database = first.Database;
            await using (var scope = first.Services.CreateAsyncScope())
                await DefaultCatalogue.SeedAsync(scope.ServiceProvider, default);
            var rows = Enumerable
                .Range(0, Teams)
                .Select(number =>
                    Make.Team(
                        "00688",
                        null,
                        $"{number}/QĐ",
                        Make.Member("Lù A"),
                        Make.Member("Lù B", number % 100 == 0 ? "1" : null)
                    )
                );
            path = await first.Client("02").SendAsync(Make.Ndjson([.. rows]));
            await Eventually.TrueAsync(async () => (await ReadAsync(first, path)) is >= 1_000 and < Teams);
        }
        int before;
        await using (var second = new ServiceFactory<RegistryDbContext>("registry"))
        {
            await second.StartAsync(database);
            before = await second.InDatabaseAsync(db => db.Teams.CountAsync());
            var import = await second.Client("02").FinishedAsync(path);

            before.ShouldBeInRange(1_000, Teams - 1);
            ((string)import["status"]!, (int)import["rowsRead"]!).ShouldBe(("succeeded", Teams));
            ImportJobs.Counts(import["teams"]).ShouldBe((Teams, 0, 0));
            ImportJobs.Counts(import["members"]).ShouldBe((Teams * 2 - Teams / 100, 0, Teams / 100));
            ((int)import["errorCount"]!).ShouldBe(Teams / 100);
            (await second.InDatabaseAsync(db => db.Teams.CountAsync())).ShouldBe(Teams);
            (await second.InDatabaseAsync(db => db.Members.CountAsync())).ShouldBe(Teams * 2 - Teams / 100);
        }

        static async Task<int> ReadAsync(ServiceFactory<RegistryDbContext> service, string path) =>
            (int)(await service.Client("02").GetFromJsonAsync<JsonObject>(path))!["rowsRead"]!;
    }

    [Fact]
    public async Task A_file_whose_worker_was_killed_is_taken_up_when_its_time_is_over_and_not_before()
    {
        var client = service.Client("02");
        var path = await client.SendAsync(Make.Ndjson(Make.Team(await service.VillageAsync())));
        await client.FinishedAsync(path);
        var id = Guid.Parse(path[(path.LastIndexOf('/') + 1)..]);

        // As a worker leaves it that was killed after its last chunk: the counts are those that it had committed.
        await LeaveAsync(DateTimeOffset.UtcNow.AddSeconds(8));
        await Task.Delay(TimeSpan.FromSeconds(6));
        ((string)(await client.GetFromJsonAsync<JsonObject>(path))!["status"]!).ShouldBe("running");
        var import = await client.FinishedAsync(path);
        ImportJobs.Counts(import["teams"]).ShouldBe((1, 0, 0));

        Task LeaveAsync(DateTimeOffset until) =>
            service.InDatabaseAsync(db =>
                db.Database.ExecuteSqlAsync(
                    $"UPDATE team_imports SET status = 'running', finished_at = NULL, lease_until = {until} WHERE id = {id}"
                )
            );
    }

    [Fact]
    public async Task The_same_file_under_the_same_key_is_one_import()
    {
        var team = Make.Team(await service.VillageAsync());
        var client = service.Client("02");
        client.DefaultRequestHeaders.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        var path = await client.SendAsync(Make.Ndjson(team));
        (await client.SendAsync(Make.Ndjson(team))).ShouldBe(path);
        var id = path[(path.LastIndexOf('/') + 1)..];
        (await service.Client("02").SendAsync(Make.Ndjson(team), $"&id={id}")).ShouldBe(path);

        team["decisionNumber"] = "13/QĐ-UBND";
        await (await client.PostAsync("/v1/team-imports?async=true", Make.Ndjson(team))).ShouldBeProblemAsync(
            409,
            "team-import.id-taken",
            $"The id {id} stands for another file."
        );
        await (
            await service.Client("02").PostAsync($"/v1/team-imports?id={id}", Make.Ndjson(team))
        ).ShouldBeProblemAsync(400, "request.parameter-unknown", "This path takes no parameter id.");
    }

    [Fact]
    public async Task An_import_is_there_for_who_sent_it_and_for_the_nation_only()
    {
        var client = service.Client("02");
        var path = await client.SendAsync(
            Make.Ndjson(Make.Team(await service.VillageAsync(), null, "", Make.Member()))
        );
        await client.FinishedAsync(path);
        var id = path[(path.LastIndexOf('/') + 1)..];

        foreach (var part in new[] { "", "/errors", "/rejected-rows" })
        {
            await (
                await Other("02", Scopes.RegistryWrite, Scopes.MembersRead).GetAsync(path + part)
            ).ShouldBeProblemAsync(
                404,
                "team-import.not-found",
                $"There is no import {id}, or its file was deleted after 30 days."
            );
            (
                await Other("VN", Scopes.RegistryWrite, Scopes.MembersRead).GetAsync(path + part)
            ).EnsureSuccessStatusCode();
        }
        (await Other("VN", Scopes.RegistryWrite).GetAsync($"{path}/rejected-rows")).StatusCode.ShouldBe(
            System.Net.HttpStatusCode.Forbidden
        );
        (await ListAsync(client)).ShouldContain(id);
        (await ListAsync(Other("VN", Scopes.RegistryWrite))).ShouldNotContain(id);

        HttpClient Other(string unit, params string[] scopes)
        {
            var other = service.Client(unit);
            other.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
                "Bearer",
                TestTokens.Create(unit, scopes, "another-client")
            );
            return other;
        }
    }

    [Fact]
    public async Task Files_and_errors_are_gone_after_30_days()
    {
        var client = service.Client("02");
        var path = await client.SendAsync(Make.Ndjson(Make.Team(await service.VillageAsync(), null, "")));
        await client.FinishedAsync(path);
        var id = Guid.Parse(path[(path.LastIndexOf('/') + 1)..]);
        await service.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"UPDATE team_imports SET sent_at = now() - interval '30 days 1 minute' WHERE id = {id}"
            )
        );
        (await KeptAsync()).ShouldBe((1, 1, 1));

        // Each service looks when it starts, and every hour from then on.
        await using (var another = new ServiceFactory<RegistryDbContext>("registry"))
        {
            await another.StartAsync(service.Database);
            await Eventually.TrueAsync(async () => await KeptAsync() == (0, 0, 0));
        }

        Task<(int, int, int)> KeptAsync() =>
            service.InDatabaseAsync(async db =>
                (
                    await db.TeamImports.CountAsync(import => import.Id == id),
                    await db.TeamImportParts.CountAsync(part => part.ImportId == id),
                    await db.TeamImportErrors.CountAsync(error => error.ImportId == id)
                )
            );
    }

    /// <summary>The ids of all of a caller's imports.</summary>
    private static async Task<List<string>> ListAsync(HttpClient client)
    {
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await client.GetFromJsonAsync<JsonObject>($"/v1/team-imports?limit=2{cursor}");
            ids.AddRange(page!["items"]!.AsArray().Select(import => (string)import!["id"]!));
            cursor = (string?)page["next"] is { } next ? $"&cursor={next}" : null;
        } while (cursor is not null);
        return ids;
    }
}
