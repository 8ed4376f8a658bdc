using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CongNgheSo.ServiceDefaults.Bulk;

/// <summary>
/// What became of a bulk request of any length: the counts, and a file of the reasons until they can be answered. Disposed
/// of by its answer, or by whoever gives no answer.
/// </summary>
public sealed class BulkSpool : IAsyncDisposable
{
    /// <summary>Reasons beyond this are not kept; more than a million rows have them by then.</summary>
    private const long MostErrorBytes = 256 << 20;

    private readonly FileStream errors = TemporaryFile.Create();

    public int Accepted { get; private set; }

    public int Unchanged { get; private set; }

    public int Rejected { get; private set; }

    public int Flagged { get; private set; }

    /// <summary>True once no more reasons can be kept.</summary>
    public bool IsFull => errors.Position > MostErrorBytes;

    /// <summary>Adds what became of the rows that follow those added before.</summary>
    public async Task AddAsync(BulkTally part, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        var answer = part.ToAnswer(dryRun: false);
        Accepted += answer.Accepted;
        Unchanged += answer.Unchanged;
        Rejected += answer.Rejected;
        Flagged += answer.Flagged;
        foreach (var error in answer.Errors)
        {
            if (errors.Position > 0)
                await errors.WriteAsync(","u8.ToArray(), cancellationToken);
            await errors.WriteAsync(
                JsonSerializer.SerializeToUtf8Bytes(error, JsonSerializerOptions.Web),
                cancellationToken
            );
        }
    }

    /// <summary>The same answer that <see cref="BulkTally"/> gives.</summary>
    public SpooledAnswer ToAnswer(bool dryRun) => new(this, dryRun);

    internal async Task CopyErrorsAsync(Stream answer, CancellationToken cancellationToken)
    {
        errors.Position = 0;
        await errors.CopyToAsync(answer, cancellationToken);
    }

    public ValueTask DisposeAsync() => errors.DisposeAsync();
}

/// <summary>A <see cref="BulkAnswer"/> that is written piece by piece, whatever its length.</summary>
public sealed class SpooledAnswer : IResult, IEndpointMetadataProvider
{
    private readonly BulkSpool spool;
    private readonly bool dryRun;

    internal SpooledAnswer(BulkSpool spool, bool dryRun) => (this.spool, this.dryRun) = (spool, dryRun);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        await using var file = spool;
        var (response, cancellation) = (httpContext.Response, httpContext.RequestAborted);
        // An answer without reasons is the frame for them.
        var frame = JsonSerializer.SerializeToUtf8Bytes(
            new BulkAnswer(spool.Accepted, spool.Unchanged, spool.Rejected, dryRun, [], spool.Flagged),
            JsonSerializerOptions.Web
        );
        var errors = frame.AsSpan().IndexOf("[]"u8) + 1;
        response.ContentType = "application/json; charset=utf-8";
        await response.Body.WriteAsync(frame.AsMemory(..errors), cancellation);
        await spool.CopyErrorsAsync(response.Body, cancellation);
        await response.Body.WriteAsync(frame.AsMemory(errors..), cancellation);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(200, typeof(BulkAnswer), ["application/json"]));
    }
}
