using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>A legal act that changes the tree.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe.</param>
/// <param name="Number">Number of the act, up to 100 characters ("202/2025/QH15").</param>
/// <param name="IssuingBody">Who issued it, up to 200 characters ("Quốc hội").</param>
/// <param name="EffectiveOn">First day on which it holds, past or to come.</param>
/// <param name="Note">What else is to be said, up to 1,000 characters.</param>
/// <param name="Changes">What it changes; all of it, or nothing.</param>
public sealed record EnactReorganizationRequest(
    Guid? Id,
    string? Number,
    string? IssuingBody,
    DateOnly? EffectiveOn,
    string? Note,
    IReadOnlyList<ReorganizationChange>? Changes
) : ILegalActFields;

/// <summary>One change of an act. Codes are those borne on the day before; those under <c>into</c> hold from the day on.</summary>
/// <param name="Type">
/// "merge": all of <c>units</c> and parts of <c>parts</c> become the one unit of <c>into</c>. "split": the one unit becomes
/// those of <c>into</c>. "rename" and "retype": the one unit goes on as <c>into</c> says, which need name only what is new.
/// "reparent": <c>units</c> hang under <c>parentCode</c>. "new": <c>into</c> is added, with a
/// parentCode unless it is a province. "abolish": <c>units</c> end and
/// nobody takes their place. "abolish-level": all units of <c>level</c> end, below <c>parentCode</c> where it is given.
/// </param>
/// <param name="Units">Codes of the units that it changes.</param>
/// <param name="Parts">Codes of units of which a part is merged; their villages wait for somebody to assign them.</param>
/// <param name="Into">What they become.</param>
/// <param name="ParentCode">The unit above, for "reparent" and "abolish-level".</param>
/// <param name="Level">1 province, 2 district, 3 commune; for "abolish-level".</param>
/// <param name="HeirCode">For "split": the one of <c>into</c> that takes all villages and teams.</param>
public sealed record ReorganizationChange(
    string? Type,
    IReadOnlyList<string>? Units = null,
    IReadOnlyList<string>? Parts = null,
    IReadOnlyList<NewUnit>? Into = null,
    string? ParentCode = null,
    int? Level = null,
    string? HeirCode = null
);

/// <summary>A unit as an act makes it; what is absent stays as it was.</summary>
/// <param name="Code">National code: 2 digits for a province, 3 for a district, 5 for a commune.</param>
/// <param name="Type">Kind of unit, in Vietnamese ("Xã").</param>
/// <param name="Name">Name without the type.</param>
/// <param name="FullName">Name with the type; made of both where absent.</param>
/// <param name="ParentCode">Code of the unit right above it.</param>
public sealed record NewUnit(
    string? Code = null,
    string? Type = null,
    string? Name = null,
    string? FullName = null,
    string? ParentCode = null
);

/// <summary>What is said of the act itself, in whatever form it comes.</summary>
public interface ILegalActFields
{
    string? Number { get; }
    string? IssuingBody { get; }
    DateOnly? EffectiveOn { get; }
    string? Note { get; }
}

public sealed class EnactReorganizationRules : AbstractValidator<EnactReorganizationRequest>
{
    private const int MaxChanges = 20_000;

    public EnactReorganizationRules()
    {
        LegalActRules.AddTo(this);
        RuleFor(request => request.Changes)
            .Must(changes => changes is { Count: > 0 and <= MaxChanges })
            .WithProblem(ReorganizationProblems.ChangesRequired, MaxChanges);
        RuleForEach(request => request.Changes).NotNull().SetValidator(new ChangeRules());
    }

    private sealed class ChangeRules : AbstractValidator<ReorganizationChange>
    {
        public ChangeRules()
        {
            RuleFor(change => change.Type)
                .Must(type => type is not null && ActChanges.Types.Contains(type))
                .WithProblem(ReorganizationProblems.ChangeTypeUnknown, string.Join(", ", ActChanges.Types));
            RuleFor(change => change)
                .Must(ActChanges.IsComplete)
                .OverridePropertyName("")
                .WithProblem(ReorganizationProblems.ChangeIncomplete);
            RuleForEach(change => change.Units).NotEmpty().MaximumLength(16);
            RuleForEach(change => change.Parts).NotEmpty().MaximumLength(16);
            RuleForEach(change => change.Into).NotNull().SetValidator(new NewUnitRules());
        }
    }

    private sealed class NewUnitRules : AbstractValidator<NewUnit>
    {
        public NewUnitRules()
        {
            RuleFor(unit => unit.Code)
                .Must(code => code is null || (code.Length is 2 or 3 or 5 && code.All(char.IsAsciiDigit)))
                .WithProblem(UnitImports.UnitImportProblems.CodeInvalid);
            RuleFor(unit => unit.Type).NotEmpty().When(unit => unit.Type is not null).MaximumLength(80);
            RuleFor(unit => unit.Name).NotEmpty().When(unit => unit.Name is not null).MaximumLength(150);
            RuleFor(unit => unit.FullName).MaximumLength(200);
        }
    }
}

public static class LegalActRules
{
    private static readonly DateOnly Earliest = new(1945, 9, 3);
    private const int YearsAhead = 5;

    /// <param name="rules">Those of the request.</param>
    /// <param name="noDay">What stands for a day that could not be read, where that is possible.</param>
    public static void AddTo<T>(AbstractValidator<T> rules, DateOnly? noDay = null)
        where T : ILegalActFields
    {
        ArgumentNullException.ThrowIfNull(rules);
        rules.RuleFor(act => act.Number).NotEmpty().MaximumLength(100);
        rules.RuleFor(act => act.IssuingBody).NotEmpty().MaximumLength(200);
        rules
            .RuleFor(act => act.EffectiveOn)
            .Cascade(CascadeMode.Stop)
            .NotNull()
            .Must(day => day != noDay)
            .WithProblem(CommonProblems.DayUnreadable)
            .Must(day => day >= Earliest && day <= DateOnly.FromDateTime(DateTime.UtcNow).AddYears(YearsAhead))
            .WithProblem(ReorganizationProblems.DayOutOfRange, Earliest, YearsAhead);
        rules.RuleFor(act => act.Note).MaximumLength(1_000);
    }

    /// <summary>The act of a request that has passed the rules.</summary>
    public static LegalAct ToAct(this ILegalActFields fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return new LegalAct(
            Units.VietnameseText.Clean(fields.Number!),
            Units.VietnameseText.Clean(fields.IssuingBody!),
            fields.EffectiveOn!.Value,
            string.IsNullOrWhiteSpace(fields.Note) ? null : Units.VietnameseText.Clean(fields.Note)
        );
    }
}

public static class EnactReorganization
{
    /// <summary>Changes the tree by a legal act, from its day on: all of it, or nothing.</summary>
    /// <remarks>
    /// Villages and teams of a unit that has one successor follow by themselves; those of one that several share wait on the
    /// act's worklist. Answers 201; 200 when the same act is sent again; 409 when the id stands for another, or something
    /// the act touches has changed since its day; 422 with every error where it cannot be carried out.
    /// </remarks>
    /// <param name="dryRun">True answers the full effect and keeps nothing.</param>
    public static async Task<
        Results<Created<ReorganizationResponse>, Ok<ReorganizationResponse>, ProblemHttpResult>
    > Handle(
        EnactReorganizationRequest request,
        HttpRequest http,
        Caller caller,
        ReorganizationWriter writer,
        bool dryRun = false,
        CancellationToken cancellationToken = default
    )
    {
        if (caller.Unit != UnitPath.Nation)
            return CommonProblems.UnitOutOfScope.Result(UnitPath.Nation);
        return await writer.EnactAsync(
            StableId.Of(request.Id, http, caller),
            request.ToAct(),
            ContentHash.Of(request with { Id = null }),
            units => ActChanges.Redraw(request.Changes!, units),
            dryRun,
            cancellationToken
        );
    }
}
