using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>Whom Registry forgets, Training forgets too; what is counted stays.</summary>
public sealed class ErasureTests(TrainingService service)
{
    private const string ErasedName = "(đã xóa theo yêu cầu)";

    [Fact]
    public async Task The_name_goes_from_every_certificate_list_paper_and_page_and_every_count_stays()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code, "vi");
        var programme = await client.ProgrammeAsync(region);
        var (gone, stays) = (region.Members[0], region.Members[1]);
        var sessions = new List<Guid>();
        var issued = new List<JsonObject>();
        foreach (var day in new[] { "2024-01-05", "2024-02-05" })
        {
            sessions.Add(await client.SessionAsync(programme, region.Province.Code, day));
            await client.AttendAsync(sessions[^1], [gone.MemberId, stays.MemberId]);
            issued.Add(await client.IssuedAsync(sessions[^1], gone.MemberId));
        }
        var others = await client.IssuedAsync(sessions[0], stays.MemberId);
        var summary = await SummaryAsync();
        var figures = await client.FiguresAsync(region.Province.Code);

        await EraseAsync(gone, version: 2);

        foreach (var certificate in issued)
        {
            var read = await client.CertificateAsync(certificate);
            ((string?)read["holderName"], (string?)read["status"], (int?)read["version"]).ShouldBe((null, "erased", 2));
            ((string?)read["number"]).ShouldBe((string?)certificate["number"]);
            var told = await service.VerifyAsync(certificate);
            ((string?)told["holderName"], (string?)told["status"]).ShouldBe((null, "erased"));
            var pdf = await client.PrintAsync(service, certificate);
            var text = await Diploma.RunAsync("pdftotext", "-raw", "-enc", "UTF-8", pdf, "-");
            text.ShouldContain(ErasedName);
            text.ShouldNotContain("Ngọc");
        }
        using var browser = service.CreateClient();
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var page = await browser.GetStringAsync($"/v1/certificates/verification/{Diploma.CodeOf(issued[0])}");
        page.ShouldContain(ErasedName);
        page.ShouldNotContain("Ngọc");
        var list = await client.CertificatesAsync($"unit={region.Province.Code}");
        list.Select(each => (string?)each!["holderName"]).ShouldBe([null, null, Diploma.Name], ignoreOrder: true);
        (await client.GetStringAsync($"/v1/certificates?member={gone.MemberId}&format=csv")).ShouldNotContain("Ngọc");
        (await client.CertificatesAsync("status=erased")).Count.ShouldBe(2);
        ((string?)(await client.CertificateAsync(others))["status"]).ShouldBe("valid");
        // Nothing of it is left where nobody looks.
        var rows = await service.InDatabaseAsync(db =>
            db.Database.SqlQuery<string>(
                    $"""SELECT to_jsonb(each)::text AS "Value" FROM certificates AS each WHERE member_id = {gone.MemberId}"""
                )
                .ToListAsync()
        );
        rows.Count.ShouldBe(2);
        rows.ShouldAllBe(row => !row.Contains("Ngọc") && row.Contains("\"recorded_hash\": 0"));

        var after = await SummaryAsync();
        ((int?)after["erased"]).ShouldBe(2);
        after["erased"] = summary["erased"]!.DeepClone();
        JsonNode.DeepEquals(after, summary).ShouldBeTrue(after.ToJsonString());
        (await client.FiguresAsync(region.Province.Code)).ShouldBe(figures);

        async Task<JsonObject> SummaryAsync() =>
            (await client.GetFromJsonAsync<JsonObject>($"/v1/certificates/summary?unit={region.Province.Code}"))![
                "levels"
            ]!
                .AsArray()
                .Single()!
                .AsObject();
    }

    [Fact]
    public async Task Nothing_is_issued_in_the_name_of_who_was_erased_nor_a_retry_answered()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var session = await client.SessionAsync(region);
        var (first, second) = (region.Members[0], region.Members[1]);
        await client.AttendAsync(session, [first.MemberId, second.MemberId]);
        var asked = Diploma.Certificate(session, first.MemberId, id: Guid.NewGuid());
        await (await client.IssueAsync(asked)).ShouldBeJsonAsync(201);

        // What is older comes later, and says nothing of the erasure: it is not undone.
        await EraseAsync(first, version: 3);
        await service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, [first with { Version = 2 }]));
        // The other had no certificate yet.
        await EraseAsync(second, version: 2);

        foreach (var certificate in new[] { asked, Diploma.Certificate(session, second.MemberId) })
        {
            var refused = await (await client.IssueAsync(certificate)).ShouldBeJsonAsync(409);
            ((string?)refused["code"]).ShouldBe("certificate.member-erased");
        }
        var rows = new[] { Diploma.Row(second.MemberId) };
        var bulk = await client.PostAsJsonAsync($"/v1/training-sessions/{session}/certificates", rows);
        ((int?)(await bulk.ShouldBeJsonAsync(200))["rejected"]).ShouldBe(1);
        (await client.CertificatesAsync($"session={session}")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_erasure_that_arrives_while_certificates_are_issued_leaves_no_name()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var programme = await client.ProgrammeAsync(region);
        var member = region.Members[0];
        var sessions = new List<Guid>();
        foreach (var day in Enumerable.Range(1, 8))
        {
            sessions.Add(await client.SessionAsync(programme, region.Province.Code, $"2024-01-0{day}"));
            await client.AttendAsync(sessions[^1], [member.MemberId]);
        }

        var issuing = Task.WhenAll(
            sessions.Select(session => client.IssueAsync(Diploma.Certificate(session, member.MemberId)))
        );
        await EraseAsync(member, version: 2);
        var answers = await issuing;

        answers.ShouldAllBe(answer => (int)answer.StatusCode == 201 || (int)answer.StatusCode == 409);
        var left = await client.CertificatesAsync($"member={member.MemberId}");
        left.Count.ShouldBe(answers.Count(answer => (int)answer.StatusCode == 201));
        left.ShouldAllBe(each => each!["holderName"] == null);
    }

    private Task EraseAsync(MemberFact member, int version) =>
        service.PublishAsync(
            new MembersChanged(DateTimeOffset.UtcNow, [member with { Version = version, Erased = true }])
        );
}
