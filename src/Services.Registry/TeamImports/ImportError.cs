using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>Why a row of a list was refused, in both languages, because it may be read later and by others.</summary>
/// <param name="Row">Number of the row.</param>
/// <param name="Column">The heading over the cell that it is about; null in JSON, and where it is about no cell.</param>
/// <param name="Reason">The field and what is wrong with it.</param>
internal sealed record ImportError(int Row, string? Column, BilingualError Reason)
{
    public RowError ToRowError() => new(Row, Reason.Field, Reason.Code, Reason.Text);
}

/// <summary>What became of a part of a list.</summary>
/// <param name="LastRow">Number of its last row.</param>
/// <param name="Rows">Rows of the file: one is refused where anything in it is, accepted where anything in it is new.</param>
/// <param name="Teams">The teams in it.</param>
/// <param name="Members">Their members.</param>
/// <param name="Errors">Why, in the order of the rows.</param>
internal sealed record ImportReport(
    int LastRow,
    ImportCounts Rows,
    ImportCounts Teams,
    ImportCounts Members,
    IReadOnlyList<ImportError> Errors
)
{
    public static ImportReport Nothing { get; } = new(0, ImportCounts.None, ImportCounts.None, ImportCounts.None, []);

    /// <summary>This part and the next one.</summary>
    public ImportReport Then(ImportReport next) =>
        new(
            next.LastRow,
            Rows.And(next.Rows),
            Teams.And(next.Teams),
            Members.And(next.Members),
            [.. Errors, .. next.Errors]
        );
}

/// <summary>How many were written, were there already, and were refused.</summary>
/// <param name="Accepted">Written by this import.</param>
/// <param name="Unchanged">There already with the same content.</param>
/// <param name="Rejected">Refused.</param>
public sealed record ImportCounts(int Accepted, int Unchanged, int Rejected)
{
    internal static ImportCounts None { get; } = new(0, 0, 0);

    internal ImportCounts And(ImportCounts other) =>
        new(Accepted + other.Accepted, Unchanged + other.Unchanged, Rejected + other.Rejected);

    internal ImportCounts And(Outcome outcome) =>
        outcome.Refusal is not null ? this with { Rejected = Rejected + 1 }
        : outcome.IsNew ? this with { Accepted = Accepted + 1 }
        : this with { Unchanged = Unchanged + 1 };
}
