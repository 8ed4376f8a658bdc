using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>A valid village on its way to the database.</summary>
public sealed record VillageRow(string ParentCode, string Type, string Name, string? Code);

/// <summary>A village and its path of today.</summary>
public sealed record PlacedVillage(Unit Unit, string Path);

/// <summary>The one way in for new villages: rows, display codes and events in one transaction.</summary>
public sealed class VillageWriter(RegistryDbContext db, Caller caller, TimeProvider clock)
{
    private const int CodesToSpare = 4;
    private const int ManyCodes = 100;

    /// <summary>Writes what can be written of <paramref name="rows"/> and says what became of each, in order.</summary>
    public async Task<IReadOnlyList<Outcome<PlacedVillage>>> WriteAsync(
        IReadOnlyList<VillageRow> rows,
        bool dryRun,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(rows);
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.HoldTreeAsync(cancellationToken);
        var named = await db.UnitsByCodeAsync(rows.Select(row => row.ParentCode), clock.Today(), cancellationToken);
        // A commune that is known by another code too numbers its villages by its own.
        rows =
        [
            .. rows.Select(row =>
                row with
                {
                    ParentCode = named.GetValueOrDefault(row.ParentCode)?.Code ?? row.ParentCode,
                }
            ),
        ];
        var communes = named.Values.DistinctBy(unit => unit.Code).ToDictionary(unit => unit.Code);
        var judged = rows.Select(row => Judge(row, communes)).ToList();
        var open = rows.Where((_, index) => judged[index] is null).ToList();
        var parents = open.Select(row => row.ParentCode).Distinct().ToDictionary(code => code, code => communes[code]);
        var counters = await LockCountersAsync([.. parents.Keys.Order(StringComparer.Ordinal)], cancellationToken);
        var known = await ReadVillagesAsync([.. parents.Values.Select(unit => unit.Id)], cancellationToken);
        var taken = await ReadCodesAsync([.. open.Select(row => row.Code).OfType<string>()], cancellationToken);
        var free = await FindFreeCodesAsync(counters, open, cancellationToken);
        var stays = await ReadStaysAsync([.. parents.Values.Select(unit => unit.Id)], cancellationToken);

        var facts = new List<(UnitFact, string)>();
        var outcomes = rows.Select((row, index) => judged[index] is { } refusal ? refusal : Write(row)).ToList();
        if (dryRun)
            return outcomes;
        if (facts.Count > 0)
        {
            db.Outbox.AddRange(RegistryEvents.Units(facts, clock.GetUtcNow()));
            await db.SaveChangesAsync(cancellationToken);
            await db.StampTreeAsync(cancellationToken);
        }
        await transaction.CommitAsync(cancellationToken);
        return outcomes;

        Outcome<PlacedVillage> Write(VillageRow row)
        {
            var commune = communes[row.ParentCode];
            var key = (commune.Id, row.Type, VietnameseText.NameKey(row.Name));
            if (known.TryGetValue(key, out var existing))
                return row.Code is null || row.Code == existing.Code
                    ? new Outcome<PlacedVillage>(Placed(existing, commune), IsNew: false, null)
                    : new Refusal(UnitProblems.VillageHasOtherCode, "code", existing.Code);
            if (row.Code is not null && !taken.Add(row.Code))
                return new Refusal(UnitProblems.VillageCodeTaken, "code", row.Code);
            var code = row.Code ?? Give(row.ParentCode);
            // A village is written down later than it came to be: it has been there as long as its commune.
            var stay = stays[commune.Id];
            var village = new Unit(code, 4, row.Type, row.Name, $"{row.Type} {row.Name}", stay[0].From);
            db.Units.Add(village);
            village.PlaceAlong(stay);
            known[key] = village;
            facts.Add((village.ToFact(), commune.Path));
            return new Outcome<PlacedVillage>(Placed(village, commune), IsNew: true, null);
        }

        string Give(string commune)
        {
            var code = free[commune].Dequeue();
            // A row before this one may have brought it along.
            while (!taken.Add(code))
                code = free[commune].Dequeue();
            counters[commune].Give(code);
            return code;
        }
    }

    private Refusal? Judge(VillageRow row, Dictionary<string, UnitAt> communes) =>
        !communes.TryGetValue(row.ParentCode, out var parent)
            ? new Refusal(UnitProblems.ParentUnknown, "parentCode", row.ParentCode)
        : parent.Level != 3 ? new Refusal(UnitProblems.ParentNotCommune, "parentCode", parent.FullName)
        : !caller.MayTouch(parent.Path) ? new Refusal(CommonProblems.UnitOutOfScope, "parentCode", parent.Code)
        : null;

    private static PlacedVillage Placed(Unit village, UnitAt commune) => new(village, $"{commune.Path}/{village.Code}");

    /// <summary>Always in the order of codes, so that two writers never wait for each other in a circle.</summary>
    private async Task<Dictionary<string, VillageCounter>> LockCountersAsync(
        string[] codes,
        CancellationToken cancellationToken
    )
    {
        await db.Database.ExecuteSqlAsync(
            $"INSERT INTO village_counters SELECT unnest({codes}), 0 ON CONFLICT DO NOTHING",
            cancellationToken
        );
        return await db
            .VillageCounters.FromSql(
                $"SELECT * FROM village_counters WHERE commune_code = ANY({codes}) ORDER BY commune_code FOR UPDATE"
            )
            .ToDictionaryAsync(counter => counter.CommuneCode, cancellationToken);
    }

    private async Task<Dictionary<(int, string, string), Unit>> ReadVillagesAsync(
        int[] communes,
        CancellationToken cancellationToken
    )
    {
        var today = clock.Today();
        var villages = await (
            from unit in db.Units.AsNoTracking()
            from placement in unit.Placements
            where unit.Level == 4 && unit.ValidTo == null && communes.Contains(placement.ParentId)
            where placement.ValidFrom <= today && (placement.ValidTo == null || placement.ValidTo > today)
            orderby unit.Id descending
            select new { placement.ParentId, Unit = unit }
        ).ToListAsync(cancellationToken);
        var byName = new Dictionary<(int, string, string), Unit>();
        // Communes that were merged may hold two villages of one name: the older one answers.
        foreach (var row in villages)
            byName[(row.ParentId, row.Unit.Type, row.Unit.NameKey)] = row.Unit;
        return byName;
    }

    /// <summary>Each commune from its first day on, and its heirs where it is to end.</summary>
    private async Task<Dictionary<int, IReadOnlyList<(int ParentId, DateOnly From)>>> ReadStaysAsync(
        int[] communes,
        CancellationToken cancellationToken
    )
    {
        var stays = new Dictionary<int, IReadOnlyList<(int, DateOnly)>>();
        foreach (var commune in await db.Units.Where(unit => communes.Contains(unit.Id)).ToListAsync(cancellationToken))
            stays[commune.Id] = await db.StaysFromAsync(commune, commune.ValidFrom, cancellationToken);
        return stays;
    }

    /// <summary>By commune, as many codes as it has rows that bring none.</summary>
    private async Task<Dictionary<string, Queue<string>>> FindFreeCodesAsync(
        Dictionary<string, VillageCounter> counters,
        List<VillageRow> rows,
        CancellationToken cancellationToken
    )
    {
        var wanted = rows.Where(row => row.Code is null).CountBy(row => row.ParentCode).ToDictionary();
        // One question for all; seldom has somebody brought along what comes next.
        var next = wanted.ToDictionary(
            commune => commune.Key,
            commune => counters[commune.Key].Ahead().Take(commune.Value + CodesToSpare).ToArray()
        );
        var known = await ReadCodesAsync([.. next.Values.SelectMany(codes => codes)], cancellationToken);
        var free = new Dictionary<string, Queue<string>>();
        foreach (var (commune, count) in wanted)
        {
            free[commune] = new Queue<string>(next[commune].Where(code => !known.Contains(code)));
            if (free[commune].Count < count + Brought(commune))
                free[commune] = await FindFreeCodesAsync(
                    counters[commune],
                    count + Brought(commune),
                    cancellationToken
                );
        }
        return free;

        // Rows of the same list may take what is free.
        int Brought(string commune) => rows.Count(row => row.ParentCode == commune && row.Code is not null);
    }

    private async Task<Queue<string>> FindFreeCodesAsync(
        VillageCounter counter,
        int count,
        CancellationToken cancellationToken
    )
    {
        var free = new Queue<string>(count);
        foreach (var codes in counter.Ahead().Chunk(count + ManyCodes))
        {
            var known = await ReadCodesAsync(codes, cancellationToken);
            foreach (var code in codes.Where(code => !known.Contains(code)).Take(count - free.Count))
                free.Enqueue(code);
            if (free.Count == count)
                break;
        }
        return free;
    }

    private Task<HashSet<string>> ReadCodesAsync(string[] codes, CancellationToken cancellationToken) =>
        db.Units.Where(unit => codes.Contains(unit.Code)).Select(unit => unit.Code).ToHashSetAsync(cancellationToken);
}
