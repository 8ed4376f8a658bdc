using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <param name="OtherShiftId">The shift whose member takes this one, and whose turn this one's member takes.</param>
/// <param name="OtherVersion">The version of that shift that was seen.</param>
/// <param name="Reason">Why, up to 500 characters.</param>
public sealed record SwapDutyShiftsRequest(Guid? OtherShiftId, int? OtherVersion, string? Reason);

public sealed class SwapDutyShiftsRules : AbstractValidator<SwapDutyShiftsRequest>
{
    public SwapDutyShiftsRules()
    {
        RuleFor(request => request.OtherShiftId).NotNull();
        RuleFor(request => request.OtherVersion).NotNull();
        RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
    }
}

public static class SwapDutyShifts
{
    /// <summary>Two members of a roster take each other's turns. Both shifts keep on record who swapped them and why.</summary>
    /// <remarks>
    /// If-Match names the version of this shift, <c>otherVersion</c> that of the other: 412 when somebody was faster with
    /// either. Sending the same swap again answers as before. 409 where one of them cannot be on duty on the other's day.
    /// </remarks>
    public static Task<Results<Ok<DutyShiftChangeResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid shiftId,
        SwapDutyShiftsRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        DutyShiftWriter writer,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var otherId = request.OtherShiftId!.Value;
        var reason = StoredText.Clean(request.Reason!);
        return writer.ChangeAsync(
            id,
            shiftId,
            http,
            isDone: latest =>
                latest.Kind == DutyShiftChange.Swapped && latest.OtherShiftId == otherId && latest.Reason == reason,
            change: async (roster, shift) =>
            {
                if (await writer.FindAsync(id, otherId, cancellationToken) is not { } other)
                    return DutyShiftProblems.NotFound.Result(otherId);
                if (other.Version != request.OtherVersion)
                    return CommonProblems.VersionStale.Result(other.Version);
                if (other.Time == shift.Time || other.MemberId == shift.MemberId)
                    return DutyShiftProblems.SwapPointless.Result();
                foreach (var each in new[] { shift, other })
                    if (each.Status != DutyShift.Planned)
                        return DutyShiftProblems.StatusRefused.Result(each.Id, each.Status);
                foreach (
                    var (member, time, givenUp) in new[]
                    {
                        (other.MemberId, shift.Time, other.Id),
                        (shift.MemberId, other.Time, shift.Id),
                    }
                )
                    if (await DutyBoard.JudgeAsync(db, roster, member, time, givenUp, cancellationToken) is { } refusal)
                        return refusal;
                db.DutyShiftChanges.AddRange(shift.Swap(other, reason, caller.ClientId, clock.GetUtcNow()));
                return null;
            },
            cancellationToken
        );
    }
}
