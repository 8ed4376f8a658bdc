namespace CongNgheSo.Services.Training.Questions;

/// <summary>A question of the bank.</summary>
/// <param name="Id">Id of the question.</param>
/// <param name="Version">1 when created; each change adds one. Also the ETag.</param>
/// <param name="Topic">Code of its topic (see /v1/training-topics).</param>
/// <param name="Kind">"single" (exactly one choice is right) or "multiple".</param>
/// <param name="Text">The question.</param>
/// <param name="Choices">The answers that it offers, and which of them are right.</param>
/// <param name="Points">What a right answer counts for.</param>
/// <param name="ValidFrom">First day on which it is drawn.</param>
/// <param name="ValidTo">First day on which it no longer is; null where no end is set.</param>
/// <param name="OwnerUnit">Code of the unit that maintains it.</param>
public sealed record QuestionResponse(
    Guid Id,
    int Version,
    string Topic,
    string Kind,
    string Text,
    IReadOnlyList<QuestionChoice> Choices,
    int Points,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string OwnerUnit
)
{
    internal static QuestionResponse Of(Question question) =>
        new(
            question.Id,
            question.Version,
            question.Topic,
            question.Kind,
            question.Text,
            question.Choices,
            question.Points,
            question.ValidFrom,
            question.ValidTo,
            question.OwnerUnit
        );
}
