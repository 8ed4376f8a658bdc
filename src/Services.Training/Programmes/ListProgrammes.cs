using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Programmes;

public static class ListProgrammes
{
    /// <summary>Lists the training programmes of the caller's unit, of those below it and of those above it, newest first.</summary>
    /// <param name="unit">Code of a unit: only its own and those of the units below it.</param>
    /// <param name="topic">Only those with this topic.</param>
    /// <param name="asOf">Only those in force on this day (yyyy-MM-dd).</param>
    /// <param name="limit">Items a page, 1 to 1000; 50 where absent.</param>
    /// <param name="cursor"><c>next</c> of the page before.</param>
    public static async Task<Ok<Page<ProgrammeResponse>>> Handle(
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        string? unit = null,
        string? topic = null,
        DateOnly? asOf = null,
        int? limit = null,
        string? cursor = null,
        CancellationToken cancellationToken = default
    )
    {
        var above = await db.UnitsAboveAsync(caller, clock, cancellationToken);
        var programmes = db
            .Programmes.AsNoTracking()
            .Where(programme =>
                UnitPath.IsWithin(programme.OwnerPath, caller.Unit) || above.Contains(programme.OwnerUnit)
            );
        if (unit is not null)
            programmes = programmes.Where(programme => UnitPath.IsWithin(programme.OwnerPath, unit));
        if (topic is not null)
            programmes = programmes.Where(programme => programme.Topics.Contains(topic));
        if (asOf is not null)
            programmes = programmes.Where(programme =>
                programme.ValidFrom <= asOf && (programme.ValidTo == null || programme.ValidTo > asOf)
            );
        if (Paging.Read<ProgrammeKey>(cursor) is { } after)
            programmes = programmes.Where(programme =>
                programme.ValidFrom < after.ValidFrom
                || (programme.ValidFrom == after.ValidFrom && programme.Id.CompareTo(after.Id) < 0)
            );
        var read = await programmes
            .OrderByDescending(programme => programme.ValidFrom)
            .ThenByDescending(programme => programme.Id)
            .Take(Paging.Take(limit))
            .ToListAsync(cancellationToken);
        IReadOnlyList<ProgrammeResponse> items = [.. read.Select(ProgrammeResponse.Of)];
        return TypedResults.Ok(items.ToPage(limit, item => new ProgrammeKey(item.ValidFrom, item.Id)));
    }

    private sealed record ProgrammeKey(DateOnly ValidFrom, Guid Id);
}
