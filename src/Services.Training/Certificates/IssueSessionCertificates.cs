using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>A certificate for a member who attended the session.</summary>
/// <param name="Id">The client's own UUID; or send an Idempotency-Key.</param>
/// <param name="MemberId">The member.</param>
/// <param name="HolderName">The member's name as the paper shall say it, up to 100 characters.</param>
/// <param name="Level">Code of a level (see /v1/training-levels); none where absent.</param>
/// <param name="IssuingUnit">Code of the unit that issues it: the session's organiser where absent, or one above it.</param>
/// <param name="Place">Where it is signed, up to 100 characters.</param>
/// <param name="SignatoryTitle">Who signs, by office ("Giám đốc"), up to 100 characters.</param>
/// <param name="SignatoryName">Who signs, by name, up to 100 characters.</param>
/// <param name="ExpiresOn">The last day on which it is valid; absent where it does not end.</param>
public sealed record IssueSessionCertificateRequest(
    Guid? Id,
    Guid? MemberId,
    string? HolderName,
    string? Level,
    string? IssuingUnit,
    string? Place,
    string? SignatoryTitle,
    string? SignatoryName,
    DateOnly? ExpiresOn
) : ICertificateFields;

public sealed class IssueSessionCertificateRules : AbstractValidator<IssueSessionCertificateRequest>
{
    public IssueSessionCertificateRules(TimeProvider clock) => CertificateFieldRules.AddTo(this, clock);
}

public static class IssueSessionCertificates
{
    public const int MaxRows = 2_000;

    /// <summary>Issues the certificates of a whole session, up to 2,000 rows, each judged by itself.</summary>
    /// <remarks>
    /// Takes a JSON array, NDJSON or CSV. Numbers follow the rows, without a gap for those that are refused. A row that
    /// asks for what has been issued already counts as unchanged, so a list can be sent again.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<Ok<BulkAnswer>, ProblemHttpResult>> Handle(
        Guid id,
        HttpContext http,
        Caller caller,
        IValidator<IssueSessionCertificateRequest> rules,
        TrainingDbContext db,
        CertificateWriter writer,
        TimeProvider clock,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var rows = BulkReader.ReadAsync(http.Request, rules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();
        var tally = new BulkTally();
        var good = new List<(int Number, CertificateRow Row)>();
        await foreach (var row in rows)
        {
            if (row.Number > MaxRows)
                return CertificateProblems.BatchTooLarge.Result(MaxRows);
            if (row.Errors.Count > 0)
                tally.Refuse(row.Number, row.Errors);
            else
                good.Add(
                    (
                        row.Number,
                        new CertificateRow(
                            StableId.Of(row.Value!.Id, http.Request, caller, row.Number) ?? Guid.CreateVersion7(),
                            row.Value.ToContent()
                        )
                    )
                );
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindSessionToCertifyAsync(id, caller, clock, cancellationToken);
        if (session is null)
            return problem!;
        var outcomes = await writer.IssueAsync(session, good.ConvertAll(pair => pair.Row), caller, cancellationToken);
        if (!dryRun)
        {
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            // Of another session, under one of these ids, at the same moment.
            catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
            {
                return CertificateProblems.IdTaken.Result(
                    exception.Entries.Select(entry => entry.Entity).OfType<Certificate>().FirstOrDefault()?.Id
                );
            }
            await transaction.CommitAsync(cancellationToken);
        }
        foreach (var (outcome, (number, _)) in outcomes.Zip(good))
            tally.Add(number, outcome);
        return TypedResults.Ok(tally.ToAnswer(dryRun));
    }
}
