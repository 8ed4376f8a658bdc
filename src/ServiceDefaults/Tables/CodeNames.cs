using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>What a code is called in a file for people.</summary>
public static class CodeNames
{
    /// <summary>In Vietnamese by name, in English by the code itself; a code without a name is given as it is.</summary>
    /// <param name="vietnamese">The names by code.</param>
    /// <param name="code">The code.</param>
    public static string? Named(this IReadOnlyDictionary<string, string> vietnamese, string? code)
    {
        ArgumentNullException.ThrowIfNull(vietnamese);
        return code is null || BilingualError.WantsEnglish ? code : vietnamese.GetValueOrDefault(code, code);
    }
}
