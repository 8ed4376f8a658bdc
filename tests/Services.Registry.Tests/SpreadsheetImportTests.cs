using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class SpreadsheetImportTests(RegistryService service)
{
    [Fact]
    public async Task Of_a_damaged_sheet_950_rows_land_and_50_come_back_to_be_mended()
    {
        var client = service.Client("02");
        var commune = service.Commune();
        var (codes, paths) = await VillagesAsync(client, commune, DamagedSheet.Teams);
        foreach (var other in new[] { service.Commune(), service.Commune() })
            await client.PostAsJsonAsync(
                "/v1/units",
                new
                {
                    parentCode = other,
                    type = "thôn",
                    name = "Trùng Tên",
                }
            );
        var damaged = new DamagedSheet(codes, paths, phones: 10_000_000);
        var file = damaged.Sheet.ToFile();
        damaged.Broken.Count.ShouldBe(50);
        damaged.Broken.Select(fault => (fault.Column, fault.Code)).Distinct().Count().ShouldBe(12);

        var dry = await client.ImportAsync(ImportJobs.Workbook(file), "&dryRun=true");
        ImportJobs.Counts(dry["rows"]).ShouldBe((950, 0, 50), dry.ToString());
        (await CountAsync(codes)).ShouldBe((0, 0));
        var path = await client.SendAsync(ImportJobs.Workbook(file));
        var import = await client.FinishedAsync(path);

        ((string)import["status"]!, (int)import["rowsRead"]!).ShouldBe(("succeeded", DamagedSheet.Rows));
        ImportJobs.Counts(import["rows"]).ShouldBe((950, 0, 50));
        ImportJobs.Counts(import["teams"]).ShouldBe((224, 0, 16));
        ImportJobs.Counts(import["members"]).ShouldBe((950, 0, 50));
        (await CountAsync(codes)).ShouldBe((224, 950));
        // A member of a refused team is told of beside the team.
        var errors = (await client.ErrorsAsync(path)).FindAll(error =>
            (string)error["code"]! != "team-import.team-refused"
        );
        errors
            .ConvertAll(error => ((int)error["row"]!, (string)error["column"]!, (string)error["code"]!))
            .ShouldBe(damaged.Broken.ConvertAll(fault => (fault.Row, fault.Column, fault.Code)));
        errors.ShouldAllBe(error => !string.IsNullOrWhiteSpace((string)error["text"]!));

        var rejected = await client.GetAsync($"{path}/rejected-rows");
        rejected.Content.Headers.ContentType!.MediaType.ShouldBe(
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        );
        var rows = await rejected.Content.ReadAsByteArrayAsync();
        var read = TeamSheet.Read(rows);
        read.Count.ShouldBe(51);
        read[0].Take(13).ShouldBe([.. TeamSheet.Head, "Errors"]);
        foreach (var (row, fault) in read.Skip(1).Zip(damaged.Broken))
            row[12].ShouldStartWith($"{fault.Column}: ");
        var mended = TeamSheet.Mend(
            rows,
            damaged.Broken.Select(
                (fault, index) => (index + 2, Array.IndexOf(TeamSheet.Head, fault.Column), fault.Mended)
            )
        );
        var second = await client.ImportAsync(ImportJobs.Workbook(mended));

        ImportJobs.Counts(second["rows"]).ShouldBe((50, 0, 0), second.ToString());
        ImportJobs.Counts(second["members"]).ShouldBe((50, 0, 0));
        (await CountAsync(codes)).ShouldBe((DamagedSheet.Teams, DamagedSheet.Rows));
        // Who sends all of it once more doubles nothing.
        var again = await client.ImportAsync(ImportJobs.Workbook(file));
        ImportJobs.Counts(again["members"]).ShouldBe((0, 950, 50));
        (await CountAsync(codes)).ShouldBe((DamagedSheet.Teams, DamagedSheet.Rows));
    }

    [Fact]
    public async Task A_unit_is_found_by_its_names_and_what_is_not_found_is_named()
    {
        var client = service.Client("02");
        var commune = service.Commune();
        var (_, paths) = await VillagesAsync(client, commune, 1);
        var (village, names) = (paths[0].Split(", ")[0], paths[0].Split(", "));
        var bare = names.Select(name => name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..]).ToArray();
        string[] good =
        [
            paths[0],
            string.Join(" / ", names.Reverse()),
            string.Join("; ", bare[0], names[1]),
            $"{village.Replace("Hoà", "Hòa", StringComparison.Ordinal)}, {names[1].ToUpperInvariant()}, {names[^1]}",
            $"{names[0]} - {names[1]} - T. {bare[^1]}",
        ];
        (string Text, string Reason)[] bad =
        [
            ($"{village}, xã Ở Đâu, {names[^1]}", "No unit of today is called “xã Ở Đâu” at that place."),
            ($"Thôn Ở Đâu, {names[1]}, {names[^1]}", "No unit of today is called “Thôn Ở Đâu” at that place."),
            ($"{names[0]}, {names[^1]}, {names[1]}", $"No unit of today is called “{names[1]}” at that place."),
            ("Sùng A 0912345678", "No unit of today is called “…” at that place."),
        ];
        var csv =
            "Đơn vị|Loại tổ|Số QĐ|Ngày QĐ\n".Replace('|', '\t')
            + string.Concat(
                good.Concat(bad.Select(each => each.Text)).Select((unit, row) => $"{unit}\tCNSCĐ\t{row}/QĐ\t1/4/2022\n")
            );

        var answer = await (await client.PostAsync("/v1/team-imports?dryRun=true", Make.Csv(csv))).ShouldBeJsonAsync(
            200
        );

        answer["errors"]!
            .AsArray()
            .Select(error => ((int)error!["row"]!, (string)error["field"]!, (string)error["text"]!))
            .ShouldBe(bad.Select((each, index) => (good.Length + index + 1, "unitCode", each.Reason)));
        ((int)answer["accepted"]!).ShouldBe(good.Length);
    }

    [Theory]
    [InlineData(',', false)]
    [InlineData(';', true)]
    [InlineData(';', false)]
    [InlineData('\t', true)]
    public async Task Rejected_rows_of_CSV_come_back_as_they_were_written(char separator, bool hasMark)
    {
        var client = service.Client("02");
        var village = await service.VillageAsync();
        string[] rows =
        [
            "Mã thôn|Loại tổ|Số QĐ|Ngày QĐ|Tên tổ",
            $"{village}|CNSCĐ|1/QĐ|01/04/2022|Tổ một",
            $"{village}|Câu lạc bộ|2/QĐ|01/04/2022|\"Tổ; hai, \"\"xóm\"\"\"",
        ];
        var csv = string.Join("\r\n", rows).Replace('|', separator) + "\r\n";
        var path = await client.SendAsync(Make.Csv((hasMark ? "\uFEFF" : "") + csv));
        ImportJobs.Counts((await client.FinishedAsync(path))["rows"]).ShouldBe((1, 0, 1));

        var rejected = await client.GetByteArrayAsync($"{path}/rejected-rows");

        var text = Encoding.UTF8.GetString(rejected);
        text.StartsWith('\uFEFF').ShouldBe(hasMark);
        var lines = text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(2);
        lines[0].ShouldBe(rows[0].Replace('|', separator) + $"{separator}Errors");
        lines[1].ShouldStartWith(rows[2].Replace('|', separator) + separator);
        // Mended it goes in as it is.
        var mended = text.Replace("Câu lạc bộ", "CĐSCĐ", StringComparison.Ordinal);
        ImportJobs.Counts((await client.ImportAsync(Make.Csv(mended)))["rows"]).ShouldBe((1, 0, 0));
    }

    [Fact]
    public async Task Reasons_come_in_the_language_of_the_reader_and_never_repeat_a_person()
    {
        var village = await service.VillageAsync();
        var sheet = new TeamSheet()
            .AddHead()
            .Add(1, village, "CNSCĐ", "1/QĐ", "01/04/2022", "Sùng Mí Chía", "0123", "Tổ trưởng", "Khác");
        var path = await service.Client("02").SendAsync(ImportJobs.Workbook(sheet.ToFile()));
        await service.Client("02").FinishedAsync(path);

        var texts = new Dictionary<string, string>();
        foreach (var language in new[] { "vi", "en" })
        {
            var error = (await service.Client("02", language).ErrorsAsync(path)).ShouldHaveSingleItem();
            texts[language] = (string)error["text"]!;
            error.ToJsonString().ShouldNotContain("0123");
            error.ToJsonString().ShouldNotContain("Mí");
            var rows = await service.Client("02", language).GetByteArrayAsync($"{path}/rejected-rows");
            TeamSheet.Read(rows)[1][12].ShouldBe($"SĐT: {texts[language]}");
            TeamSheet.Read(rows)[0][12].ShouldBe(language == "vi" ? "Lỗi" : "Errors");
        }
        texts["vi"].ShouldBe("Số điện thoại di động gồm 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09.");
        texts["en"].ShouldBe("A mobile number has 10 digits and begins with 03, 05, 07, 08 or 09.");
    }

    [Theory]
    [InlineData(
        "unitCode,kind,decisionNumber,decisionDate,Chức năng\n",
        "team-import.column-unknown",
        "The column “Chức năng” is not known; remove it or give it a known heading. No row was recorded."
    )]
    [InlineData(
        "Mã đơn vị,Ngày quyết định,Họ và tên\n",
        "team-import.column-missing",
        "Columns are missing: Loại tổ (kind), Số quyết định (decisionNumber), Vai trò (memberRole), Thành phần (memberBackground). No row was recorded."
    )]
    [InlineData(
        "a,b,c\n1,2,3\n",
        "team-import.head-missing",
        "No row of headings was found at the top of the file; no row was recorded."
    )]
    [InlineData(
        "Mã đơn vị,Loại tổ,Số quyết định,Số QĐ,Ngày QĐ\n",
        "request.csv-column-repeated",
        "Columns 3 and 4 of the CSV name the same field."
    )]
    public async Task A_table_without_the_right_columns_is_refused_as_a_whole(string csv, string code, string text)
    {
        var client = service.Client("02");
        await (await client.PostAsync("/v1/team-imports", Make.Csv(csv))).ShouldBeProblemAsync(400, code, text);
        var path = await client.SendAsync(Make.Csv(csv));
        var failed = await client.FinishedAsync(path);
        ((string)failed["status"]!, (string)failed["failure"]!["code"]!, (string)failed["failure"]!["text"]!).ShouldBe(
            ("failed", code, text)
        );
        await (await client.GetAsync($"{path}/rejected-rows")).ShouldBeProblemAsync(
            409,
            "team-import.file-refused",
            "The file was refused as a whole, so it has no rejected rows; mend it and send it again."
        );
    }

    [Fact]
    public async Task A_table_in_CSV_is_met_as_officials_save_it()
    {
        var client = service.Client("02");
        var village = await service.VillageAsync();
        var csv =
            "\uFEFFUBND XÃ;;;;;;;\n;;;;;;;\nThôn;Loại tổ;Quyết định;;Thành viên;;;\n;;Số;Ngày;Họ tên;ĐT;Chức danh;Thành phần\n"
            + "(1);(2);(3);(4);(5);(6);(7);(8)\n"
            + $"{village};Tổ CNSCĐ;7/QĐ;1.4.2022;Lù A;912345001;Tổ trưởng;Trưởng bản\n"
            + ";;;;Lù B;912345002;Tổ viên;ĐTN\n"
            + "\n"
            + ";;;;=Lù C;12;Tổ viên;Giáo viên\n";

        var path = await client.SendAsync(Make.Csv(csv));
        var import = await client.FinishedAsync(path);

        ImportJobs.Counts(import["rows"]).ShouldBe((2, 0, 1), import.ToString());
        ImportJobs.Counts(import["teams"]).ShouldBe((1, 0, 0));
        var rows = Encoding.UTF8.GetString(await client.GetByteArrayAsync($"{path}/rejected-rows"));
        rows.ShouldBe(
            "\uFEFFThôn;Loại tổ;Số quyết định;Ngày quyết định;Họ tên;ĐT;Chức danh;Thành phần;Errors\r\n"
                + $"{village};Tổ CNSCĐ;7/QĐ;1.4.2022;'=Lù C;12;Tổ viên;Giáo viên;\"ĐT: A mobile number has 10 digits and begins with 03, 05, 07, 08 or 09.\"\r\n"
        );
        var mended = await client.ImportAsync(Make.Csv(rows.Replace(";12;", ";912345003;", StringComparison.Ordinal)));
        ImportJobs.Counts(mended["members"]).ShouldBe((1, 0, 0), mended.ToString());
        var names = await service.InDatabaseAsync(db =>
            db.Members.Where(member => member.Phone == "0912345003").Select(member => member.FullName).ToListAsync()
        );
        names.ShouldBe(["=Lù C"]);
    }

    [Fact]
    public async Task Rejected_lines_of_NDJSON_are_mended_and_sent_again()
    {
        var client = service.Client("02");
        var village = await service.VillageAsync();
        var path = await client.SendAsync(
            Make.Ndjson(Make.Team(village, null, "1/QĐ"), Make.Team(village, null, "2/QĐ", Make.Member("Lù Á", "1")))
        );
        await client.FinishedAsync(path);

        var lines = await client.GetStringAsync($"{path}/rejected-rows");
        var line = JsonNode.Parse(lines.Trim().Split('\n').ShouldHaveSingleItem())!.AsObject();
        ((string)line["Errors"]!).ShouldStartWith("members[0].phone: ");
        line["members"]![0]!["phone"] = Make.Phone();
        var second = await client.ImportAsync(Make.Ndjson(line));
        (ImportJobs.Counts(second["teams"]), ImportJobs.Counts(second["members"])).ShouldBe(((0, 1, 0), (1, 0, 0)));
    }

    /// <summary>Villages of a test's own: their codes, and their names with those above.</summary>
    private static async Task<(string[] Codes, string[] Paths)> VillagesAsync(
        HttpClient client,
        string commune,
        int count
    )
    {
        var rows = Enumerable
            .Range(0, count)
            .Select(number => new JsonObject
            {
                ["parentCode"] = commune,
                ["type"] = "thôn",
                ["name"] = $"Nà Hoà {number}",
            });
        await (await client.PostAsync("/v1/unit-imports/villages", Make.Ndjson([.. rows]))).ShouldBeJsonAsync(200);
        var page = await client.GetFromJsonAsync<JsonObject>($"/v1/units?within={commune}&level=4&limit=1000");
        var units = page!["items"]!.AsArray().Select(unit => unit!).ToList();
        var above = new List<string>();
        foreach (var code in ((string)units[0]["path"]!).Split('/')[1..^1].Reverse())
            above.Add((string)(await client.GetFromJsonAsync<JsonObject>($"/v1/units/{code}"))!["fullName"]!);
        return (
            [.. units.Select(unit => (string)unit["code"]!)],
            [.. units.Select(unit => string.Join(", ", above.Prepend((string)unit["fullName"]!)))]
        );
    }

    private Task<(int Teams, int Members)> CountAsync(string[] codes) =>
        service.InDatabaseAsync(async db =>
        {
            var units = await db.Units.Where(unit => codes.Contains(unit.Code)).Select(unit => unit.Id).ToListAsync();
            var teams = await db.Teams.Where(team => units.Contains(team.UnitId)).Select(team => team.Id).ToListAsync();
            return (teams.Count, await db.Members.CountAsync(member => teams.Contains(member.TeamId)));
        });
}
