using System.Diagnostics;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Activity.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.Activities;

public static class StreamActivities
{
    /// <summary>As many as a group of the writer holds.</summary>
    private const int ChunkRows = 2_000;

    /// <summary>On a slow line rows do not wait for a whole chunk.</summary>
    private static readonly TimeSpan ChunkAge = TimeSpan.FromSeconds(1);

    /// <summary>Chunks with unknown teams that wait for them: an import is not to crawl along behind a wrong id.</summary>
    private const int PatientChunks = 5;

    /// <summary>Records any number of activities while they arrive, each judged by itself.</summary>
    /// <remarks>
    /// Takes NDJSON of any length, packed with gzip or not, however slowly it comes; a silence of two minutes ends it (408).
    /// Rows are durable within a second or two of their arrival, not only when the answer comes: where a stream is cut off,
    /// what came before stays, and sending all of it again counts that as unchanged. The answer comes at the end and names
    /// each bad row with field, code and text.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<SpooledAnswer, ProblemHttpResult>> Handle(
        HttpContext http,
        Caller caller,
        IValidator<RecordActivityRequest> rules,
        ActivityWriter writer,
        ActivityCatalogue catalogue,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var rows = BulkReader.ReadAsync(http.Request, rules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();
        // A key that is none is refused before anything is written.
        StableId.Of(null, http.Request, caller);
        var spool = new BulkSpool();
        try
        {
            var chunks = new Chunks(http.Request, caller, writer, catalogue, spool, dryRun);
            if (await chunks.WriteAllAsync(rows, cancellationToken) is { } broken)
            {
                await spool.DisposeAsync();
                return broken;
            }
            return spool.ToAnswer(dryRun);
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    /// <summary>The rows of one stream on their way: one chunk is written while the next is read.</summary>
    private sealed class Chunks(
        HttpRequest request,
        Caller caller,
        ActivityWriter writer,
        ActivityCatalogue catalogue,
        BulkSpool spool,
        bool dryRun
    )
    {
        private List<BulkRow<RecordActivityRequest>> pending = [];
        private long pendingSince;
        private Task writing = Task.CompletedTask;
        private int lastRow;
        private int chunksWithUnknownTeams;

        /// <returns>Why the stream could not be read to its end; null where it was.</returns>
        public async Task<ProblemHttpResult?> WriteAllAsync(
            IAsyncEnumerable<BulkRow<RecordActivityRequest>> rows,
            CancellationToken cancellationToken
        )
        {
            ProblemHttpResult? broken = null;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await using var reader = rows.GetAsyncEnumerator(stop.Token);
            try
            {
                while (await NextAsync(reader, stop))
                {
                    if (pending.Count == 0)
                        pendingSince = Stopwatch.GetTimestamp();
                    pending.Add(reader.Current);
                    lastRow = reader.Current.Number;
                    if (pending.Count == ChunkRows || Rest <= TimeSpan.Zero)
                        await SubmitAsync(cancellationToken);
                    if (spool.IsFull)
                    {
                        broken = ActivityProblems.StreamHopeless.Result(lastRow, spool.Rejected);
                        break;
                    }
                }
            }
            // What came before is whole. A client that fell silent gets the answer that it gets everywhere.
            catch (RefusedRequestException refused) when (refused.StatusCode != StatusCodes.Status408RequestTimeout)
            {
                broken = ActivityProblems.StreamBroken.Result(lastRow, refused.Message);
            }
            finally
            {
                await writing;
            }
            await SubmitAsync(cancellationToken);
            await writing;
            return broken;
        }

        private TimeSpan Rest => ChunkAge - Stopwatch.GetElapsedTime(pendingSince);

        /// <summary>Reads on; where nothing comes for a while, what has come is written meanwhile.</summary>
        private async Task<bool> NextAsync(
            IAsyncEnumerator<BulkRow<RecordActivityRequest>> reader,
            CancellationTokenSource stop
        )
        {
            var next = reader.MoveNextAsync();
            if (next.IsCompleted || pending.Count == 0)
                return await next;
            var reading = next.AsTask();
            try
            {
                var rest = Rest;
                if (rest > TimeSpan.Zero)
                    await Task.WhenAny(reading, Task.Delay(rest, stop.Token));
                if (!reading.IsCompleted)
                    await SubmitAsync(stop.Token);
            }
            catch
            {
                // Nobody reads on, and what is being read cannot be left in the middle.
                await stop.CancelAsync();
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                throw;
            }
            return await reading;
        }

        private async Task SubmitAsync(CancellationToken cancellationToken)
        {
            await writing;
            (var chunk, pending) = (pending, []);
            writing = WriteAsync(chunk, cancellationToken);
        }

        private async Task WriteAsync(List<BulkRow<RecordActivityRequest>> chunk, CancellationToken cancellationToken)
        {
            await catalogue.RefreshAsync(cancellationToken);
            var tally = new BulkTally();
            var good = new List<(int Number, ActivityRow Row)>(chunk.Count);
            foreach (var row in chunk)
                if (RecordActivityBatch.Take(row, request, caller, catalogue, tally) is { } taken)
                    good.Add((row.Number, taken));
            var isPatient = chunksWithUnknownTeams < PatientChunks;
            var outcomes = await writer.WriteAsync(
                good.ConvertAll(pair => pair.Row),
                caller,
                dryRun,
                isPatient,
                cancellationToken
            );
            foreach (var (outcome, (number, row)) in outcomes.Zip(good))
                tally.Add(number, outcome, isFlagged: row.Flags.Count > 0);
            if (outcomes.Any(outcome => outcome.Refusal?.Problem == ActivityProblems.TeamUnknown))
                chunksWithUnknownTeams++;
            await spool.AddAsync(tally, cancellationToken);
        }
    }
}
