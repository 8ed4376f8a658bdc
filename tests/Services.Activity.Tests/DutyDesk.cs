using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>What tests of rosters ask all the time.</summary>
internal static class DutyDesk
{
    /// <summary>All items of a list, page after page.</summary>
    public static async Task<List<JsonObject>> AllAsync(this HttpClient client, string path)
    {
        var items = new List<JsonObject>();
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await client.GetFromJsonAsync<JsonObject>(
                $"{path}{separator}limit=20{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}"
            );
            items.AddRange(page!["items"]!.AsArray().Select(item => item!.AsObject()));
            cursor = (string?)page["next"];
        }
        return items;
    }

    public static Task<List<JsonObject>> ShiftsAsync(this HttpClient client, Guid roster) =>
        client.AllAsync($"/v1/duty-rosters/{roster}/shifts");

    /// <summary>The object without some of its fields.</summary>
    public static JsonObject Without(this JsonObject item, params string[] fields)
    {
        foreach (var field in fields)
            item.Remove(field);
        return item;
    }

    public static DateOnly Day(this JsonObject item) => DateOnly.Parse(item.Text("day"), CultureInfo.InvariantCulture);

    public static Guid Member(this JsonObject shift) => shift["memberId"]!.GetValue<Guid>();

    public static int Int(this JsonNode item, string field) => item[field]!.GetValue<int>();

    public static string Text(this JsonNode item, string field) => item[field]!.GetValue<string>();

    public static string Path(this JsonObject shift) =>
        $"/v1/duty-rosters/{shift.Text("rosterId")}/shifts/{shift.Text("id")}";

    public static string Tag(this JsonObject item) => $"\"{item.Int("version")}\"";

    public static JsonObject SwapWith(JsonObject other, string reason = "Bận việc gia đình") =>
        new()
        {
            ["otherShiftId"] = other.Text("id"),
            ["otherVersion"] = other.Int("version"),
            ["reason"] = reason,
        };

    public static JsonObject Absence(Guid? substitute = null) =>
        new() { ["substituteId"] = substitute, ["reason"] = "Nghỉ ốm" };

    public static Task<HttpResponseMessage> ServeAsync(this HttpClient client, JsonObject shift, bool served = true) =>
        client.PutAsync($"{shift.Path()}/attendance", new JsonObject { ["served"] = served }, shift.Tag());

    /// <summary>The shifts by day, as members' ids.</summary>
    public static Dictionary<DateOnly, List<Guid>> ByDay(this IEnumerable<JsonObject> shifts) =>
        shifts.GroupBy(Day).ToDictionary(day => day.Key, day => day.Select(Member).ToList());

    /// <summary>Two shifts of two members who can take each other's day.</summary>
    public static (JsonObject, JsonObject) TwoToSwap(this List<JsonObject> shifts)
    {
        var byDay = shifts.ByDay();
        var first = shifts[0];
        return (
            first,
            shifts.First(other =>
                other.Day() != first.Day()
                && !byDay[first.Day()].Contains(other.Member())
                && !byDay[other.Day()].Contains(first.Member())
            )
        );
    }

    public static async Task<JsonObject> ShouldBeOkAsync(this Task<HttpResponseMessage> answer) =>
        await (await answer).ShouldBeJsonAsync(200);

    public static async Task ShouldFailAsync(this Task<HttpResponseMessage> answer, int status, string code) =>
        (await (await answer).ShouldBeJsonAsync(status)).Text("code").ShouldBe(code);
}
