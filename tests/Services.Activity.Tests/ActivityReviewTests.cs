using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.ActivityReviews;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using ActivityResponse = CongNgheSo.Services.Activity.Activities.ActivityResponse;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class ActivityReviewTests(ActivityService service)
{
    [Theory]
    [InlineData("vi", "{0} cao hơn mức thường gặp (tối đa {1}); vẫn được tính và chờ rà soát.")]
    [InlineData("en", "{0} is more than usual ({1} at most); it counts, and waits for review.")]
    public async Task What_is_beyond_the_usual_counts_and_is_flagged(string language, string text)
    {
        var client = service.Client(language: language);
        var visit = await FlaggedAsync();
        var flagged = visit.Recorded();
        flagged["flags"] = new JsonArray(
            Flag("peopleGuided", "people-guided", 900, 200),
            Flag("households", "households", 101, 100),
            Flag("outcomes.e-wallets", "e-wallets", 301, 300)
        );

        var first = await client.PostAsJsonAsync("/v1/activities", visit);
        await first.ShouldBeJsonAsync(201, flagged);
        await (await client.PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(200, flagged);
        await (await client.GetAsync($"/v1/activities/{visit.Id()}")).ShouldBeJsonAsync(200, flagged);
        var list = await (await client.GetAsync($"/v1/activities?team={visit.Team()}")).ShouldBeJsonAsync(200);
        JsonNode.DeepEquals(list["items"]![0], flagged).ShouldBeTrue();

        var heard = await service.Events.WaitForAsync(Tells("activity.activities-recorded.v1.02", visit));
        var fact = heard.As<ActivitiesRecorded>().Facts.Single(fact => $"{fact.ActivityId}" == visit.Id());
        (fact.PeopleGuided, fact.Households, fact.Outcomes["e-wallets"]).ShouldBe((900, 101, 301));
        var review = (await ReviewsAsync($"team={visit.Team()}")).ShouldHaveSingleItem();
        (review.ActivityId.ToString(), review.ActivityVersion, review.Status).ShouldBe((visit.Id(), 1, "open"));
        review
            .Flags.Select(flag => (flag.Indicator, flag.Value, flag.Bound))
            .ShouldBe([("people-guided", 900, 200), ("households", 101, 100), ("e-wallets", 301, 300)]);

        JsonObject Flag(string field, string indicator, int value, int bound) =>
            new()
            {
                ["field"] = field,
                ["indicator"] = indicator,
                ["value"] = value,
                ["bound"] = bound,
                ["text"] = string.Format(null, text, value, bound),
            };
    }

    [Fact]
    public async Task A_batch_counts_what_it_flagged_once()
    {
        var team = await service.TeamAsync();
        JsonObject[] visits =
        [
            Visit.Of(team, Guid.NewGuid(), people: 200),
            Visit.Of(team, Guid.NewGuid(), people: 201),
            Visit.Of(team, Guid.NewGuid(), people: 100_000),
            Visit.Of(team, Guid.NewGuid(), people: 100_001),
        ];
        async Task<BulkAnswer> SendAsync(string query = "") =>
            (
                await (
                    await service.Client().PostAsJsonAsync($"/v1/activities/batch{query}", visits)
                ).Content.ReadFromJsonAsync<BulkAnswer>()
            )!;

        var tried = await SendAsync("?dryRun=true");
        (tried.Accepted, tried.Flagged).ShouldBe((3, 2));
        (await ReviewsAsync($"team={team.TeamId}")).ShouldBeEmpty();
        var sent = await SendAsync();
        (sent.Accepted, sent.Rejected, sent.Flagged).ShouldBe((3, 1, 2));
        var again = await SendAsync();
        (again.Accepted, again.Unchanged, again.Flagged).ShouldBe((0, 3, 0));
        (await ReviewsAsync($"team={team.TeamId}")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_reviewer_confirms_it_and_it_waits_no_more()
    {
        var (visit, review) = await OpenAsync();
        var client = service.Client();
        var path = $"/v1/activity-reviews/{review.Id}/confirmation";
        var note = new JsonObject { ["note"] = "Ra quân toàn xã, có danh sách" };

        await (await client.PutAsync(path, note, null)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var answer = await client.PutAsync(path, note, "\"1\"");
            answer.Headers.ETag!.Tag.ShouldBe("\"2\"");
            var confirmed = (await answer.Content.ReadFromJsonAsync<ActivityReviewResponse>())!;
            (confirmed.Status, confirmed.DecidedBy, confirmed.Note).ShouldBe(
                ("confirmed", "test-client", "Ra quân toàn xã, có danh sách")
            );
            confirmed.DecidedAt.ShouldNotBeNull();
        }
        note["note"] = "Khác";
        await (await client.PutAsync(path, note, "\"1\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 2)."
        );
        await (await client.PutAsync(path, note, "\"2\"")).ShouldBeProblemAsync(
            409,
            "activity-review.closed",
            $"Review {review.Id} is closed: the activity was confirmed, corrected or voided."
        );
        await (await client.GetAsync($"/v1/activities/{visit.Id()}")).ShouldBeJsonAsync(200, visit.Recorded());
        (await ReviewsAsync($"team={visit.Team()}")).ShouldBeEmpty();
        (await ReviewsAsync($"team={visit.Team()}&status=confirmed")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_corrected_activity_is_judged_anew()
    {
        var (visit, first) = await OpenAsync();
        var client = service.Client();
        var path = $"/v1/activities/{visit.Id()}";

        var still = await CorrectAsync(client, visit, version: 1, people: 800);
        still.Flags.Select(flag => flag.Value).ShouldBe([800, 101, 301]);
        var second = (await ReviewsAsync($"team={visit.Team()}")).ShouldHaveSingleItem();
        (second.ActivityVersion, second.Status).ShouldBe((2, "open"));
        var closed = (await ReviewAsync(first.Id))!;
        (closed.Status, closed.DecidedBy, closed.Note, closed.Version).ShouldBe(
            ("corrected", "test-client", "Đếm lại", 2)
        );
        closed.Flags[0].Value.ShouldBe(900);

        visit["households"] = 10;
        visit["outcomes"] = new JsonObject();
        (await CorrectAsync(client, visit, version: 2, people: 80)).Flags.ShouldBeEmpty();
        (await ReviewsAsync($"team={visit.Team()}")).ShouldBeEmpty();
        (await CorrectAsync(client, visit, version: 3, people: 201)).Flags.ShouldHaveSingleItem();
        await (
            await client.PutAsync($"{path}/voiding", new JsonObject { ["reason"] = "Nhập nhầm" }, "\"4\"")
        ).ShouldBeJsonAsync(200);
        (await ReviewsAsync($"team={visit.Team()}")).ShouldBeEmpty();
        var all = await ReviewsAsync($"team={visit.Team()}&status=all");
        all.OrderBy(review => review.ActivityVersion)
            .Select(review => (review.ActivityVersion, review.Status, review.Note))
            .ShouldBe([(1, "corrected", "Đếm lại"), (2, "corrected", "Đếm lại"), (4, "voided", "Nhập nhầm")]);
    }

    [Fact]
    public async Task What_was_confirmed_stays_so_when_the_activity_is_corrected()
    {
        var (visit, review) = await OpenAsync();
        var client = service.Client();
        var note = new JsonObject { ["note"] = "Đúng" };
        await client.PutAsync($"/v1/activity-reviews/{review.Id}/confirmation", note, "\"1\"");

        (await CorrectAsync(client, visit, version: 1, people: 950)).Flags.Count.ShouldBe(3);

        (await ReviewAsync(review.Id))!.Status.ShouldBe("confirmed");
        (await ReviewsAsync($"team={visit.Team()}")).ShouldHaveSingleItem().ActivityVersion.ShouldBe(2);
    }

    [Fact]
    public async Task Of_a_confirmation_and_a_correction_at_the_same_moment_neither_is_lost()
    {
        for (var round = 0; round < 5; round++)
        {
            var (visit, review) = await OpenAsync();
            var confirming = service
                .Client()
                .PutAsync(
                    $"/v1/activity-reviews/{review.Id}/confirmation",
                    new JsonObject { ["note"] = "Đúng" },
                    "\"1\""
                );
            var correcting = CorrectAsync(service.Client(), visit, version: 1, people: 10);

            var status = (int)(await confirming).StatusCode;
            (await correcting).Version.ShouldBe(2);
            (await ReviewAsync(review.Id))!.Status.ShouldBe(status == 200 ? "confirmed" : "corrected");
            status.ShouldBeOneOf(200, 409, 412);
        }
    }

    [Fact]
    public async Task Only_a_reviewer_over_the_unit_confirms()
    {
        var (visit, review) = await OpenAsync();
        var path = $"/v1/activity-reviews/{review.Id}";
        var note = new JsonObject { ["note"] = "Đúng" };
        var unit = await service.InDatabaseAsync(db =>
            db.Teams.Where(team => team.Id == review.TeamId).Select(team => team.UnitPath).SingleAsync()
        );
        var outside = $"The access token gives no right over unit {unit.Split('/')[^1]}.";

        var team = service.Client("02", "en", Scopes.ActivityRead, Scopes.ActivityWrite);
        await (await team.PutAsync($"{path}/confirmation", note, "\"1\"")).ShouldBeProblemAsync(
            403,
            "auth.scope-missing",
            "The access token lacks the scope that this needs."
        );
        (await team.GetFromJsonAsync<ActivityReviewResponse>(path))!.Id.ShouldBe(review.Id);
        var stranger = service.Client("04");
        await (await stranger.PutAsync($"{path}/confirmation", note, "\"1\"")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            outside
        );
        await (await stranger.GetAsync(path)).ShouldBeProblemAsync(403, "auth.unit-out-of-scope", outside);
        var seen = await stranger.GetFromJsonAsync<Page<ActivityReviewResponse>>(
            $"/v1/activity-reviews?team={visit.Team()}"
        );
        seen!.Items.ShouldBeEmpty();
        var absent = Guid.NewGuid();
        await (
            await service.Client().PutAsync($"/v1/activity-reviews/{absent}/confirmation", note, "\"1\"")
        ).ShouldBeProblemAsync(404, "activity-review.not-found", $"There is no review {absent}.");
        await (await service.Client().GetAsync("/v1/activity-reviews?status=done")).ShouldBeProblemAsync(
            400,
            "activity-review.status-unknown",
            "The status is one of open, confirmed, corrected, voided, all."
        );
    }

    [Fact]
    public async Task Reviews_are_paged_by_day_and_given_as_a_file()
    {
        var team = await service.TeamAsync();
        for (var ago = 1; ago <= 5; ago++)
        {
            var day = $"{TimeProvider.System.Today().AddDays(-(ago + 1) / 2):yyyy-MM-dd}";
            var visit = Visit.Of(team, Guid.NewGuid(), people: 900 + ago, occurredOn: day);
            await (await service.Client().PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(201);
        }

        var read = new List<ActivityReviewResponse>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await service
                .Client()
                .GetFromJsonAsync<Page<ActivityReviewResponse>>(
                    $"/v1/activity-reviews?unit={team.UnitPath.Split('/')[2]}&limit=2&cursor={cursor}"
                );
            read.AddRange(page!.Items);
            cursor = page.Next;
        }
        read.Select(review => review.Flags.Single().Value).Order().ShouldBe([901, 902, 903, 904, 905]);
        read.Select(review => review.OccurredOn).ShouldBe(read.Select(review => review.OccurredOn).OrderDescending());
        var yesterday = Visit.Yesterday;
        (await ReviewsAsync($"team={team.TeamId}&from={yesterday}&to={yesterday}")).Count.ShouldBe(2);
        var csv = await service.Client().GetStringAsync($"/v1/activity-reviews?team={team.TeamId}&format=csv");
        csv.Trim().Split('\n').Length.ShouldBe(6);
        csv.ShouldContain("people-guided,905,200,open");
    }

    /// <summary>A visit with three figures beyond the usual, not yet sent.</summary>
    private async Task<JsonObject> FlaggedAsync()
    {
        var visit = Visit.Of(await service.TeamAsync(), Guid.NewGuid(), people: 900);
        visit["households"] = 101;
        visit["outcomes"] = new JsonObject { ["e-wallets"] = 301, ["health-books"] = 500 };
        return visit;
    }

    private async Task<(JsonObject Visit, ActivityReviewResponse Review)> OpenAsync()
    {
        var visit = await FlaggedAsync();
        await (await service.Client().PostAsJsonAsync("/v1/activities", visit)).ShouldBeJsonAsync(201);
        return (visit, (await ReviewsAsync($"team={visit.Team()}")).Single());
    }

    private async Task<IReadOnlyList<ActivityReviewResponse>> ReviewsAsync(string query) =>
        (await service.Client().GetFromJsonAsync<Page<ActivityReviewResponse>>($"/v1/activity-reviews?{query}"))!.Items;

    private Task<ActivityReviewResponse?> ReviewAsync(Guid id) =>
        service.Client().GetFromJsonAsync<ActivityReviewResponse>($"/v1/activity-reviews/{id}");

    private static async Task<ActivityResponse> CorrectAsync(
        HttpClient client,
        JsonObject visit,
        int version,
        int people
    )
    {
        var correction = visit.DeepClone().AsObject();
        correction.Remove("id");
        correction.Remove("teamId");
        correction["peopleGuided"] = people;
        correction["reason"] = "Đếm lại";
        var answer = await client.PutAsync($"/v1/activities/{visit.Id()}/correction", correction, $"\"{version}\"");
        await answer.ShouldBeJsonAsync(200);
        return (await answer.Content.ReadFromJsonAsync<ActivityResponse>())!;
    }

    private static Func<HeardEvent, bool> Tells(string routingKey, JsonObject visit) =>
        heard => heard.RoutingKey == routingKey && heard.Body.Contains(visit.Id(), StringComparison.Ordinal);
}
