using System.Net.Http.Json;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>What cannot be meant is refused by name: filters and days that nobody could have written so on purpose.</summary>
public sealed class RefusedValueTests(RegistryService service)
{
    private const string Kinds = "cnscd, cnscd-rapid-response, cdscd, de-an-06";

    [Theory]
    [InlineData("/v1/teams?kind=foo", "kind", Kinds)]
    [InlineData("/v1/teams?kind=", "kind", Kinds)]
    [InlineData("/v1/teams?kind=CNSCD&format=csv", "kind", Kinds)]
    [InlineData("/v1/composition-policies?kind=foo", "kind", Kinds)]
    [InlineData("/v1/composition-breaches?kind=foo", "kind", Kinds)]
    [InlineData("/v1/channels?kind=foo", "kind", "zalo-group, zalo-oa, facebook, website, phone-hotline")]
    [InlineData("/v1/units?level=9", "level", "0, 1, 2, 3, 4")]
    [InlineData("/v1/units?level=-1", "level", "0, 1, 2, 3, 4")]
    public async Task A_filter_has_the_values_that_there_are(string path, string field, string values)
    {
        await (await service.Client().GetAsync(path)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            (field, "request.value-unknown", $"The value must be one of: {values}.")
        );
        await (await service.Client(language: "vi").GetAsync(path)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "Yêu cầu có trường không hợp lệ.",
            (field, "request.value-unknown", $"Giá trị phải là một trong: {values}.")
        );
    }

    [Theory]
    [InlineData("/v1/teams?kind=de-an-06&limit=1")]
    [InlineData("/v1/units?level=0")]
    [InlineData("/v1/channels?kind=website&format=csv")]
    public async Task Those_are_taken(string path) =>
        ((int)(await service.Client().GetAsync(path)).StatusCode).ShouldBe(200);

    [Theory]
    [InlineData("asOf", "1/7/2025")]
    [InlineData("asOf", "2025-7-1")]
    [InlineData("asOf", "soon")]
    public async Task A_day_of_a_query_is_told_how_it_is_written(string field, string day) =>
        await DayShouldBeRefusedAsync(await service.Client().GetAsync($"/v1/teams?{field}={day}"), field);

    [Fact]
    public async Task A_day_of_JSON_is_told_how_it_is_written()
    {
        var team = Make.Team("02");
        team["decisionDate"] = "1/4/2022";
        await DayShouldBeRefusedAsync(await service.Client().PostAsJsonAsync("/v1/teams", team), "decisionDate");
        var answer = await service.Client().PostAsync("/v1/team-imports", Make.Ndjson(team));
        var error = (await answer.ShouldBeJsonAsync(200))["errors"]!.AsArray().ShouldHaveSingleItem()!;
        ((string)error["field"]!, (string)error["text"]!).ShouldBe(
            ("decisionDate", "A day is written yyyy-MM-dd, such as 2025-07-01.")
        );
    }

    [Fact]
    public async Task A_day_of_a_form_is_told_how_it_is_written()
    {
        using var act = new MultipartFormDataContent
        {
            { new StringContent("202/2025/QH15"), "number" },
            { new StringContent("Quốc hội"), "issuingBody" },
            { new StringContent("1/7/2025"), "effectiveOn" },
            { new StringContent("old_code"), "lineage", "lineage.csv" },
            { new StringContent("code"), "units", "units.csv" },
        };
        await DayShouldBeRefusedAsync(
            await service.Client().PostAsync("/v1/reorganizations/conversion-tables", act),
            "effectiveOn"
        );
    }

    private static Task DayShouldBeRefusedAsync(HttpResponseMessage answer, string field) =>
        answer.ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            (field, "request.field-unreadable", "A day is written yyyy-MM-dd, such as 2025-07-01.")
        );
}
