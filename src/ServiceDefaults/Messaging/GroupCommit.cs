using System.Threading.Channels;

namespace CongNgheSo.ServiceDefaults.Messaging;

/// <summary>
/// Lets callers that wait at the same moment share one transaction. Each call returns only once the group's work is
/// durable. When a group fails, its items are tried one by one, so that a bad one does not take its neighbours along.
/// </summary>
/// <typeparam name="TItem">What a caller brings.</typeparam>
/// <typeparam name="TResult">What each caller gets back.</typeparam>
/// <param name="commit">Writes a group in one transaction; returns a result per item, in order.</param>
/// <param name="lanes">How many groups may be under way at once.</param>
/// <param name="weight">Rows that an item stands for.</param>
/// <param name="maxWeight">Rows that a group holds at most; a single heavier item goes alone.</param>
/// <param name="linger">
/// How long a lane waits for company after a group that had some; no longer than until as many are there again, and not
/// at all after a caller who was alone.
/// </param>
public sealed class GroupCommit<TItem, TResult>(
    Func<IReadOnlyList<TItem>, CancellationToken, Task<IReadOnlyList<TResult>>> commit,
    int lanes,
    Func<TItem, int> weight,
    int maxWeight,
    TimeSpan linger = default
)
{
    private readonly Channel<Waiting> queue = Channel.CreateUnbounded<Waiting>();
    private int busyLanes;
    private Company? awaited;

    /// <summary>Waits for the item's group to be committed.</summary>
    /// <param name="item">What to write.</param>
    /// <param name="cancellationToken">Gives up waiting; an item already in a group is written all the same.</param>
    public async Task<TResult> AddAsync(TItem item, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(item, cancellationToken);
        queue.Writer.TryWrite(waiting);
        if (Volatile.Read(ref awaited) is { } company && queue.Reader.Count >= company.Size)
            company.Gathered.TrySetResult();
        // The first caller to find a free lane commits for all who wait; no thread stands by when nobody calls.
        if (TryTakeLane())
            _ = Task.Run(DrainAsync, CancellationToken.None);
        return await waiting.Done.Task.WaitAsync(cancellationToken);
    }

    private async Task DrainAsync()
    {
        try
        {
            while (TakeGroup() is { Count: > 0 } group)
            {
                await CommitAsync(group);
                if (group.Count > 1 && linger > TimeSpan.Zero)
                    await LingerAsync(group.Count);
            }
        }
        finally
        {
            Interlocked.Decrement(ref busyLanes);
        }
        // An item may have come between the last look and the release.
        if (queue.Reader.TryPeek(out _) && TryTakeLane())
            _ = Task.Run(DrainAsync);
    }

    private async Task LingerAsync(int size)
    {
        var company = new Company(size);
        Volatile.Write(ref awaited, company);
        if (queue.Reader.Count < size)
            await company.Gathered.Task.WaitAsync(linger).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Volatile.Write(ref awaited, null);
    }

    private bool TryTakeLane()
    {
        while (Volatile.Read(ref busyLanes) is var busy && busy < lanes)
            if (Interlocked.CompareExchange(ref busyLanes, busy + 1, busy) == busy)
                return true;
        return false;
    }

    private List<Waiting> TakeGroup()
    {
        var group = new List<Waiting>();
        var total = 0;
        // One lane at a time, or what was weighed would not be what is taken.
        lock (queue)
            while (queue.Reader.TryPeek(out var next))
            {
                var heavier = total + weight(next.Item);
                if (group.Count > 0 && heavier > maxWeight)
                    break;
                queue.Reader.TryRead(out _);
                if (next.CancellationToken.IsCancellationRequested)
                    continue;
                group.Add(next);
                total = heavier;
            }
        return group;
    }

    private async Task CommitAsync(List<Waiting> group)
    {
        try
        {
            var results = await commit([.. group.Select(waiting => waiting.Item)], CancellationToken.None);
            for (var index = 0; index < group.Count; index++)
                group[index].Done.TrySetResult(results[index]);
        }
        catch (Exception exception) when (group.Count == 1 || Data.DatabaseFailures.IsUnavailable(exception))
        {
            foreach (var waiting in group)
                waiting.Done.TrySetException(exception);
        }
        catch (Exception)
        {
            foreach (var waiting in group)
                await CommitAsync([waiting]);
        }
    }

    /// <summary>So many callers as a lane waits for.</summary>
    private sealed record Company(int Size)
    {
        public TaskCompletionSource Gathered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record Waiting(TItem Item, CancellationToken CancellationToken)
    {
        public TaskCompletionSource<TResult> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
