using System.Net.Http.Json;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Training.Coverage;
using CongNgheSo.Services.Training.Needs;
using CongNgheSo.Services.Training.Sessions;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>What tests do all the time: a programme, its sessions, their lists.</summary>
public static class Course
{
    public static object Programme(Region region, Guid? id = null, string title = "Kỹ năng số") =>
        new
        {
            id,
            title,
            topics = new[] { "portals", "cashless-payment" },
            targetRoles = Array.Empty<string>(),
            validFrom = "2023-01-01",
            ownerUnit = region.Province.Code,
        };

    public static Task<Guid> ProgrammeAsync(this HttpClient client, Region region, params string[] topics) =>
        client.ProgrammeAsync(region.Province.Code, topics);

    public static async Task<Guid> ProgrammeAsync(this HttpClient client, string owner, params string[] topics)
    {
        var body = new
        {
            title = "Theo chuyên đề",
            topics,
            validFrom = "2023-01-01",
            ownerUnit = owner,
        };
        var answer = await client.PostAsJsonAsync("/v1/training-programmes", body);
        return (await answer.ShouldBeJsonAsync(201))["id"]!.GetValue<Guid>();
    }

    public static async Task<Guid> RequireAsync(
        this HttpClient client,
        string unit,
        string? role,
        string topic,
        int withinDays,
        string validFrom
    )
    {
        var body = new
        {
            unit,
            role,
            topic,
            withinDays,
            validFrom,
        };
        var answer = await client.PostAsJsonAsync("/v1/training-requirements", body);
        return (await answer.ShouldBeJsonAsync(201))["id"]!.GetValue<Guid>();
    }

    /// <summary>Who needs what, in the order of the ids.</summary>
    public static async Task<IReadOnlyList<NeedResponse>> NeedsAsync(this HttpClient client, string query = "") =>
        (await client.GetFromJsonAsync<Page<NeedResponse>>($"/v1/training-needs?limit=1000&{query}"))!.Items;

    public static async Task<Guid> ProgrammeAsync(this HttpClient client, Region region)
    {
        var answer = await client.PostAsJsonAsync("/v1/training-programmes", Programme(region));
        return (await answer.ShouldBeJsonAsync(201))["id"]!.GetValue<Guid>();
    }

    public static object Session(
        Guid programme,
        string organiser,
        string heldOn = "2024-05-10",
        Guid? id = null,
        string[]? topics = null
    ) =>
        new
        {
            id,
            topics,
            programmeId = programme,
            organiserUnit = organiser,
            trainers = new[] { new { name = "Nguyễn Văn Giảng", organisation = "vnpt" } },
            mode = "in-person",
            place = "Nhà văn hóa",
            heldOn,
        };

    public static async Task<Guid> SessionAsync(this HttpClient client, Region region, string heldOn = "2024-05-10") =>
        await client.SessionAsync(await client.ProgrammeAsync(region), region.Province.Code, heldOn);

    public static async Task<Guid> SessionAsync(
        this HttpClient client,
        Guid programme,
        string organiser,
        string heldOn = "2024-05-10",
        string[]? topics = null
    )
    {
        var body = Session(programme, organiser, heldOn, topics: topics);
        var answer = await client.PostAsJsonAsync("/v1/training-sessions", body);
        return (await answer.ShouldBeJsonAsync(201))["id"]!.GetValue<Guid>();
    }

    public static Task<HttpResponseMessage> PutAsync(this HttpClient client, string path, object body, string? ifMatch)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> PostAttendanceAsync(
        this HttpClient client,
        Guid session,
        params IEnumerable<object> rows
    ) => client.PostAsJsonAsync($"/v1/training-sessions/{session}/attendance", rows);

    public static async Task<BulkAnswer> AttendAsync(this HttpClient client, Guid session, IEnumerable<Guid> members)
    {
        var answer = await client.PostAttendanceAsync(session, members.Select(memberId => new { memberId }));
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<BulkAnswer>())!;
    }

    public static async Task<BulkAnswer> TakeBackAsync(this HttpClient client, Guid session, Guid memberId)
    {
        var answer = await client.PostAttendanceAsync(session, new { memberId, attended = false });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<BulkAnswer>())!;
    }

    /// <summary>Both figures of a unit: distinct members trained, attendances.</summary>
    public static async Task<(long Trained, long Attendances)> FiguresAsync(
        this HttpClient client,
        string unit,
        string query = ""
    )
    {
        var coverage = await client.GetFromJsonAsync<CoverageResponse>($"/v1/training-coverage/{unit}{query}");
        return (coverage!.Unit.Trained, coverage.Unit.Attendances);
    }

    public static async Task<SessionResponse> ReadSessionAsync(this HttpClient client, Guid session) =>
        (await client.GetFromJsonAsync<SessionResponse>($"/v1/training-sessions/{session}"))!;
}
