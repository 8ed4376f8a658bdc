using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class UnitFigureTests(RegistryService service, SmallCountry country)
{
    private const string Adults = "residents-15-plus";

    [Fact]
    public async Task A_figure_is_recorded_corrected_and_told_of()
    {
        var commune = service.Commune();
        var client = service.Client("02");
        var path = $"/v1/unit-figures/{commune}/{Adults}/2022-01-01";

        var recorded = await client.PutAsync(path, Figure(4_210));
        recorded.Headers.ETag!.Tag.ShouldBe("\"1\"");
        var body = await recorded.ShouldBeJsonAsync(200);
        ((string)body["unitCode"]!, (long)body["value"]!, (string)body["source"]!, (string)body["validFrom"]!).ShouldBe(
            (commune, 4_210, "Niên giám thống kê", "2022-01-01")
        );
        await (await client.PutAsync(path, Figure(4_210))).ShouldBeJsonAsync(200, body);
        for (var attempt = 0; attempt < 2; attempt++)
            (await client.PutAsync(path, Figure(4_300), "\"1\"")).Headers.ETag!.Tag.ShouldBe("\"2\"");
        await (await client.PutAsync(path, Figure(4_400), "\"1\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 2)."
        );

        var facts = (
            await service.HeardAsync<UnitFiguresChanged>(heard => heard.Facts.Any(fact => fact.Value == 4_300))
        ).Facts;
        var fact = facts.ShouldHaveSingleItem();
        (fact.Figure, fact.ValidFrom, fact.Version).ShouldBe((Adults, new DateOnly(2022, 1, 1), 2));
        var csv = await service.Client("02", "vi").GetStringAsync($"/v1/unit-figures?within={commune}&format=csv");
        csv.Split("\r\n")[1].ShouldEndWith(",residents-15-plus,01/01/2022,4300,Niên giám thống kê");
    }

    [Fact]
    public async Task A_list_lands_but_for_its_broken_rows()
    {
        var commune = service.Commune();
        var list = Make.Csv(
            $"""
            unitCode,figure,validFrom,value,source
            {commune},population,2024-04-01,5000,Điều tra giữa kỳ
            {commune},population,2024-04-01,5000,Điều tra giữa kỳ
            {commune},population,2024-04-01,5001,Điều tra giữa kỳ
            {commune},poultry,2024-04-01,5000,Điều tra giữa kỳ
            {commune},households,01/04/2024,5000,Điều tra giữa kỳ
            {commune},households,1900-04-01,5000,Điều tra giữa kỳ
            {commune},households,2024-04-01,-1,Điều tra giữa kỳ
            {commune},households,2024-04-01,1200,
            99999,households,2024-04-01,1200,Điều tra giữa kỳ
            01,households,2024-04-01,1200,Điều tra giữa kỳ
            """
        );
        var text = await list.ReadAsStringAsync();
        var client = service.Client("02");

        foreach (var (query, accepted, unchanged) in new[] { ("?dryRun=true", 1, 1), ("", 1, 1), ("", 0, 2) })
        {
            var answer = await (await client.PostAsync($"/v1/unit-figures{query}", Make.Csv(text))).ShouldBeJsonAsync(
                200
            );
            ((int)answer["accepted"]!, (int)answer["unchanged"]!, (int)answer["rejected"]!).ShouldBe(
                (accepted, unchanged, 8)
            );
            answer["errors"]!
                .AsArray()
                .Select(error => ((int)error!["row"]!, (string)error["field"]!, (string)error["code"]!))
                .ShouldBe([
                    (3, "", "unit-figure.row-repeated"),
                    (4, "figure", "unit-figure.figure-unknown"),
                    (5, "validFrom", "request.field-unreadable"),
                    (6, "validFrom", "unit-figure.date-out-of-range"),
                    (7, "value", "field.inclusive-between"),
                    (8, "source", "field.not-empty"),
                    (9, "unitCode", "unit-figure.unit-unknown"),
                    (10, "unitCode", "auth.unit-out-of-scope"),
                ]);
        }
    }

    [Fact]
    public async Task What_is_not_given_is_the_sum_of_what_is_below_or_says_what_is_missing()
    {
        var province = await country.ProvinceAsync();
        var client = country.Client();
        // The first district is given as a whole, the second by two of its three communes.
        await RecordAsync(province.Districts[0], 300, "2021-01-01");
        await RecordAsync(province.Districts[0], 330, "2024-01-01");
        await RecordAsync(province.Communes[0], 7, "2021-01-01");
        await RecordAsync(province.Communes[3], 10, "2021-01-01");
        await RecordAsync(province.Communes[4], 20, "2021-01-01");

        (await ReadAsync(province.Code)).ShouldBe((null, null, false, province.Districts[1]));
        (await ReadAsync(province.Districts[1])).ShouldBe((null, null, false, province.Communes[5]));
        (await ReadAsync(province.Districts[0])).ShouldBe((330, "2024-01-01", false, ""));
        (await ReadAsync(province.Communes[5])).ShouldBe((null, null, false, ""));

        await RecordAsync(province.Communes[5], 0, "2023-01-01");
        (await ReadAsync(province.Districts[1])).ShouldBe((30, null, true, ""));
        (await ReadAsync(province.Code)).ShouldBe((360, null, true, ""));
        (await ReadAsync(province.Code, "2023-06-01")).ShouldBe((330, null, true, ""));
        (await ReadAsync(province.Code, "2022-06-01")).ShouldBe((null, null, false, province.Districts[1]));

        async Task RecordAsync(string unit, long value, string from) =>
            await (await client.PutAsync($"/v1/unit-figures/{unit}/{Adults}/{from}", Figure(value))).ShouldBeJsonAsync(
                200
            );

        async Task<(long?, string?, bool, string)> ReadAsync(string unit, string? asOf = null)
        {
            var body = await country.GetAsync($"/v1/unit-figures/{unit}{(asOf is null ? "" : $"?asOf={asOf}")}");
            var figure = body["figures"]!.AsArray().Single(each => (string)each!["figure"]! == Adults)!;
            return (
                (long?)figure["value"],
                (string?)figure["validFrom"],
                (bool)figure["isSum"]!,
                string.Join(',', figure["missing"]!.AsArray().Select(code => (string)code!))
            );
        }
    }

    [Fact]
    public async Task After_a_merger_the_new_unit_has_its_own_figure_to_be_given()
    {
        var province = await country.ProvinceAsync();
        var client = country.Client();
        foreach (var commune in province.Communes)
            await (
                await client.PutAsync($"/v1/unit-figures/{commune}/population/2021-01-01", Figure(100))
            ).ShouldBeJsonAsync(200);
        var merged = country.CommuneCode();
        await country.EnactAsync(
            new DateOnly(2024, 1, 1),
            SmallCountry.Change("merge", province.Communes[..2], SmallCountry.New(merged, "Xã"))
        );

        var before = await country.GetAsync($"/v1/unit-figures/{province.Code}?asOf=2023-12-31");
        ((long?)before["figures"]![0]!["value"]).ShouldBe(600);
        var after = await country.GetAsync($"/v1/unit-figures/{province.Districts[0]}");
        after["figures"]![0]!["missing"]!.AsArray().Select(code => (string)code!).ShouldBe([merged]);
        // What was known of a unit that ended can still be corrected.
        await (
            await client.PutAsync(
                $"/v1/unit-figures/{province.Communes[0]}/population/2021-01-01?asOf=2023-12-31",
                Figure(150)
            )
        ).ShouldBeJsonAsync(200);
        before = await country.GetAsync($"/v1/unit-figures/{province.Code}?asOf=2023-12-31");
        ((long?)before["figures"]![0]!["value"]).ShouldBe(650);
    }

    [Fact]
    public async Task Who_may_not_and_what_is_not_known_is_refused()
    {
        var commune = service.Commune();
        var path = $"/v1/unit-figures/{commune}/population/2022-01-01";

        await (await service.Client("04").PutAsync(path, Figure(1))).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {commune}."
        );
        await (await service.Client("02", "en", Scopes.RegistryRead).PutAsync(path, Figure(1))).ShouldBeProblemAsync(
            403,
            "auth.scope-missing",
            "The access token lacks the scope that this needs."
        );
        await (
            await service.Client().PutAsync($"/v1/unit-figures/{commune}/poultry/2022-01-01", Figure(1))
        ).ShouldBeProblemAsync(
            400,
            "unit-figure.figure-unknown",
            "The figure must be one of: population, residents-15-plus, households."
        );
        await (
            await service.Client("VN", "vi").PutAsync($"/v1/unit-figures/{commune}/population/1900-01-01", Figure(1))
        ).ShouldBeProblemAsync(
            400,
            "unit-figure.date-out-of-range",
            "Ngày bắt đầu áp dụng phải từ 01/01/1975 đến một năm sau hôm nay."
        );
        (await service.Client().GetAsync("/v1/unit-figures/99999")).StatusCode.ShouldBe(
            System.Net.HttpStatusCode.NotFound
        );
    }

    private static JsonObject Figure(long value) => new() { ["value"] = value, ["source"] = "Niên giám  thống kê " };
}
