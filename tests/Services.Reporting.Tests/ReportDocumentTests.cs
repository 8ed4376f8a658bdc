using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>A report in the form of NĐ 30/2020/NĐ-CP, read back and compared with the API's.</summary>
public sealed class ReportDocumentTests(ReportingService service) : IDisposable
{
    private const string July = "2024-07";
    private const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    private static readonly string[] Indicators =
    [
        IndicatorCodes.Teams,
        IndicatorCodes.Activities,
        IndicatorCodes.PeopleGuided,
        "people-guided.online-payment",
        IndicatorCodes.Households,
        "vneid-level2-activated",
        "payment-accounts",
    ];

    public void Dispose() => service.Clock.GoBack();

    [Fact]
    public async Task The_documents_say_what_the_API_says()
    {
        var (province, district, communes) = await OpenedAsync(communeCount: 24);
        foreach (var commune in communes[..22])
            await province.SubmitAsync(commune, July);
        await service.SendAsync(new TargetsChanged(DateTimeOffset.UtcNow, [Yearly(district, 2_000_000)]));
        await province.GoToAsync("2024-07-20");
        var submitted = await province.SubmitAsync(district, July);
        // What changes afterwards changes nothing of what was submitted.
        await service.SendAsync(new TargetsChanged(DateTimeOffset.UtcNow, [Yearly(district, 1)]));
        var report = await province.StepAsync(submitted, "acceptance");

        var pdf = await DownloadAsync(province, report, "pdf");
        var pages = await OfficialFile.PagesAsync(pdf);
        var text = OfficialFile.Words(string.Join(' ', pages));
        var xlsx = await DownloadAsync(province, report, "xlsx");
        var rows = OfficialFile.Rows(xlsx, 1);

        foreach (
            var words in (string[])
                [
                    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                    "Độc lập - Tự do - Hạnh phúc",
                    "/BC-UBND",
                    "Hữu Lũng, ngày 20 tháng 7 năm 2024",
                    "Kết quả hoạt động của tổ công nghệ số cộng đồng tháng 7 năm 2024",
                    "Sóng yếu ở các thôn xa.",
                    "TM. ỦY BAN NHÂN DÂN",
                    "CHỦ TỊCH",
                    "Nơi nhận:",
                ]
        )
        {
            text.ShouldContain(words);
            rows.SelectMany(row => row).OfType<string>().ShouldContain(cell => cell.Contains(words));
        }
        text.ShouldContain("UBND TỈNH LẠNG SƠN ");
        text.ShouldContain("HUYỆN HỮU LŨNG");
        text.ShouldNotContain("DỰ THẢO");

        // Each figure, in the order of the definition, with what it was in June.
        var figures = report["figures"]!.AsArray();
        figures.Count.ShouldBe(Indicators.Length);
        figures[2]!["reported"]!.GetValue<long>().ShouldBe(1_234_567 + 23);
        figures[2]!["before"]!.GetValue<long>().ShouldBe(1_000);
        var lines = pages.SelectMany(page => page.Split('\n')).Select(OfficialFile.Words).ToList();
        foreach (var figure in figures)
        {
            var (value, before) = (figure!["reported"]!.GetValue<long>(), figure["before"]!.GetValue<long>());
            var percent =
                before == 0 ? (decimal?)null : Math.Round(100m * value / before, 1, MidpointRounding.AwayFromZero);
            var tail = $"{Written(before)} {Written(value)} {percent?.ToString("#,##0.0", Vietnamese)}".Trim();
            lines.ShouldContain(line => line.EndsWith(tail), tail);
        }
        rows.Where(row => row.Length >= 5 && row[4] is decimal)
            .Take(figures.Count)
            .Select(row => ((decimal)row[3], (decimal)row[4]))
            .ShouldBe(
                figures.Select(figure =>
                    ((decimal)figure!["before"]!.GetValue<long>(), (decimal)figure["reported"]!.GetValue<long>())
                )
            );

        // The plan of the year: June's 1.000 are in it too.
        var plan = report["plan"]!.AsArray().ShouldHaveSingleItem()!;
        (
            plan["target"]!.GetValue<long>(),
            plan["actual"]!.GetValue<long>(),
            plan["percent"]!.GetValue<decimal>()
        ).ShouldBe((2_000_000, 1_235_590, 61.8m));
        lines.ShouldContain(line => line.EndsWith("2.000.000 1.235.590 61,8"));
        rows.ShouldContain(row => row.Length == 6 && row[3].Equals(2_000_000m) && row[4].Equals(1_235_590m));

        OfficialFile.ErrorsOf(xlsx).ShouldBeEmpty();

        // Who did not report, by name.
        foreach (var commune in communes[22..])
        {
            text.ShouldContain(commune.FullName);
            rows[^8..].SelectMany(row => row).OfType<string>().ShouldContain(cell => cell.Contains(commune.FullName));
        }

        // The units, added up: on paper, and by a formula.
        var units = report["units"]!.AsArray();
        units.Count.ShouldBe(22);
        var total = units.Sum(unit => unit!["figures"]!["people-guided"]!.GetValue<long>());
        lines.ShouldContain(line => line.StartsWith("Tổng cộng") && line.Contains(Written(total)));
        var sums = OfficialFile.Part(xlsx, "xl/worksheets/sheet2.xml").Descendants(OfficialFile.Name("f")).ToList();
        sums.Count.ShouldBe(Indicators.Length);
        decimal.Parse(sums[2].Parent!.Element(OfficialFile.Name("v"))!.Value, CultureInfo.InvariantCulture)
            .ShouldBe(total);

        // Pages are numbered from the second one on; fonts travel along; A4 in both.
        pages[0].Split('\n')[0].Trim().ShouldNotBe("1");
        for (var page = 1; page < pages.Length; page++)
            pages[page].Split('\n')[0].Trim().ShouldBe($"{page + 1}");
        pages.Length.ShouldBeGreaterThan(1);
        (await OfficialFile.FontsAsync(pdf)).ShouldAllBe(font => font.IsEmbedded && font.Name.Contains("Liberation"));
        (
            (string)
                OfficialFile
                    .Part(xlsx, "xl/worksheets/sheet1.xml")
                    .Element(OfficialFile.Name("pageSetup"))!
                    .Attribute("paperSize")!
        ).ShouldBe("9");
    }

    [Fact]
    public async Task Until_it_is_accepted_it_is_a_draft_and_it_tells_of_what_was_counted_otherwise()
    {
        var (province, _, communes) = await OpenedAsync(communeCount: 1);
        var draft = await province.ReportAsync(communes[0], July);

        (await TextAsync(province, draft)).ShouldContain("DỰ THẢO");
        (await TextAsync(province, draft)).ShouldContain("ngày tháng năm 2024");
        var own = await province.StepAsync(
            draft,
            "",
            new
            {
                sections = new { difficulties = "Không" },
                manual = new Dictionary<string, object>
                {
                    ["teams"] = new { value = 3, reason = "Một tổ chưa đăng ký" },
                },
            }
        );
        var submitted = await province.StepAsync(own, "submission");
        var text = await TextAsync(province, submitted);
        text.ShouldContain("DỰ THẢO");
        text.ShouldContain("Số tổ công nghệ số cộng đồng: Một tổ chưa đăng ký");
        OfficialFile
            .Rows(await DownloadAsync(province, submitted, "xlsx"), 1)
            .SelectMany(row => row)
            .OfType<string>()
            .ShouldContain("DỰ THẢO");
        (await TextAsync(province, await province.StepAsync(submitted, "acceptance"))).ShouldNotContain("DỰ THẢO");
    }

    [Fact]
    public async Task Long_tables_repeat_their_head_and_long_texts_lose_no_word()
    {
        var (province, district, communes) = await OpenedAsync(communeCount: 60);
        await Parallel.ForEachAsync(
            communes,
            new ParallelOptions { MaxDegreeOfParallelism = 4 },
            async (commune, _) => await province.SubmitAsync(commune, July)
        );
        string[] words = [.. Enumerable.Range(0, 2_500).Select(number => $"từ{number}")];
        var report = await province.StepAsync(
            await province.ReportAsync(district, July),
            "",
            new { sections = new { difficulties = string.Join(' ', words) + "\n" + new string('x', 300) } }
        );

        var pages = await OfficialFile.PagesAsync(await DownloadAsync(province, report, "pdf"));

        var text = pages.SelectMany(page => OfficialFile.Words(page).Split(' ')).ToHashSet();
        words.ShouldAllBe(word => text.Contains(word));
        string.Concat(pages).Count(letter => letter == 'x').ShouldBeGreaterThanOrEqualTo(300);
        // 60 units do not fit on one page: each page that has some of them has the head as well.
        var tables = pages.Where(page => page.Contains("Xã số")).ToList();
        tables.Count.ShouldBeGreaterThan(2);
        tables.ShouldAllBe(page => page.Contains("STT") && page.Contains("Đơn vị"));
        foreach (var commune in communes)
            pages.Count(page => page.Contains(commune.FullName)).ShouldBeGreaterThan(0);
        var xlsx = OfficialFile.Rows(await DownloadAsync(province, report, "xlsx"), 1);
        xlsx.SelectMany(row => row)
            .OfType<string>()
            .SelectMany(cell => cell.Split(' '))
            .ToHashSet()
            .IsSupersetOf(words)
            .ShouldBeTrue();
    }

    [Fact]
    public async Task Who_may_not_read_the_report_gets_no_document()
    {
        var (province, _, communes) = await OpenedAsync(communeCount: 2);
        var report = await province.ReportAsync(communes[0], July);
        var path = new Uri($"/v1/reports/{report["report"]!["id"]}/document", UriKind.Relative);

        await (await service.Client(communes[1].Code).GetAsync(path)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {communes[0].Code}."
        );
        await (await service.Client(scopes: ["reports.write"]).GetAsync(path)).ShouldBeProblemAsync(
            403,
            "auth.scope-missing",
            "The access token lacks the scope that this needs."
        );
        await (await province.Client.GetAsync(new Uri($"{path}?format=docx", UriKind.Relative))).ShouldBeProblemAsync(
            400,
            "report.format-unknown",
            "The format is pdf or xlsx."
        );
        using var accepting = new HttpRequestMessage(HttpMethod.Get, path);
        accepting.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Xlsx));
        var answer = await province.Client.SendAsync(accepting);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe(Xlsx);
        answer.Content.Headers.ContentDisposition!.FileName.ShouldBe($"bao-cao-{communes[0].Code}-{July}.xlsx");
    }

    /// <summary>A district of Lạng Sơn whose communes reported 1.000 people in June; July is open, with 1.234.567 and more.</summary>
    private async Task<(ReportingProvince, UnitFact District, UnitFact[] Communes)> OpenedAsync(int communeCount)
    {
        UnitFact district = null!;
        UnitFact[] communes = [];
        var province = await ReportingProvince.CreateAsync(
            service,
            made =>
            {
                district = made.Country.Unit(2, made.Province) with { FullName = "Huyện Hữu Lũng" };
                communes =
                [
                    .. Enumerable
                        .Range(1, communeCount)
                        .Select(number => made.Country.Unit(3, district) with { FullName = $"Xã số {number} Đỗ Ẽ Ỵ" }),
                ];
                return [district, .. communes];
            },
            province => province with { FullName = "Tỉnh Lạng Sơn" }
        );
        service.Clock.GoTo(new DateOnly(2024, 6, 1));
        await province.DefineAsync(new DateOnly(2024, 5, 15), new DateOnly(2024, 7, 1), Indicators, [3, 2, 1]);
        await service.SendAsync(
            Country.Recorded([
                Country.Activity(communes[0], new DateOnly(2024, 6, 1), 1_000),
                Country.Activity(communes[0], new DateOnly(2024, 7, 1), 1_234_567, 12_345),
                .. communes[1..].Select(commune => Country.Activity(commune, new DateOnly(2024, 7, 2))),
            ])
        );
        await province.GoToAsync("2024-06-15");
        foreach (var unit in communes[..1].Append(district))
            await province.SubmitAsync(unit, "2024-06");
        await province.GoToAsync("2024-07-15");
        return (province, district, communes);
    }

    private static async Task<byte[]> DownloadAsync(ReportingProvince province, JsonObject report, string format)
    {
        var answer = await province.Client.GetAsync(
            new Uri($"/v1/reports/{report["report"]!["id"]}/document?format={format}", UriKind.Relative)
        );
        var content = await answer.Content.ReadAsByteArrayAsync();
        ((int)answer.StatusCode).ShouldBe(200, System.Text.Encoding.UTF8.GetString(content));
        if (Environment.GetEnvironmentVariable("KEEP_DOCUMENTS") is { } directory)
            await File.WriteAllBytesAsync(Path.Combine(directory, $"{report["report"]!["id"]}.{format}"), content);
        return content;
    }

    private static async Task<string> TextAsync(ReportingProvince province, JsonObject report) =>
        OfficialFile.Words(
            string.Join(' ', await OfficialFile.PagesAsync(await DownloadAsync(province, report, "pdf")))
        );

    private static TargetFact Yearly(UnitFact unit, long value) =>
        new(
            Guid.NewGuid(),
            1,
            Guid.NewGuid(),
            unit.UnitId,
            unit.UnitId,
            null,
            IndicatorCodes.PeopleGuided,
            null,
            null,
            value,
            new DateOnly(2024, 1, 1),
            new DateOnly(2024, 12, 31),
            false
        );

    private static string Written(long value) => value.ToString("#,##0", Vietnamese);
}
