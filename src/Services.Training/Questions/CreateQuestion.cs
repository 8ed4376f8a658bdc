using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Questions;

/// <summary>A question of the bank.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="Topic">Code of its topic (see /v1/training-topics).</param>
/// <param name="Kind">"single" (exactly one choice is right) or "multiple".</param>
/// <param name="Text">The question, up to 2000 characters.</param>
/// <param name="Choices">The answers that it offers, 2 to 10, with the right ones marked.</param>
/// <param name="Points">What a right answer counts for, 1 to 100.</param>
/// <param name="ValidFrom">First day on which it is drawn.</param>
/// <param name="ValidTo">First day on which it no longer is; absent where no end is set.</param>
/// <param name="OwnerUnit">Code of the unit that maintains it; quizzes of it and of the units below draw it.</param>
public sealed record CreateQuestionRequest(
    Guid? Id,
    string? Topic,
    string? Kind,
    string? Text,
    IReadOnlyList<QuestionChoiceRequest>? Choices,
    int? Points,
    DateOnly? ValidFrom,
    DateOnly? ValidTo,
    string? OwnerUnit
) : IQuestionContentFields;

public sealed class CreateQuestionRules : AbstractValidator<CreateQuestionRequest>
{
    public CreateQuestionRules(TrainingTopics topics) => QuestionContentRules.AddTo(this, topics);
}

public static class CreateQuestion
{
    /// <summary>Adds a question to the bank.</summary>
    /// <remarks>
    /// Answers 201; 200 with the same body when the same question (same id, same content) is sent again; 409 when the id
    /// stands for other content.
    /// </remarks>
    public static async Task<Results<Created<QuestionResponse>, Ok<QuestionResponse>, ProblemHttpResult>> Handle(
        CreateQuestionRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var content = request.ToContent();
        var (owner, problem) = await db.FindUnitToActForAsync(
            content.OwnerUnit,
            QuestionProblems.UnitUnknown,
            caller,
            clock,
            cancellationToken
        );
        if (owner is null)
            return problem!;
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var question = new Question(id, content, owner, caller.ClientId, clock.GetUtcNow());
        db.Questions.Add(question);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(1);
            return TypedResults.Created($"/v1/questions/{id}", QuestionResponse.Of(question));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.Questions.SingleAsync(other => other.Id == id, cancellationToken);
        if (existing.CreatedHash != question.CreatedHash)
            return QuestionProblems.IdTaken.Result(id);
        http.Response.SetETag(1);
        return TypedResults.Ok(QuestionResponse.Of(question));
    }
}
