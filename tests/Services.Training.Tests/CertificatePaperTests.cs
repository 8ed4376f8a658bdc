using System.Text;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>The paper as a printer and a telephone see it.</summary>
public sealed class CertificatePaperTests(TrainingService service)
{
    [Fact]
    public async Task The_paper_says_everything_and_its_code_leads_to_the_verification()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var session = await client.SessionAsync(region);
        await client.AttendAsync(session, [region.Members[0].MemberId]);
        var issued = await (
            await client.IssueAsync(
                Diploma.Certificate(
                    session,
                    region.Members[0].MemberId,
                    // Decomposed, as some keyboards write it.
                    "Nguyễn Thị Quỳnh Ưỡng".Normalize(NormalizationForm.FormD),
                    level: "binh-dan-hoc-vu-so-nang-cao",
                    expiresOn: new DateOnly(2099, 12, 31)
                )
            )
        ).ShouldBeJsonAsync(201);

        var pdf = await client.PrintAsync(service, issued);

        var text = await Diploma.RunAsync("pdftotext", "-layout", "-enc", "UTF-8", pdf, "-");
        text.IsNormalized(NormalizationForm.FormC).ShouldBeTrue();
        var day = DateOnly.Parse((string)issued["issuedOn"]!, null);
        foreach (
            var line in new[]
            {
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                $"Số: {issued["number"]}",
                "GIẤY CHỨNG NHẬN",
                "Nguyễn Thị Quỳnh Ưỡng",
                "Kỹ năng số",
                "Cấp độ: Bình dân học vụ số – Nâng cao",
                "tổ chức ngày 10/05/2024",
                "có giá trị đến hết ngày 31/12/2099",
                $"Hà Giang, ngày {day.Day:00} tháng",
                "GIÁM ĐỐC",
                "Trần Văn Ký",
            }
        )
            text.ShouldContain(line);
        var size = await Diploma.RunAsync("pdfinfo", pdf);
        size.ShouldMatch(@"Page size:\s+842(\.\d+)? x 595");
        size.ShouldMatch(@"Pages:\s+1\b");
        size.ShouldNotContain("Nguyễn");
        await Diploma.RunAsync("pdftoppm", "-r", "150", "-png", "-singlefile", pdf, pdf);
        var scanned = await Diploma.RunAsync("zbarimg", "--quiet", "--raw", $"{pdf}.png");
        scanned.Trim().ShouldBe((string)issued["verificationUrl"]!);
    }

    [Fact]
    public async Task One_that_was_revoked_is_marked()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var session = await client.SessionAsync(region);
        await client.AttendAsync(session, [region.Members[0].MemberId]);
        var issued = await client.IssuedAsync(session, region.Members[0].MemberId);
        await client.PutAsync($"/v1/certificates/{issued["id"]}/revocation", new { reason = "Sai" }, null);

        var pdf = await client.PrintAsync(service, issued);

        (await Diploma.RunAsync("pdftotext", "-raw", "-enc", "UTF-8", pdf, "-")).ShouldContain("THU HỒI");
    }
}
