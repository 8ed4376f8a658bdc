namespace CongNgheSo.Services.Registry.Members;

/// <summary>Vietnamese mobile numbers: 10 digits that begin with 03, 05, 07, 08 or 09.</summary>
public static class PhoneNumber
{
    /// <summary>
    /// "+84 912.345.678", "84912345678" and "912345678", whose zero a spreadsheet has eaten, all give "0912345678"; null
    /// where it is no mobile number.
    /// </summary>
    public static string? Normalise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var digits = string.Concat(text.Where(letter => letter is not (' ' or '.' or '-' or '\u00a0')));
        digits = digits switch
        {
            ['+', '8', '4', .. var rest] => rest,
            ['8', '4', .. { Length: 9 } rest] => rest,
            _ => digits,
        };
        digits = digits.TrimStart('0');
        return digits.Length == 9 && digits.All(char.IsAsciiDigit) && digits[0] is ('3' or '5' or '7' or '8' or '9')
            ? "0" + digits
            : null;
    }

    /// <summary>"091****678" for "0912345678": enough to recognise a number by, too little to call it.</summary>
    public static string Mask(string phone)
    {
        ArgumentNullException.ThrowIfNull(phone);
        return $"{phone[..3]}****{phone[^3..]}";
    }

    /// <summary>True for what <see cref="Mask"/> gives.</summary>
    public static bool IsMasked(string? text) => text is { Length: 10 } && text.AsSpan(3, 4).SequenceEqual("****");
}
