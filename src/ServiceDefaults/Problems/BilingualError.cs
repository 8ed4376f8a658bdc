using System.Globalization;

namespace CongNgheSo.ServiceDefaults.Problems;

/// <summary>
/// A reason in both languages, for what is kept now and read later: nobody knows yet which one the reader will want.
/// </summary>
/// <param name="Field">Path of the field in camelCase; empty for the whole row or body.</param>
/// <param name="Code">Stable code of the reason.</param>
/// <param name="Vi">The reason in Vietnamese.</param>
/// <param name="En">The reason in English.</param>
public sealed record BilingualError(string Field, string Code, string Vi, string En)
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    /// <summary>In the language of whoever asks.</summary>
    public string Text => WantsEnglish ? En : Vi;

    /// <summary>True where whoever asks reads English; Vietnamese is what everybody else gets.</summary>
    public static bool WantsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";

    /// <summary>What <paramref name="tell"/> says, in both languages; it is asked once where it says nothing.</summary>
    public static IReadOnlyList<BilingualError> Of(Func<IReadOnlyList<FieldError>> tell)
    {
        var vietnamese = In(Vietnamese, tell);
        return vietnamese.Count == 0
            ? []
            :
            [
                .. vietnamese.Zip(
                    In(English, tell),
                    (vi, en) => new BilingualError(vi.Field, vi.Code, vi.Text, en.Text)
                ),
            ];
    }

    /// <inheritdoc cref="Of(Func{IReadOnlyList{FieldError}})"/>
    public static BilingualError Of(Func<FieldError> tell) => Of(() => [tell()])[0];

    private static T In<T>(CultureInfo language, Func<T> tell)
    {
        var readers = CultureInfo.CurrentUICulture;
        if (readers.Equals(language))
            return tell();
        CultureInfo.CurrentUICulture = language;
        try
        {
            return tell();
        }
        finally
        {
            CultureInfo.CurrentUICulture = readers;
        }
    }
}
