using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Text;
using CongNgheSo.Services.Activity.DutyRosters;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <param name="SubstituteId">The member of the pool who stands in; nobody where absent.</param>
/// <param name="Reason">Why, up to 500 characters.</param>
public sealed record RecordDutyAbsenceRequest(Guid? SubstituteId, string? Reason);

public sealed class RecordDutyAbsenceRules : AbstractValidator<RecordDutyAbsenceRequest>
{
    public RecordDutyAbsenceRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
}

public static class RecordDutyAbsence
{
    /// <summary>A member misses their turn, and another may stand in. A day that falls below the minimum is a breach.</summary>
    /// <remarks>
    /// The answer tells how many people the day has left. If-Match names the version of the shift; sending the same again
    /// answers as before. 409 where the substitute cannot be on duty then.
    /// </remarks>
    public static Task<Results<Ok<DutyShiftChangeResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid shiftId,
        RecordDutyAbsenceRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        DutyShiftWriter writer,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var reason = StoredText.Clean(request.Reason!);
        return writer.ChangeAsync(
            id,
            shiftId,
            http,
            isDone: latest =>
                latest.Kind == DutyShift.Absent
                && latest.MemberAfter == request.SubstituteId
                && latest.Reason == reason,
            change: async (roster, shift) =>
            {
                if (roster.Status != DutyRoster.Published)
                    return DutyRosterProblems.NotPublished.Result(id);
                if (shift.Status != DutyShift.Planned)
                    return DutyShiftProblems.StatusRefused.Result(shiftId, shift.Status);
                var now = clock.GetUtcNow();
                DutyShift? substitute = null;
                if (request.SubstituteId is { } member)
                {
                    var refusal = await DutyBoard.JudgeAsync(db, roster, member, shift.Time, null, cancellationToken);
                    if (refusal is not null)
                        return refusal;
                    // The same for the same version of the shift: a retry finds it.
                    var newId = StableId.From($"duty-substitute\n{shiftId}\n{shift.Version}");
                    substitute = new DutyShift(
                        newId,
                        id,
                        shift.Time,
                        member,
                        DutyShift.AsSubstitute,
                        caller.ClientId,
                        now
                    );
                    db.DutyShifts.Add(substitute);
                }
                db.DutyShiftChanges.Add(shift.Miss(substitute, reason, caller.ClientId, now));
                return null;
            },
            cancellationToken
        );
    }
}
