using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>Sends files to be read later, and waits for it.</summary>
internal static class ImportJobs
{
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static HttpContent Workbook(byte[] file) =>
        new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(Xlsx) } };

    /// <summary>The path of the import, once it is accepted.</summary>
    public static async Task<string> SendAsync(this HttpClient client, HttpContent file, string query = "")
    {
        var answer = await client.PostAsync($"/v1/team-imports?async=true{query}", file);
        await answer.ShouldBeJsonAsync(202);
        return answer.Headers.Location!.ToString();
    }

    /// <summary>The import at its end.</summary>
    public static async Task<JsonObject> FinishedAsync(this HttpClient client, string path)
    {
        JsonObject? import = null;
        await Eventually.TrueAsync(
            async () =>
            {
                import = await client.GetFromJsonAsync<JsonObject>(path);
                return (string)import!["status"]! is "succeeded" or "failed";
            },
            TimeSpan.FromMinutes(2),
            () => $"{import}"
        );
        return import!;
    }

    public static async Task<JsonObject> ImportAsync(this HttpClient client, HttpContent file, string query = "") =>
        await client.FinishedAsync(await client.SendAsync(file, query));

    public static (int Accepted, int Unchanged, int Rejected) Counts(JsonNode? counts) =>
        ((int)counts!["accepted"]!, (int)counts["unchanged"]!, (int)counts["rejected"]!);

    /// <summary>All errors, page after page.</summary>
    public static async Task<List<JsonNode>> ErrorsAsync(this HttpClient client, string path)
    {
        var errors = new List<JsonNode>();
        string? cursor = null;
        do
        {
            var page = await client.GetFromJsonAsync<JsonObject>($"{path}/errors?limit=7{cursor}");
            errors.AddRange(page!["items"]!.AsArray()!);
            cursor = (string?)page["next"] is { } next ? $"&cursor={next}" : null;
        } while (cursor is not null);
        return errors;
    }
}
