using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.Registrations;

/// <summary>One member to be registered.</summary>
/// <param name="MemberId">The member.</param>
public sealed record RegisterMemberRequest(Guid? MemberId);

public sealed class RegisterMemberRules : AbstractValidator<RegisterMemberRequest>
{
    public RegisterMemberRules() => RuleFor(request => request.MemberId).NotNull();
}

public static class RegisterMembers
{
    public const int MaxRows = 5_000;

    /// <summary>Registers up to 5,000 members for a session, each judged by itself, in the order of the rows.</summary>
    /// <remarks>
    /// Takes a JSON array, NDJSON or CSV. Members for whom there is no seat wait, which counts as accepted. Who is
    /// registered already counts as unchanged, so a list can be sent again. 409 once registration has ended.
    /// </remarks>
    /// <param name="dryRun">True answers what would happen and writes nothing.</param>
    public static async Task<Results<Ok<BulkAnswer>, ProblemHttpResult>> Handle(
        Guid id,
        HttpContext http,
        Caller caller,
        IValidator<RegisterMemberRequest> rules,
        TrainingDbContext db,
        RegistrationWriter writer,
        TimeProvider clock,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        var rows = BulkReader.ReadAsync(http.Request, rules, cancellationToken);
        if (rows is null)
            return CommonProblems.MediaTypeUnsupported.Result();
        var tally = new BulkTally();
        var good = new List<(int Number, Guid MemberId)>();
        await foreach (var row in rows)
        {
            if (row.Number > MaxRows)
                return RegistrationProblems.BatchTooLarge.Result(MaxRows);
            if (row.Errors.Count > 0)
                tally.Refuse(row.Number, row.Errors);
            else
                good.Add((row.Number, row.Value!.MemberId!.Value));
        }
        var memberIds = good.ConvertAll(pair => pair.MemberId);
        var members = await db.ReadMembersAsync(memberIds, cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (session, problem) = await db.FindOpenSessionAsync(id, caller, clock, cancellationToken);
        if (session is null)
            return problem!;
        var outcomes = await writer.RegisterAsync(session, memberIds, members, caller, cancellationToken);
        if (!dryRun)
        {
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        foreach (var (outcome, (number, _)) in outcomes.Zip(good))
            tally.Add(number, outcome);
        return TypedResults.Ok(tally.ToAnswer(dryRun));
    }
}
