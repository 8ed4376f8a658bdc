using System.Collections.Concurrent;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Activity.Tests;

public sealed class GroupCommitTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Neighbours_of_a_failing_item_survive()
    {
        var gate = new TaskCompletionSource();
        var groups = new ConcurrentQueue<IReadOnlyList<int>>();
        var group = new GroupCommit<int, int>(
            async (items, _) =>
            {
                groups.Enqueue(items);
                await gate.Task;
                return items.Contains(13) ? throw new InvalidOperationException("13") : Doubled(items);
            },
            lanes: 1,
            weight: _ => 1,
            maxWeight: 100
        );

        // The first goes alone and holds the lane, so that the others share the next group.
        var first = group.AddAsync(0, CancellationToken.None);
        await Until(() => groups.Count == 1);
        var others = Enumerable.Range(11, 5).Select(item => group.AddAsync(item, CancellationToken.None)).ToArray();
        gate.SetResult();

        (await first).ShouldBe(0);
        (await others[0]).ShouldBe(22);
        (await others[1]).ShouldBe(24);
        (await Should.ThrowAsync<InvalidOperationException>(others[2])).Message.ShouldBe("13");
        (await others[3]).ShouldBe(28);
        (await others[4]).ShouldBe(30);
        groups.ElementAt(1).ShouldBe([11, 12, 13, 14, 15]);
    }

    [Fact]
    public async Task A_database_that_is_away_fails_the_group_at_once()
    {
        var gate = new TaskCompletionSource();
        var commits = 0;
        var group = new GroupCommit<int, int>(
            async (items, _) =>
            {
                Interlocked.Increment(ref commits);
                await gate.Task;
                throw new TimeoutException();
            },
            lanes: 1,
            weight: _ => 1,
            maxWeight: 100
        );

        var first = group.AddAsync(0, CancellationToken.None);
        await Until(() => commits == 1);
        var others = Enumerable.Range(1, 5).Select(item => group.AddAsync(item, CancellationToken.None)).ToArray();
        gate.SetResult();

        foreach (var each in others.Prepend(first))
            await Should.ThrowAsync<TimeoutException>(each);
        commits.ShouldBe(2);
    }

    [Fact]
    public async Task After_a_group_with_company_the_next_one_waits_for_more()
    {
        var gate = new TaskCompletionSource();
        var groups = new ConcurrentQueue<IReadOnlyList<int>>();
        var group = new GroupCommit<int, int>(
            async (items, _) =>
            {
                groups.Enqueue(items);
                await gate.Task;
                return Doubled(items);
            },
            lanes: 1,
            weight: _ => 1,
            maxWeight: 100,
            linger: TimeSpan.FromSeconds(1)
        );

        // Alone, so nobody waits after it; then two together, after whom the lane lingers.
        var first = group.AddAsync(0, CancellationToken.None);
        await Until(() => groups.Count == 1);
        var pair = new[] { group.AddAsync(1, CancellationToken.None), group.AddAsync(2, CancellationToken.None) };
        gate.SetResult();
        await Task.WhenAll([first, .. pair]);
        var late = group.AddAsync(3, CancellationToken.None);
        var later = group.AddAsync(4, CancellationToken.None);

        (await late).ShouldBe(6);
        (await later).ShouldBe(8);
        groups.ShouldBe([
            [0],
            [1, 2],
            [3, 4],
        ]);
    }

    [Fact]
    public async Task Nothing_is_lost_and_lanes_and_weights_are_respected_under_concurrency()
    {
        var written = new ConcurrentBag<int>();
        var (busy, mostBusy, heaviest) = (0, 0, 0);
        var gate = new Lock();
        var group = new GroupCommit<int, int>(
            async (items, _) =>
            {
                lock (gate)
                {
                    mostBusy = Math.Max(mostBusy, ++busy);
                    if (items.Count > 1)
                        heaviest = Math.Max(heaviest, items.Sum(Weight));
                }
                await Task.Delay(1, CancellationToken.None);
                foreach (var item in items)
                    written.Add(item);
                lock (gate)
                    busy--;
                return Doubled(items);
            },
            lanes: 3,
            weight: Weight,
            maxWeight: 20
        );

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async caller =>
                {
                    await Task.Yield();
                    var answers = new List<Task<int>>();
                    for (var item = caller * 250; item < (caller + 1) * 250; item++)
                    {
                        answers.Add(group.AddAsync(item, CancellationToken.None));
                        if (item % 7 == 0)
                            await Task.Yield();
                    }
                    return await Task.WhenAll(answers);
                })
        );

        results.SelectMany(each => each).ShouldBe(Enumerable.Range(0, 5000).Select(item => item * 2));
        written.Order().ShouldBe(Enumerable.Range(0, 5000));
        mostBusy.ShouldBeInRange(1, 3);
        heaviest.ShouldBeInRange(2, 20);

        static int Weight(int item) => 1 + item % 25;
    }

    [Fact]
    public async Task Who_gave_up_before_their_turn_is_not_written()
    {
        var gate = new TaskCompletionSource();
        var written = new ConcurrentQueue<int>();
        var group = new GroupCommit<int, int>(
            async (items, _) =>
            {
                foreach (var item in items)
                    written.Enqueue(item);
                await gate.Task;
                return Doubled(items);
            },
            lanes: 1,
            weight: _ => 1,
            maxWeight: 100
        );
        using var patience = new CancellationTokenSource();

        var first = group.AddAsync(1, CancellationToken.None);
        await Until(() => written.Count == 1);
        var impatient = group.AddAsync(2, patience.Token);
        var last = group.AddAsync(3, CancellationToken.None);
        await patience.CancelAsync();
        gate.SetResult();

        await Should.ThrowAsync<OperationCanceledException>(impatient);
        (await last.WaitAsync(Soon)).ShouldBe(6);
        await first;
        written.ShouldBe([1, 3]);
    }

    private static int[] Doubled(IReadOnlyList<int> items) => [.. items.Select(item => item * 2)];

    private static Task Until(Func<bool> condition) => Eventually.TrueAsync(condition, Soon);
}
