using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Registry.Reorganizations;
using CongNgheSo.Services.Registry.Units;

namespace CongNgheSo.Services.Registry.UnitImports;

/// <summary>What a catalogue changed, or would change.</summary>
/// <param name="ValidFrom">The day from which it holds.</param>
/// <param name="DryRun">True where nothing was written because the caller asked only what would happen.</param>
/// <param name="Opened">Units that are new on that day, or bear a new name or type.</param>
/// <param name="Closed">Units that ended on that day, because they are gone or bear a new name or type.</param>
/// <param name="Moved">Units that stay what they are and hang under another unit (or another identity of the same code).</param>
/// <param name="Corrected">Units of that very day whose name or type a second import put right.</param>
/// <param name="Unchanged">Units that stay what and where they are.</param>
/// <param name="VillagesMoved">Villages that follow their commune's code to its new identity.</param>
/// <param name="TeamsMoved">Teams whose unit or path changed.</param>
/// <param name="MembersMoved">Members of those teams.</param>
public sealed record CatalogueAnswer(
    DateOnly ValidFrom,
    bool DryRun,
    int Opened,
    int Closed,
    int Moved,
    int Corrected,
    int Unchanged,
    int VillagesMoved,
    int TeamsMoved,
    int MembersMoved
);

/// <summary>Makes a catalogue the tree from a day on, in one transaction with the events that tell of it.</summary>
public sealed class CatalogueImporter(RegistryDbContext db, TreeWriter writer, TimeProvider clock)
{
    /// <returns>What changed; or why the catalogue cannot be taken.</returns>
    public async Task<(CatalogueAnswer?, Refusal?)> ImportAsync(
        Catalogue catalogue,
        DateOnly validFrom,
        bool dryRun,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        if (validFrom > clock.Today())
            return (null, new(UnitImportProblems.InFuture, "validFrom", validFrom));
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var units = await writer.LockAndReadAsync(cancellationToken);
        var latest = units.Where(unit => unit.Level > 0).Select(unit => unit.LastChange).DefaultIfEmpty().Max();
        if (validFrom < latest)
            return (null, new(UnitImportProblems.BeforeLatest, "validFrom", latest));

        var spellings = await UnitSpellings.ReadAsync(db, cancellationToken);
        var redraw = new TreeRedraw(units, validFrom, spellings, unit => db.Units.Add(unit));
        redraw.Apply(Redrawing.Of(catalogue.WithOwnCodes(spellings)));
        if (redraw.Refusals is [var (_, refusal), ..])
            return (null, refusal);
        var followers = await writer.WriteAsync(redraw, act: null, cancellationToken);
        var answer = new CatalogueAnswer(
            validFrom,
            dryRun,
            redraw.Opened.Count,
            redraw.Closed.Count,
            redraw.Moved.Count,
            redraw.Corrected.Count,
            redraw.Unchanged,
            followers.Villages,
            followers.Teams,
            followers.Members
        );
        if (!dryRun && redraw.Changed.Any())
            await writer.CommitAsync(cancellationToken);
        return (answer, null);
    }
}
