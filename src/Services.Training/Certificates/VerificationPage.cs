using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>The verification as a page for phones: no script, nothing from elsewhere.</summary>
internal static class VerificationPage
{
    private const string Style = """
        body { font: 17px/1.5 system-ui, sans-serif; margin: 0; background: #f4f5f7; color: #1b1f24 }
        main { max-width: 34rem; margin: 1.5rem auto; padding: 1.25rem; background: #fff; border-radius: .75rem }
        h1 { font-size: 1.3rem; margin: 0 0 1rem }
        .status { padding: .75rem 1rem; border-radius: .5rem; font-weight: 600; color: #fff; background: #8a1f1f }
        .valid { background: #1a6b37 } .expired { background: #7a5b00 } .erased { background: #4a5360 }
        dt { color: #57606a; font-size: .9rem; margin-top: .75rem } dd { margin: 0 }
        """;

    private static readonly string StyleHash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)));

    /// <summary>Marks stay letters; only what HTML itself uses is written otherwise.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <param name="response">Gets the headers.</param>
    /// <param name="told">What is told; null where the code is unknown.</param>
    public static ContentHttpResult Answer(HttpResponse response, CertificateVerification? told)
    {
        var english = BilingualError.WantsEnglish;
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src 'sha256-{StyleHash}'; frame-ancestors 'none'; base-uri 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentLanguage = english ? "en" : "vi";
        return TypedResults.Text(
            Page(told, english),
            "text/html; charset=utf-8",
            statusCode: told is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK
        );
    }

    private static string Page(CertificateVerification? told, bool english)
    {
        var title = english ? "Verification of a certificate" : "Kiểm tra giấy chứng nhận";
        return $"""
            <!doctype html>
            <html lang="{(english ? "en" : "vi")}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            <style>{Style}</style>
            </head>
            <body>
            <main>
            <h1>{title}</h1>
            <p class="status {told?.Status ?? "unknown"}">{Encoder.Encode(StatusText(told, english))}</p>
            {(told is null ? "" : $"<dl>\n{string.Join('\n', Rows(told, english))}\n</dl>")}
            </main>
            </body>
            </html>
            """;
    }

    private static string StatusText(CertificateVerification? told, bool english) =>
        (told?.Status, english) switch
        {
            ("valid", true) => "The certificate is valid.",
            ("valid", false) => "Giấy chứng nhận còn hiệu lực.",
            ("expired", true) => $"The certificate expired after {told!.ExpiresOn:yyyy-MM-dd}.",
            ("expired", false) => $"Giấy chứng nhận đã hết hạn sau ngày {told!.ExpiresOn!.Value.Written()}.",
            ("revoked", true) => $"The certificate was revoked on {told!.RevokedOn:yyyy-MM-dd}.",
            ("revoked", false) => $"Giấy chứng nhận đã bị thu hồi ngày {told!.RevokedOn!.Value.Written()}.",
            ("erased", true) => "The holder's name has been erased on request.",
            ("erased", false) => "Tên người được cấp đã xóa theo yêu cầu.",
            (_, true) => CertificateProblems.CodeUnknown.En,
            (_, false) => CertificateProblems.CodeUnknown.Vi,
        };

    private static IEnumerable<string> Rows(CertificateVerification told, bool english)
    {
        (string Vi, string En, string? Value)[] rows =
        [
            ("Số", "Number", told.Number),
            ("Cấp cho", "Holder", told.HolderName ?? (english ? "erased on request" : CertificatePaper.ErasedName)),
            ("Chương trình", "Programme", told.Programme),
            ("Cấp độ", "Level", told.LevelName),
            ("Ngày tập huấn", "Held on", Day(told.HeldOn)),
            ("Đơn vị cấp", "Issued by", told.Issuer),
            ("Ngày cấp", "Issued on", Day(told.IssuedOn)),
            ("Có giá trị đến hết ngày", "Valid until", told.ExpiresOn is { } last ? Day(last) : null),
        ];
        return rows.Where(row => row.Value is not null)
            .Select(row => $"<dt>{(english ? row.En : row.Vi)}</dt><dd>{Encoder.Encode(row.Value!)}</dd>");

        string Day(DateOnly day) => english ? $"{day:yyyy-MM-dd}" : day.Written();
    }
}
