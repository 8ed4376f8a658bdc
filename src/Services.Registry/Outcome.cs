using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Registry;

/// <summary>What became of something that was to be written: new, there already with the same content, or refused.</summary>
/// <param name="Value">What stands in the registry now; null where it was refused.</param>
/// <param name="IsNew">True where this call put it there.</param>
/// <param name="Refusal">Why it was refused.</param>
public sealed record Outcome<T>(T? Value, bool IsNew, Refusal? Refusal)
    where T : class
{
    public static implicit operator Outcome<T>(Refusal refusal) => new(null, false, refusal);

    public bool IsUnchanged => Refusal is null && !IsNew;
}

/// <summary>A problem, the field that causes it, and what its text needs.</summary>
public sealed record Refusal(ProblemType Problem, string Field, params object?[] Arguments)
{
    public FieldError At(string prefix = "") => Problem.At(prefix + Field, Arguments);

    public ProblemHttpResult Result() => Problem.Result(Arguments);
}
