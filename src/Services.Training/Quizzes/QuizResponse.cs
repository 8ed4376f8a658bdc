namespace CongNgheSo.Services.Training.Quizzes;

/// <summary>A quiz.</summary>
/// <param name="Id">Id of the quiz.</param>
/// <param name="Version">1 when created; each change adds one. Also the ETag.</param>
/// <param name="ProgrammeId">The programme in whose sessions it is asked; null where it is one session's own.</param>
/// <param name="SessionId">The session whose own it is; null where it is a programme's.</param>
/// <param name="OwnerUnit">Code of the programme's owner, or the session's organiser.</param>
/// <param name="Title">Title.</param>
/// <param name="Draws">What an attempt draws.</param>
/// <param name="PassMark">Points that pass, in per cent of all.</param>
/// <param name="Attempts">How often a member may try in a session.</param>
/// <param name="Minutes">How long an attempt lasts.</param>
/// <param name="Withdrawn">True once it is no longer asked.</param>
/// <param name="WithdrawalReason">Why; null while it is asked.</param>
public sealed record QuizResponse(
    Guid Id,
    int Version,
    Guid? ProgrammeId,
    Guid? SessionId,
    string OwnerUnit,
    string Title,
    IReadOnlyList<QuizDraw> Draws,
    int PassMark,
    int Attempts,
    int Minutes,
    bool Withdrawn,
    string? WithdrawalReason
)
{
    internal static QuizResponse Of(Quiz quiz) =>
        new(
            quiz.Id,
            quiz.Version,
            quiz.ProgrammeId,
            quiz.SessionId,
            quiz.OwnerUnit,
            quiz.Title,
            quiz.Draws,
            quiz.PassMark,
            quiz.Attempts,
            quiz.Minutes,
            quiz.IsWithdrawn,
            quiz.WithdrawalReason
        );
}
