namespace CongNgheSo.Services.Training.QuizAttempts;

/// <summary>A choice of a question.</summary>
/// <param name="Code">The letter that an answer names it by.</param>
/// <param name="Text">What it says.</param>
/// <param name="Right">Whether it is right; null until no further attempt can follow.</param>
public sealed record AttemptChoiceResponse(string Code, string Text, bool? Right);

/// <summary>A question that was drawn.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Kind">"single" (exactly one choice is right) or "multiple".</param>
/// <param name="Text">The question.</param>
/// <param name="Points">What a right answer counts for.</param>
/// <param name="Choices">The answers that it offers.</param>
/// <param name="Chosen">Codes of what was chosen; null until the attempt has ended.</param>
/// <param name="Correct">Whether that was right; null until the attempt has ended.</param>
public sealed record AttemptQuestionResponse(
    int Number,
    string Kind,
    string Text,
    int Points,
    IReadOnlyList<AttemptChoiceResponse> Choices,
    IReadOnlyList<string>? Chosen,
    bool? Correct
);

/// <summary>An attempt at a quiz.</summary>
/// <param name="Id">Id of the attempt.</param>
/// <param name="Version">1 when begun, 2 when submitted. Also the ETag.</param>
/// <param name="QuizId">The quiz.</param>
/// <param name="SessionId">The session that the member attended.</param>
/// <param name="MemberId">The member.</param>
/// <param name="Number">1 for the member's first attempt in the session.</param>
/// <param name="Status">"open", "passed", "failed", or "expired" where no answers came in time.</param>
/// <param name="StartedAt">When it began (UTC).</param>
/// <param name="EndsAt">When answers come too late (UTC).</param>
/// <param name="SubmittedAt">When answers came (UTC).</param>
/// <param name="Points">Points reached; null without answers.</param>
/// <param name="MostPoints">Points of all its questions.</param>
/// <param name="PassMark">Points that pass, in per cent of all.</param>
/// <param name="Questions">What was drawn; null in lists.</param>
public sealed record AttemptResponse(
    Guid Id,
    int Version,
    Guid QuizId,
    Guid SessionId,
    Guid MemberId,
    int Number,
    string Status,
    DateTimeOffset StartedAt,
    DateTimeOffset EndsAt,
    DateTimeOffset? SubmittedAt,
    int? Points,
    int MostPoints,
    int PassMark,
    IReadOnlyList<AttemptQuestionResponse>? Questions
)
{
    internal static AttemptResponse Of(QuizAttempt attempt, DateTimeOffset now) =>
        InList(attempt, now) with
        {
            Questions = [.. attempt.Questions.Select((question, index) => Of(attempt, question, index + 1, now))],
        };

    internal static AttemptResponse InList(QuizAttempt attempt, DateTimeOffset now) =>
        new(
            attempt.Id,
            attempt.Version,
            attempt.QuizId,
            attempt.SessionId,
            attempt.MemberId,
            attempt.Number,
            attempt.Status(now),
            attempt.StartedAt,
            attempt.EndsAt,
            attempt.SubmittedAt,
            attempt.Points,
            attempt.MostPoints,
            attempt.PassMark,
            null
        );

    private static AttemptQuestionResponse Of(
        QuizAttempt attempt,
        AttemptQuestion question,
        int number,
        DateTimeOffset now
    )
    {
        var hasEnded = attempt.HasEnded(now);
        var isLast = attempt.IsLast(now);
        return new AttemptQuestionResponse(
            number,
            question.Kind,
            question.Text,
            question.Points,
            [
                .. question.Choices.Select(choice => new AttemptChoiceResponse(
                    choice.Code,
                    choice.Text,
                    isLast ? choice.Right : null
                )),
            ],
            hasEnded ? Array.Find(attempt.Answers, answer => answer.Question == number)?.Choices ?? [] : null,
            hasEnded ? attempt.IsRight(number) : null
        );
    }
}
