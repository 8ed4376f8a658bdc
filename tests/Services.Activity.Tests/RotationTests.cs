using CongNgheSo.Services.Activity.DutyShifts;
using FsCheck;
using FsCheck.Fluent;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>Whatever the pool, the days off and the turns that stand already: fair, full and the same each time.</summary>
public sealed class RotationTests
{
    private static readonly DateOnly First = new(2026, 12, 1);

    [Fact]
    public void Nobody_gets_more_than_one_turn_ahead_of_somebody_available_on_the_same_days() =>
        Check(month =>
        {
            var turns = month.Plan();
            foreach (var left in month.Pool)
            foreach (var right in month.Pool.Where(other => month.AwayOf(other).SetEquals(month.AwayOf(left))))
                Math.Abs(Days(turns, left) - Days(turns, right)).ShouldBeLessThanOrEqualTo(1);
        });

    [Fact]
    public void A_day_has_as_many_people_as_it_can_and_nobody_who_is_away_or_there_twice() =>
        Check(month =>
        {
            var turns = month.Plan();
            foreach (var day in month.Days)
            {
                var people = turns.Where(turn => turn.Day == day).Select(turn => turn.MemberId).ToList();
                var available = month.Pool.Where(member => month.IsAvailable(member, day)).ToList();
                people.Count.ShouldBe(Math.Min(month.PerDay, available.Count));
                people.ShouldBeSubsetOf(available);
                people.ShouldBeUnique();
                var sessions = turns.Where(turn => turn.Day == day).CountBy(turn => turn.Session).ToList();
                if (people.Count >= month.Sessions)
                    (sessions.Max(x => x.Value) - sessions.Min(x => x.Value)).ShouldBeLessThanOrEqualTo(1);
            }
        });

    [Fact]
    public void It_comes_out_the_same_each_time_and_goes_on_from_what_stands() =>
        Check(month =>
        {
            var turns = month.Plan();
            month.Plan().ShouldBe(turns);
            // In the middle of the month: what has passed stands, and the rest comes out as it did.
            var half = month.Days[month.Days.Count / 2];
            var passed = turns.Where(turn => turn.Day < half).ToList();
            month.Plan(passed, half).ShouldBe(turns.Where(turn => turn.Day >= half));
        });

    [Fact]
    public void Who_was_away_does_not_have_to_catch_up()
    {
        var pool = Enumerable.Range(0, 6).Select(_ => Guid.NewGuid()).ToArray();
        var days = Enumerable.Range(0, 20).Select(First.AddDays).ToArray();
        bool IsAvailable(Guid member, DateOnly day) => member != pool[0] || day >= days[10];

        var turns = Rotation.Plan(pool, [.. days.Select(day => new RotationDay(day, true, []))], IsAvailable, 2, 1);

        // Ten days, two of six a day.
        Days(turns, pool[0]).ShouldBeInRange(3, 4);
        pool.Skip(1).Select(member => Days(turns, member)).ShouldAllBe(count => count >= 7 && count <= 8);
    }

    [Fact]
    public void A_turn_given_by_hand_counts_as_one()
    {
        var pool = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
        var days = Enumerable.Range(0, 8).Select(First.AddDays).ToArray();
        var byHand = days.Take(2).Select(day => new RotationTurn(day, 0, pool[0])).ToList();

        var turns = Rotation.Plan(
            pool,
            [.. days.Select(day => new RotationDay(day, true, [.. byHand.Where(turn => turn.Day == day)]))],
            (_, _) => true,
            perDay: 1,
            sessions: 1
        );

        turns.Count.ShouldBe(6);
        pool.ShouldAllBe(member => Days(turns, member) + byHand.Count(turn => turn.MemberId == member) == 2);
    }

    private static int Days(IEnumerable<RotationTurn> turns, Guid member) =>
        turns.Where(turn => turn.MemberId == member).Select(turn => turn.Day).Distinct().Count();

    private static void Check(Action<Month> holds) =>
        Prop.ForAll(
                Gen.Choose(0, 1_000_000).ArrayOf(40).ToArbitrary(),
                choices =>
                {
                    holds(new Month(choices));
                    return true;
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    /// <summary>A pool of 1 to 20, some of whom share their days off; days, people a day and sessions as they come.</summary>
    private sealed class Month
    {
        private readonly HashSet<DateOnly>[] patterns;
        private readonly Dictionary<Guid, int> patternOf = [];

        public Month(int[] choices)
        {
            var random = new System.Random(choices.Aggregate(17, (seed, choice) => unchecked((seed * 31) + choice)));
            Pool = [.. Enumerable.Range(0, 1 + (choices[0] % 20)).Select(_ => Guid.NewGuid())];
            Days = [.. Enumerable.Range(0, 5 + (choices[1] % 40)).Where(_ => random.Next(7) < 5).Select(First.AddDays)];
            if (Days.Count == 0)
                Days = [First];
            PerDay = 1 + (choices[2] % 6);
            Sessions = 1 + (choices[3] % Math.Min(3, PerDay));
            patterns =
            [
                [],
                .. Enumerable.Range(0, 3).Select(_ => Days.Where(_ => random.Next(100) < choices[4] % 60).ToHashSet()),
            ];
            foreach (var member in Pool)
                patternOf[member] = random.Next(patterns.Length);
        }

        public IReadOnlyList<Guid> Pool { get; }
        public IReadOnlyList<DateOnly> Days { get; }
        public int PerDay { get; }
        public int Sessions { get; }

        public HashSet<DateOnly> AwayOf(Guid member) => patterns[patternOf[member]];

        public bool IsAvailable(Guid member, DateOnly day) => !AwayOf(member).Contains(day);

        public IReadOnlyList<RotationTurn> Plan(IReadOnlyList<RotationTurn>? kept = null, DateOnly from = default) =>
            Rotation.Plan(
                Pool,
                [.. Days.Select(day => new RotationDay(day, day >= from, [.. (kept ?? []).Where(x => x.Day == day)]))],
                IsAvailable,
                PerDay,
                Sessions
            );
    }
}
