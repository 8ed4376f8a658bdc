using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Questions;

/// <summary>The whole question as it should stand.</summary>
/// <param name="Topic">Code of its topic (see /v1/training-topics).</param>
/// <param name="Kind">"single" (exactly one choice is right) or "multiple".</param>
/// <param name="Text">The question, up to 2000 characters.</param>
/// <param name="Choices">The answers that it offers, 2 to 10, with the right ones marked.</param>
/// <param name="Points">What a right answer counts for, 1 to 100.</param>
/// <param name="ValidFrom">First day on which it is drawn.</param>
/// <param name="ValidTo">First day on which it no longer is: what ends it; absent where no end is set.</param>
/// <param name="OwnerUnit">Code of the unit that maintains it.</param>
public sealed record ChangeQuestionRequest(
    string? Topic,
    string? Kind,
    string? Text,
    IReadOnlyList<QuestionChoiceRequest>? Choices,
    int? Points,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? OwnerUnit
) : IQuestionContentFields;

public sealed class ChangeQuestionRules : AbstractValidator<ChangeQuestionRequest>
{
    public ChangeQuestionRules(TrainingTopics topics) => QuestionContentRules.AddTo(this, topics);
}

public static class ChangeQuestion
{
    /// <summary>Replaces what a question says; attempts keep the question as it was when they drew it.</summary>
    /// <remarks>If-Match names the version being changed; sending the same change again answers as before.</remarks>
    public static async Task<Results<Ok<QuestionResponse>, ProblemHttpResult>> Handle(
        Guid id,
        ChangeQuestionRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (http.Request.IfMatch() is not { } expected)
            return CommonProblems.VersionRequired.Result();
        var (question, problem) = await db.FindQuestionAsync(id, caller, cancellationToken);
        if (question is null)
            return problem!;
        var content = request.ToContent();
        // A retry whose first try arrived finds its own work done; what changes nothing makes no version.
        var isDone = ContentHash.Of(question.Content) == ContentHash.Of(content);
        if (question.Version != expected && !(isDone && question.Version == expected + 1))
            return CommonProblems.VersionStale.Result(question.Version);
        if (!isDone)
        {
            var (owner, refusal) = await db.FindUnitToActForAsync(
                content.OwnerUnit,
                QuestionProblems.UnitUnknown,
                caller,
                clock,
                cancellationToken
            );
            if (owner is null)
                return refusal!;
            question.Change(content, owner);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return CommonProblems.VersionStale.Result(expected + 1);
            }
        }
        http.Response.SetETag(question.Version);
        return TypedResults.Ok(QuestionResponse.Of(question));
    }
}
