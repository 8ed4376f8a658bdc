using System.Net;
using CongNgheSo.Testing;
using static CongNgheSo.Services.Activity.Tests.AttachmentCalls;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>What a file holds decides what it is, and what of it is kept.</summary>
public sealed class AttachmentContentTests(ActivityService service)
{
    private const int Limit = 10 << 20;

    [Theory]
    [InlineData("jpg", "image/jpeg")]
    [InlineData("jpeg", "image/jpeg", "jpg")]
    [InlineData("JPG", "image/jpeg", "jpg")]
    [InlineData("png", "image/png")]
    [InlineData("webp", "image/webp")]
    [InlineData("heic", "image/heic")]
    [InlineData("heif", "image/heif", "heic")]
    [InlineData("pdf", "application/pdf")]
    [InlineData("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("odt", "application/vnd.oasis.opendocument.text")]
    [InlineData("docx", "application/octet-stream")]
    [InlineData("docx", null)]
    public async Task These_are_taken(string extension, string? type, string? sample = null)
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        var answer = await client.AttachAsync(activity, SampleFiles.Of(sample ?? extension), $"Ảnh.{extension}", type);
        ((string?)(await answer.ShouldBeJsonAsync(201))["fileName"]).ShouldBe($"Ảnh.{extension}");
    }

    public static TheoryData<string, byte[], string, string?, int, string> Bad =>
        new()
        {
            {
                "a photo called a document",
                SampleFiles.Photo("jpg"),
                "a.pdf",
                "application/pdf",
                422,
                "file.type-differs"
            },
            { "a photo that only its name denies", SampleFiles.Photo("jpg"), "a.pdf", null, 422, "file.type-differs" },
            {
                "a photo that only its type denies",
                SampleFiles.Photo("jpg"),
                "a.jpg",
                "image/png",
                422,
                "file.type-differs"
            },
            { "a page called a photo", SampleFiles.Page.ToArray(), "a.png", "image/png", 422, "file.type-unsupported" },
            {
                "a drawing with scripts",
                "<svg onload='alert(1)'/>"u8.ToArray(),
                "a.svg",
                "image/svg+xml",
                422,
                "file.type-unsupported"
            },
            { "a program", "MZ\0\0this program"u8.ToArray(), "a.pdf", null, 422, "file.type-unsupported" },
            {
                "a document behind a page",
                (byte[])[.. SampleFiles.Page, .. SampleFiles.Pdf],
                "a.pdf",
                null,
                422,
                "file.type-unsupported"
            },
            {
                "an old document",
                (byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1],
                "a.doc",
                null,
                422,
                "file.type-unsupported"
            },
            { "an archive", SampleFiles.Zip(("a.exe", "MZ")), "a.docx", null, 422, "file.type-unsupported" },
            { "a sheet called a document", SampleFiles.Xlsx, "a.docx", null, 422, "file.type-differs" },
            { "macros", SampleFiles.WithMacros(), "a.docx", null, 422, "file.macros" },
            {
                "no archive at all",
                (byte[])[.. "PK\u0003\u0004"u8, .. new byte[64]],
                "a.docx",
                null,
                422,
                "file.unreadable"
            },
            { "half a JPEG", SampleFiles.Photo("jpg")[..200], "a.jpg", null, 422, "file.unreadable" },
            { "a JPEG without a picture", (byte[])[0xFF, 0xD8, 0xFF, 0xD9], "a.jpg", null, 422, "file.unreadable" },
            { "half a PNG", SampleFiles.Photo("png")[..90], "a.png", null, 422, "file.unreadable" },
            { "a damaged PNG", Damaged(SampleFiles.Photo("png"), 20), "a.png", null, 422, "file.unreadable" },
            { "half a WebP", SampleFiles.Photo("webp")[..50], "a.webp", null, 422, "file.unreadable" },
            { "half a HEIC", SampleFiles.Photo("heic")[..600], "a.heic", null, 422, "file.unreadable" },
            {
                "a HEIC with something behind it",
                (byte[])[.. SampleFiles.Photo("heic"), .. SampleFiles.Page],
                "a.heic",
                null,
                422,
                "file.unreadable"
            },
            { "a PDF without an end", SampleFiles.Pdf[..60], "a.pdf", null, 422, "file.unreadable" },
            { "nothing", (byte[])[], "a.pdf", null, 400, "file.empty" },
            { "no extension", SampleFiles.Pdf, "bien-ban", null, 400, "file.name-missing" },
            { "only an extension", SampleFiles.Pdf, ".pdf", null, 400, "file.name-missing" },
        };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task These_are_refused_and_leave_nothing(
        string what,
        byte[] file,
        string name,
        string? type,
        int status,
        string code
    )
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        var answer = await client.AttachAsync(activity, file, name, type);
        ((string?)(await answer.ShouldBeJsonAsync(status))["code"]).ShouldBe(code, what);
        (await client.AttachmentsAsync(activity)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("jpg")]
    [InlineData("png")]
    [InlineData("webp")]
    [InlineData("heic")]
    public async Task A_photo_is_kept_without_place_and_camera(string extension)
    {
        var photo = SampleFiles.Photo(extension);
        photo.Holds("SECRETCAM").ShouldBeTrue();
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        var added = await client.AttachedAsync(activity, photo, $"a.{extension}");
        var kept = await client.GetByteArrayAsync(PathOf(activity, added));
        kept.Holds("SECRET").ShouldBeFalse();
        // The place is in tag 0x8825, in either order of bytes, and nowhere else in these files.
        kept.Holds(0x88, 0x25, 0x00, 0x04).ShouldBeFalse();
        kept.Holds(0x25, 0x88, 0x04, 0x00).ShouldBeFalse();
        if (extension == "heic")
            // Its items are found by their place, so nothing moves.
            kept.Length.ShouldBe(photo.Length);
        else
            // Which way up it is: tag 0x0112, a number, once, 6.
            kept.Holds(0x01, 0x12, 0x00, 0x03, 0, 0, 0, 1, 0, 6).ShouldBeTrue();
        // What is clean stays as it is.
        var again = await client.AttachedAsync(activity, kept, $"b.{extension}");
        (await client.GetByteArrayAsync(PathOf(activity, again))).ShouldBe(kept);
    }

    [Fact]
    public async Task A_page_hidden_in_a_photo_is_not_kept()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        byte[] jpeg = [.. SampleFiles.Photo("jpg"), .. SampleFiles.Page];
        byte[] pdf = [.. SampleFiles.Pdf, .. SampleFiles.Page];
        byte[] webp = [.. SampleFiles.Photo("webp"), .. SampleFiles.Page];
        foreach (
            var (file, name) in new[]
            {
                (SampleFiles.PngWithPage(), "a.png"),
                (jpeg, "a.jpg"),
                (pdf, "a.pdf"),
                (webp, "a.webp"),
            }
        )
        {
            file.Holds("<script>").ShouldBeTrue();
            var added = await client.AttachedAsync(activity, file, name);
            (await client.GetByteArrayAsync(PathOf(activity, added))).Holds("<script>").ShouldBeFalse(name);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ten_megabytes_are_taken_and_one_byte_more_is_too_many(bool raw)
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        var full = new byte[Limit];
        "%PDF-1.7\n%"u8.CopyTo(full);
        Random.Shared.NextBytes(full.AsSpan(10, 64));
        "\nstartxref\n9\n%%EOF\n"u8.CopyTo(full.AsSpan(Limit - 19));
        (await SendAsync(full)).StatusCode.ShouldBe(HttpStatusCode.Created);
        foreach (var over in new[] { Limit + 1, 3 * Limit })
            await (await SendAsync(new byte[over])).ShouldBeProblemAsync(
                413,
                "file.too-large",
                "The file is larger than 10 MB."
            );
        await (await SendAsync(new byte[(64 << 20) + 1])).ShouldBeProblemAsync(
            413,
            "request.too-large",
            "The request body is too large."
        );

        Task<HttpResponseMessage> SendAsync(byte[] file) =>
            raw
                ? client.AttachRawAsync(activity, file, "application/pdf", "attachment; filename=a.pdf")
                : client.AttachAsync(activity, file, "a.pdf");
    }

    [Theory]
    [InlineData("attachment; filename*=UTF-8''T%E1%BB%95%20s%E1%BB%91%201.pdf", "Tổ số 1.pdf")]
    [InlineData("attachment; filename=\"../../etc/passwd.pdf\"", "passwd.pdf")]
    [InlineData("attachment; filename=\"C:\\\\Users\\\\Lan\\\\bien ban.PDF\"", "bien ban.PDF")]
    [InlineData("attachment; filename*=UTF-8''a%E2%80%AEfdp.exe.pdf", "afdp.exe.pdf")]
    [InlineData("attachment; filename*=UTF-8''a%0D%0AX-Evil%3A1.pdf", "aX-Evil_1.pdf")]
    [InlineData("attachment; filename*=UTF-8''Ho%CC%80a.pdf", "Hòa.pdf")]
    [InlineData("inline; filename=\"a  <b>?.pdf\"", "a _b__.pdf")]
    public async Task A_name_is_cleaned_and_never_a_path(string disposition, string name)
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        var answer = await client.AttachRawAsync(activity, SampleFiles.Pdf, "application/pdf", disposition);
        var added = await answer.ShouldBeJsonAsync(201);
        ((string?)added["fileName"]).ShouldBe(name);
        var file = await client.GetAsync(PathOf(activity, added));
        file.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe(name);
    }

    [Fact]
    public async Task A_long_name_keeps_its_extension()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        var added = await client.AttachedAsync(activity, SampleFiles.Pdf, $"{new string('ả', 400)}.pdf");
        ((string?)added["fileName"]).ShouldBe($"{new string('ả', 146)}.pdf");
    }

    [Fact]
    public async Task One_file_is_expected_and_only_in_its_field()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        var two = Form(SampleFiles.Pdf, "a.pdf");
        two.Add(new ByteArrayContent(SampleFiles.Pdf), "file", "b.pdf");
        var beside = Form(SampleFiles.Pdf, "a.pdf");
        beside.Add(new StringContent("…"), "note");
        HttpContent[] refused =
        [
            two,
            beside,
            Form(SampleFiles.Pdf, "a.pdf", field: "tep"),
            new MultipartFormDataContent { { new StringContent("…"), "file" } },
            new MultipartFormDataContent(),
        ];
        foreach (var content in refused)
            await (await client.PostAsync(PathOf(activity), content)).ShouldBeProblemAsync(
                400,
                "file.one-expected",
                "Send exactly one file in the field file, or the file as the whole body."
            );
        var cutOff = new StringContent("--x\r\nContent-Disposition: form-data; name=file; filename=a.pdf\r\n\r\n%PDF");
        cutOff.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };
        ((string?)(await (await client.PostAsync(PathOf(activity), cutOff)).ShouldBeJsonAsync(400))["code"]).ShouldBe(
            "request.unreadable"
        );
        foreach (var disposition in new[] { null, "attachment", "attachment; filename=\"\"" })
            await (
                await client.AttachRawAsync(activity, SampleFiles.Pdf, "application/pdf", disposition)
            ).ShouldBeProblemAsync(
                400,
                "file.name-missing",
                "Content-Disposition must give the file's name with its extension, such as filename*=UTF-8''photo.jpg."
            );
        await (
            await client.AttachRawAsync(
                activity,
                SampleFiles.Page.ToArray(),
                "text/html",
                "attachment; filename=a.html"
            )
        ).ShouldBeProblemAsync(415, "request.media-type-unsupported", "That content type is not supported here.");
        (await client.AttachmentsAsync(activity)).ShouldBeEmpty();
    }

    private static byte[] Damaged(byte[] file, int position)
    {
        file[position] ^= 1;
        return file;
    }
}
