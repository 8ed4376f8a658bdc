using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Services.Activity.HeldChanges;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class HeldChangeTests(ActivityService service)
{
    [Theory]
    [InlineData("single")]
    [InlineData("batch")]
    [InlineData("stream")]
    public async Task What_comes_before_its_original_is_applied_with_it_in_order(string way)
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var visit = Visit.Of(team, Guid.NewGuid());

        // The last one first, and one of them twice.
        var answer = await client.PutAsync($"{PathOf(visit)}/voiding", Voiding, "\"3\"");
        answer.Headers.Location!.ToString().ShouldBe($"{PathOf(visit)}/held-changes");
        var body = await answer.ShouldBeJsonAsync(202);
        ((string)body["state"]!, (int)body["version"]!).ShouldBe(("held", 3));
        await (await CorrectAsync(client, visit, "\"2\"", people: 30)).ShouldBeJsonAsync(202);
        var first = await (await CorrectAsync(client, visit, "\"1\"", people: 20)).ShouldBeJsonAsync(202);
        first["content"]!["peopleGuided"]!.GetValue<int>().ShouldBe(20);
        (first["expiresAt"]!.GetValue<DateTimeOffset>() - first["receivedAt"]!.GetValue<DateTimeOffset>()).ShouldBe(
            TimeSpan.FromDays(30)
        );
        await (await CorrectAsync(client, visit, "\"1\"", people: 20)).ShouldBeJsonAsync(202, first);

        await RecordAsync(client, way, visit);

        await (await client.GetAsync(PathOf(visit))).ShouldBeJsonAsync(200, With(visit, 30).Recorded(4, voided: true));
        var versions = await client.GetFromJsonAsync<List<ActivityVersionResponse>>($"{PathOf(visit)}/versions");
        versions!
            .Select(version => (version.Version, version.Content.PeopleGuided))
            .ShouldBe([(1, 5), (2, 20), (3, 30)]);
        var held = await client.GetFromJsonAsync<List<HeldChangeResponse>>($"{PathOf(visit)}/held-changes");
        held!
            .Select(change => (change.Version, change.State))
            .ShouldBe([(1, "applied"), (2, "applied"), (3, "applied")]);
        await service.Events.WaitForAsync(heard => Tells(heard, visit, "voided"));
        service
            .Events.Heard.Where(heard => Tells(heard, visit, ""))
            .Select(heard =>
                heard.As<ActivitiesRecorded>().Facts.Single(fact => fact.ActivityId == Guid.Parse(visit.Id()))
            )
            .Select(fact => (fact.Version, fact.PeopleGuided, fact.Voided))
            .ShouldBe([(1, 5, false), (2, 20, false), (3, 30, false), (4, 30, true)]);

        // All of it again is answered as in order.
        await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(200, visit.Recorded());
        await (await CorrectAsync(client, visit, "\"1\"", people: 20)).ShouldBeJsonAsync(
            200,
            With(visit, 20).Recorded(2)
        );
        await (await CorrectAsync(client, visit, "\"2\"", people: 30)).ShouldBeJsonAsync(
            200,
            With(visit, 30).Recorded(3)
        );
        await (await client.PutAsync($"{PathOf(visit)}/voiding", Voiding, "\"3\"")).ShouldBeJsonAsync(
            200,
            With(visit, 30).Recorded(4, voided: true)
        );
    }

    [Fact]
    public async Task A_change_of_a_version_to_come_waits_for_it()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var visit = Visit.Of(team, Guid.NewGuid());
        await client.PostAsJsonAsync("/v1/activities", visit);

        await (await CorrectAsync(client, visit, "\"2\"", people: 30)).ShouldBeJsonAsync(202);
        await (await client.GetAsync(PathOf(visit))).ShouldBeJsonAsync(200, visit.Recorded());
        // Its own answer, now and later, whatever followed from it.
        for (var attempt = 0; attempt < 2; attempt++)
            await (await CorrectAsync(client, visit, "\"1\"", people: 20)).ShouldBeJsonAsync(
                200,
                With(visit, 20).Recorded(2)
            );

        await (await client.GetAsync(PathOf(visit))).ShouldBeJsonAsync(200, With(visit, 30).Recorded(3));
        await (await CorrectAsync(client, visit, "\"1\"", people: 21)).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 3)."
        );
    }

    [Fact]
    public async Task A_change_that_changed_nothing_is_answered_so_later_too()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var visit = Visit.Of(team, Guid.NewGuid());
        await client.PostAsJsonAsync("/v1/activities", visit);
        await CorrectAsync(client, visit, "\"1\"", people: 20);

        await (await CorrectAsync(client, visit, "\"1\"", people: 5)).ShouldBeJsonAsync(200, visit.Recorded());
    }

    [Fact]
    public async Task Of_two_changes_that_wait_for_one_version_the_second_is_told()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var visit = Visit.Of(team, Guid.NewGuid());
        await CorrectAsync(client, visit, "\"1\"", people: 20);
        var text =
            $"Another change waits for version 1 of activity {visit.Id()} already; change the version after it instead.";

        await (await CorrectAsync(client, visit, "\"1\"", people: 21)).ShouldBeProblemAsync(
            409,
            "held-change.taken",
            text
        );
        await (await client.PutAsync($"{PathOf(visit)}/voiding", Voiding, "\"1\"")).ShouldBeProblemAsync(
            409,
            "held-change.taken",
            text
        );

        await RecordAsync(client, "single", visit);
        await (await client.GetAsync(PathOf(visit))).ShouldBeJsonAsync(200, With(visit, 20).Recorded(2));
    }

    [Fact]
    public async Task A_stranger_can_neither_change_nor_block_nor_see()
    {
        var team = await service.TeamAsync();
        var visit = Visit.Of(team, Guid.NewGuid());
        var (own, stranger, nation) = (service.Client("02"), service.Client("24"), service.Client());
        var held = $"{PathOf(visit)}/held-changes";
        await (await CorrectAsync(stranger, visit, "\"1\"", people: 99)).ShouldBeJsonAsync(202);
        await (await own.GetAsync(held)).ShouldBeProblemAsync(
            404,
            "activity.not-found",
            $"There is no activity {visit.Id()}."
        );
        await (await CorrectAsync(own, visit, "\"1\"", people: 20)).ShouldBeJsonAsync(202);
        (await HeldAsync(own, held)).ShouldBe([(1, "02", "held", null)]);
        (await HeldAsync(stranger, held)).ShouldBe([(1, "24", "held", null)]);
        (await HeldAsync(nation, held)).ShouldBe([(1, "24", "held", null), (1, "02", "held", null)]);

        await RecordAsync(own, "single", visit);

        await (await own.GetAsync(PathOf(visit))).ShouldBeJsonAsync(200, With(visit, 20).Recorded(2));
        const string refused = "auth.unit-out-of-scope";
        (await HeldAsync(own, held)).ShouldBe([(1, "24", "refused", refused), (1, "02", "applied", null)]);
        (await HeldAsync(stranger, held)).ShouldBe([(1, "24", "refused", refused)]);
        var village = team.UnitPath.Split('/')[^1];
        await (await CorrectAsync(stranger, visit, "\"1\"", people: 99)).ShouldBeProblemAsync(
            403,
            refused,
            $"The access token gives no right over unit {village}."
        );
        await (await service.Client("25").GetAsync(held)).ShouldBeProblemAsync(
            403,
            refused,
            $"The access token gives no right over unit {village}."
        );
    }

    [Fact]
    public async Task Of_two_units_with_a_right_the_first_wins()
    {
        var team = await service.TeamAsync();
        var visit = Visit.Of(team, Guid.NewGuid());
        await CorrectAsync(service.Client("02"), visit, "\"1\"", people: 20);
        await CorrectAsync(service.Client(), visit, "\"1\"", people: 21);
        await CorrectAsync(service.Client(team.UnitPath.Split('/')[2]), visit, "\"1\"", people: 20);

        await RecordAsync(service.Client(), "single", visit);

        (await HeldAsync(service.Client(), $"{PathOf(visit)}/held-changes")).ShouldBe([
            (1, "02", "applied", null),
            (1, "VN", "refused", "request.version-stale"),
            (1, team.UnitPath.Split('/')[2], "applied", null),
        ]);
        await (await service.Client().GetAsync(PathOf(visit))).ShouldBeJsonAsync(200, With(visit, 20).Recorded(2));
    }

    [Theory]
    [InlineData("vi", "Tổ {0} chưa thành lập hoặc đã giải thể vào ngày {1}.")]
    [InlineData("en", "Team {0} was not yet established, or already dissolved, on {1}.")]
    public async Task What_turns_out_impossible_stays_with_its_reason(string language, string text)
    {
        var today = TimeProvider.System.Today();
        var team = ActivityService.NewTeam() with { EstablishedOn = today.AddDays(-10) };
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [team]));
        var client = service.Client(language: language);
        var visit = Visit.Of(team, Guid.NewGuid());
        var early = Correction(visit, 20);
        early["occurredOn"] = $"{today.AddDays(-20):yyyy-MM-dd}";
        await (await client.PutAsync($"{PathOf(visit)}/correction", early, "\"1\"")).ShouldBeJsonAsync(202);
        await CorrectAsync(client, visit, "\"2\"", people: 30);

        await RecordAsync(client, "batch", visit);

        var reason = string.Format(null, text, team.TeamId, today.AddDays(-20).Written());
        var held = await client.GetFromJsonAsync<List<HeldChangeResponse>>($"{PathOf(visit)}/held-changes");
        held!.Select(change => change.State).ShouldBe(["refused", "held"]);
        (held![0].Refusal!.Code, held[0].Refusal!.Text).ShouldBe(("activity.team-not-in-being", reason));
        // Sent again it is told the same; one that is right sets the other free.
        await (await client.PutAsync($"{PathOf(visit)}/correction", early, "\"1\"")).ShouldBeProblemAsync(
            422,
            "activity.team-not-in-being",
            reason
        );
        await CorrectAsync(client, visit, "\"1\"", people: 20);
        await (await client.GetAsync(PathOf(visit))).ShouldBeJsonAsync(200, With(visit, 30).Recorded(3));
        // What cannot be is not held where that is known at once.
        await (await client.PutAsync($"{PathOf(visit)}/correction", early, "\"9\"")).ShouldBeProblemAsync(
            422,
            "activity.team-not-in-being",
            reason
        );
    }

    [Fact]
    public async Task Nothing_waits_for_a_version_of_what_was_voided()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var visit = Visit.Of(team, Guid.NewGuid());
        await CorrectAsync(client, visit, "\"2\"", people: 20);
        await CorrectAsync(client, visit, "\"7\"", people: 20);
        await client.PutAsync($"{PathOf(visit)}/voiding", Voiding, "\"1\"");

        await RecordAsync(client, "single", visit);

        const string voided = "activity.already-voided";
        (await HeldAsync(client, $"{PathOf(visit)}/held-changes")).ShouldBe([
            (1, "VN", "applied", null),
            (2, "VN", "refused", voided),
            (7, "VN", "refused", voided),
        ]);
        await (await CorrectAsync(client, visit, "\"7\"", people: 20)).ShouldBeProblemAsync(
            409,
            voided,
            $"Activity {visit.Id()} has been voided."
        );
    }

    [Fact]
    public async Task What_waited_too_long_is_not_applied_and_is_deleted_in_the_end()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var visit = Visit.Of(team, Guid.NewGuid());
        await CorrectAsync(client, visit, "\"1\"", people: 20);
        await AgeAsync(30.01);
        (await HeldAsync(client, $"{PathOf(visit)}/held-changes")).ShouldBe([(1, "VN", "expired", null)]);

        await RecordAsync(client, "single", visit);
        await (await client.GetAsync(PathOf(visit))).ShouldBeJsonAsync(200, visit.Recorded());
        (await ListedAsync(client, "state=expired")).ShouldContain(visit.Id());
        (await ListedAsync(client, "state=held")).ShouldNotContain(visit.Id());
        var sweep = service.Services.GetServices<IHostedService>().OfType<HeldChangeSweep>().Single();
        await service.InDatabaseAsync(db => sweep.SweepAsync(db, default));
        (await HeldAsync(client, $"{PathOf(visit)}/held-changes")).Count.ShouldBe(1);
        await AgeAsync(30);
        await service.InDatabaseAsync(db => sweep.SweepAsync(db, default));
        (await HeldAsync(client, $"{PathOf(visit)}/held-changes")).ShouldBeEmpty();

        Task AgeAsync(double days) =>
            service.InDatabaseAsync(db =>
                db.Database.ExecuteSqlAsync(
                    $"""
                    UPDATE held_changes SET expires_at = expires_at - {TimeSpan.FromDays(days)}
                    WHERE activity_id = {Guid.Parse(visit.Id())}
                    """
                )
            );
    }

    [Fact]
    public async Task An_expired_change_that_is_sent_again_waits_anew()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var visit = Visit.Of(team, Guid.NewGuid());
        await CorrectAsync(client, visit, "\"1\"", people: 20);
        await service.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"UPDATE held_changes SET expires_at = now() WHERE activity_id = {Guid.Parse(visit.Id())}"
            )
        );

        await (await CorrectAsync(client, visit, "\"1\"", people: 21)).ShouldBeJsonAsync(202);

        await RecordAsync(client, "single", visit);
        await (await client.GetAsync(PathOf(visit))).ShouldBeJsonAsync(200, With(visit, 21).Recorded(2));
    }

    [Fact]
    public async Task They_are_listed_by_the_unit_of_the_team_or_of_the_sender()
    {
        var (team, province) = (await service.TeamAsync("67"), service.Client("67"));
        var commune = team.UnitPath.Split('/')[2];
        var (known, unknown) = (Visit.Of(team, Guid.NewGuid()), Visit.Of(team, Guid.NewGuid()));
        await CorrectAsync(province, unknown, "\"1\"", people: 20);
        await RecordAsync(province, "single", known);
        await CorrectAsync(province, known, "\"2\"", people: 20);

        (await ListedAsync(province, "")).ShouldBe([known.Id(), unknown.Id()]);
        (await ListedAsync(province, "state=held&unit=67")).ShouldBe([known.Id(), unknown.Id()]);
        (await ListedAsync(service.Client(), $"unit={commune}")).ShouldBe([known.Id()]);
        (await ListedAsync(service.Client(commune), "")).ShouldBe([known.Id()]);
        (await ListedAsync(service.Client("68"), "unit=67")).ShouldBeEmpty();
        var page = await province.GetFromJsonAsync<Page<HeldChangeResponse>>("/v1/activities/held-changes?limit=1");
        (await ListedAsync(province, $"cursor={page!.Next}")).ShouldBe([unknown.Id()]);
        (await province.GetStringAsync("/v1/activities/held-changes?format=csv")).ShouldContain(known.Id());
        await (await province.GetAsync("/v1/activities/held-changes?state=lost")).ShouldBeProblemAsync(
            400,
            "held-change.state-unknown",
            "The state is one of held, applied, refused, expired."
        );
        foreach (var path in new[] { "/v1/activities/held-changes", $"{PathOf(known)}/held-changes" })
            ((int)(await service.Client("67", scopes: Scopes.ActivityWrite).GetAsync(path)).StatusCode).ShouldBe(403);
    }

    [Fact]
    public async Task No_version_comes_before_the_first()
    {
        var visit = Visit.Of(ActivityService.NewTeam(), Guid.NewGuid());

        await (await CorrectAsync(service.Client(), visit, "\"0\"", people: 20)).ShouldBeProblemAsync(
            404,
            "activity.not-found",
            $"There is no activity {visit.Id()}."
        );
    }

    [Fact]
    public async Task Original_and_changes_at_the_same_moment_never_miss_each_other()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var visits = Enumerable.Range(0, 150).Select(_ => Visit.Of(team, Guid.NewGuid())).ToArray();

        await Task.WhenAll(
            visits.SelectMany(visit =>
                new[]
                {
                    CorrectAsync(client, visit, "\"2\"", people: 30),
                    client.PostAsJsonAsync("/v1/activities", visit),
                    CorrectAsync(client, visit, "\"1\"", people: 20),
                }
            )
        );

        foreach (var visit in visits)
            await (await client.GetAsync(PathOf(visit))).ShouldBeJsonAsync(200, With(visit, 30).Recorded(3));
    }

    private static JsonObject Voiding => new() { ["reason"] = "Nhập nhầm" };

    private static string PathOf(JsonObject visit) => $"/v1/activities/{visit.Id()}";

    private static JsonObject With(JsonObject visit, int people)
    {
        var other = visit.DeepClone().AsObject();
        other["peopleGuided"] = people;
        return other;
    }

    private static JsonObject Correction(JsonObject visit, int people)
    {
        var correction = With(visit, people);
        correction.Remove("id");
        correction.Remove("teamId");
        correction["reason"] = "Đếm lại";
        return correction;
    }

    private static Task<HttpResponseMessage> CorrectAsync(
        HttpClient client,
        JsonObject visit,
        string ifMatch,
        int people
    ) => client.PutAsync($"{PathOf(visit)}/correction", Correction(visit, people), ifMatch);

    private static async Task RecordAsync(HttpClient client, string way, JsonObject visit)
    {
        var lines = new StringContent(
            visit.ToJsonString(),
            Encoding.UTF8,
            new MediaTypeHeaderValue("application/x-ndjson")
        );
        if (way == "single")
            await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(201, visit.Recorded());
        else
            (
                (int)
                    (await (await client.PostAsync($"/v1/activities/{way}", lines)).ShouldBeJsonAsync(200))["accepted"]!
            ).ShouldBe(1);
    }

    private static async Task<List<(int Version, string Unit, string State, string? Refusal)>> HeldAsync(
        HttpClient client,
        string path
    ) =>
        (await client.GetFromJsonAsync<List<HeldChangeResponse>>(path))!.ConvertAll(change =>
            (change.Version, change.Unit, change.State, change.Refusal?.Code)
        );

    private static async Task<IEnumerable<string>> ListedAsync(HttpClient client, string query) =>
        (await client.GetFromJsonAsync<Page<HeldChangeResponse>>($"/v1/activities/held-changes?{query}"))!.Items.Select(
            change => change.ActivityId.ToString()
        );

    private static bool Tells(HeardEvent heard, JsonObject visit, string what) =>
        heard.RoutingKey.StartsWith($"activity.activities-{what}", StringComparison.Ordinal)
        && heard.Body.Contains(visit.Id(), StringComparison.Ordinal);
}
