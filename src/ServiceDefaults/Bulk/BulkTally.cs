using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Bulk;

/// <summary>Counts the rows of a bulk request while they are judged.</summary>
public sealed class BulkTally
{
    private readonly List<RowError> errors = [];
    private int accepted;
    private int unchanged;
    private int rejected;
    private int flagged;

    /// <summary>Refuses a row; one call a row.</summary>
    public void Refuse(int row, params IReadOnlyList<FieldError> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        rejected++;
        errors.AddRange(reasons.Select(reason => RowError.Of(row, reason)));
    }

    /// <summary>Counts what became of a row; one call a row.</summary>
    public void Add(int row, Outcome outcome, bool isFlagged = false)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Refusal is { } refusal)
            Refuse(row, refusal.At());
        else if (outcome.IsNew)
        {
            accepted++;
            flagged += isFlagged ? 1 : 0;
        }
        else
            unchanged++;
    }

    public BulkAnswer ToAnswer(bool dryRun) =>
        new(accepted, unchanged, rejected, dryRun, [.. errors.OrderBy(error => error.Row)], flagged);
}
