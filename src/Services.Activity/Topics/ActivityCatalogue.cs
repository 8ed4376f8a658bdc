using CongNgheSo.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Activity.Topics;

/// <summary>
/// The catalogue in this process's memory. The table is asked, at most twice a second, whether it still says the same; it
/// is read again when it does not, and every few seconds all the same, because the tree moves provinces and days pass.
/// </summary>
/// <param name="scopes">Opens the database.</param>
/// <param name="clock">Tells days and how long ago something was.</param>
public sealed class ActivityCatalogue(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    /// <summary>How long what others change may stay unnoticed.</summary>
    public static readonly TimeSpan Trusted = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim gate = new(1);
    private State state = new(new CatalogueSnapshot([]), 0, LoadedAt: null, CheckedAt: 0);

    /// <summary>As it was last seen; <see cref="RefreshAsync"/> keeps that young.</summary>
    public CatalogueSnapshot Current => Volatile.Read(ref state).Snapshot;

    /// <summary>Brings <see cref="Current"/> up to date, unless that was done a moment ago.</summary>
    public ValueTask RefreshAsync(CancellationToken cancellationToken) =>
        IsTrusted ? default : new ValueTask(LookAsync(anew: false, cancellationToken));

    /// <summary>Reads all of it again: for whoever changed it, and for whoever is about to.</summary>
    public Task ReloadAsync(CancellationToken cancellationToken) => LookAsync(anew: true, cancellationToken);

    public void Dispose() => gate.Dispose();

    private bool IsTrusted =>
        Volatile.Read(ref state) is { LoadedAt: not null } seen && clock.GetElapsedTime(seen.CheckedAt) < Trusted;

    private async Task LookAsync(bool anew, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            // Whoever had the gate before has looked meanwhile.
            if (!anew && IsTrusted)
                return;
            // Taken first: what is committed while we read is found by the next look.
            var now = clock.GetTimestamp();
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ActivityDbContext>();
            var isOld = state.LoadedAt is not { } loadedAt || clock.GetElapsedTime(loadedAt, now) >= Kept;
            var seen =
                anew || isOld || await StampAsync(db, cancellationToken) != state.Stamp
                    ? await LoadAsync(db, now, cancellationToken)
                    : state with
                    {
                        CheckedAt = now,
                    };
            Volatile.Write(ref state, seen);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>No entry is ever deleted, and each change adds one to a version: no two states have the same sum.</summary>
    private static Task<long> StampAsync(ActivityDbContext db, CancellationToken cancellationToken) =>
        db.CatalogueEntries.SumAsync(entry => (long)entry.Version, cancellationToken);

    private async Task<State> LoadAsync(ActivityDbContext db, long now, CancellationToken cancellationToken)
    {
        var entries = await db.CatalogueEntries.AsNoTracking().ToListAsync(cancellationToken);
        var owners = entries.Where(entry => entry.UnitId is not null).Select(entry => entry.UnitId!.Value).Distinct();
        var provinces = await db.ProvincesOfAsync([.. owners], clock.Today(), cancellationToken);
        var snapshot = new CatalogueSnapshot(
            entries.Select(entry => new CatalogueItem(
                entry,
                entry.UnitId is { } owner ? provinces.GetValueOrDefault(owner, entry.UnitCode) : null
            ))
        );
        return new State(snapshot, snapshot.Stamp, now, now);
    }

    private sealed record State(CatalogueSnapshot Snapshot, long Stamp, long? LoadedAt, long CheckedAt);
}
