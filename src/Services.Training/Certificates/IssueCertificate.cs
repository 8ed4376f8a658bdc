using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Sessions;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>A certificate for a member who attended a session.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="SessionId">The session.</param>
/// <param name="MemberId">The member.</param>
/// <param name="HolderName">The member's name as the paper shall say it, up to 100 characters.</param>
/// <param name="Level">Code of a level (see /v1/training-levels); none where absent.</param>
/// <param name="IssuingUnit">Code of the unit that issues it: the session's organiser where absent, or one above it.</param>
/// <param name="Place">Where it is signed, up to 100 characters.</param>
/// <param name="SignatoryTitle">Who signs, by office ("Giám đốc"), up to 100 characters.</param>
/// <param name="SignatoryName">Who signs, by name, up to 100 characters.</param>
/// <param name="ExpiresOn">The last day on which it is valid; absent where it does not end.</param>
public sealed record IssueCertificateRequest(
    Guid? Id,
    Guid? SessionId,
    Guid? MemberId,
    string? HolderName,
    string? Level,
    string? IssuingUnit,
    string? Place,
    string? SignatoryTitle,
    string? SignatoryName,
    DateOnly? ExpiresOn
) : ICertificateFields;

public sealed class IssueCertificateRules : AbstractValidator<IssueCertificateRequest>
{
    public IssueCertificateRules(TimeProvider clock)
    {
        RuleFor(request => request.SessionId).NotNull();
        CertificateFieldRules.AddTo(this, clock);
    }
}

public static class IssueCertificate
{
    /// <summary>Issues a certificate to a member who attended a session, and passed its quiz where it has one.</summary>
    /// <remarks>
    /// It gets the issuing unit's next number of the year. Answers 201; 200 when the same certificate is asked for again;
    /// 409 when the member has another one of this session, or their personal data have been erased. The name is kept here
    /// alone, and told to those whose token has the scope members.read.
    /// </remarks>
    public static async Task<Results<Created<CertificateResponse>, Ok<CertificateResponse>, ProblemHttpResult>> Handle(
        IssueCertificateRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        CertificateWriter writer,
        VerificationAddress address,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindSessionToCertifyAsync(
            request.SessionId!.Value,
            caller,
            clock,
            cancellationToken
        );
        if (session is null)
            return problem!;
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var row = new CertificateRow(id, request.ToContent());
        var outcome = (await writer.IssueAsync(session, [row], caller, cancellationToken)).Single();
        if (outcome.Refusal is { } refusal)
            return refusal.Result();
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        // Of another session, under this id, at the same moment.
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            return CertificateProblems.IdTaken.Result(id);
        }
        await transaction.CommitAsync(cancellationToken);
        var certificate = outcome.Value!;
        http.Response.SetETag(certificate.Version);
        var answer = CertificateResponse.Of(certificate, caller, address, clock.Today());
        return outcome.IsNew
            ? TypedResults.Created($"/v1/certificates/{certificate.Id}", answer)
            : TypedResults.Ok(answer);
    }

    /// <summary>The session, locked, if the caller acts for the unit that held it; or why they cannot certify it.</summary>
    internal static async Task<(TrainingSession?, ProblemHttpResult?)> FindSessionToCertifyAsync(
        this TrainingDbContext db,
        Guid id,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var (session, problem) = await db.FindOwnSessionAsync(id, caller, clock, cancellationToken);
        return session is { IsCancelled: true } ? (null, SessionProblems.Cancelled.Result(id)) : (session, problem);
    }
}
