using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>
/// What no field of any request may hold, whatever its rules say: text that is no text (U+0000, half a surrogate pair, a
/// code point that is no character, such as U+FFFE), text of which nothing can be seen, and the id of all zeros.
/// </summary>
internal static class RequestContents
{
    private const int Nul = 0;

    /// <summary>Letters and symbols that show nothing: the fillers of Hangul and the empty cell of Braille.</summary>
    private static readonly SearchValues<char> Blanks = SearchValues.Create("\u115f\u1160\u2800\u3164\uffa0");

    private static readonly ConcurrentDictionary<Type, (string Name, PropertyInfo Property)[]> Properties = [];

    /// <summary>What is wrong with the fields of a request; empty where nothing is.</summary>
    public static IReadOnlyList<FieldError> Errors(object request)
    {
        var errors = new List<FieldError>();
        foreach (var (name, property) in PropertiesOf(request.GetType()))
            Look(property.GetValue(request), name, errors);
        return errors;
    }

    /// <summary>True where the rules could not even be asked: composing such text (NFC) throws.</summary>
    public static bool IsForbidden(FieldError error) => error.Code == CommonProblems.TextForbidden.Code;

    /// <summary>Why this is no text; null where it is, be it empty.</summary>
    public static ProblemType? Flaw(string text)
    {
        // Printable ASCII, which most texts are.
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            return null;
        var (blank, visible) = (true, false);
        for (var rest = text.AsSpan(); rest.Length > 0; )
        {
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != OperationStatus.Done || IsNone(rune))
                return CommonProblems.TextForbidden;
            blank &= Rune.IsWhiteSpace(rune);
            visible |= IsVisible(rune);
            rest = rest[length..];
        }
        return blank || visible ? null : CommonProblems.TextInvisible;
    }

    private static void Look(object? value, string field, List<FieldError> errors)
    {
        switch (value)
        {
            case null:
                break;
            case string text:
                if (Flaw(text) is { } flaw)
                    errors.Add(flaw.At(field));
                break;
            case Guid id:
                if (id == Guid.Empty)
                    errors.Add(CommonProblems.IdEmpty.At(field));
                break;
            case IDictionary map:
                foreach (DictionaryEntry entry in map)
                    if (entry.Key is string key && Flaw(key) is { } keyFlaw)
                        errors.Add(keyFlaw.At(field));
                    else
                        Look(entry.Value, $"{field}.{entry.Key}", errors);
                break;
            case IEnumerable items:
                var index = 0;
                foreach (var item in items)
                    Look(item, $"{field}[{index++}]", errors);
                break;
            default:
                foreach (var (name, property) in PropertiesOf(value.GetType()))
                    Look(property.GetValue(value), $"{field}.{name}", errors);
                break;
        }
    }

    /// <summary>The fields worth a look; none of numbers, days and other types that are not ours.</summary>
    private static (string Name, PropertyInfo Property)[] PropertiesOf(Type type) =>
        Properties.GetOrAdd(
            type,
            static type =>
                IsOurs(type)
                    ?
                    [
                        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                            .Where(property => CanHold(property.PropertyType))
                            .Select(property => (NameOf(property), property)),
                    ]
                    : []
        );

    private static bool CanHold(Type type) =>
        IsOurs(type)
        || typeof(IEnumerable).IsAssignableFrom(type)
        || (Nullable.GetUnderlyingType(type) ?? type) == typeof(Guid);

    private static bool IsOurs(Type type) =>
        type.Namespace?.StartsWith(nameof(CongNgheSo), StringComparison.Ordinal) == true;

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name
        ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name);

    private static bool IsNone(Rune rune) =>
        rune.Value is Nul or (>= 0xfdd0 and <= 0xfdef) || (rune.Value & 0xfffe) == 0xfffe;

    private static bool IsVisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
            )
        && !(rune.IsBmp && Blanks.Contains((char)rune.Value));
}
