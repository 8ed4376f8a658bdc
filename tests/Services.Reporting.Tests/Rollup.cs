using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Asks for rollups.</summary>
public static class Rollup
{
    public static Task<HttpResponseMessage> RollupAsync(this HttpClient client, string unit, string query = "") =>
        client.GetAsync(new Uri($"/v1/rollups/{unit}{query}", UriKind.Relative));

    public static async Task<Dictionary<string, long>> TotalAsync(
        this HttpClient client,
        string unit,
        DateOnly from,
        DateOnly to,
        string boundaries = "asWas",
        DateOnly? asOf = null
    )
    {
        var answer = await client.RollupAsync(
            unit,
            $"?from={from:yyyy-MM-dd}&to={to:yyyy-MM-dd}&boundaries={boundaries}{(asOf is null ? "" : $"&asOf={asOf:yyyy-MM-dd}")}"
        );
        return Figures((await answer.ShouldBeJsonAsync(200))["total"]!);
    }

    public static Dictionary<string, long> Figures(JsonNode node) =>
        node.AsObject().ToDictionary(figure => figure.Key, figure => figure.Value!.GetValue<long>());

    /// <summary>Figures as they go over the wire; people guided also by the one topic that these tests use.</summary>
    public static Dictionary<string, long> Expected(object figures)
    {
        var expected = figures
            .GetType()
            .GetProperties()
            .ToDictionary(
                figure => figure.Name.Replace('_', '-'),
                figure => Convert.ToInt64(figure.GetValue(figures), null)
            );
        if (expected.TryGetValue("people-guided", out var people))
            expected["people-guided.online-payment"] = people;
        return expected;
    }
}
