using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.ObstacleAnswers;

/// <summary>What can go wrong with a published answer.</summary>
public static class AnswerProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "obstacle-answer.not-found",
        "Không có câu trả lời {0}, hoặc câu trả lời không còn được công bố.",
        "There is no answer {0}, or it is no longer published."
    );
}
