namespace CongNgheSo.Contracts.Training.V1;

/// <summary>Members' attendance at training sessions was recorded or changed.</summary>
/// <param name="OccurredAt">When Training committed it (UTC).</param>
/// <param name="Facts">Each attendance as it now stands, at most 500 a message.</param>
public sealed record AttendanceRecorded(DateTimeOffset OccurredAt, IReadOnlyList<AttendanceFact> Facts);

/// <summary>One member's attendance at one session; a higher version replaces a lower one.</summary>
/// <param name="AttendanceId">Id of this (session, member) pair.</param>
/// <param name="Version">Starts at 1 and grows by one with each change.</param>
/// <param name="SessionId">The session.</param>
/// <param name="MemberId">The member.</param>
/// <param name="UnitId">Surrogate id of the member's unit when attendance was recorded.</param>
/// <param name="HeldOn">The day of the session (Vietnam time).</param>
/// <param name="Attended">False when an attendance was taken back.</param>
public sealed record AttendanceFact(
    Guid AttendanceId,
    int Version,
    Guid SessionId,
    Guid MemberId,
    int UnitId,
    DateOnly HeldOn,
    bool Attended
);

/// <summary>Members became trained for the first time, at all or in a topic, or the day on which they did changed.</summary>
/// <param name="OccurredAt">When Training committed it (UTC).</param>
/// <param name="Facts">Each member as they now stand, at most 500 a message.</param>
public sealed record MembersTrained(DateTimeOffset OccurredAt, IReadOnlyList<MemberTrainingFact> Facts);

/// <summary>One member's training as it stands at <paramref name="Version"/>.</summary>
/// <param name="MemberId">The member; of one who came along from a merged team, the person's id.</param>
/// <param name="Version">Starts at 1 and grows by one with each change.</param>
/// <param name="UnitId">Surrogate id of the member's unit.</param>
/// <param name="FirstTrainedOn">Day of the first session attended; null when every attendance was taken back.</param>
/// <param name="Topics">
/// The same by topic, for every topic that the member was ever told to be trained in; null from before topics were told.
/// </param>
public sealed record MemberTrainingFact(
    Guid MemberId,
    int Version,
    int UnitId,
    DateOnly? FirstTrainedOn,
    IReadOnlyList<TopicTrainingFact>? Topics = null
);

/// <summary>One member's training in one topic.</summary>
/// <param name="Topic">Code of the topic.</param>
/// <param name="FirstTrainedOn">Day of the first session on it that was attended; null when none counts any more.</param>
public sealed record TopicTrainingFact(string Topic, DateOnly? FirstTrainedOn);

/// <summary>Sessions were moved to other times. One message for each province that has to do with them.</summary>
/// <param name="OccurredAt">When Training committed it (UTC).</param>
/// <param name="Facts">Each session as it now stands, at most 500 a message.</param>
public sealed record SessionRescheduled(DateTimeOffset OccurredAt, IReadOnlyList<SessionReschedulingFact> Facts);

/// <summary>One session's days; a higher version replaces a lower one.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Version">The session's version that says so.</param>
/// <param name="Province">Code of the organiser's province, "VN" above the provinces.</param>
/// <param name="FormerDays">The days on which it was to be (Vietnam time); the same where only its hours changed.</param>
/// <param name="Days">The days on which it is to be.</param>
public sealed record SessionReschedulingFact(
    Guid SessionId,
    int Version,
    string Province,
    IReadOnlyList<DateOnly> FormerDays,
    IReadOnlyList<DateOnly> Days
);

/// <summary>Sessions were cancelled for good. One message for each province that has to do with them.</summary>
/// <param name="OccurredAt">When Training committed it (UTC).</param>
/// <param name="Facts">Each session, at most 500 a message.</param>
public sealed record SessionCancelled(DateTimeOffset OccurredAt, IReadOnlyList<SessionCancellationFact> Facts);

/// <summary>One session that will not be.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Version">The session's version that says so.</param>
/// <param name="Province">Code of the organiser's province, "VN" above the provinces.</param>
/// <param name="Days">The days on which it was to be (Vietnam time).</param>
public sealed record SessionCancellationFact(
    Guid SessionId,
    int Version,
    string Province,
    IReadOnlyList<DateOnly> Days
);
