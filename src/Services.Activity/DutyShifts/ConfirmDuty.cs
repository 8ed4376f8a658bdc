using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Activity.DutyRosters;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <param name="Served">True: the member was there. False takes a confirmation or an absence back.</param>
public sealed record ConfirmDutyRequest(bool? Served);

public sealed class ConfirmDutyRules : AbstractValidator<ConfirmDutyRequest>
{
    public ConfirmDutyRules() => RuleFor(request => request.Served).NotNull();
}

public static class ConfirmDuty
{
    /// <summary>Confirms that a member served their turn, on its day or later; or takes back what was said of it.</summary>
    /// <remarks>If-Match names the version of the shift; sending the same again answers as before.</remarks>
    public static Task<Results<Ok<DutyShiftChangeResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid shiftId,
        ConfirmDutyRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        DutyShiftWriter writer,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var status = request.Served == true ? DutyShift.Served : DutyShift.Planned;
        return writer.ChangeAsync(
            id,
            shiftId,
            http,
            isDone: latest => latest.Kind == status,
            change: async (roster, shift) =>
            {
                if (roster.Status != DutyRoster.Published)
                    return DutyRosterProblems.NotPublished.Result(id);
                if (shift.Status == DutyShift.Withdrawn)
                    return DutyShiftProblems.StatusRefused.Result(shiftId, shift.Status);
                if (shift.Status == status)
                    return null;
                if (status == DutyShift.Served)
                {
                    if (shift.Day > clock.Today())
                        return DutyShiftProblems.NotHeldYet.Result(shift.Day);
                    var members = await db.ReadDutyMembersAsync([shift.MemberId], cancellationToken);
                    if (members.GetValueOrDefault(shift.MemberId)?.IsInBeing(shift.Day) != true)
                        return DutyShiftProblems.MemberNotInBeing.Result(shift.MemberId, shift.Day);
                }
                db.DutyShiftChanges.Add(shift.Attend(status, caller.ClientId, clock.GetUtcNow()));
                return null;
            },
            cancellationToken
        );
    }
}
