using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Sessions;
using CongNgheSo.Services.Training.Topics;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Quizzes;

/// <summary>A quiz of a programme or of a session.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="ProgrammeId">The programme in whose sessions it is asked; or</param>
/// <param name="SessionId">the session whose own it is, in the place of its programme's.</param>
/// <param name="Title">Title, up to 300 characters.</param>
/// <param name="Draws">How many questions an attempt draws, topic by topic.</param>
/// <param name="PassMark">Points that pass, in per cent of all, 1 to 100.</param>
/// <param name="Attempts">How often a member may try in a session, 1 to 20.</param>
/// <param name="Minutes">How long an attempt lasts, 1 to 240.</param>
public sealed record CreateQuizRequest(
    Guid? Id,
    Guid? ProgrammeId,
    Guid? SessionId,
    string? Title,
    IReadOnlyList<QuizDrawRequest>? Draws,
    int? PassMark,
    int? Attempts,
    int? Minutes
) : IQuizContentFields;

public sealed class CreateQuizRules : AbstractValidator<CreateQuizRequest>
{
    public CreateQuizRules(TrainingTopics topics)
    {
        // Of the request, because neither field is required by itself.
        RuleFor(request => request)
            .Must(request => request.ProgrammeId is null != request.SessionId is null)
            .WithProblem(QuizProblems.SubjectWrong)
            .OverridePropertyName("programmeId");
        QuizContentRules.AddTo(this, topics);
    }
}

public static class CreateQuiz
{
    /// <summary>Makes a quiz of a programme, or of one session, which then has it in the place of its programme's.</summary>
    /// <remarks>
    /// Answers 201; 200 with the same body when the same quiz (same id, same content) is sent again; 409 when the id stands
    /// for other content, or the programme or session has a quiz already; 422 when the bank has too few questions.
    /// </remarks>
    public static async Task<Results<Created<QuizResponse>, Ok<QuizResponse>, ProblemHttpResult>> Handle(
        CreateQuizRequest request,
        HttpContext http,
        Caller caller,
        TrainingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var content = request.ToContent();
        var (subject, problem) = await FindSubjectAsync(db, request, caller, clock, cancellationToken);
        if (subject is null)
            return problem!;
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var quiz = new Quiz(id, subject, content, caller.ClientId, clock.GetUtcNow());
        if (await db.Quizzes.FindAsync([id], cancellationToken) is { } earlier)
            return Repeat(earlier);
        if (await db.MissingQuestionsAsync(quiz.OwnerPath, content.Draws, clock, cancellationToken) is { } missing)
            return missing;
        db.Quizzes.Add(quiz);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(1);
            return TypedResults.Created($"/v1/quizzes/{id}", QuizResponse.Of(quiz));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        if (await db.Quizzes.FindAsync([id], cancellationToken) is { } meanwhile)
            return Repeat(meanwhile);
        var other = await db
            .Quizzes.Where(each => each.WithdrawalReason == null)
            .FirstOrDefaultAsync(
                each => each.ProgrammeId == quiz.ProgrammeId && each.SessionId == quiz.SessionId,
                cancellationToken
            );
        return QuizProblems.Exists.Result(other?.Id);

        Results<Created<QuizResponse>, Ok<QuizResponse>, ProblemHttpResult> Repeat(Quiz existing)
        {
            if (existing.CreatedHash != quiz.CreatedHash)
                return QuizProblems.IdTaken.Result(id);
            http.Response.SetETag(1);
            return TypedResults.Ok(QuizResponse.Of(quiz));
        }
    }

    private static async Task<(QuizSubject?, ProblemHttpResult?)> FindSubjectAsync(
        TrainingDbContext db,
        CreateQuizRequest request,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        QuizSubject subject;
        if (request.SessionId is { } sessionId)
        {
            var (session, problem) = await db.FindSessionAsync(sessionId, caller, clock, false, cancellationToken);
            if (session is null)
                return (null, problem);
            subject = new QuizSubject(null, sessionId, session.OrganiserUnit, session.OrganiserPath);
        }
        else
        {
            var (programme, problem) = await db.FindProgrammeAsync(
                request.ProgrammeId!.Value,
                caller,
                clock,
                cancellationToken
            );
            if (programme is null)
                return (null, problem);
            subject = new QuizSubject(programme.Id, null, programme.OwnerUnit, programme.OwnerPath);
        }
        return caller.MayTouch(subject.OwnerPath)
            ? (subject, null)
            : (null, CommonProblems.UnitOutOfScope.Result(subject.OwnerUnit));
    }
}
