using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>Somebody read the names of holders.</summary>
/// <param name="ReadAt">When (UTC).</param>
/// <param name="ClientId">Id of the client that read them.</param>
/// <param name="IssuingUnit">Code of the unit that issued their certificates.</param>
/// <param name="Certificates">How many of them were in the answer with a name.</param>
/// <param name="What">"names" or "document".</param>
public sealed record CertificateReadingResponse(
    DateTimeOffset ReadAt,
    string ClientId,
    string IssuingUnit,
    int Certificates,
    string What
);

public static class ListCertificateReadings
{
    /// <summary>Lists who has read the names of holders, newest first, of what the caller's unit and those below it issued.</summary>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<CertificateReadingResponse>>> Handle(
        Caller caller,
        TrainingDbContext db,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var readings = db
            .CertificateReadings.AsNoTracking()
            .Where(reading => UnitPath.IsWithin(reading.IssuerPath, caller.Unit));
        if (Paging.Read<long?>(cursor) is { } before)
            readings = readings.Where(reading => reading.Id < before);
        var read = await readings
            .OrderByDescending(reading => reading.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        var page = read.ToPage(limit, reading => (long?)reading.Id);
        return TypedResults.Ok(
            new Page<CertificateReadingResponse>(
                [
                    .. page.Items.Select(reading => new CertificateReadingResponse(
                        reading.ReadAt,
                        reading.ClientId,
                        reading.IssuerPath.Split('/')[^1],
                        reading.Certificates,
                        reading.What
                    )),
                ],
                page.Next
            )
        );
    }
}
