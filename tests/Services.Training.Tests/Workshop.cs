using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>What tests of sessions with parts, seats and check-in do all the time.</summary>
public static class Workshop
{
    /// <summary>A day so many days from today, in Vietnam.</summary>
    public static DateOnly Day(int inDays) => TimeProvider.System.Today().AddDays(inDays);

    public static JsonObject Part(int inDays, string from = "00:00", string to = "23:59", string? place = null) =>
        new()
        {
            ["day"] = $"{Day(inDays):yyyy-MM-dd}",
            ["from"] = from,
            ["to"] = to,
            ["place"] = place,
        };

    /// <summary>A session of the region's province with parts.</summary>
    public static JsonObject Body(Guid programme, string organiser, params JsonNode[] parts) =>
        new()
        {
            ["programmeId"] = programme,
            ["organiserUnit"] = organiser,
            ["trainers"] = new JsonArray(new JsonObject { ["name"] = "Nguyễn Văn Giảng", ["organisation"] = "vnpt" }),
            ["mode"] = "in-person",
            ["place"] = "Hội trường A",
            ["form"] = "class",
            ["parts"] = new JsonArray(parts),
        };

    public static async Task<Guid> WorkshopAsync(
        this HttpClient client,
        Region region,
        Action<JsonObject>? change = null,
        params JsonNode[] parts
    )
    {
        var body = Body(await client.ProgrammeAsync(region), region.Province.Code, parts is [] ? [Part(7)] : parts);
        change?.Invoke(body);
        var answer = await client.PostAsJsonAsync("/v1/training-sessions", body);
        return (await answer.ShouldBeJsonAsync(201))["id"]!.GetValue<Guid>();
    }

    /// <summary>A session that is on all day today, and to which members can be registered until its end.</summary>
    public static Task<Guid> TodayAsync(this HttpClient client, Region region, params JsonNode[] more) =>
        client.WorkshopAsync(
            region,
            body => body["registrationUntil"] = $"{Day(0).InVietnam(new TimeOnly(23, 59)):yyyy-MM-ddTHH:mm:ssZ}",
            [Part(0), .. more]
        );

    public static Task<HttpResponseMessage> RegisterAsync(this HttpClient client, Guid session, Guid member) =>
        client.PutAsync($"/v1/training-sessions/{session}/registrations/{member}", null);

    public static Task<HttpResponseMessage> WithdrawAsync(this HttpClient client, Guid session, Guid member) =>
        client.PutAsync($"/v1/training-sessions/{session}/registrations/{member}/withdrawal", null);

    /// <summary>Registers a member and returns their code.</summary>
    public static async Task<string> CodeAsync(this HttpClient client, Guid session, MemberFact member)
    {
        var answer = await (await client.RegisterAsync(session, member.MemberId)).ShouldBeJsonAsync(201);
        return answer["code"]!.GetValue<string>();
    }

    /// <summary>Who stands how, in the order of coming.</summary>
    public static async Task<List<(Guid Member, string Standing)>> StandingsAsync(this HttpClient client, Guid session)
    {
        var page = await client.GetFromJsonAsync<JsonObject>(
            $"/v1/training-sessions/{session}/registrations?limit=1000"
        );
        return
        [
            .. page!["items"]!
                .AsArray()
                .Select(item => (item!["memberId"]!.GetValue<Guid>(), item["standing"]!.GetValue<string>())),
        ];
    }
}
