using CongNgheSo.ServiceDefaults.Bulk;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>A file of teams on its way in.</summary>
/// <param name="Id">Id of the import.</param>
/// <param name="Status">"queued", "running", "succeeded" or "failed". It succeeds where rows are refused, too.</param>
/// <param name="Format">"csv", "xlsx", "json" or "ndjson".</param>
/// <param name="DryRun">True where nothing is written because the caller asked only what would happen.</param>
/// <param name="SentAt">When it was sent.</param>
/// <param name="StartedAt">When reading began.</param>
/// <param name="FinishedAt">When all was said and done.</param>
/// <param name="RowsRead">Rows of the file dealt with so far.</param>
/// <param name="Rows">Rows: refused where anything in one is, accepted where anything in one is new.</param>
/// <param name="Teams">Teams.</param>
/// <param name="Members">Members, those of refused teams included.</param>
/// <param name="ErrorCount">How many errors are known.</param>
/// <param name="Errors">The first of them; all stand under <c>/errors</c>.</param>
/// <param name="Failure">Why the file was refused as a whole; null where it was not.</param>
public sealed record TeamImportResponse(
    Guid Id,
    string Status,
    string Format,
    bool DryRun,
    DateTimeOffset SentAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    int RowsRead,
    ImportCounts Rows,
    ImportCounts Teams,
    ImportCounts Members,
    int ErrorCount,
    IReadOnlyList<TeamImportErrorResponse> Errors,
    TeamImportFailure? Failure
)
{
    internal static TeamImportResponse Of(TeamImportJob import, IEnumerable<TeamImportError> errors) =>
        new(
            import.Id,
            import.Status,
            import.Format.Name(),
            import.DryRun,
            import.SentAt,
            import.StartedAt,
            import.FinishedAt,
            import.RowsAccepted + import.RowsUnchanged + import.RowsRejected,
            new ImportCounts(import.RowsAccepted, import.RowsUnchanged, import.RowsRejected),
            new ImportCounts(import.TeamsAccepted, import.TeamsUnchanged, import.TeamsRejected),
            new ImportCounts(import.MembersAccepted, import.MembersUnchanged, import.MembersRejected),
            import.Errors,
            [.. errors.Select(TeamImportErrorResponse.Of)],
            import.Failure is { } failure ? new TeamImportFailure(failure.Code, failure.Text) : null
        );
}

/// <summary>Why one row was refused.</summary>
/// <param name="Row">In a spreadsheet the number beside the row; else that of the record, from 1, a head not counted.</param>
/// <param name="Column">The heading over the cell; null in JSON, and where it is about the whole row.</param>
/// <param name="Field">Path of the field in camelCase; empty for the whole row.</param>
/// <param name="Code">Stable code of the reason.</param>
/// <param name="Text">The reason in the reader's language; never what stood in the cell of a person.</param>
public sealed record TeamImportErrorResponse(int Row, string? Column, string Field, string Code, string Text)
{
    internal static TeamImportErrorResponse Of(TeamImportError error) =>
        new(error.Row, error.Column, error.Field, error.Code, error.Reason.Text);
}

/// <summary>Why a file was refused as a whole.</summary>
/// <param name="Code">Stable code of the reason.</param>
/// <param name="Text">The reason in the reader's language.</param>
public sealed record TeamImportFailure(string Code, string Text);
