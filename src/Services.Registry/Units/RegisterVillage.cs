using System.Text.RegularExpressions;
using CongNgheSo.ServiceDefaults.Http;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry.Units;

/// <summary>A village-level unit.</summary>
/// <param name="ParentCode">Code of its commune, 5 digits.</param>
/// <param name="Type">
/// "thôn", "bản", "ấp", "khóm", "xóm", "buôn", "làng", "phum", "sóc", "tổ dân phố", "khu phố", "khối phố", "tiểu khu" or
/// "khu", in any case.
/// </param>
/// <param name="Name">Name without the type ("Nà Tho", "5"), up to 150 characters.</param>
/// <param name="Code">Display code, where the village has one already ("08494-003"); the next of its commune where absent.</param>
public sealed record RegisterVillageRequest(string? ParentCode, string? Type, string? Name, string? Code = null)
{
    internal VillageRow ToRow() =>
        new(ParentCode!.Trim(), VillageTypes.Find(Type)!, VietnameseText.Clean(Name!), Code?.Trim());
}

public sealed partial class RegisterVillageRules : AbstractValidator<RegisterVillageRequest>
{
    public RegisterVillageRules()
    {
        RuleFor(request => request.ParentCode).NotEmpty().MaximumLength(16);
        RuleFor(request => request.Type)
            .Must(type => VillageTypes.Find(type) is not null)
            .WithProblem(UnitProblems.VillageTypeUnknown, VillageTypes.All);
        RuleFor(request => request.Name).NotEmpty().MaximumLength(150);
        RuleFor(request => request.Code)
            .Must((request, code) => code is null || IsCode(code, request.ParentCode))
            .WithProblem(UnitProblems.VillageCodeInvalid);
    }

    private static bool IsCode(string code, string? commune) =>
        Number().IsMatch(code) && code.StartsWith($"{commune?.Trim()}-", StringComparison.Ordinal);

    [GeneratedRegex(@"^[0-9]{5}-[0-9]{3,6}\z")]
    private static partial Regex Number();
}

public static class RegisterVillage
{
    /// <summary>Registers a village and gives it a display code within its commune, never used before or again.</summary>
    /// <remarks>
    /// Answers 201; 200 with the village as it stands when the commune has one of this type and name already. 403 outside the
    /// caller's unit; 409 when the given code belongs to another village; 422 when the parent is unknown or no commune.
    /// </remarks>
    public static async Task<Results<Created<UnitResponse>, Ok<UnitResponse>, ProblemHttpResult>> Handle(
        RegisterVillageRequest request,
        VillageWriter writer,
        CancellationToken cancellationToken
    )
    {
        var outcome = (await writer.WriteAsync([request.ToRow()], dryRun: false, cancellationToken))[0];
        if (outcome.Value is not { } village)
            return outcome.Refusal!.Result();
        var response = UnitResponse.Of(village.Unit, village.Path);
        return outcome.IsNew ? TypedResults.Created($"/v1/units/{response.Code}", response) : TypedResults.Ok(response);
    }
}
