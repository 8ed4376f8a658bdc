using System.Text.Json.Serialization;
using CongNgheSo.ServiceDefaults.Http;
using FluentValidation;

namespace CongNgheSo.Services.Registry.Reorganizations;

/// <summary>A line of an official conversion table: what went where.</summary>
/// <param name="OldCode">Code on the day before.</param>
/// <param name="NewCode">Code on the day; empty where nobody knows yet.</param>
/// <param name="Partial">1 where only a part went there.</param>
/// <param name="Population">"all", "some" or "none" of its people.</param>
/// <param name="Primary">1 where what belonged to it follows there; where absent, the only successor of a unit is.</param>
/// <param name="OldFullName">Full name on the day before, checked where given.</param>
/// <param name="NewFullName">Full name on the day, checked where given.</param>
/// <param name="Kind">Not read: codes tell provinces, districts and communes apart.</param>
/// <param name="OfficialNote">Not read.</param>
/// <param name="Resolution">Not read.</param>
public sealed record LineageRow(
    [property: JsonPropertyName("old_code")] string? OldCode,
    [property: JsonPropertyName("new_code")] string? NewCode,
    bool? Partial,
    string? Population,
    bool? Primary,
    [property: JsonPropertyName("old_full_name")] string? OldFullName,
    [property: JsonPropertyName("new_full_name")] string? NewFullName,
    string? Kind,
    [property: JsonPropertyName("official_note")] string? OfficialNote,
    string? Resolution
);

public sealed class LineageRowRules : AbstractValidator<LineageRow>
{
    public LineageRowRules()
    {
        RuleFor(row => row.OldCode).NotEmpty().MaximumLength(5).OverridePropertyName("old_code");
        RuleFor(row => row.NewCode).MaximumLength(5).OverridePropertyName("new_code");
        RuleFor(row => row.Population)
            .Must(population => population is null or "all" or "some" or "none")
            .WithProblem(ReorganizationProblems.PopulationUnknown);
    }
}
