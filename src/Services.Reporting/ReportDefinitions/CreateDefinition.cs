using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using CongNgheSo.Services.Reporting.Indicators;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Reporting.ReportDefinitions;

/// <summary>A periodic report, as an authority defines it for the units below it.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key.</param>
/// <param name="Code">Its unique name: 3 to 64 lower-case letters, digits and hyphens.</param>
/// <param name="OwnerUnit">Code of the unit whose text it is; the units below it report.</param>
/// <param name="Vi">Name in Vietnamese, up to 200 characters.</param>
/// <param name="En">Name in English, up to 200 characters.</param>
/// <param name="PeriodType">"month", "quarter", "half-year" or "year". Never changes.</param>
/// <param name="CutOffMonthsBefore">1 where the days of a period begin in the month before it, else 0. Never changes.</param>
/// <param name="CutOffDay">The day of that month, 1 to 28. Never changes.</param>
/// <param name="OpensAfterDays">Days after the last day of the data on which reports are opened, -31 to 31; 1 where absent.</param>
/// <param name="Deadlines">The levels that report, each once, with the days they have.</param>
/// <param name="ReminderDays">When who has not reported is reminded: days after the deadline, negative before it; up to 10.</param>
/// <param name="Indicators">Codes of the figures, up to 200.</param>
/// <param name="Sections">What is told in words, up to 20 parts.</param>
/// <param name="ValidFrom">Periods whose first day is this one or later are reported on.</param>
/// <param name="ValidTo">Periods whose first day is this one or later no longer are; absent where no end is set.</param>
public sealed record CreateDefinitionRequest(
    Guid? Id,
    string? Code,
    string? OwnerUnit,
    string? Vi,
    string? En,
    string? PeriodType,
    int? CutOffMonthsBefore,
    int? CutOffDay,
    int? OpensAfterDays,
    IReadOnlyList<LevelDeadlineRequest>? Deadlines,
    IReadOnlyList<int>? ReminderDays,
    IReadOnlyList<string>? Indicators,
    IReadOnlyList<ReportSectionRequest>? Sections,
    DateOnly? ValidFrom,
    DateOnly? ValidTo
) : IDefinitionContentFields;

public sealed class CreateDefinitionRules : AbstractValidator<CreateDefinitionRequest>
{
    public CreateDefinitionRules()
    {
        RuleFor(request => request.Code)
            .Must(code => code is not null && DefinitionContentRules.IsCode(code))
            .WithProblem(ReportDefinitionProblems.CodeInvalid);
        RuleFor(request => request.OwnerUnit).NotEmpty().MaximumLength(20);
        RuleFor(request => request.PeriodType)
            .Must(type => type is not null && ReportCalendar.Types.Contains(type))
            .WithProblem(ReportDefinitionProblems.ValueUnknown, string.Join(", ", ReportCalendar.Types));
        RuleFor(request => request.CutOffMonthsBefore).NotNull().InclusiveBetween(0, 1);
        RuleFor(request => request.CutOffDay).NotNull().InclusiveBetween(1, 28);
        DefinitionContentRules.AddTo(this);
    }
}

public static class CreateDefinition
{
    /// <summary>Defines a periodic report. Its periods are opened by the clock from then on.</summary>
    /// <remarks>
    /// Answers 201; 200 when the same definition is sent again; 409 when the id or the code stands for another. 403 outside
    /// the caller's unit.
    /// </remarks>
    public static async Task<Results<Created<DefinitionResponse>, Ok<DefinitionResponse>, ProblemHttpResult>> Handle(
        CreateDefinitionRequest request,
        HttpContext http,
        Caller caller,
        ReportingDbContext db,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var owner = await db.FindUnitAsync(request.OwnerUnit!, clock.Today(), cancellationToken);
        if (owner is null)
            return ReportDefinitionProblems.OwnerUnknown.Result(request.OwnerUnit);
        if (!caller.MayTouch(owner.Path))
            return CommonProblems.UnitOutOfScope.Result(owner.Code);
        var id = StableId.Of(request.Id, http.Request, caller) ?? Guid.CreateVersion7();
        var cutOff = new CutOff(request.CutOffMonthsBefore!.Value, request.CutOffDay!.Value);
        var content = request.ToContent(request.PeriodType!, cutOff);
        if (await db.FindNotCountedAsync(content.Indicators, cancellationToken) is { } notCounted)
            return ReportDefinitionProblems.IndicatorNotCounted.Result(notCounted);
        var now = clock.GetUtcNow();
        var definition = new ReportDefinition(id, request.Code!, owner, content, caller.ClientId, now);
        db.ReportDefinitions.Add(definition);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            http.Response.SetETag(definition.Version);
            return TypedResults.Created($"/v1/report-definitions/{definition.Code}", DefinitionResponse.Of(definition));
        }
        catch (DbUpdateException exception) when (DatabaseFailures.IsUniqueViolation(exception))
        {
            db.ChangeTracker.Clear();
        }
        var existing = await db.ReportDefinitions.SingleOrDefaultAsync(
            other => other.Code == definition.Code,
            cancellationToken
        );
        if (existing?.CreatedHash != definition.CreatedHash)
            return ReportDefinitionProblems.CodeTaken.Result(existing?.Code ?? definition.Code);
        http.Response.SetETag(existing.Version);
        return TypedResults.Ok(DefinitionResponse.Of(existing));
    }
}
