using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>A month of reporting over a whole province, by the clock.</summary>
public sealed class ProvinceMonthTests(ReportingService service) : IDisposable
{
    private const string July = "2024-07";
    private const int PeopleOfVillage = 7;

    private static readonly string[] Indicators = ["activities", "people-guided", "teams"];

    public void Dispose() => service.Clock.GoBack();

    [Fact]
    public async Task Ha_Giang_reports_on_July_2024()
    {
        HaGiang haGiang = null!;
        var province = await ReportingProvince.CreateAsync(
            service,
            made => [.. (haGiang = HaGiang.Under(made)).Districts, .. haGiang.Communes, .. haGiang.Villages],
            unit => unit with { FullName = "Tỉnh Hà Giang" }
        );
        var (communes, villages) = (haGiang.Communes, haGiang.Villages);
        (haGiang.Districts.Length, communes.Length, villages.Length).ShouldBe((11, 193, 2_071));
        service.Clock.GoTo(new DateOnly(2024, 7, 1));
        await province.DefineAsync(new DateOnly(2024, 6, 15), new DateOnly(2024, 7, 1), Indicators, [4, 3, 2, 1]);
        await service.SendAsync([
            .. villages
                .Chunk(500)
                .Select(some =>
                    Country.Recorded([
                        .. some.Select(village => Country.Activity(village, new DateOnly(2024, 7, 3), PeopleOfVillage)),
                    ])
                ),
            Country.Teams([.. villages.Take(300).Select(village => Country.Team(village, new DateOnly(2023, 1, 1)))]),
        ]);

        // Opened at midnight, and filled in: every level adds up what is below it.
        await province.GoToAsync("2024-07-14", "23:59");
        (await province.TryListAsync(July)).ShouldBe(404);
        await province.GoToAsync("2024-07-15", "00:00");
        (await province.StatusAsync(July, 4, "2024-07-15")).ShouldBe((2_071, 0, 0, 0, 0));
        (await province.StatusAsync(July, 3, "2024-07-15")).ShouldBe((193, 0, 0, 0, 0));
        (await province.StatusAsync(July, 2, "2024-07-15")).ShouldBe((11, 0, 0, 0, 0));
        (await province.StatusAsync(July, 1, "2024-07-15")).ShouldBe((1, 0, 0, 0, 0));
        var district = haGiang.Districts[0];
        var prefilled = await province.ReportAsync(district, July);
        var ofDistrict = HaGiang.Below(communes, district).Sum(commune => HaGiang.Below(villages, commune).Length);
        ReportingProvince
            .Figure(prefilled, "people-guided")
            .ShouldBe((ofDistrict * PeopleOfVillage, ofDistrict * PeopleOfVillage));
        ReportingProvince
            .Figure(await province.ReportAsync(province.Province, July), "people-guided")
            .Reported.ShouldBe(2_071 * PeopleOfVillage);

        // Villages of one district in time; the others never.
        var own = HaGiang.Below(communes, district).SelectMany(commune => HaGiang.Below(villages, commune)).ToArray();
        await province.GoToAsync("2024-07-16");
        await SubmitAsync(province, 4, own);

        // Communes from the 17th to the 18th, one late, one returned and put right in time, two never.
        var (silent, late, corrected) = (communes[^2..], communes[^3], communes[0]);
        await province.GoToAsync("2024-07-17");
        await SubmitAsync(province, 3, communes[..100]);
        await province.GoToAsync("2024-07-18", "09:00");
        await province.StepAsync(
            await province.ReportAsync(corrected, July),
            "return",
            new { remarks = "Thiếu số liệu tổ" }
        );
        await SubmitAsync(province, 3, communes[100..190]);
        (await province.StatusAsync(July, 3, "2024-07-18")).ShouldBe((193, 189, 189, 0, 0));
        (await province.MissingAsync(July, 3, "2024-07-18")).ShouldBe(
            Codes(corrected, late, silent),
            ignoreOrder: true
        );
        await province.GoToAsync("2024-07-18", "23:59");
        await province.SubmitAsync(corrected, July);
        await province.GoToAsync("2024-07-20");
        await province.SubmitAsync(late, July);

        // Districts and the province name who did not.
        await province.GoToAsync("2024-07-21");
        foreach (var each in haGiang.Districts)
            await province.SubmitAsync(each, July);
        var of = haGiang.Districts.Single(each => each.UnitId == silent[0].Placements[0].ParentId);
        Named(await province.ReportAsync(of, July))
            .ShouldBe([
                .. silent.Where(each => each.Placements[0].ParentId == of.UnitId).Select(unit => unit.FullName),
            ]);
        await province.GoToAsync("2024-07-24");
        var submitted = await province.SubmitAsync(province.Province, July);
        Named(submitted).ShouldBeEmpty();
        submitted["units"]!
            .AsArray()
            .Sum(unit => unit!["figures"]!["people-guided"]!.GetValue<long>())
            .ShouldBe(2_071 * PeopleOfVillage);
        var nation = service.Client(province.Country.Nation.Code);
        var accepted = await province.StepAsync(submitted, "acceptance", by: nation);

        // How things stood on each day, asked at the end.
        (await province.StatusAsync(July, 4, "2024-07-16")).ShouldBe((2_071, own.Length, own.Length, 0, 0));
        (await province.StatusAsync(July, 4, "2024-07-17")).ShouldBe(
            (2_071, own.Length, own.Length, 0, 2_071 - own.Length)
        );
        (await province.StatusAsync(July, 3, "2024-07-17")).ShouldBe((193, 100, 100, 0, 0));
        (await province.StatusAsync(July, 3, "2024-07-18")).ShouldBe((193, 190, 190, 0, 0));
        (await province.StatusAsync(July, 3, "2024-07-19")).ShouldBe((193, 190, 190, 0, 3));
        (await province.StatusAsync(July, 3, "2024-07-20")).ShouldBe((193, 191, 190, 0, 2));
        (await province.MissingAsync(July, 3, "2024-07-19")).ShouldBe(Codes(late, silent), ignoreOrder: true);
        (await province.MissingAsync(July, 3, "2024-07-24")).ShouldBe(Codes(silent), ignoreOrder: true);
        (await province.StatusAsync(July, 2, "2024-07-21")).ShouldBe((11, 11, 11, 0, 0));
        (await province.StatusAsync(July, 1, "2024-07-24")).ShouldBe((1, 1, 1, 1, 0));

        // What comes late changes nothing of what was accepted; a revision takes it in.
        await service.SendAsync(Country.Recorded(Country.Activity(villages[^1], new DateOnly(2024, 7, 10), 500)));
        await province.GoToAsync("2024-07-26");
        var frozen = await province.ReadAsync(Id(accepted));
        frozen.ToJsonString().ShouldBe(accepted.ToJsonString());
        (await DifferenceAsync(province, accepted)).ShouldBe(500);
        var reopened = await province.StepAsync(accepted, "revision", new { reason = "Số liệu đến muộn" }, nation);
        (await province.StatusAsync(July, 1, "2024-07-26")).ShouldBe((1, 1, 1, 1, 0));
        var revised = await province.StepAsync(
            await province.StepAsync(
                await province.StepAsync(reopened, "", new { sections = new { difficulties = "Không" } }),
                "submission"
            ),
            "acceptance",
            by: nation
        );
        ReportingProvince.Figure(revised, "people-guided").Reported.ShouldBe((2_071 * PeopleOfVillage) + 500);
        (await DifferenceAsync(province, revised)).ShouldBe(0);
    }

    /// <summary>Writes and submits the reports of units that nobody has touched, some at a time.</summary>
    private async Task SubmitAsync(ReportingProvince province, int level, UnitFact[] units)
    {
        var ids = await IdsAsync(province, level);
        using var client = service.Client(province.Province.Code);
        await Parallel.ForEachAsync(
            units,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (unit, _) =>
            {
                await PutAsync(
                    client,
                    $"/v1/reports/{ids[unit.Code]}",
                    1,
                    new { sections = new { difficulties = "Không" } }
                );
                await PutAsync(client, $"/v1/reports/{ids[unit.Code]}/submission", 2, null);
            }
        );
    }

    private static async Task PutAsync(HttpClient client, string path, int version, object? body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(path, UriKind.Relative));
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{version}\""));
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var answer = await client.SendAsync(request);
        await answer.ShouldBeJsonAsync(200);
    }

    private static async Task<Dictionary<string, Guid>> IdsAsync(ReportingProvince province, int level)
    {
        var ids = new Dictionary<string, Guid>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await (
                await province.Client.GetAsync(
                    new Uri(
                        $"/v1/reports?definition={province.Definition}&period={July}&level={level}&limit=1000&cursor={cursor}",
                        UriKind.Relative
                    )
                )
            ).ShouldBeJsonAsync(200);
            foreach (var item in page["items"]!.AsArray())
                ids.Add((string)item!["unitCode"]!, item["id"]!.GetValue<Guid>());
            cursor = (string?)page["next"];
        }
        return ids;
    }

    private static async Task<long> DifferenceAsync(ReportingProvince province, JsonObject report)
    {
        var answer = await (
            await province.Client.GetAsync(new Uri($"/v1/reports/{Id(report)}/differences", UriKind.Relative))
        ).ShouldBeJsonAsync(200);
        return answer["differences"]!
            .AsArray()
            .Where(each => (string)each!["indicator"]! == "people-guided")
            .Sum(each => each!["difference"]!.GetValue<long>());
    }

    private static Guid Id(JsonObject report) => report["report"]!["id"]!.GetValue<Guid>();

    private static string[] Named(JsonObject report) =>
        [.. report["missing"]!.AsArray().Select(unit => (string)unit!["fullName"]!)];

    private static string[] Codes(UnitFact[] units) => [.. units.Select(unit => unit.Code)];

    private static string[] Codes(UnitFact one, UnitFact[] units) => Codes([one, .. units]);

    private static string[] Codes(UnitFact one, UnitFact two, UnitFact[] units) => Codes([one, two, .. units]);
}
