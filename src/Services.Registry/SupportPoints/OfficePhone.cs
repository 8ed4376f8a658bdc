namespace CongNgheSo.Services.Registry.SupportPoints;

/// <summary>Numbers of offices and hotlines, which are shorter or longer than those of mobiles: "1022", "0219 3866 123".</summary>
public static class OfficePhone
{
    /// <summary>The digits alone, with a leading zero for +84; null where there are not 3 to 12 of them or anything else.</summary>
    public static string? Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = string.Concat(text.Where(letter => letter is not (' ' or '.' or '-' or '(' or ')' or '\u00a0')));
        if (digits.StartsWith("+84", StringComparison.Ordinal))
            digits = "0" + digits[3..];
        return digits.Length is >= 3 and <= 12 && digits.All(char.IsAsciiDigit) ? digits : null;
    }
}
