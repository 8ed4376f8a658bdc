using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Certificates;

public static class ListCertificates
{
    public static readonly string[] Statuses = ["valid", "expired", "revoked", "erased"];

    /// <summary>
    /// Lists the certificates that the caller's unit and those below it issued, or that members within it hold, the latest
    /// first.
    /// </summary>
    /// <remarks>Names need the scope members.read as well; that they were read, by whom and when, is kept on record.</remarks>
    /// <param name="unit">Code of a unit: only what it, or a unit below it, issued.</param>
    /// <param name="session">Only of this session.</param>
    /// <param name="member">Only of this member.</param>
    /// <param name="level">Only of this level.</param>
    /// <param name="status">"valid", "expired", "revoked" or "erased", as of today.</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<CertificateResponse>>> Handle(
        Caller caller,
        TrainingDbContext db,
        VerificationAddress address,
        TimeProvider clock,
        string? unit = null,
        Guid? session = null,
        Guid? member = null,
        string? level = null,
        string? status = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var today = clock.Today();
        var certificates = db
            .Certificates.AsNoTracking()
            .Where(each =>
                UnitPath.IsWithin(each.IssuerPath, caller.Unit)
                || db.Members.Any(holder =>
                    holder.Id == each.MemberId && UnitPath.IsWithin(holder.UnitPath, caller.Unit)
                )
            );
        if (unit is not null)
            certificates = certificates.Where(each => UnitPath.IsWithin(each.IssuerPath, unit));
        if (session is not null)
            certificates = certificates.Where(each => each.SessionId == session);
        if (member is not null)
            certificates = certificates.Where(each => each.MemberId == member);
        if (level is not null)
            certificates = certificates.Where(each => each.Level == level);
        certificates = status switch
        {
            "revoked" => certificates.Where(each => each.RevokedOn != null),
            "erased" => certificates.Where(each => each.RevokedOn == null && each.ErasedOn != null),
            "expired" => certificates.Where(each =>
                each.RevokedOn == null && each.ErasedOn == null && each.ExpiresOn < today
            ),
            "valid" => certificates.Where(each =>
                each.RevokedOn == null && each.ErasedOn == null && (each.ExpiresOn == null || each.ExpiresOn >= today)
            ),
            _ => certificates,
        };
        if (Paging.Read<CertificateKey>(cursor) is { } after)
            certificates = certificates.Where(each =>
                each.IssuedAt < after.IssuedAt || (each.IssuedAt == after.IssuedAt && each.Id.CompareTo(after.Id) < 0)
            );
        var read = await certificates
            .OrderByDescending(each => each.IssuedAt)
            .ThenByDescending(each => each.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var page = read.ToPage(limit, each => new CertificateKey(each.IssuedAt, each.Id));
        await db.RecordReadingAsync(caller, page.Items, CertificateReading.Names, clock, cancellationToken);
        return TypedResults.Ok(
            new Page<CertificateResponse>(
                [.. page.Items.Select(each => CertificateResponse.Of(each, caller, address, today))],
                page.Next
            )
        );
    }

    private sealed record CertificateKey(DateTimeOffset IssuedAt, Guid Id);
}
