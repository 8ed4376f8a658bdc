using System.Security.Cryptography;

namespace CongNgheSo.Services.Training.Registrations;

/// <summary>
/// A code that a member types at the door: eight of 32 letters and digits that are not taken for one another, one in a
/// million millions. Written in two groups; how it is typed (case, spaces, hyphens, O for 0, I or L for 1) does not matter.
/// </summary>
internal static class RegistrationCode
{
    public const int Length = 8;

    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    public static string Create() => RandomNumberGenerator.GetString(Letters, Length);

    /// <summary>"7K3M-92QX".</summary>
    public static string Written(string code) => $"{code[..4]}-{code[4..]}";

    /// <summary>The code that was typed; null where it can be none.</summary>
    public static string? Read(string? typed)
    {
        if (typed is not { Length: <= 32 })
            return null;
        var code = string.Concat(
            typed
                .ToUpperInvariant()
                .Where(letter => letter is not ('-' or '–' or ' '))
                .Select(letter =>
                    letter switch
                    {
                        'O' => '0',
                        'I' or 'L' => '1',
                        _ => letter,
                    }
                )
        );
        return code.Length == Length && code.All(letter => Letters.Contains(letter, StringComparison.Ordinal))
            ? code
            : null;
    }
}
