using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Contracts.Reporting.V1;
using CongNgheSo.Contracts.Training.V1;

namespace CongNgheSo.Contracts.Tests;

/// <summary>One of each event, every field filled where it can be.</summary>
internal static class EventSamples
{
    private static readonly DateTimeOffset At = new(2026, 3, 14, 2, 30, 0, TimeSpan.Zero);
    private static readonly Guid Team = new("0195a000-0000-7000-8000-000000000001");
    private static readonly Guid Member = new("0195a000-0000-7000-8000-000000000002");
    private static readonly Guid Report = new("0195a000-0000-7000-8000-000000000007");
    private static readonly Guid Session = new("0195a000-0000-7000-8000-000000000003");
    private static readonly ActivityFact Activity = new(
        new Guid("0195a000-0000-7000-8000-000000000004"),
        1,
        Team,
        4711,
        new DateOnly(2026, 3, 13),
        "public-services",
        "household-visit",
        "elderly",
        12,
        5,
        new SortedDictionary<string, long> { ["e-wallets"] = 2, ["vneid-level2-activated"] = 3 },
        false
    );

    private static readonly CertificateFact Certificate = new(
        new Guid("0195a000-0000-7000-8000-000000000009"),
        1,
        Session,
        Member,
        4711,
        25,
        "binh-dan-hoc-vu-so-co-ban",
        new DateOnly(2026, 3, 14),
        new DateOnly(2029, 3, 13),
        false
    );

    public static IReadOnlyList<object> All { get; } =
    [
        new ActivitiesRecorded(At, [Activity]),
        new ActivitiesCorrected(At, [Activity with { Version = 2, PeopleGuided = 11 }]),
        new ActivitiesVoided(At, [Activity with { Version = 3, Voided = true }]),
        new ObstaclesChanged(
            At,
            [
                new ObstacleFact(
                    new Guid("0195a000-0000-7000-8000-000000000007"),
                    2,
                    4711,
                    new DateOnly(2026, 3, 13),
                    "forgotten-account",
                    "open",
                    3,
                    new DateOnly(2026, 3, 19),
                    null
                ),
                new ObstacleFact(
                    new Guid("0195a000-0000-7000-8000-000000000008"),
                    3,
                    4711,
                    new DateOnly(2026, 3, 13),
                    "no-signal",
                    "answered",
                    1,
                    null,
                    new DateOnly(2026, 3, 14)
                ),
            ]
        ),
        new InitiativesPublished(
            At,
            [
                new InitiativeFact(
                    new Guid("0195a000-0000-7000-8000-000000000007"),
                    4,
                    Team,
                    4711,
                    ["online-payment", "online-safety"],
                    815,
                    new DateOnly(2026, 3, 14),
                    false
                ),
            ]
        ),
        new InitiativesApplied(
            At,
            [
                new InitiativeApplicationFact(
                    new Guid("0195a000-0000-7000-8000-000000000008"),
                    1,
                    new Guid("0195a000-0000-7000-8000-000000000007"),
                    Team,
                    4711,
                    new DateOnly(2026, 3, 13),
                    false
                ),
            ]
        ),
        new UnitsChanged(
            At,
            [
                new UnitFact(
                    815,
                    2,
                    "08494",
                    3,
                    "Xã",
                    "Lâm Thao",
                    "Xã Lâm Thao",
                    new DateOnly(2025, 7, 1),
                    null,
                    [
                        new UnitPlacementFact(25, new DateOnly(2025, 7, 1), new DateOnly(2026, 1, 1)),
                        new UnitPlacementFact(26, new DateOnly(2026, 1, 1), null),
                    ]
                ),
            ]
        ),
        new TargetsChanged(
            At,
            [
                new TargetFact(
                    new Guid("0195a000-0000-7000-8000-000000000031"),
                    2,
                    new Guid("0195a000-0000-7000-8000-000000000030"),
                    25,
                    4711,
                    Team,
                    "dossiers-online",
                    "dossiers",
                    ReferenceFigures.Population,
                    5500,
                    new DateOnly(2026, 1, 1),
                    new DateOnly(2026, 12, 31),
                    false
                ),
            ]
        ),
        new UnitFiguresChanged(
            At,
            [new UnitFigureFact(815, ReferenceFigures.ResidentsAgedFifteenOrMore, new DateOnly(2026, 1, 1), 2, 62149)]
        ),
        new UnitsSucceeded(
            At,
            [
                new UnitSuccessionFact(
                    237,
                    815,
                    new Guid("0195a000-0000-7000-8000-0000000000aa"),
                    1,
                    new DateOnly(2025, 7, 1),
                    false,
                    true,
                    "all",
                    "1676/NQ-UBTVQH15",
                    false
                ),
            ]
        ),
        new TeamsChanged(
            At,
            [
                new TeamFact(
                    Team,
                    1,
                    4711,
                    "VN/25/08494/08494-003",
                    "cnscd",
                    new DateOnly(2022, 6, 1),
                    new DateOnly(2026, 3, 14),
                    [new UnitStayFact(237, new DateOnly(2025, 7, 1))],
                    new Guid("0195a000-0000-7000-8000-000000000006")
                ),
            ]
        ),
        new MembersChanged(
            At,
            [
                new MemberFact(
                    Member,
                    1,
                    Team,
                    4711,
                    "VN/25/08494/08494-003",
                    "leader",
                    "village-head",
                    new DateOnly(2022, 6, 1),
                    null,
                    null,
                    new DateOnly(2024, 1, 15),
                    Member
                ),
            ]
        ),
        new AttendanceRecorded(
            At,
            [
                new AttendanceFact(
                    new Guid("0195a000-0000-8000-8000-000000000005"),
                    1,
                    Session,
                    Member,
                    4711,
                    new DateOnly(2026, 3, 13),
                    true
                ),
            ]
        ),
        new ReportsChanged(
            At,
            [
                new ReportFact(
                    Report,
                    4,
                    "nd09-month",
                    "2026-03",
                    815,
                    "accepted",
                    1,
                    new DateOnly(2026, 3, 18),
                    At.AddHours(-2),
                    At
                ),
            ]
        ),
        new ReportsDue(
            At,
            [new ReportReminderFact(Report, "nd09-month", "2026-03", 815, new DateOnly(2026, 3, 18), -1)]
        ),
        new MembersTrained(
            At,
            [
                new MemberTrainingFact(
                    Member,
                    1,
                    4711,
                    new DateOnly(2026, 3, 13),
                    [
                        new TopicTrainingFact("digital-awareness", new DateOnly(2026, 3, 13)),
                        new TopicTrainingFact("portals", null),
                    ]
                ),
            ]
        ),
        new SessionRescheduled(
            At,
            [
                new SessionReschedulingFact(
                    Session,
                    3,
                    "25",
                    [new DateOnly(2026, 3, 20)],
                    [new DateOnly(2026, 3, 27), new DateOnly(2026, 3, 28)]
                ),
            ]
        ),
        new SessionCancelled(At, [new SessionCancellationFact(Session, 4, "25", [new DateOnly(2026, 3, 27)])]),
        new CertificatesIssued(At, [Certificate]),
        new CertificatesRevoked(At, [Certificate with { Version = 2, Revoked = true }]),
    ];
}
