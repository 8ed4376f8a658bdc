using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class OutboxTests(ActivityService service)
{
    [Fact]
    public async Task The_event_carries_the_trace_and_goes_out_as_the_contract_says()
    {
        var team = await service.TeamAsync("02");
        var visit = Visit.Of(team, Guid.NewGuid());
        const string trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/activities") { Content = JsonContent.Create(visit) };
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");

        // Whoever holds this lock dispatches: while the test does, what waits can be looked at.
        await using var connection = new NpgsqlConnection(service.Database);
        await connection.OpenAsync();
        await using (var take = new NpgsqlCommand("SELECT pg_advisory_lock(x'6f7574626f78'::bigint)", connection))
            await take.ExecuteNonQueryAsync();
        var answer = await service.Client().SendAsync(request);
        answer.Headers.GetValues("Trace-Id").ShouldBe([trace]);
        var waiting = await service.InDatabaseAsync(db => db.Outbox.AsNoTracking().ToListAsync());
        await connection.CloseAsync();
        NpgsqlConnection.ClearPool(connection);

        var row = waiting.Single(message => Encoding.UTF8.GetString(message.Body).Contains(visit.Id()));
        row.TraceParent!.Split('-')[1].ShouldBe(trace);
        row.RoutingKey.ShouldBe("activity.activities-recorded.v1.02");
        var heard = await service.Events.WaitForAsync(heard => heard.MessageId == row.MessageId.ToString());
        heard.RoutingKey.ShouldBe("activity.activities-recorded.v1.02");
        heard.ContentType.ShouldBe("application/json");
        var body = JsonNode.Parse(heard.Body)!.AsObject();
        body.Remove("occurredAt").ShouldBeTrue();
        var fact = visit.DeepClone().AsObject();
        fact.Remove("id");
        fact["activityId"] = visit["id"]!.DeepClone();
        fact["version"] = 1;
        fact["unitId"] = team.UnitId;
        fact["voided"] = false;
        JsonNode.DeepEquals(body, new JsonObject { ["facts"] = new JsonArray(fact) }).ShouldBeTrue(heard.Body);
        await Eventually.TrueAsync(() =>
            service.InDatabaseAsync(async db => !await db.Outbox.AnyAsync(left => left.Position == row.Position))
        );
    }

    [Fact]
    public async Task Redelivered_and_reordered_facts_about_teams_change_nothing()
    {
        var team = ActivityService.NewTeam();
        var id = Guid.NewGuid();
        var third = team with { Version = 3, DissolvedOn = new DateOnly(2025, 1, 1) };

        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [third]), id);
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [team with { Version = 2 }]));
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [team with { Version = 9 }]), id);
        await service.PublishAsync(new TeamsChanged(DateTimeOffset.UtcNow, [team with { Version = 4 }, third]));
        // All of these are consumed at once; the redelivered one has had its time when a later one has.
        await Task.Delay(300);

        var copy = await service.InDatabaseAsync(db => db.Teams.SingleAsync(copy => copy.Id == team.TeamId));
        (copy.Version, copy.DissolvedOn).ShouldBe((4, null));
    }
}
