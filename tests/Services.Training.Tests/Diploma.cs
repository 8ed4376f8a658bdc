using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>What tests of certificates do all the time.</summary>
internal static class Diploma
{
    public const string Name = "Nguyễn Thị Ngọc Ướt";

    public static object Certificate(
        Guid session,
        Guid member,
        string name = Name,
        Guid? id = null,
        string? level = null,
        string? issuer = null,
        DateOnly? expiresOn = null
    ) =>
        new
        {
            id,
            sessionId = session,
            memberId = member,
            holderName = name,
            level,
            issuingUnit = issuer,
            place = "Hà Giang",
            signatoryTitle = "Giám đốc",
            signatoryName = "Trần Văn Ký",
            expiresOn,
        };

    /// <summary>A row of a session's list.</summary>
    public static object Row(Guid? member, string? name = Name, string? level = null) =>
        new
        {
            memberId = member,
            holderName = name,
            level,
            place = "Hà Giang",
            signatoryTitle = "Giám đốc",
        };

    public static Task<HttpResponseMessage> IssueAsync(this HttpClient client, object certificate) =>
        client.PostAsJsonAsync("/v1/certificates", certificate);

    public static async Task<JsonObject> IssuedAsync(this HttpClient client, Guid session, Guid member) =>
        await (await client.IssueAsync(Certificate(session, member))).ShouldBeJsonAsync(201);

    public static async Task<JsonObject> CertificateAsync(this HttpClient client, JsonObject issued) =>
        (await client.GetFromJsonAsync<JsonObject>($"/v1/certificates/{issued["id"]}"))!;

    public static async Task<JsonArray> CertificatesAsync(this HttpClient client, string query) =>
        (await client.GetFromJsonAsync<JsonObject>($"/v1/certificates?{query}"))!["items"]!.AsArray();

    public static string CodeOf(JsonObject issued) => ((string)issued["verificationUrl"]!).Split('/')[^1];

    /// <summary>What the page tells without a token.</summary>
    public static async Task<JsonObject> VerifyAsync(this TrainingService service, JsonObject issued)
    {
        using var anybody = service.CreateClient();
        return (await anybody.GetFromJsonAsync<JsonObject>($"/v1/certificates/verification/{CodeOf(issued)}"))!;
    }

    /// <summary>The paper, in a file that is gone with the servers.</summary>
    public static async Task<string> PrintAsync(this HttpClient client, TrainingService service, JsonObject issued)
    {
        var answer = await client.GetAsync($"/v1/certificates/{issued["id"]}/document");
        answer.EnsureSuccessStatusCode();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        var path = Path.Combine(service.Servers.Directory, $"{Guid.NewGuid():N}.pdf");
        await File.WriteAllBytesAsync(path, await answer.Content.ReadAsByteArrayAsync());
        return path;
    }

    /// <summary>What a program writes to its standard output.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, $"{program}: {await error}");
        return await output;
    }
}
