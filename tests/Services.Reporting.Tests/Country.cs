using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Contracts.Training.V1;

namespace CongNgheSo.Services.Reporting.Tests;

/// <summary>Units of a test's own, under a nation of its own.</summary>
public sealed class Country
{
    public static readonly DateOnly Always = new(2020, 1, 1);

    private static int lastUnitId = 1000;

    public Country() => Nation = Unit(0, null);

    public string Prefix { get; } = Guid.NewGuid().ToString("N")[..6];

    public UnitFact Nation { get; }

    public UnitFact Unit(int level, UnitFact? parent, DateOnly? from = null, string? code = null)
    {
        var id = Interlocked.Increment(ref lastUnitId);
        code ??= $"{Prefix}-{id}";
        return new UnitFact(
            id,
            1,
            code,
            level,
            "Đơn vị",
            code,
            $"Đơn vị {code}",
            from ?? Always,
            null,
            parent is null ? [] : [new UnitPlacementFact(parent.UnitId, from ?? Always, null)]
        );
    }

    public static UnitsChanged Changed(params IReadOnlyList<UnitFact> units) => new(DateTimeOffset.UtcNow, units);

    public static ActivitiesRecorded Recorded(params IReadOnlyList<ActivityFact> facts) =>
        new(DateTimeOffset.UtcNow, facts);

    public static ActivityFact Activity(
        UnitFact unit,
        DateOnly day,
        int people = 1,
        int households = 0,
        IReadOnlyDictionary<string, long>? outcomes = null
    ) =>
        new(
            Guid.NewGuid(),
            1,
            Guid.NewGuid(),
            unit.UnitId,
            day,
            "online-payment",
            "household-visit",
            "elderly",
            people,
            households,
            outcomes ?? new Dictionary<string, long>(),
            false
        );

    public static TeamFact Team(UnitFact unit, DateOnly from, DateOnly? to = null) =>
        new(Guid.NewGuid(), 1, unit.UnitId, unit.Code, "cnscd", from, to);

    public static MemberFact Member(UnitFact unit, DateOnly from, DateOnly? to = null) =>
        new(Guid.NewGuid(), 1, Guid.NewGuid(), unit.UnitId, unit.Code, "member", "youth-union", from, to);

    public static TeamsChanged Teams(params IReadOnlyList<TeamFact> teams) => new(DateTimeOffset.UtcNow, teams);

    public static MembersChanged Members(params IReadOnlyList<MemberFact> members) =>
        new(DateTimeOffset.UtcNow, members);

    public static MembersTrained Trained(params IReadOnlyList<MemberTrainingFact> members) =>
        new(DateTimeOffset.UtcNow, members);
}

public static class Moves
{
    /// <summary>The unit's next version, under another parent from a day on.</summary>
    public static UnitFact Moved(this UnitFact unit, UnitFact parent, DateOnly on)
    {
        var kept = unit.Placements.Where(placement => placement.ValidFrom < on).ToList();
        if (kept is [.., var last])
            kept[^1] = last with { ValidTo = on };
        return unit with
        {
            Version = unit.Version + 1,
            Placements = [.. kept, new UnitPlacementFact(parent.UnitId, on, null)],
        };
    }

    /// <summary>The unit's next version, gone from a day on.</summary>
    public static UnitFact Closed(this UnitFact unit, DateOnly on) =>
        unit with
        {
            Version = unit.Version + 1,
            ValidTo = on,
            Placements = [.. unit.Placements.SkipLast(1), unit.Placements[^1] with { ValidTo = on }],
        };
}
