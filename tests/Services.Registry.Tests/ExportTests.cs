using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class ExportTests(RegistryService service)
{
    private const string ByteOrderMark = "\uFEFF";

    [Fact]
    public async Task A_list_comes_as_a_whole_whatever_the_number_of_its_pages()
    {
        var commune = service.Commune();
        var client = service.Client("02", "vi");
        var teams = Enumerable.Range(0, 2_345).Select(number => Make.Team(commune, null, $"{number}/QĐ"));
        await (await client.PostAsync("/v1/team-imports", Make.Ndjson([.. teams]))).ShouldBeJsonAsync(200);
        var pages = new List<string>();
        for (string? cursor = null, next = ""; next is not null; cursor = $"&cursor={next}")
        {
            var page = await client.GetFromJsonAsync<JsonObject>($"/v1/teams?unit={commune}&limit=1000{cursor}");
            pages.AddRange(page!["items"]!.AsArray().Select(team => (string)team!["decisionNumber"]!));
            next = (string?)page["next"];
        }

        var csv = await client.GetAsync($"/v1/teams?unit={commune}&format=csv");
        csv.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        csv.Content.Headers.ContentDisposition!.FileName.ShouldBe("teams.csv");
        var lines = Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync()).Split("\r\n");
        lines[0]
            .ShouldBe(
                ByteOrderMark
                    + "Mã định danh tổ,Mã đơn vị,Đơn vị,Loại tổ,Tên tổ,Số quyết định,Ngày quyết định,Ngày thành lập,Ngày giải thể"
            );
        lines[1..^1].Select(line => line.Split(',')[5]).ShouldBe(pages);
        lines[1].Split(',')[6].ShouldBe("01/04/2022");
        lines[^1].ShouldBe("");

        var xlsx = TeamSheet.Read(await client.GetByteArrayAsync($"/v1/teams?unit={commune}&format=xlsx"));
        xlsx.Skip(1).Select(row => row[5]).ShouldBe(pages);
        // A number in a cell that is shown as a day; a code that keeps its zero.
        (xlsx[1][6], xlsx[1][1]).ShouldBe(("44652", commune));
    }

    [Fact]
    public async Task Headings_and_days_follow_the_language()
    {
        var lines = (await service.Client().GetStringAsync("/v1/units?parent=VN&asOf=2023-01-01&format=csv")).Split(
            "\r\n"
        );
        lines[0].ShouldBe("Code,Name,Type,Level,Parent,Path,Valid from,Valid to");
        lines.Length.ShouldBe(1 + 63 + 1);
        lines.ShouldContain(line =>
            line.StartsWith("02,Tỉnh Hà Giang,Tỉnh,1,VN,VN/02,2022-07-01,", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Members_come_with_their_scope_their_record_and_no_formula()
    {
        var team = await service.TeamAsync();
        var member = Make.Member("=HYPERLINK(\"x\")", Make.Phone());
        await service.Client("02").PostAsJsonAsync($"/v1/teams/{team}/members", member);
        var path = $"/v1/teams/{team}/members?format=csv";

        (await service.Client("02", "en", Scopes.RegistryRead).GetStringAsync(path)).ShouldNotContain("HYPERLINK");
        var masked = service.Client("02", "en", Scopes.RegistryRead, Scopes.MembersRead);
        (await masked.GetStringAsync(path)).ShouldContain($",{((string)member["phone"]!)[..3]}****");
        (await service.Client("04").GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var lines = (await service.Client("02", "vi").GetStringAsync(path)).Split("\r\n");
        lines[1]
            .ShouldContain(
                $",\"'=HYPERLINK(\"\"x\"\")\",{member["phone"]},Tổ trưởng,\"Trưởng thôn, tổ trưởng tổ dân phố, trưởng khu\","
            );
        var readings = await service.InDatabaseAsync(db =>
            db.MemberReadings.Where(reading => reading.TeamId == team).Select(reading => reading.Members).ToListAsync()
        );
        readings.ShouldBe([1, 1]);
    }

    [Theory]
    [InlineData("format=pdf", "request.invalid")]
    [InlineData("format=csv&format=csv", "request.invalid")]
    [InlineData("format=csv&limit=5", "request.parameter-unknown")]
    [InlineData("format=csv&cursor=x", "request.parameter-unknown")]
    [InlineData("format=csv&colour=red", "request.parameter-unknown")]
    public async Task What_cannot_be_exported_is_refused(string query, string code)
    {
        var answer = await (await service.Client().GetAsync($"/v1/units?{query}")).ShouldBeJsonAsync(400);
        ((string)answer["code"]!).ShouldBe(code);
    }
}
