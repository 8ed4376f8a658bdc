using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Text;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.InitiativeApplications;

/// <param name="Reason">Why, up to 500 characters.</param>
public sealed record WithdrawApplicationRequest(string? Reason);

public sealed class WithdrawApplicationRules : AbstractValidator<WithdrawApplicationRequest>
{
    public WithdrawApplicationRules() => RuleFor(request => request.Reason).NotEmpty().MaximumLength(500);
}

public static class WithdrawApplication
{
    /// <summary>Takes back that a team or unit applied an initiative; it may say so again later.</summary>
    /// <remarks>If-Match names the version; sending the same withdrawal again answers as before.</remarks>
    public static async Task<Results<Ok<InitiativeApplicationResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid applicationId,
        WithdrawApplicationRequest request,
        HttpContext http,
        Caller caller,
        ActivityDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Whoever applied it may take it back, though it is no longer published: only the row is locked here.
        await db
            .Initiatives.FromSql($"SELECT * FROM initiatives WHERE id = {id} FOR UPDATE")
            .LoadAsync(cancellationToken);
        var (application, problem) = await db.FindApplicationAsync(id, applicationId, caller, cancellationToken);
        if (application is null)
            return problem!;
        var reason = StoredText.Clean(request.Reason!);
        var isDone = application.Withdrawn && application.WithdrawalReason == reason;
        if (application.Version != expected && !(isDone && application.Version == expected + 1))
            return CommonProblems.VersionStale.Result(application.Version);
        if (application.Withdrawn && !isDone)
            return InitiativeApplicationProblems.WithdrawnAlready.Result(applicationId);
        if (!isDone)
        {
            application.Withdraw(reason);
            db.Outbox.Add(
                OutboxMessage.From(
                    new InitiativesApplied(clock.GetUtcNow(), [application.ToFact()]),
                    UnitPath.Province(application.UnitPath)
                )
            );
            await db.SaveChangesAsync(cancellationToken);
            await db.CountApplicationsAsync(id, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        http.Response.SetETag(application.Version);
        return TypedResults.Ok(InitiativeApplicationResponse.Of(application));
    }
}
