using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>What tests do all the time: an activity, recorded.</summary>
public static class Visit
{
    public static string Yesterday => $"{TimeProvider.System.Today().AddDays(-1):yyyy-MM-dd}";

    public static JsonObject Of(TeamFact team, Guid? id = null, int people = 5, string? occurredOn = null)
    {
        var visit = new JsonObject
        {
            ["teamId"] = team.TeamId,
            ["occurredOn"] = occurredOn ?? Yesterday,
            ["topic"] = "public-services",
            ["form"] = "household-visit",
            ["audience"] = "elderly",
            ["peopleGuided"] = people,
            ["households"] = 3,
            ["outcomes"] = new JsonObject { ["e-wallets"] = 2, ["health-books"] = 1 },
        };
        if (id is not null)
            visit["id"] = id.Value;
        return visit;
    }

    /// <summary>A body as it stands there, for what no serializer writes.</summary>
    public static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>Its id, as text.</summary>
    public static string Id(this JsonObject visit) => visit["id"]!.GetValue<Guid>().ToString();

    /// <summary>Whose it is, as text.</summary>
    public static string Team(this JsonObject visit) => visit["teamId"]!.GetValue<Guid>().ToString();

    /// <summary>The activity as the service answers with it.</summary>
    public static JsonObject Recorded(this JsonObject visit, int version = 1, bool voided = false)
    {
        var recorded = visit.DeepClone().AsObject();
        recorded["version"] = version;
        recorded["voided"] = voided;
        recorded.TryAdd("channel", null);
        recorded.TryAdd("flags", new JsonArray());
        return recorded;
    }

    public static async Task<Guid> RecordAsync(this HttpClient client, TeamFact team, string? occurredOn = null)
    {
        var answer = await client.PostAsJsonAsync("/v1/activities", Of(team, occurredOn: occurredOn));
        return (await answer.ShouldBeJsonAsync(201))["id"]!.GetValue<Guid>();
    }

    public static Task<HttpResponseMessage> PutAsync(
        this HttpClient client,
        string path,
        JsonNode body,
        string? ifMatch
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request);
    }
}
