using System.Text.Encodings.Web;
using System.Text.Unicode;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CongNgheSo.Services.Training.CheckIns;

/// <summary>The page that a QR code opens on a member's phone. It needs no script and nothing from outside.</summary>
public static class CheckInPage
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>Shows what a check-in link opens and asks for the member's code, in Vietnamese or English.</summary>
    /// <param name="link">The link's signed text.</param>
    public static async Task<ContentHttpResult> Handle(
        HttpResponse response,
        CheckInDesk desk,
        string? link = null,
        CancellationToken cancellationToken = default
    )
    {
        var (door, refusal) = await desk.OpenAsync(link, lockIt: false, cancellationToken);
        return door is null ? Refused(response, refusal!) : Answer(response, 200, About(door) + Form(link!));
    }

    /// <summary>Checks in whoever typed their code into the page, and shows what became of it.</summary>
    /// <param name="code">The code given with the registration.</param>
    /// <param name="link">The link's signed text.</param>
    public static async Task<ContentHttpResult> HandleCodeAsync(
        HttpResponse response,
        CheckInDesk desk,
        [FromForm] string? code = null,
        string? link = null,
        CancellationToken cancellationToken = default
    )
    {
        var (done, refusal) = await desk.CheckInAsync(link, code, cancellationToken);
        if (done is null)
            // Who mistyped tries again at once; a link that does not open has no use for a code.
            return refusal!.Field == "code"
                ? Answer(response, refusal.Problem.Status, Notice("bad", refusal) + Form(link!))
                : Refused(response, refusal);
        var text = done.IsNew
            ? Say("Đã điểm danh. Cảm ơn bạn!", "You are checked in. Thank you!")
            : Say("Bạn đã điểm danh từ trước.", "You were checked in before.");
        return Answer(response, 200, $"<p class=\"good\" role=\"status\">{text}</p>");
    }

    private static ContentHttpResult Refused(HttpResponse response, Refusal refusal) =>
        Answer(response, refusal.Problem.Status, Notice("bad", refusal));

    private static string Notice(string kind, Refusal refusal) =>
        $"<p class=\"{kind}\" role=\"alert\">{Html.Encode(refusal.At().Text)}</p>";

    private static string About(OpenDoor door)
    {
        var opens = CheckInDoorResponse.Of(door);
        var hours = opens.From is null ? "" : $", {opens.From}–{opens.To}";
        var place = opens.Place is null ? "" : $"<br>{Html.Encode(opens.Place)}";
        return $"<p>{Say("Phần", "Part")} {opens.Part}: {opens.Day.Written()}{hours}{place}</p>";
    }

    private static string Form(string link) =>
        $"""
            <form method="post" action="{CheckInLinks.PagePath}?link={Html.Encode(Uri.EscapeDataString(link))}">
            <label for="code">{Say("Mã đăng ký (8 chữ và số)", "Registration code (8 letters and digits)")}</label>
            <input id="code" name="code" required maxlength="32" autocomplete="off" autocapitalize="characters" autofocus>
            <button>{Say("Điểm danh", "Check in")}</button>
            </form>
            """;

    private static ContentHttpResult Answer(HttpResponse response, int status, string body)
    {
        response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
        response.Headers.ContentLanguage = BilingualError.WantsEnglish ? "en" : "vi";
        response.Headers.Vary = "Accept-Language";
        response.Headers.CacheControl = "no-store";
        response.Headers["Referrer-Policy"] = "no-referrer";
        var title = Say("Điểm danh tập huấn", "Training check-in");
        return TypedResults.Content(
            $$"""
            <!doctype html>
            <html lang="{{Say("vi", "en")}}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{title}}</title>
            <style>
            body { font: 1.125rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 2rem auto; padding: 0 1rem; }
            input, button { font: inherit; width: 100%; padding: .6rem; margin: .4rem 0; box-sizing: border-box; }
            input { text-transform: uppercase; letter-spacing: .15em; }
            .good, .bad { padding: .8rem; border-left: .3rem solid; }
            .good { border-color: #137333; background: #e6f4ea; }
            .bad { border-color: #b3261e; background: #fce8e6; }
            </style>
            </head>
            <body>
            <main>
            <h1>{{title}}</h1>
            {{body}}
            </main>
            </body>
            </html>
            """,
            "text/html; charset=utf-8",
            statusCode: status
        );
    }

    private static string Say(string vi, string en) => BilingualError.WantsEnglish ? en : vi;
}
