using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.ServiceDefaults.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CongNgheSo.Services.Activity.DutyRosters;

/// <summary>A part of the day that somebody is on duty for, in Vietnam's time.</summary>
public sealed record DutySession(TimeOnly StartsAt, TimeOnly EndsAt);

/// <summary>Somebody who takes a turn, and the days on which they cannot.</summary>
public sealed record DutyPoolMember(Guid MemberId, DateOnly[] DaysOff);

/// <summary>What a roster says: the part that a change can replace.</summary>
/// <param name="PlaceKind">"service-centre", "culture-house" or "other".</param>
/// <param name="PlaceName">What the place is called.</param>
/// <param name="FirstDay">First day of the period.</param>
/// <param name="LastDay">Last day of the period.</param>
/// <param name="MinPerDay">Fewest people on duty a day; fewer is a breach.</param>
/// <param name="MaxPerDay">Most people on duty a day; more is refused.</param>
/// <param name="PerDay">How many the rotation puts on duty a day.</param>
/// <param name="Weekdays">The days of the week with duty: 1 Monday to 7 Sunday.</param>
/// <param name="Sessions">The parts of such a day, in order.</param>
/// <param name="ClosedDays">Days of the period without duty.</param>
/// <param name="Pool">Who takes turns, in the order in which turns begin.</param>
public sealed record DutyRosterContent(
    string PlaceKind,
    string PlaceName,
    DateOnly FirstDay,
    DateOnly LastDay,
    int MinPerDay,
    int MaxPerDay,
    int PerDay,
    int[] Weekdays,
    DutySession[] Sessions,
    DateOnly[] ClosedDays,
    DutyPoolMember[] Pool
);

/// <summary>Who keeps a place open to people, day after day. Its row is locked by whoever changes its shifts.</summary>
public sealed class DutyRoster
{
    public const string Draft = "draft";
    public const string Published = "published";
    public const string Closed = "closed";

    public static readonly string[] PlaceKinds = ["service-centre", "culture-house", "other"];
    public static readonly string[] Statuses = [Draft, Published, Closed];

    private DutyRoster() { }

    internal DutyRoster(Guid id, UnitAt unit, DutyRosterContent content, string by, DateTimeOffset now)
    {
        (Id, Version, Status, CreatedBy, CreatedAt) = (id, 1, Draft, by, now);
        (UnitCode, UnitPath, UnitName) = (unit.Code, unit.Path, unit.FullName);
        Fill(content);
        CreatedHash = ContentHash.Of(UnitCode, content);
    }

    public Guid Id { get; private set; }

    public int Version { get; private set; }

    public string UnitCode { get; private set; } = "";

    /// <summary>Codes from the nation down to the unit when the roster was made.</summary>
    public string UnitPath { get; private set; } = "";

    public string UnitName { get; private set; } = "";

    public string PlaceKind { get; private set; } = "";

    public string PlaceName { get; private set; } = "";

    public string PlaceKey { get; private set; } = "";

    public DateOnly FirstDay { get; private set; }

    public DateOnly LastDay { get; private set; }

    public int MinPerDay { get; private set; }

    public int MaxPerDay { get; private set; }

    public int PerDay { get; private set; }

    public int[] Weekdays { get; private set; } = [];

    public DutySession[] Sessions { get; private set; } = [];

    public DateOnly[] ClosedDays { get; private set; } = [];

    public DutyPoolMember[] Pool { get; private set; } = [];

    public string Status { get; private set; } = "";

    /// <summary>The last day with duty of a roster that was closed; null where it was not.</summary>
    public DateOnly? ClosedOn { get; private set; }

    /// <summary>Hash of the content as created: tells a retry from another roster under the same id.</summary>
    public long CreatedHash { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public string CreatedBy { get; private set; } = "";

    public DutyRosterContent Content =>
        new(
            PlaceKind,
            PlaceName,
            FirstDay,
            LastDay,
            MinPerDay,
            MaxPerDay,
            PerDay,
            Weekdays,
            Sessions,
            ClosedDays,
            Pool
        );

    /// <summary>True where the roster already says what a change would make it say.</summary>
    public bool Says(DutyRosterContent content) => ContentHash.Of(Content) == ContentHash.Of(content);

    /// <summary>True where somebody is to be on duty.</summary>
    public bool IsDutyDay(DateOnly day) =>
        day >= FirstDay && day <= LastDay && Weekdays.Contains(Weekday(day)) && !ClosedDays.Contains(day);

    /// <summary>The days with duty, in order.</summary>
    public IEnumerable<DateOnly> Days() =>
        Enumerable.Range(0, LastDay.DayNumber - FirstDay.DayNumber + 1).Select(FirstDay.AddDays).Where(IsDutyDay);

    public void Change(DutyRosterContent content)
    {
        Version++;
        Fill(content);
    }

    public void Publish() => (Version, Status) = (Version + 1, Published);

    /// <summary>Ends it: days after <paramref name="lastDay"/> are none of its days any more.</summary>
    public void Close(DateOnly lastDay) => (Version, Status, ClosedOn) = (Version + 1, Closed, lastDay);

    /// <summary>Its shifts were planned anew.</summary>
    public void Rotate() => Version++;

    private static int Weekday(DateOnly day) => day.DayOfWeek == DayOfWeek.Sunday ? 7 : (int)day.DayOfWeek;

    private void Fill(DutyRosterContent content)
    {
        (PlaceKind, PlaceName, FirstDay, LastDay, MinPerDay, MaxPerDay, PerDay, Weekdays, Sessions, ClosedDays, Pool) =
            content;
        PlaceKey = SearchText.Key(PlaceName);
    }
}

internal sealed class DutyRosterTable : IEntityTypeConfiguration<DutyRoster>
{
    public void Configure(EntityTypeBuilder<DutyRoster> builder)
    {
        builder.ToTable("DutyRosters");
        builder.Property(roster => roster.Id).ValueGeneratedNever();
        builder.Property(roster => roster.Version).IsConcurrencyToken();
        builder.Property(roster => roster.Sessions).IsJson();
        builder.Property(roster => roster.Pool).IsJson();
        builder.Ignore(roster => roster.Content);
        builder.HasIndex(roster => new { roster.FirstDay, roster.Id });
    }
}
