using System.Net;
using System.Security.Cryptography;
using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.Testing;
using Microsoft.Extensions.DependencyInjection;
using static CongNgheSo.Services.Activity.Tests.AttachmentCalls;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>Rows and files keep together, in a directory and in a bucket.</summary>
public sealed class FileStoreTests(ActivityService service)
{
    [Fact]
    public async Task What_no_row_refers_to_is_swept_after_a_day_and_nothing_else()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        byte[] content = [.. "%PDF-1.4\n%"u8, .. Guid.NewGuid().ToByteArray(), .. SampleFiles.Pdf[9..]];
        var added = await client.AttachedAsync(activity, content, "a.pdf");
        var kept = StoredAt((string)added["sha256"]!);
        var (orphan, young) = (Orphan(), Orphan());
        var halfWritten = Path.Combine(service.Files, "incoming", $"{Guid.NewGuid():N}");
        await File.WriteAllTextAsync(halfWritten, "…");
        foreach (var old in new[] { kept, orphan, halfWritten })
            File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddHours(-25));

        await service.Services.GetRequiredService<FileSweep<ActivityDbContext>>().SweepAsync(default);

        (File.Exists(orphan), File.Exists(halfWritten)).ShouldBe((false, false));
        (File.Exists(kept), File.Exists(young)).ShouldBe((true, true));
        (await client.GetByteArrayAsync(PathOf(activity, added))).ShouldBe(content);
    }

    [Fact]
    public async Task Adding_and_removing_the_same_content_at_once_never_leaves_a_row_without_its_file()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        byte[] content = [.. "%PDF-1.4\n%"u8, .. Guid.NewGuid().ToByteArray(), .. SampleFiles.Pdf[9..]];
        await Parallel.ForAsync(
            0,
            60,
            new ParallelOptions { MaxDegreeOfParallelism = 6 },
            async (number, ct) =>
            {
                var added = await client.AttachedAsync(activity, content, $"{number}.pdf");
                var file = await client.GetAsync(PathOf(activity, added), ct);
                (await file.Content.ReadAsByteArrayAsync(ct)).ShouldBe(content);
                (await client.DeleteAsync(PathOf(activity, added), ct)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
            }
        );
        File.Exists(StoredAt(Convert.ToHexStringLower(SHA256.HashData(content)))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_store_that_cannot_be_written_to_is_away_and_nothing_is_recorded()
    {
        var client = service.Client();
        var activity = await client.RecordAsync(await service.TeamAsync());
        byte[] content = [.. "%PDF-1.4\n%"u8, .. Guid.NewGuid().ToByteArray(), .. SampleFiles.Pdf[9..]];
        // Where the directory of the hash should be, there is a file: even root cannot write there.
        var directory = Path.GetDirectoryName(StoredAt(Convert.ToHexStringLower(SHA256.HashData(content))))!;
        var moved = directory + ".away";
        if (Directory.Exists(directory))
            Directory.Move(directory, moved);
        await File.WriteAllTextAsync(directory, "");
        try
        {
            var answer = await client.AttachAsync(activity, content, "a.pdf");
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
            await answer.ShouldBeProblemAsync(
                503,
                "server.unavailable",
                "The system is not ready for the moment; send the same request again."
            );
            (await client.AttachmentsAsync(activity)).ShouldBeEmpty();
        }
        finally
        {
            File.Delete(directory);
            if (Directory.Exists(moved))
                Directory.Move(moved, directory);
        }
        await client.AttachedAsync(activity, content, "a.pdf");
    }

    [Fact]
    public async Task A_bucket_keeps_files_as_a_directory_does()
    {
        await using var s3 = await S3Server.StartAsync();
        var store = s3.Store("activity");
        var content = RandomNumberGenerator.GetBytes(300_000);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        using var source = new MemoryStream(content);

        (await store.OpenAsync(hash, default)).ShouldBeNull();
        await store.PutAsync(hash, source, default);
        await store.PutAsync(hash, source, default);
        await using (var whole = (await store.OpenAsync(hash, default))!)
        {
            whole.Length.ShouldBe(content.Length);
            using var copy = new MemoryStream();
            await whole.CopyToAsync(copy);
            copy.ToArray().ShouldBe(content);
            whole.Seek(250_000, SeekOrigin.Begin);
            var part = new byte[1_000];
            await whole.ReadExactlyAsync(part);
            part.ShouldBe(content[250_000..251_000]);
        }
        s3.Puts.ShouldBe(1);
        string[] hashes = [hash, .. Enumerable.Range(0, 4).Select(number => $"{number}".PadLeft(64, '0'))];
        foreach (var other in hashes)
            await store.PutAsync(other, source, default);
        var soon = DateTimeOffset.UtcNow.AddDays(1);
        (await store.ListAsync(soon, default).ToListAsync()).ShouldBe(hashes, ignoreOrder: true);
        (await store.ListAsync(soon.AddDays(-2), default).ToListAsync()).ShouldBeEmpty();
        (await s3.Store("training").ListAsync(soon, default).ToListAsync()).ShouldBeEmpty();
        await store.DeleteAsync(hash, default);
        await store.DeleteAsync(hash, default);
        (await store.OpenAsync(hash, default)).ShouldBeNull();
        (await store.CheckAsync(default)).Status.ToString().ShouldBe("Healthy");
        (await s3.Store("activity", secret: "wrong").CheckAsync(default)).Status.ToString().ShouldBe("Degraded");
        await Should.ThrowAsync<FilesAwayException>(() =>
            s3.Store("activity", secret: "wrong").PutAsync(hash, source, default)
        );
    }

    [Fact]
    public void Signatures_are_worked_out_as_published()
    {
        const string empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        string[] request =
        [
            "GET",
            "/test.txt",
            "",
            "host:examplebucket.s3.amazonaws.com",
            "range:bytes=0-9",
            $"x-amz-content-sha256:{empty}",
            "x-amz-date:20130524T000000Z",
            "",
            "host;range;x-amz-content-sha256;x-amz-date",
            empty,
        ];
        // "Example: GET Object" in Amazon's description of the algorithm.
        S3Signature
            .Sign(
                string.Join('\n', request),
                "20130524/us-east-1/s3/aws4_request",
                "20130524T000000Z",
                "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
            )
            .ShouldBe("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    private string StoredAt(string hash) => Path.Combine(service.Files, hash[..2], hash);

    private string Orphan()
    {
        var path = StoredAt(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "…");
        return path;
    }
}
