using System.Text.Json.Serialization;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Bulk;

/// <summary>One row of a bulk request: its number, from 1, and its content or what is wrong with it.</summary>
/// <param name="Number">Number of the record, from 1; a CSV file's header does not count.</param>
/// <param name="Value">The content; null where it could not be read.</param>
/// <param name="Errors">What is wrong; empty where nothing is.</param>
public sealed record BulkRow<T>(int Number, T? Value, IReadOnlyList<FieldError> Errors)
    where T : class;

/// <summary>Why one row was refused.</summary>
/// <param name="Row">Number of the record, from 1; a CSV file's header does not count.</param>
/// <param name="Field">Path of the field in camelCase; empty for the whole row.</param>
/// <param name="Code">Stable code of the reason.</param>
/// <param name="Text">The reason in the reader's language.</param>
public sealed record RowError(int Row, string Field, string Code, string Text)
{
    public static RowError Of(int row, FieldError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return new RowError(row, error.Field, error.Code, error.Text);
    }
}

/// <summary>What became of a bulk request, the same for every noun.</summary>
/// <param name="Accepted">Rows written by this request.</param>
/// <param name="Unchanged">Rows that were there already with the same content.</param>
/// <param name="Rejected">Rows refused; each has at least one entry in <paramref name="Errors"/>.</param>
/// <param name="DryRun">True where nothing was written because the caller asked only what would happen.</param>
/// <param name="Errors">Why rows were refused, in the order of the rows.</param>
/// <param name="Flagged">Accepted rows that wait for review; left out where there are none.</param>
public sealed record BulkAnswer(
    int Accepted,
    int Unchanged,
    int Rejected,
    bool DryRun,
    IReadOnlyList<RowError> Errors,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] int Flagged = 0
);
