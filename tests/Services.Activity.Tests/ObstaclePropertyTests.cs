using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.Services.Activity.Obstacles;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>Whatever steps are tried in whatever order: no obstacle comes into a state that cannot be.</summary>
public sealed class ObstaclePropertyTests(ITestOutputHelper output)
{
    private const int Steps = 800;

    public static TheoryData<int> Seeds => [1, 2, 3, Random.Shared.Next()];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Steps_are_taken_exactly_where_they_may_be_and_each_is_one_version(int seed)
    {
        output.WriteLine($"Seed {seed}");
        var random = new Random(seed);
        // With districts, and without.
        int[] levels = random.Next(2) == 0 ? [4, 3, 2, 1, 0] : [4, 3, 1, 0];
        var today = new DateOnly(2026, 1, 1);
        var taken = new Dictionary<string, int>();
        var all = new List<Obstacle>();

        for (var step = 0; step < Steps; step++)
        {
            today = today.AddDays(random.Next(20) == 0 ? 40 : random.Next(3));
            var live = all.FindAll(IsLive);
            for (; live.Count < 5; live.Add(all[^1]))
                all.Add(Raise(levels[random.Next(2)], By(today, random)));
            var before = all.ConvertAll(Snapshot.Of);
            // Now and then one with which it is over.
            var obstacle = random.Next(8) == 0 ? all[random.Next(all.Count)] : live[random.Next(live.Count)];
            var (name, may, refusal) = Try(obstacle, all, levels, By(today, random), random);

            (refusal is null).ShouldBe(may, $"step {step}: {name} of {Snapshot.Of(obstacle)}");
            if (refusal is null)
                taken[name] = taken.GetValueOrDefault(name) + 1;
            for (var index = 0; index < before.Count; index++)
                ShouldFollow(before[index], all[index], refusal is not null);
            foreach (var each in live)
                ShouldBePossible(each, all);
        }
        // None of the steps was never taken.
        taken.Keys.ShouldBe(["escalate", "answer", "reopen", "close", "withdraw", "duplicates"], ignoreOrder: true);
    }

    private static (string Name, bool May, Refusal? Refusal) Try(
        Obstacle obstacle,
        List<Obstacle> all,
        int[] levels,
        StepTaker by,
        Random random
    )
    {
        var group = new ObstacleGroup(obstacle, DuplicatesOf(obstacle, all));
        var (isOpen, isAnswered) = (obstacle.Status == Obstacle.Open, obstacle.Status == Obstacle.Answered);
        var isFree = isOpen && obstacle.MainId is null;
        switch (random.Next(7))
        {
            case 0:
                var above = Array.IndexOf(levels, obstacle.Level) + 1;
                var next = above < levels.Length ? At(levels[above], by) : null;
                return ("escalate", isFree && next is not null, group.Escalate(next, "note", by));
            case 1:
                return ("answer", isFree, group.Resolve("answer", "unit", by));
            case 2:
                var inTime = isAnswered && obstacle.AnsweredOn!.Value.AddDays(30) >= by.Today;
                return ("reopen", inTime, obstacle.Reopen(At(obstacle.Level, by), "reason", by));
            case 3 when random.Next(3) == 0:
                return ("close", isAnswered, obstacle.Close("unit", null, by));
            case 4 when random.Next(3) == 0:
                return ("withdraw", isOpen, group.Withdraw("unit", "reason", by));
            default:
                // Those that wait at the same unit, or hardly any; now and then one that is not to be joined.
                var wanted = all.Where(each => each.Level == obstacle.Level && random.Next(4) == 0).Take(3).ToList();
                var leading = all.Where(each => DuplicatesOf(each, all).Count > 0).Select(each => each.Id).ToHashSet();
                var mayAll = wanted
                    .Except(group.Duplicates)
                    .All(each =>
                        each != obstacle
                        && each.Status == Obstacle.Open
                        && each.MainId is null
                        && !leading.Contains(each.Id)
                    );
                return ("duplicates", isFree && mayAll, group.SetDuplicates(wanted, leading, "unit", null, by));
        }
    }

    private static void ShouldFollow(Snapshot before, Obstacle now, bool refused)
    {
        var after = Snapshot.Of(now);
        if (after == before)
            return;
        refused.ShouldBeFalse("a step that is refused changes nothing");
        after.Version.ShouldBe(before.Version + 1);
        before.Status.ShouldNotBeOneOf(Obstacle.Closed, Obstacle.Withdrawn);
        after.Level.ShouldBeLessThanOrEqualTo(before.Level);
    }

    private static void ShouldBePossible(Obstacle obstacle, List<Obstacle> all)
    {
        var isOpen = obstacle.Status == Obstacle.Open;
        var isAnswered = obstacle.Status is Obstacle.Answered or Obstacle.Closed;
        (obstacle.DueOn is not null).ShouldBe(isOpen);
        (obstacle.Answer is not null).ShouldBe(isAnswered);
        (obstacle.AnsweredOn is not null).ShouldBe(isAnswered);
        (obstacle.AnsweredBy is not null).ShouldBe(isAnswered);
        if (isOpen && obstacle.MainId is { } mainId)
        {
            var main = all.Single(each => each.Id == mainId);
            (main.Status, main.MainId, main.Level).ShouldBe((Obstacle.Open, null, obstacle.Level));
        }
        if (obstacle.Status == Obstacle.Withdrawn)
            obstacle.MainId.ShouldBeNull();
        obstacle.Steps.Select(step => step.Version).ShouldBe(Enumerable.Range(1, obstacle.Version));
        var last = obstacle.Steps[^1];
        (last.Status, last.Level, last.DueOn).ShouldBe((obstacle.Status, obstacle.Level, obstacle.DueOn));
        var fact = obstacle.ToFact();
        (fact.Version, fact.Status, fact.AnsweredOn).ShouldBe((obstacle.Version, obstacle.Status, obstacle.AnsweredOn));
    }

    private static bool IsLive(Obstacle obstacle) => obstacle.Status is Obstacle.Open or Obstacle.Answered;

    private static List<Obstacle> DuplicatesOf(Obstacle main, List<Obstacle> all) =>
        all.FindAll(each => each.MainId == main.Id && each.Status == Obstacle.Open);

    private static Obstacle Raise(int level, StepTaker by) =>
        new(
            Guid.NewGuid(),
            new ObstacleContent(Guid.NewGuid(), "other", "title", null, null, null, by.Today),
            1,
            At(level, by),
            by
        );

    private static Waiting At(int level, StepTaker by) => new(level, "unit", by.Today.AddDays(5));

    private static StepTaker By(DateOnly today, Random random) =>
        new("client", "unit", new DateTimeOffset(today, default, TimeSpan.Zero), today, random.NextInt64());

    private sealed record Snapshot(int Version, string Status, int Level, DateOnly? DueOn, string? Answer, Guid? MainId)
    {
        public static Snapshot Of(Obstacle obstacle) =>
            new(obstacle.Version, obstacle.Status, obstacle.Level, obstacle.DueOn, obstacle.Answer, obstacle.MainId);
    }
}
