using System.Buffers;
using System.Text;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>Cells of CSV that go to people, who open them in a spreadsheet.</summary>
public static class CsvText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",;\t\"\r\n");

    /// <summary>
    /// Adds a cell. One that a spreadsheet would take for a formula gets an apostrophe in front, which it shows as text
    /// and the imports here take away again.
    /// </summary>
    public static void Append(StringBuilder line, string cell)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(cell);
        var safe = IsFormula(cell) ? "'" + cell : cell;
        if (safe.AsSpan().ContainsAny(Quoted))
            line.Append('"').Append(safe.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
        else
            line.Append(safe);
    }

    /// <summary>The cell as it was before <see cref="Append"/>.</summary>
    internal static string Unprotected(string cell) => cell is ['\'', .. var rest] && IsFormula(rest) ? rest : cell;

    private static bool IsFormula(string cell) => cell is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];
}
