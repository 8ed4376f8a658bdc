namespace CongNgheSo.Services.Activity.DutyShifts;

/// <summary>A turn: who is on duty in which session of a day.</summary>
/// <param name="Day">The day.</param>
/// <param name="Session">Index of the session within the day.</param>
/// <param name="MemberId">The member.</param>
public sealed record RotationTurn(DateOnly Day, int Session, Guid MemberId);

/// <summary>A day of the rotation.</summary>
/// <param name="Day">The day.</param>
/// <param name="IsOpen">True where more people may be put on duty.</param>
/// <param name="Kept">Turns that stand already, whatever the rotation says.</param>
public sealed record RotationDay(DateOnly Day, bool IsOpen, IReadOnlyList<RotationTurn> Kept);

/// <summary>
/// Puts people on duty in turn. On each day everybody who is available earns an equal share of that day's turns; whoever
/// is furthest behind their shares goes first. So of two people available on the same days neither ever gets more than
/// one turn ahead, and nobody has to make up for days on which they were away. It depends on its arguments alone.
/// </summary>
public static class Rotation
{
    /// <returns>The new turns, in order.</returns>
    /// <param name="pool">Who takes turns, in the order in which turns begin.</param>
    /// <param name="days">The days in order, those that have passed too: what was served counts.</param>
    /// <param name="isAvailable">Whether somebody can be on duty on a day.</param>
    /// <param name="perDay">How many people a day, those of kept turns included.</param>
    /// <param name="sessions">How many sessions a day has, over which its people are spread.</param>
    public static IReadOnlyList<RotationTurn> Plan(
        IReadOnlyList<Guid> pool,
        IReadOnlyList<RotationDay> days,
        Func<Guid, DateOnly, bool> isAvailable,
        int perDay,
        int sessions
    )
    {
        ArgumentNullException.ThrowIfNull(days);
        ArgumentNullException.ThrowIfNull(isAvailable);
        var takers = pool.Select((id, place) => new Taker(id, place, sessions)).ToList();
        var turns = new List<RotationTurn>();
        foreach (var day in days)
        {
            var kept = day.Kept.Select(turn => turn.MemberId).ToHashSet();
            var present = takers.Where(taker => kept.Contains(taker.Id) || isAvailable(taker.Id, day.Day)).ToList();
            var free = day.IsOpen ? Math.Max(0, perDay - kept.Count) : 0;
            List<Taker> next = [.. Order(present.Where(taker => !kept.Contains(taker.Id))).Take(free)];
            if (present.Count > 0)
            {
                var share = (decimal)(present.Count(taker => kept.Contains(taker.Id)) + next.Count) / present.Count;
                present.ForEach(taker => taker.Earned += share);
            }
            var filled = new int[sessions];
            foreach (var turn in day.Kept)
            {
                filled[turn.Session]++;
                takers.Find(taker => taker.Id == turn.MemberId)?.Take(day.Day, turn.Session);
            }
            foreach (var taker in next)
            {
                var session = Enumerable
                    .Range(0, sessions)
                    .OrderBy(index => filled[index])
                    .ThenBy(index => taker.PerSession[index])
                    .First();
                filled[session]++;
                taker.Take(day.Day, session);
                turns.Add(new RotationTurn(day.Day, session, taker.Id));
            }
        }
        return turns;
    }

    private static IOrderedEnumerable<Taker> Order(IEnumerable<Taker> takers) =>
        takers.OrderBy(taker => taker.Days - taker.Earned).ThenBy(taker => taker.Last).ThenBy(taker => taker.Place);

    private sealed class Taker(Guid id, int place, int sessions)
    {
        public Guid Id => id;

        public int Place => place;

        /// <summary>The sum of their shares so far.</summary>
        public decimal Earned { get; set; }

        /// <summary>Days on duty so far.</summary>
        public int Days { get; private set; }

        public DateOnly Last { get; private set; }

        public int[] PerSession { get; } = new int[sessions];

        /// <summary>Two sessions of a day are one day.</summary>
        public void Take(DateOnly day, int session)
        {
            PerSession[session]++;
            if (day != Last)
                Days++;
            Last = day;
        }
    }
}
