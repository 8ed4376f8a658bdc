using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.ServiceDefaults.Bulk;

/// <summary>What became of one row: written, there already (neither new nor refused), or refused.</summary>
/// <param name="IsNew">True where this call wrote it.</param>
/// <param name="Refusal">Why it was refused.</param>
public record Outcome(bool IsNew, Refusal? Refusal = null)
{
    public static implicit operator Outcome(Refusal refusal) => new(false, refusal);

    public bool IsUnchanged => Refusal is null && !IsNew;
}

/// <summary>The same, with what stands there now.</summary>
/// <param name="Value">What stands there now; null where it was refused.</param>
/// <param name="IsNew">True where this call put it there.</param>
/// <param name="Refusal">Why it was refused.</param>
public sealed record Outcome<T>(T? Value, bool IsNew, Refusal? Refusal) : Outcome(IsNew, Refusal)
    where T : class
{
    public static implicit operator Outcome<T>(Refusal refusal) => new(null, false, refusal);
}

/// <summary>
/// A problem, the field that causes it, and what its text needs. The text is made where the reader is known, which is
/// not where rows of several callers are written together.
/// </summary>
public sealed record Refusal(ProblemType Problem, string Field, params object?[] Arguments)
{
    public FieldError At(string prefix = "") => Problem.At(prefix + Field, Arguments);

    public ProblemHttpResult Result() => Problem.Result(Arguments);
}
