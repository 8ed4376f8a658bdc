using System.Collections.Concurrent;
using System.Globalization;
using FluentValidation.Resources;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>
/// FluentValidation's own texts without the sentences that repeat what was entered ("You entered -2."): it may be
/// personal, and problems end up in logs and tickets.
/// </summary>
internal sealed class ValueFreeTexts : LanguageManager
{
    private readonly ConcurrentDictionary<(string, CultureInfo), string> texts = [];

    public override string GetString(string key, CultureInfo? culture = null) =>
        texts.GetOrAdd((key, culture ?? CultureInfo.CurrentUICulture), entry => Strip(entry.Item1, entry.Item2));

    private string Strip(string key, CultureInfo culture)
    {
        var sentences = base.GetString(key, culture).Split(". ");
        var kept = sentences
            .Where(sentence => !sentence.Contains("{PropertyValue}", StringComparison.Ordinal))
            .ToArray();
        return kept.Length == sentences.Length ? string.Join(". ", sentences)
            : kept.Length > 0 ? string.Join(". ", kept).TrimEnd('.') + "."
            : base.GetString("PredicateValidator", culture);
    }
}
