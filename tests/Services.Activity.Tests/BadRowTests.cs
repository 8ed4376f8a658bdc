using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>Every kind of bad row is told by row, field, code and text, and harms none of thousands of neighbours.</summary>
public sealed class BadRowTests(ActivityService service)
{
    private const int Rows = 10_000;
    private const int RowsABadOne = 20;

    [Theory]
    [InlineData("batch", false)]
    [InlineData("batch", true)]
    [InlineData("stream", true)]
    public async Task Of_ten_thousand_rows_exactly_the_bad_ones_are_named(string way, bool isPacked)
    {
        var (team, stranger, unknown) = (
            await service.TeamAsync(),
            await service.TeamAsync("24"),
            ActivityService.NewTeam()
        );
        var ended = ActivityService.NewTeam() with { DissolvedOn = TimeProvider.System.Today().AddDays(-30) };
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [ended]));
        var kinds = Kinds(team, stranger, unknown, ended);
        kinds.Count.ShouldBeGreaterThanOrEqualTo(15);
        var lines = new StringBuilder();
        var expected = new List<RowError>();
        for (var row = 1; row <= Rows; row++)
            if (row % RowsABadOne == 0)
            {
                var (line, field, code, text) = kinds[row / RowsABadOne % kinds.Count];
                lines.Append(line(Visit.Of(team, Guid.NewGuid()))).Append('\n');
                expected.Add(new RowError(row, field, code, text));
            }
            else
                lines.Append(Visit.Of(team, row == 1 ? First : Guid.NewGuid(), row % 100).ToJsonString()).Append('\n');

        var answer = await service.Client("02").PostAsync($"/v1/activities/{way}", Body(lines.ToString(), isPacked));

        await answer.ShouldBeJsonAsync(200, new BulkAnswer(Rows - expected.Count, 0, expected.Count, false, expected));
        (
            await service.InDatabaseAsync(db => db.Activities.CountAsync(activity => activity.TeamId == team.TeamId))
        ).ShouldBe(Rows - expected.Count);
    }

    private Guid First { get; } = Guid.NewGuid();

    /// <summary>How a good row is spoilt, and what is said of it.</summary>
    private List<(Func<JsonObject, string> Line, string Field, string Code, string Text)> Kinds(
        TeamFact team,
        TeamFact stranger,
        TeamFact unknown,
        TeamFact ended
    )
    {
        const string unreadable = "The value has the wrong type, or there is no such field.";
        const string unknownCode = "The code is not in the catalogue (see /v1/topics).";
        const string day = "The day must lie within the past year and not in the future.";
        var today = TimeProvider.System.Today();
        return
        [
            (With("peopleGuided", "five"), "peopleGuided", "request.field-unreadable", unreadable),
            (With("peopleGuided", 2.5), "peopleGuided", "request.field-unreadable", unreadable),
            (
                With("occurredOn", "31/12/2025"),
                "occurredOn",
                "request.field-unreadable",
                "A day is written yyyy-MM-dd, such as 2025-07-01."
            ),
            (Without("topic"), "topic", "field.not-null", "'topic' must not be empty."),
            (With("form", "fishing"), "form", "activity.code-unknown", unknownCode),
            (With("occurredOn", $"{today.AddDays(1):yyyy-MM-dd}"), "occurredOn", "activity.date-out-of-range", day),
            (
                With("occurredOn", $"{today.AddYears(-1).AddDays(-1):yyyy-MM-dd}"),
                "occurredOn",
                "activity.date-out-of-range",
                day
            ),
            (
                With("peopleGuided", -1),
                "peopleGuided",
                "field.inclusive-between",
                "'peopleGuided' must be between 0 and 100000."
            ),
            (
                With("households", 100_001),
                "households",
                "field.inclusive-between",
                "'households' must be between 0 and 100000."
            ),
            (
                With("teamId", unknown.TeamId.ToString()),
                "teamId",
                "activity.team-unknown",
                $"There is no team {unknown.TeamId}; if it was registered just now, resend in a moment."
            ),
            (
                With("teamId", stranger.TeamId.ToString()),
                "teamId",
                "auth.unit-out-of-scope",
                $"The access token gives no right over unit {stranger.UnitPath.Split('/')[^1]}."
            ),
            (
                With("teamId", ended.TeamId.ToString()),
                "teamId",
                "activity.team-not-in-being",
                $"Team {ended.TeamId} was not yet established, or already dissolved, on {today.AddDays(-1).Written()}."
            ),
            (
                With("id", First.ToString()),
                "id",
                "activity.id-taken",
                $"Activity {First} is recorded with other content; to change it, send a correction."
            ),
            (With("id", "12345"), "id", "request.field-unreadable", unreadable),
            (With("id", Guid.Empty.ToString()), "id", "request.id-empty", "The UUID of all zeros cannot be an id."),
            (
                Without("id"),
                "id",
                "activity.id-missing",
                "Each row needs an id (UUID), or the request an Idempotency-Key, so that a retry is not recorded twice."
            ),
            (
                visit => visit.ToJsonString()[..20],
                "",
                "request.row-malformed",
                "The row is no JSON, or nested too deeply, at byte 21."
            ),
            (With("peopelGuided", 4), "peopelGuided", "request.field-unreadable", unreadable),
            (
                visit => visit.ToJsonString().Insert(1, "\"audience\":\"traders\","),
                "audience",
                "request.field-repeated",
                "The field stands there more than once."
            ),
            (
                With("outcomes", new JsonObject { ["gold-medals"] = 1 }),
                "outcomes.gold-medals",
                "activity.code-unknown",
                unknownCode
            ),
            (
                With("outcomes", new JsonObject { ["e-wallets"] = 100_001 }),
                "outcomes.e-wallets",
                "activity.outcome-out-of-range",
                "An outcome's count must lie between 0 and 100000."
            ),
            (_ => "[]", "", "request.field-unreadable", unreadable),
        ];

        static Func<JsonObject, string> With(string field, JsonNode value) =>
            visit =>
            {
                visit[field] = value.DeepClone();
                return visit.ToJsonString();
            };

        static Func<JsonObject, string> Without(string field) =>
            visit =>
            {
                visit.Remove(field);
                return visit.ToJsonString();
            };
    }

    private static ByteArrayContent Body(string lines, bool isPacked)
    {
        var bytes = Encoding.UTF8.GetBytes(lines);
        var body = new ByteArrayContent(isPacked ? Packed.Of(bytes) : bytes);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        if (isPacked)
            body.Headers.ContentEncoding.Add("gzip");
        return body;
    }
}
