using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class ChangeTests(ActivityService service)
{
    [Fact]
    public async Task A_correction_needs_the_version_it_corrects_and_can_be_sent_again()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var visit = Visit.Of(team, Guid.NewGuid());
        await client.PostAsJsonAsync("/v1/activities", visit);
        var path = $"/v1/activities/{visit.Id()}/correction";
        var corrected = visit.DeepClone().AsObject();
        corrected["peopleGuided"] = 8;
        var correction = corrected.DeepClone().AsObject();
        correction.Remove("id");
        correction.Remove("teamId");
        correction["reason"] = "Đếm lại";

        await (await client.PutAsync(path, correction, null)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var answer = await client.PutAsync(path, correction, "\"1\"");
            answer.Headers.ETag!.Tag.ShouldBe("\"2\"");
            await answer.ShouldBeJsonAsync(200, corrected.Recorded(version: 2));
        }
        correction["peopleGuided"] = 9;
        await (await client.PutAsync(path, correction, "\"1\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 2)."
        );
        // The first recording, sent again, is still the same recording.
        await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(200, visit.Recorded());

        var versions = await client.GetFromJsonAsync<List<ActivityVersionResponse>>(
            $"/v1/activities/{visit.Id()}/versions"
        );
        var superseded = versions.ShouldHaveSingleItem();
        (superseded.Version, superseded.Content.PeopleGuided).ShouldBe((1, 5));
        (superseded.Reason, superseded.SupersededBy).ShouldBe(("Đếm lại", "test-client"));
        var heard = await service.Events.WaitForAsync(Tells("activity.activities-corrected.v1.02", visit));
        var fact = heard.As<ActivitiesCorrected>().Facts.ShouldHaveSingleItem();
        (fact.Version, fact.PeopleGuided, fact.Voided).ShouldBe((2, 8, false));
    }

    [Fact]
    public async Task A_correction_that_changes_nothing_makes_no_version()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var visit = Visit.Of(team, Guid.NewGuid());
        await client.PostAsJsonAsync("/v1/activities", visit);
        var path = $"/v1/activities/{visit.Id()}";

        for (var attempt = 0; attempt < 2; attempt++)
        {
            var answer = await client.PutAsync($"{path}/correction", Correction(visit), "\"1\"");
            answer.Headers.ETag!.Tag.ShouldBe("\"1\"");
            await answer.ShouldBeJsonAsync(200, visit.Recorded());
        }
        (await client.GetFromJsonAsync<List<ActivityVersionResponse>>($"{path}/versions"))!.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_recorded_outlives_its_team()
    {
        var today = TimeProvider.System.Today();
        var team = ActivityService.NewTeam();
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [team]));
        var client = service.Client();
        var visit = Visit.Of(team, Guid.NewGuid(), occurredOn: $"{today:yyyy-MM-dd}");
        await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(201);
        var ended = team with { Version = team.Version + 1, DissolvedOn = today };
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [ended]));

        // Another is refused once the end has arrived; the same one is answered as before, alone and in a batch.
        await Eventually.TrueAsync(async () =>
            (
                await client.PostAsJsonAsync(
                    "/v1/activities",
                    Visit.Of(team, Guid.NewGuid(), occurredOn: $"{today:yyyy-MM-dd}")
                )
            ).StatusCode == System.Net.HttpStatusCode.UnprocessableEntity
        );
        await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(200);
        var batch = await (await client.PostAsJsonAsync("/v1/activities/batch", new[] { visit })).ShouldBeJsonAsync(
            200
        );
        ((int)batch["unchanged"]!, (int)batch["rejected"]!).ShouldBe((1, 0));
        // A wrong number can still be put right; its day stays.
        var correction = Correction(visit);
        correction["peopleGuided"] = 77;
        var path = $"/v1/activities/{visit.Id()}/correction";
        await (await client.PutAsync(path, correction, "\"1\"")).ShouldBeJsonAsync(200);
        correction["occurredOn"] = $"{today.AddDays(-1):yyyy-MM-dd}";
        await (await client.PutAsync(path, correction, "\"2\"")).ShouldBeJsonAsync(200);
    }

    [Theory]
    [InlineData("vi", "Tổ {0} chưa thành lập hoặc đã giải thể vào ngày {1}.")]
    [InlineData("en", "Team {0} was not yet established, or already dissolved, on {1}.")]
    public async Task A_correction_stays_within_the_teams_life(string language, string text)
    {
        var today = TimeProvider.System.Today();
        var team = ActivityService.NewTeam() with { EstablishedOn = today.AddDays(-10) };
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [team]));
        var client = service.Client(language: language);
        var visit = Visit.Of(team, Guid.NewGuid(), occurredOn: $"{today.AddDays(-5):yyyy-MM-dd}");
        await client.PostAsJsonAsync("/v1/activities", visit);
        var path = $"/v1/activities/{visit.Id()}/correction";
        var correction = Correction(visit);

        correction["occurredOn"] = $"{today.AddDays(-20):yyyy-MM-dd}";
        await (await client.PutAsync(path, correction, "\"1\"")).ShouldBeProblemAsync(
            422,
            "activity.team-not-in-being",
            string.Format(null, text, team.TeamId, today.AddDays(-20).Written())
        );
        correction["occurredOn"] = $"{today.AddDays(-10):yyyy-MM-dd}";
        (await client.PutAsync(path, correction, "\"1\"")).Headers.ETag!.Tag.ShouldBe("\"2\"");
    }

    [Theory]
    [InlineData("*")]
    [InlineData("1")]
    [InlineData("\"abc\"")]
    [InlineData("\"01\"")]
    [InlineData("\"1\", \"2\"")]
    [InlineData("W/\"1\"")]
    [InlineData("\"99999999999\"")]
    public async Task A_version_is_one_ETag_as_it_was_sent(string ifMatch)
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var id = await client.RecordAsync(team);
        var voiding = new JsonObject { ["reason"] = "Nhập nhầm" };

        await (await client.PutAsync($"/v1/activities/{id}/voiding", voiding, ifMatch)).ShouldBeProblemAsync(
            400,
            "request.version-invalid",
            "The If-Match header must be one ETag as received, such as \"1\" with its quotes: no *, no list, no W/."
        );
    }

    [Fact]
    public async Task Voiding_is_for_good_and_can_be_sent_again()
    {
        var team = await service.TeamAsync();
        var client = service.Client(language: "vi");
        var visit = Visit.Of(team, Guid.NewGuid());
        await client.PostAsJsonAsync("/v1/activities", visit);
        var path = $"/v1/activities/{visit.Id()}/voiding";
        var voiding = new JsonObject { ["reason"] = "Nhập nhầm" };

        await (await client.PutAsync(path, voiding, null)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Cần gửi tiêu đề If-Match với phiên bản đang sửa."
        );
        for (var attempt = 0; attempt < 2; attempt++)
            await (await client.PutAsync(path, voiding, "\"1\"")).ShouldBeJsonAsync(
                200,
                visit.Recorded(version: 2, voided: true)
            );
        await (await client.PutAsync(path, voiding, "\"2\"")).ShouldBeProblemAsync(
            409,
            "activity.already-voided",
            $"Hoạt động {visit.Id()} đã bị hủy."
        );

        var heard = await service.Events.WaitForAsync(Tells("activity.activities-voided.v1.02", visit));
        var fact = heard.As<ActivitiesVoided>().Facts.ShouldHaveSingleItem();
        (fact.Version, fact.PeopleGuided, fact.Voided).ShouldBe((2, 5, true));
    }

    [Fact]
    public async Task Of_two_corrections_at_the_same_moment_one_is_told_to_read_again()
    {
        var team = await service.TeamAsync();
        var client = service.Client();
        var id = await client.RecordAsync(team);
        JsonObject Correction(int people)
        {
            var correction = Visit.Of(team, people: people);
            correction.Remove("teamId");
            correction["reason"] = "Đếm lại";
            return correction;
        }

        var answers = await Task.WhenAll(
            Enumerable
                .Range(10, 6)
                .Select(people => client.PutAsync($"/v1/activities/{id}/correction", Correction(people), "\"1\""))
        );

        answers.Count(answer => (int)answer.StatusCode == 200).ShouldBe(1);
        answers.Count(answer => (int)answer.StatusCode == 412).ShouldBe(5);
    }

    private static JsonObject Correction(JsonObject visit)
    {
        var correction = visit.DeepClone().AsObject();
        correction.Remove("id");
        correction.Remove("teamId");
        correction["reason"] = "Đếm lại";
        return correction;
    }

    private static Func<HeardEvent, bool> Tells(string routingKey, JsonObject visit) =>
        heard => heard.RoutingKey == routingKey && heard.Body.Contains(visit.Id(), StringComparison.Ordinal);
}
