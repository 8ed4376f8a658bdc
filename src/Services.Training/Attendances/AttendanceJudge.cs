using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Training.Sessions;

namespace CongNgheSo.Services.Training.Attendances;

/// <summary>One member at the session.</summary>
/// <param name="MemberId">The member.</param>
/// <param name="Attended">True adds the parts to those attended, false takes them back.</param>
/// <param name="Parts">Numbers of parts; null for all.</param>
public sealed record AttendanceRow(Guid MemberId, bool Attended, IReadOnlyList<int>? Parts = null);

/// <summary>Judges the rows of one list one after the other, and works out which parts each member ends up with.</summary>
/// <param name="session">The session.</param>
/// <param name="members">What is known of the members.</param>
/// <param name="before">The parts that are recorded, of those who have a record.</param>
/// <param name="certified">Those who hold a certificate of the session.</param>
/// <param name="caller">Who records them; null where the right over the member was judged before.</param>
/// <param name="today">Today in Vietnam.</param>
internal sealed class AttendanceJudge(
    TrainingSession session,
    IReadOnlyDictionary<Guid, MemberCopy> members,
    IReadOnlyDictionary<Guid, Attendance> before,
    IReadOnlySet<Guid> certified,
    Caller? caller,
    DateOnly today
)
{
    private readonly Dictionary<Guid, bool> said = [];
    private readonly Dictionary<Guid, int[]> changed = [];

    /// <summary>The parts of each member whom the rows changed.</summary>
    public IReadOnlyDictionary<Guid, int[]> Changed => changed;

    public Outcome Judge(AttendanceRow row)
    {
        if (!members.TryGetValue(row.MemberId, out var member))
            return new Refusal(AttendanceProblems.MemberUnknown, "memberId", row.MemberId);
        if (caller is not null && !caller.MayTouch(member.UnitPath))
            return new Refusal(CommonProblems.UnitOutOfScope, "memberId", member.UnitPath.Split('/')[^1]);
        if (!member.IsInBeing(session.HeldOn))
            return new Refusal(AttendanceProblems.MemberNotInBeing, "memberId", row.MemberId, session.HeldOn);
        var count = session.Schedule.Count;
        var parts = row.Parts ?? [.. Enumerable.Range(1, count)];
        if (parts.FirstOrDefault(part => part < 1 || part > count, defaultValue: 1) is var unknown and not 1)
            return new Refusal(AttendanceProblems.PartUnknown, "parts", unknown, count);
        if (row.Attended && parts.FirstOrDefault(IsYetToCome) is var early and > 0)
            return new Refusal(AttendanceProblems.PartNotHeldYet, "parts", early, session.Schedule[early - 1].Day);
        if (said.TryGetValue(row.MemberId, out var earlier) && earlier != row.Attended)
            return new Refusal(AttendanceProblems.MemberRepeated, "memberId", row.MemberId);
        said[row.MemberId] = row.Attended;
        var now = changed.GetValueOrDefault(row.MemberId) ?? before.GetValueOrDefault(row.MemberId)?.Parts ?? [];
        int[] next = [.. (row.Attended ? now.Union(parts) : now.Except(parts)).Order()];
        if (next.Length == now.Length)
            return new Outcome(IsNew: false);
        if (certified.Contains(row.MemberId) && !session.IsEnough(next.Length))
            return new Refusal(AttendanceProblems.Certified, "memberId", row.MemberId);
        changed[row.MemberId] = next;
        return new Outcome(IsNew: true);
    }

    private bool IsYetToCome(int part) => session.Schedule[part - 1].Day > today;
}
