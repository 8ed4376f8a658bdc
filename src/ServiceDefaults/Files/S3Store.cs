using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>Files in a bucket of an S3-compatible store: <c>{service}/{hash}</c>. An object is there whole or not at all.</summary>
internal sealed class S3Store : IFileStore, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly AmazonS3Client client;
    private readonly string bucket;
    private readonly string prefix;

    public S3Store(S3Options options, string service)
    {
        (bucket, prefix) = (options.Bucket, $"{service}/");
        client = new AmazonS3Client(
            new BasicAWSCredentials(options.AccessKey, options.SecretKey),
            new AmazonS3Config
            {
                ServiceURL = options.Endpoint,
                AuthenticationRegion = options.Region,
                ForcePathStyle = true,
                // Sums behind the body are understood by Amazon's own store and few others.
                RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
                ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
                MaxErrorRetry = 2,
                Timeout = Patience,
            }
        );
    }

    public Task PutAsync(string hash, Stream content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        return AskAsync(async () =>
        {
            if (await LengthAsync(hash, cancellationToken) == content.Length)
                return true;
            content.Position = 0;
            await client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = bucket,
                    Key = prefix + hash,
                    InputStream = content,
                    AutoCloseStream = false,
                    UseChunkEncoding = false,
                    ContentType = "application/octet-stream",
                },
                cancellationToken
            );
            return true;
        });
    }

    public Task<Stream?> OpenAsync(string hash, CancellationToken cancellationToken) =>
        AskAsync<Stream?>(async () =>
            await LengthAsync(hash, cancellationToken) is { } length
                ? new S3Content(length, (from, to, token) => AskAsync(() => ReadAsync(hash, from, to, token)))
                : null
        );

    public Task DeleteAsync(string hash, CancellationToken cancellationToken) =>
        AskAsync(() => client.DeleteObjectAsync(bucket, prefix + hash, cancellationToken));

    public async IAsyncEnumerable<string> ListAsync(
        DateTimeOffset before,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix };
        do
        {
            var page = await AskAsync(() => client.ListObjectsV2Async(request, cancellationToken));
            foreach (var file in page.S3Objects ?? [])
                if (
                    file.LastModified?.ToUniversalTime() < before.UtcDateTime
                    && FileHash.IsOne(file.Key[prefix.Length..])
                )
                    yield return file.Key[prefix.Length..];
            request.ContinuationToken = page.NextContinuationToken;
        } while (request.ContinuationToken is not null);
    }

    public async Task<HealthCheckResult> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var request = new ListObjectsV2Request { BucketName = bucket, MaxKeys = 1 };
            await AskAsync(() => client.ListObjectsV2Async(request, cancellationToken));
            return HealthCheckResult.Healthy();
        }
        catch (FilesAwayException away)
        {
            return HealthCheckResult.Degraded("The store of files does not answer", away);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<long?> LengthAsync(string hash, CancellationToken cancellationToken)
    {
        try
        {
            return (await client.GetObjectMetadataAsync(bucket, prefix + hash, cancellationToken)).ContentLength;
        }
        catch (AmazonS3Exception missing) when (missing.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private async Task<Stream> ReadAsync(string hash, long from, long to, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest
        {
            BucketName = bucket,
            Key = prefix + hash,
            ByteRange = new ByteRange(from, to),
        };
        return (await client.GetObjectAsync(request, cancellationToken)).ResponseStream;
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception failure)
            when (failure is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException
            )
        {
            throw new FilesAwayException("The store of files does not answer.", failure);
        }
    }
}
