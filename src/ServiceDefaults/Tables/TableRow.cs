namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>What a spreadsheet holds in a cell; in CSV everything is text.</summary>
public enum TableCellKind
{
    Text,
    Number,
    Day,
    Boolean,
}

/// <summary>One cell.</summary>
/// <param name="Text">As it is read: a number in the invariant form, a day as yyyy-MM-dd; empty where there is nothing.</param>
/// <param name="Kind">What it was in the spreadsheet.</param>
public readonly record struct TableCell(string Text, TableCellKind Kind = TableCellKind.Text)
{
    public bool IsBlank => string.IsNullOrWhiteSpace(Text);
}

/// <summary>One row of a table.</summary>
/// <param name="Number">In a spreadsheet the number that it shows beside the row; in CSV that of the record, from 1.</param>
/// <param name="Cells">Its cells from the first column on; trailing ones may be missing.</param>
public sealed record TableRow(int Number, IReadOnlyList<TableCell> Cells)
{
    /// <summary>The cell of a column, from 0; blank where the row is shorter.</summary>
    public TableCell this[int column] => column < Cells.Count ? Cells[column] : new TableCell("");

    public bool IsBlank => Cells.All(cell => cell.IsBlank);
}
