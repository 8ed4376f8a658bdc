using System.Text;
using CongNgheSo.ServiceDefaults.Text;

namespace CongNgheSo.Services.Activity.ObstacleAnswers;

/// <summary>What is searched, and what it is searched for, in the same words: letters and digits without marks.</summary>
internal static class AnswerSearch
{
    private const int MostWords = 16;

    /// <summary>
    /// The words of a text, separated by spaces. PostgreSQL's own parser would take what holds a dot or a slash for an
    /// address or a path, and not find its parts.
    /// </summary>
    public static string Words(string text)
    {
        var key = new StringBuilder(SearchText.Key(text));
        for (var index = 0; index < key.Length; index++)
            if (!char.IsLetterOrDigit(key[index]))
                key[index] = ' ';
        return string.Join(' ', key.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A tsquery for all words of a question; the last one may be only begun. Empty, and finding nothing, without any.</summary>
    /// <param name="question">As somebody types it.</param>
    /// <param name="weight">"A" where all of them must stand in the question that was answered; "" for anywhere.</param>
    public static string Query(string question, string weight)
    {
        var words = Words(question).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords).ToArray();
        return string.Join(
            " & ",
            words.Select((word, index) => $"{word}:{(index == words.Length - 1 ? "*" : "")}{weight}".TrimEnd(':'))
        );
    }
}
