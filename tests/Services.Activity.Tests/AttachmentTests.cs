using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;
using static CongNgheSo.Services.Activity.Tests.AttachmentCalls;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class AttachmentTests(ActivityService service)
{
    [Fact]
    public async Task A_file_is_listed_and_comes_back_with_its_vietnamese_name_and_headers_that_keep_it_inert()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        var answer = await client.AttachAsync(activity, SampleFiles.Pdf, "Biên bản thôn Nà Tho.pdf", "application/pdf");
        var added = await answer.ShouldBeJsonAsync(201);
        answer.Headers.Location!.OriginalString.ShouldBe(PathOf(activity, added));
        var hash = Convert.ToHexStringLower(SHA256.HashData(SampleFiles.Pdf));
        ((string?)added["fileName"]).ShouldBe("Biên bản thôn Nà Tho.pdf");
        ((string?)added["mediaType"], (long?)added["bytes"]).ShouldBe(("application/pdf", SampleFiles.Pdf.Length));
        ((string?)added["sha256"], (string?)added["addedBy"]).ShouldBe((hash, "test-client"));
        JsonNode.DeepEquals((await client.AttachmentsAsync(activity)).Single(), added).ShouldBeTrue();

        var file = await client.GetAsync(PathOf(activity, added));
        (await file.Content.ReadAsByteArrayAsync()).ShouldBe(SampleFiles.Pdf);
        file.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        file.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        file.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("Biên bản thôn Nà Tho.pdf");
        file.Headers.ETag!.Tag.ShouldBe($"\"{hash}\"");
        file.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        file.Headers.GetValues("Content-Security-Policy").ShouldBe(["sandbox; default-src 'none'"]);
        file.Headers.CacheControl!.Private.ShouldBeTrue();
    }

    [Fact]
    public async Task Parts_of_a_file_can_be_read_and_an_unchanged_one_is_not_sent_again()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        var added = await client.AttachedAsync(activity, SampleFiles.Pdf, "a.pdf");

        var part = await GetAsync(request => request.Headers.Range = new RangeHeaderValue(5, 8));
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        part.Content.Headers.ContentRange!.ToString().ShouldBe($"bytes 5-8/{SampleFiles.Pdf.Length}");
        (await part.Content.ReadAsStringAsync()).ShouldBe("1.4\n");
        var beyond = await GetAsync(request => request.Headers.Range = new RangeHeaderValue(100_000, null));
        beyond.StatusCode.ShouldBe(HttpStatusCode.RequestedRangeNotSatisfiable);
        var same = await GetAsync(request => request.Headers.IfNoneMatch.ParseAdd($"\"{added["sha256"]}\""));
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);

        Task<HttpResponseMessage> GetAsync(Action<HttpRequestMessage> with)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, PathOf(activity, added));
            with(request);
            return client.SendAsync(request);
        }
    }

    [Fact]
    public async Task The_same_file_sent_again_is_one_attachment_and_another_under_its_id_is_refused()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        var id = Guid.NewGuid();
        var path = PathOf(activity) + $"?attachmentId={id}";

        // Two at once, and one later.
        var answers = await Task.WhenAll(
            client.PostAsync(path, Form(SampleFiles.Pdf, "a.pdf")),
            client.PostAsync(path, Form(SampleFiles.Pdf, "a.pdf"))
        );
        answers.Select(answer => answer.StatusCode).Order().ShouldBe([HttpStatusCode.OK, HttpStatusCode.Created]);
        (await client.PostAsync(path, Form(SampleFiles.Pdf, "a.pdf"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.AttachmentsAsync(activity)).Count.ShouldBe(1);
        var other = await client.RecordAsync(await service.TeamAsync());
        foreach (
            var taken in new[]
            {
                await client.PostAsync(path, Form(SampleFiles.Docx, "a.docx")),
                await client.PostAsync(path, Form(SampleFiles.Pdf, "b.pdf")),
                await client.AttachAsync(other, SampleFiles.Pdf, "a.pdf", id: id),
            }
        )
            await taken.ShouldBeProblemAsync(409, "attachment.id-taken", $"The id {id} stands for another file.");
        await (await client.AttachAsync(activity, SampleFiles.Pdf, "a.pdf", id: Guid.Empty)).ShouldBeProblemAsync(
            400,
            "request.id-empty",
            "The UUID of all zeros cannot be an id."
        );

        // With a key instead of an id.
        var keyed = service.Client();
        keyed.DefaultRequestHeaders.Add("Idempotency-Key", $"{Guid.NewGuid()}");
        var first = await keyed.AttachedAsync(activity, SampleFiles.Odt, "kế hoạch.odt");
        var again = await keyed.AttachAsync(activity, SampleFiles.Odt, "kế hoạch.odt");
        await again.ShouldBeJsonAsync(200, first);
    }

    [Fact]
    public async Task A_removed_file_is_gone_but_who_removed_it_is_kept_and_equal_content_stays_until_the_last()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        byte[] content = [.. "%PDF-1.4\n%"u8, .. Guid.NewGuid().ToByteArray(), .. SampleFiles.Pdf[9..]];
        var id = Guid.NewGuid();
        var one = await (await client.AttachAsync(activity, content, "a.pdf", id: id)).ShouldBeJsonAsync(201);
        var two = await client.AttachedAsync(activity, content, "b.pdf");
        var stored = Path.Combine(service.Files, ((string)one["sha256"]!)[..2], (string)one["sha256"]!);
        File.Exists(stored).ShouldBeTrue();

        (await client.DeleteAsync(PathOf(activity, one))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        await NotFoundAsync(await client.DeleteAsync(PathOf(activity, one)), one);
        await NotFoundAsync(await client.GetAsync(PathOf(activity, one)), one);
        (await client.GetByteArrayAsync(PathOf(activity, two))).ShouldBe(content);
        ((string?)(await client.AttachmentsAsync(activity)).Single()!["id"]).ShouldBe((string?)two["id"]);
        var removed = (await client.AttachmentsAsync(activity, "?removed=true")).Single()!;
        ((string?)removed["id"], (string?)removed["removedBy"]).ShouldBe(((string?)one["id"], "test-client"));
        removed["removedAt"].ShouldNotBeNull();
        await (await client.AttachAsync(activity, content, "a.pdf", id: id)).ShouldBeProblemAsync(
            409,
            "attachment.removed",
            $"Attachment {id} has been removed; to add the file again, use another id."
        );

        (await client.DeleteAsync(PathOf(activity, two))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        File.Exists(stored).ShouldBeFalse();
        // And it can be put there again.
        var three = await client.AttachedAsync(activity, content, "c.pdf");
        (await client.GetByteArrayAsync(PathOf(activity, three))).ShouldBe(content);

        static Task NotFoundAsync(HttpResponseMessage answer, JsonNode attachment) =>
            answer.ShouldBeProblemAsync(
                404,
                "attachment.not-found",
                $"This activity has no attachment {attachment["id"]}."
            );
    }

    [Fact]
    public async Task Nothing_is_added_to_a_voided_activity_what_is_there_can_be_read_and_removed()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        var id = Guid.NewGuid();
        var added = await (await client.AttachAsync(activity, SampleFiles.Pdf, "a.pdf", id: id)).ShouldBeJsonAsync(201);
        await client.PutAsync(
            $"/v1/activities/{activity}/voiding",
            new JsonObject { ["reason"] = "Nhập nhầm" },
            "\"1\""
        );

        await (await client.AttachAsync(activity, SampleFiles.Odt, "a.odt")).ShouldBeProblemAsync(
            409,
            "activity.already-voided",
            $"Activity {activity} has been voided."
        );
        // Whose answer was lost still learns that it arrived.
        await (await client.AttachAsync(activity, SampleFiles.Pdf, "a.pdf", id: id)).ShouldBeJsonAsync(200, added);
        (await client.GetAsync(PathOf(activity, added))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.DeleteAsync(PathOf(activity, added))).StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Only_who_reaches_the_team_reads_adds_and_removes_and_only_with_the_scope()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync("02"));
        var added = await client.AttachedAsync(activity, SampleFiles.Pdf, "a.pdf");
        var elsewhere = service.Client("04");
        foreach (
            var answer in new[]
            {
                await elsewhere.GetAsync(PathOf(activity)),
                await elsewhere.GetAsync(PathOf(activity, added)),
                await elsewhere.AttachAsync(activity, SampleFiles.Pdf, "a.pdf"),
                await elsewhere.DeleteAsync(PathOf(activity, added)),
            }
        )
            ((string?)(await answer.ShouldBeJsonAsync(403))["code"]).ShouldBe("auth.unit-out-of-scope");
        var reader = service.Client(scopes: "activity.read");
        var writer = service.Client(scopes: "activity.write");
        foreach (
            var answer in new[]
            {
                await writer.GetAsync(PathOf(activity)),
                await writer.GetAsync(PathOf(activity, added)),
                await reader.AttachAsync(activity, SampleFiles.Pdf, "a.pdf"),
                await reader.DeleteAsync(PathOf(activity, added)),
            }
        )
            ((string?)(await answer.ShouldBeJsonAsync(403))["code"]).ShouldBe("auth.scope-missing");
        // Under another activity it is not there, whoever asks.
        var other = await client.RecordAsync(await service.TeamAsync("02"));
        (await client.GetAsync(PathOf(other, added))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.DeleteAsync(PathOf(other, added))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        var nowhere = Guid.NewGuid();
        await (await client.AttachAsync(nowhere, SampleFiles.Pdf, "a.pdf")).ShouldBeProblemAsync(
            404,
            "activity.not-found",
            $"There is no activity {nowhere}."
        );
        (await client.GetAsync(PathOf(activity, added))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_activity_has_twenty_files_at_most_however_many_come_at_once()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        var answers = await Task.WhenAll(
            Enumerable.Range(1, 23).Select(number => client.AttachAsync(activity, SampleFiles.Pdf, $"{number}.pdf"))
        );
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(20);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            await refused.ShouldBeProblemAsync(409, "attachment.too-many", "An activity has at most 20 attachments.");
        var attachments = await client.AttachmentsAsync(activity);
        attachments.Count.ShouldBe(20);
        await client.DeleteAsync(PathOf(activity, attachments[0]));
        await client.AttachedAsync(activity, SampleFiles.Odt, "a.odt");
        (await service.InDatabaseAsync(db => db.Attachments.CountAsync(each => each.ActivityId == activity))).ShouldBe(
            21
        );
    }
}
