using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>How many certificates of a level there are.</summary>
/// <param name="Level">Code of the level; null for those without one.</param>
/// <param name="Issued">All of them, whatever became of them since.</param>
/// <param name="Revoked">Those that were revoked.</param>
/// <param name="Expired">Those whose last day is over, revoked ones left out.</param>
/// <param name="Erased">Those whose holder's name was erased; they count as issued as before.</param>
/// <param name="Holders">Distinct members who hold one that was not revoked.</param>
public sealed record LevelCertificates(
    string? Level,
    long Issued,
    long Revoked,
    long Expired,
    long Erased,
    long Holders
);

/// <summary>How many certificates a unit and those below it issued.</summary>
/// <param name="UnitCode">Code of the unit.</param>
/// <param name="Levels">By level, those without one first.</param>
public sealed record CertificatesSummary(string UnitCode, IReadOnlyList<LevelCertificates> Levels);

public static class SummariseCertificates
{
    /// <summary>Counts the certificates that a unit and those below it issued, by level.</summary>
    /// <param name="unit">Code of the unit; the caller's where absent.</param>
    /// <param name="from">First day of issue (yyyy-MM-dd).</param>
    /// <param name="to">Last day of issue (yyyy-MM-dd).</param>
    public static async Task<Results<Ok<CertificatesSummary>, ProblemHttpResult>> Handle(
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        string? unit = null,
        DateOnly? from = null,
        DateOnly? to = null,
        CancellationToken cancellationToken = default
    )
    {
        var today = clock.Today();
        var code = unit ?? caller.Unit;
        var found = await db.FindUnitAsync(code, today, cancellationToken);
        if (found is null)
            return CertificateProblems.UnitNotFound.Result(code);
        if (!caller.MayTouch(found.Path))
            return CommonProblems.UnitOutOfScope.Result(code);
        var certificates = db.Certificates.Where(each => UnitPath.IsWithin(each.IssuerPath, code));
        if (from is not null)
            certificates = certificates.Where(each => each.IssuedOn >= from);
        if (to is not null)
            certificates = certificates.Where(each => each.IssuedOn <= to);
        var levels = await certificates
            .GroupBy(each => each.Level)
            .Select(group => new LevelCertificates(
                group.Key,
                group.LongCount(),
                group.LongCount(each => each.RevokedOn != null),
                group.LongCount(each => each.RevokedOn == null && each.ExpiresOn < today),
                group.LongCount(each => each.ErasedOn != null),
                group.Where(each => each.RevokedOn == null).Select(each => each.MemberId).Distinct().LongCount()
            ))
            .ToListAsync(cancellationToken);
        return TypedResults.Ok(
            new CertificatesSummary(code, [.. levels.OrderBy(level => level.Level, StringComparer.Ordinal)])
        );
    }
}
