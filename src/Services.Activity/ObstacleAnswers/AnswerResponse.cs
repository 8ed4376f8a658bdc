using System.Linq.Expressions;

namespace CongNgheSo.Services.Activity.ObstacleAnswers;

/// <summary>An answer that everybody finds.</summary>
/// <param name="Id">Id of the answer.</param>
/// <param name="Cause">Code of the cause (see /v1/obstacles/causes).</param>
/// <param name="Topic">Code of the topic (see /v1/topics).</param>
/// <param name="Question">What was asked.</param>
/// <param name="Answer">The answer.</param>
/// <param name="ProvinceCode">Code of the province that asked, on the day of the answer.</param>
/// <param name="ProvinceName">Its full name.</param>
/// <param name="AnsweredOn">The day of the answer.</param>
/// <param name="Helped">How many teams say that it helped them.</param>
public sealed record AnswerResponse(
    Guid Id,
    string Cause,
    string? Topic,
    string Question,
    string Answer,
    string ProvinceCode,
    string ProvinceName,
    DateOnly AnsweredOn,
    int Helped
)
{
    internal static readonly Expression<Func<PublishedAnswer, AnswerResponse>> Of = answer => new AnswerResponse(
        answer.ObstacleId,
        answer.Cause,
        answer.Topic,
        answer.Question,
        answer.Answer,
        answer.ProvinceCode,
        answer.ProvinceName,
        answer.AnsweredOn,
        answer.Helped
    );
}
