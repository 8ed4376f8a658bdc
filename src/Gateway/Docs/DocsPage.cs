using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Gateway.Docs;

/// <summary>The page of all five documents; needs nothing from outside.</summary>
internal static class DocsPage
{
    private static readonly (string Name, string Vi, string En)[] Documents =
    [
        ("registry", "Danh mục: đơn vị, tổ, thành viên", "Registry: units, teams, members"),
        ("activity", "Hoạt động", "Activity"),
        ("training", "Tập huấn", "Training"),
        ("reporting", "Báo cáo", "Reporting"),
        ("gateway", "Cổng: cấp mã truy cập, ứng dụng khách", "Gateway: tokens, clients"),
    ];

    public static ContentHttpResult Handle(HttpResponse response)
    {
        var english = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
        response.Headers.ContentSecurityPolicy =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";
        response.Headers.ContentLanguage = english ? "en" : "vi";
        response.Headers.Vary = "Accept-Language";
        return TypedResults.Content(Page(english), "text/html; charset=utf-8");
    }

    private static string Page(bool english)
    {
        var title = english ? "CongNgheSo: API documentation" : "CongNgheSo: tài liệu API";
        var intro = english
            ? "Ask for a token at POST /connect/token, then send it as Authorization: Bearer."
            : "Xin mã truy cập tại POST /connect/token, rồi gửi trong tiêu đề Authorization: Bearer.";
        return $"""
            <!doctype html>
            <html lang="{(english ? "en" : "vi")}">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{title}</title>
            {Style}
            {(DocsAssets.AreThere ? Head : "")}
            </head>
            <body>
            <main>
            <h1>{title}</h1>
            <p>{intro}</p>
            <ul>
            {string.Join(
                '\n',
                Documents.Select(document =>
                    $"<li><a href=\"{Url(document.Name)}\">{(english ? document.En : document.Vi)}</a></li>"
                )
            )}
            </ul>
            </main>
            {(DocsAssets.AreThere ? Explorer(english) : "")}
            </body>
            </html>
            """;
    }

    private const string Style = """
        <style>
        main { max-width: 1460px; margin: 0 auto; padding: 16px 20px 0; font-family: system-ui, sans-serif; color: #3b4151; }
        main li { display: inline-block; margin-right: 1.5em; }
        main ul { padding: 0; }
        </style>
        """;

    private const string Head = """
        <link rel="icon" href="/docs/assets/favicon-32x32.png">
        <link rel="stylesheet" href="/docs/assets/swagger-ui.css">
        """;

    private static string Explorer(bool english)
    {
        var urls = Documents.Select(document => new
        {
            url = Url(document.Name),
            name = english ? document.En : document.Vi,
        });
        return $"""
            <div id="swagger-ui"></div>
            <script id="documents" type="application/json">{JsonSerializer.Serialize(urls)}</script>
            <script src="/docs/assets/swagger-ui-bundle.js"></script>
            <script src="/docs/assets/swagger-ui-standalone-preset.js"></script>
            <script src="/docs/assets/start.js"></script>
            """;
    }

    private static string Url(string name) => $"/openapi/{name}.json";
}
