using CongNgheSo.Contracts;
using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Contracts.Training.V1;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>
/// What must stand in the totals, worked out the slow way: from all facts at their highest version, asking day by day who
/// stood above whom. Shares nothing with the service.
/// </summary>
public sealed class Model
{
    private static readonly string[] Stocks = ["teams", "members", "members-trained"];

    private static bool IsStock(string code) =>
        Stocks.Contains(code) || code.StartsWith("members-trained.", StringComparison.Ordinal);

    private readonly Dictionary<int, UnitFact> units = [];
    private readonly Dictionary<string, (int Version, Entry[] Entries)> facts = [];

    private sealed record Entry(int UnitId, DateOnly Day, string Code, long Value);

    public IEnumerable<int> Units => units.Keys;

    /// <summary>Takes an event into account.</summary>
    public void Add(object @event)
    {
        switch (@event)
        {
            case UnitsChanged changed:
                foreach (var unit in changed.Facts)
                    if (!units.TryGetValue(unit.UnitId, out var known) || known.Version < unit.Version)
                        units[unit.UnitId] = unit;
                break;
            case ActivitiesRecorded recorded:
                AddActivities(recorded.Facts);
                break;
            case ActivitiesCorrected corrected:
                AddActivities(corrected.Facts);
                break;
            case ActivitiesVoided voided:
                AddActivities(voided.Facts);
                break;
            case TeamsChanged teams:
                foreach (var fact in teams.Facts)
                    AddLifetime(fact.TeamId, fact.Version, fact.UnitId, "teams", fact.EstablishedOn, fact.DissolvedOn);
                break;
            case MembersChanged members:
                foreach (var fact in members.Facts)
                    AddLifetime(fact.MemberId, fact.Version, fact.UnitId, "members", fact.JoinedOn, fact.LeftOn);
                break;
            case AttendanceRecorded attendance:
                foreach (var fact in attendance.Facts)
                    Add(
                        fact.AttendanceId,
                        fact.Version,
                        fact.Attended ? [new Entry(fact.UnitId, fact.HeldOn, "attendances", 1)] : []
                    );
                break;
            case MembersTrained trained:
                foreach (var fact in trained.Facts)
                {
                    AddTraining(fact, "members-trained", fact.FirstTrainedOn);
                    foreach (var topic in fact.Topics ?? [])
                        AddTraining(fact, $"members-trained.{topic.Topic}", topic.FirstTrainedOn);
                }
                break;
            default:
                throw new ArgumentException($"No such event: {@event}");
        }
    }

    /// <summary>The rows that must stand: all figures that are not 0, by unit and day.</summary>
    public IEnumerable<string> Rows()
    {
        var entries = facts.Values.SelectMany(fact => fact.Entries).ToArray();
        var days = entries
            .Select(entry => entry.Day)
            .Concat(units.Values.SelectMany(unit => unit.Placements, (_, placement) => placement.ValidFrom))
            .Distinct()
            .Order()
            .ToArray();
        var before = new Dictionary<(int, string), long>();
        foreach (var day in days)
        {
            var flows = Sums(entries.Where(entry => entry.Day == day && !IsStock(entry.Code)), day);
            var stocks = Sums(entries.Where(entry => entry.Day <= day && IsStock(entry.Code)), day);
            foreach (var ((unit, code), value) in flows.Where(sum => sum.Value != 0))
                yield return $"{unit} {day:yyyy-MM-dd} {code} {value}";
            foreach (var key in stocks.Keys.Union(before.Keys))
                if (stocks.GetValueOrDefault(key) - before.GetValueOrDefault(key) is var change and not 0)
                    yield return $"{key.Item1} {day:yyyy-MM-dd} {key.Item2} {change}";
            before = stocks;
        }
    }

    /// <summary>The rows that must stand by month: of all units but villages.</summary>
    public IEnumerable<string> Months()
    {
        var sums = new Dictionary<string, long>();
        foreach (var row in Rows().Select(row => row.Split(' ')))
            if (!units.TryGetValue(int.Parse(row[0], null), out var unit) || unit.Level < 4)
            {
                var key = $"{row[0]} {row[1][..7]}-01 {row[2]}";
                sums[key] = sums.GetValueOrDefault(key) + long.Parse(row[3], null);
            }
        return sums.Where(sum => sum.Value != 0).Select(sum => $"{sum.Key} {sum.Value}");
    }

    /// <summary>Figures of a unit from one day to another, without details; stocks at the end.</summary>
    /// <param name="boundaries">The day whose tree counts; each day's own where null.</param>
    public Dictionary<string, long> Total(int unit, DateOnly from, DateOnly to, DateOnly? boundaries = null)
    {
        var total = new Dictionary<string, long>();
        foreach (var entry in facts.Values.SelectMany(fact => fact.Entries))
        {
            var isStock = IsStock(entry.Code);
            if (entry.Code.Contains(".audience.") || entry.Code.Contains(".form."))
                continue;
            if (entry.Day > to || (!isStock && entry.Day < from))
                continue;
            if (Above(entry.UnitId, boundaries ?? (isStock ? to : entry.Day)).Contains(unit))
                total[entry.Code] = total.GetValueOrDefault(entry.Code) + entry.Value;
        }
        return total.Where(figure => figure.Value != 0).ToDictionary();
    }

    private Dictionary<(int, string), long> Sums(IEnumerable<Entry> entries, DateOnly day)
    {
        var sums = new Dictionary<(int, string), long>();
        foreach (var entry in entries)
        foreach (var unit in Above(entry.UnitId, day))
            sums[(unit, entry.Code)] = sums.GetValueOrDefault((unit, entry.Code)) + entry.Value;
        return sums;
    }

    private IEnumerable<int> Above(int unit, DateOnly day)
    {
        for (int? at = unit; at is not null; at = ParentOn(at.Value, day))
            yield return at.Value;
    }

    private int? ParentOn(int unit, DateOnly day)
    {
        if (!units.TryGetValue(unit, out var fact) || fact.Placements.Count == 0)
            return null;
        var placement = fact.Placements.LastOrDefault(placement => placement.ValidFrom <= day) ?? fact.Placements[0];
        return placement.ParentId;
    }

    private void AddActivities(IEnumerable<ActivityFact> activities)
    {
        foreach (var fact in activities)
        {
            Entry Of(string code, long value) => new(fact.UnitId, fact.OccurredOn, code, value);
            Add(
                fact.ActivityId,
                fact.Version,
                fact.Voided
                    ? []
                    :
                    [
                        Of(IndicatorCodes.Activities, 1),
                        Of(IndicatorCodes.PeopleGuided, fact.PeopleGuided),
                        Of($"people-guided.{fact.Topic}", fact.PeopleGuided),
                        Of($"people-guided.audience.{fact.Audience}", fact.PeopleGuided),
                        Of($"activities.form.{fact.Form}", 1),
                        Of(IndicatorCodes.Households, fact.Households),
                        .. fact.Outcomes.Select(outcome => Of(outcome.Key, outcome.Value)),
                    ]
            );
        }
    }

    private void AddTraining(MemberTrainingFact fact, string code, DateOnly? first) =>
        AddLifetime(fact.MemberId, fact.Version, fact.UnitId, code, first, null);

    private void AddLifetime(Guid id, int version, int unitId, string code, DateOnly? from, DateOnly? to)
    {
        var entries = new List<Entry>();
        if (from is not null)
            entries.Add(new Entry(unitId, from.Value, code, 1));
        if (to is not null)
            entries.Add(new Entry(unitId, to.Value, code, -1));
        Add(id, version, [.. entries], code);
    }

    private void Add(Guid id, int version, Entry[] entries, string kind = "")
    {
        var key = $"{kind}{id}";
        if (!facts.TryGetValue(key, out var known) || known.Version < version)
            facts[key] = (version, entries);
    }
}
