using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Activity.DutyShifts;

/// <param name="Reason">Why, up to 500 characters.</param>
public sealed record WithdrawDutyShiftRequest(string? Reason);

public sealed class WithdrawDutyShiftRules : AbstractValidator<WithdrawDutyShiftRequest>
{
    public WithdrawDutyShiftRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
}

public static class WithdrawDutyShift
{
    /// <summary>Takes a planned shift off the roster for good, as one planned by mistake.</summary>
    /// <remarks>If-Match names the version of the shift; sending the same again answers as before.</remarks>
    public static Task<Results<Ok<DutyShiftChangeResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid shiftId,
        WithdrawDutyShiftRequest request,
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
            isDone: latest => latest.Kind == DutyShift.Withdrawn && latest.Reason == reason,
            change: (_, shift) =>
            {
                if (shift.Status != DutyShift.Planned)
                    return Task.FromResult<ProblemHttpResult?>(
                        DutyShiftProblems.StatusRefused.Result(shiftId, shift.Status)
                    );
                db.DutyShiftChanges.Add(shift.Withdraw(reason, caller.ClientId, clock.GetUtcNow()));
                return Task.FromResult<ProblemHttpResult?>(null);
            },
            cancellationToken
        );
    }
}
