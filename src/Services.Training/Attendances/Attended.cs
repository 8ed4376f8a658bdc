namespace CongNgheSo.Services.Training.Attendances;

/// <summary>The one place that says which attendances count; whatever is made of them is read from here.</summary>
internal static class Attended
{
    /// <summary>As a table in a statement: session_id, member_id, held_on.</summary>
    public const string Rows = "(SELECT session_id, member_id, held_on FROM attendances WHERE counts)";
}
