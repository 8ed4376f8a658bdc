using System.Text.Json.Serialization;

namespace CongNgheSo.Services.Training.Sessions;

/// <summary>A public lecturer.</summary>
/// <param name="Name">Name, up to 200 characters.</param>
/// <param name="Organisation">Code of who sends them (see /v1/training-topics).</param>
public sealed record Trainer(string Name, string Organisation);

/// <summary>What a session says: the part that a change can replace.</summary>
/// <remarks>
/// Its JSON's hash tells a retry from another session: what was added later is left out of it while it is null.
/// </remarks>
/// <param name="ProgrammeId">The programme that it belongs to.</param>
/// <param name="OrganiserUnit">Code of the unit that holds it.</param>
/// <param name="CoOrganisers">Codes of the units that hold it together with the organiser.</param>
/// <param name="Trainers">The lecturers.</param>
/// <param name="Mode">"in-person" or "online".</param>
/// <param name="Place">Where, in person.</param>
/// <param name="Link">Where, online.</param>
/// <param name="HeldOn">The day of its first part (Vietnam time).</param>
/// <param name="Topics">Codes of its topics; empty for those of the programme.</param>
/// <param name="Form">One of <see cref="SessionForms"/>; null where it was not said.</param>
/// <param name="Parts">Its parts in order; null where it is one part, the whole day.</param>
/// <param name="PartsRequired">How many parts make an attendance count; null for all.</param>
/// <param name="Capacity">Seats; null where there is no limit.</param>
/// <param name="RegistrationUntil">When registration ends; null for when it begins.</param>
public sealed record SessionContent(
    Guid ProgrammeId,
    string OrganiserUnit,
    string[] CoOrganisers,
    Trainer[] Trainers,
    string Mode,
    string? Place,
    string? Link,
    DateOnly HeldOn,
    string[] Topics,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Form = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] SessionPart[]? Parts = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? PartsRequired = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Capacity = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? RegistrationUntil = null
);

/// <summary>What a session's content stands for, once it has been judged.</summary>
/// <param name="OrganiserPath">Codes from the nation down to the organiser today.</param>
/// <param name="Topics">Its own topics, or those of the programme that are in force on the day.</param>
public sealed record SessionPlan(string OrganiserPath, string[] Topics);

/// <summary>What kind of event a session is.</summary>
public static class SessionForms
{
    /// <summary>Hội nghị tập huấn.</summary>
    public const string Conference = "conference";

    /// <summary>Lớp tập huấn.</summary>
    public const string Class = "class";

    /// <summary>Tập huấn trực tuyến.</summary>
    public const string Online = "online";

    public static IReadOnlyList<string> All { get; } = [Conference, Class, Online];
}
