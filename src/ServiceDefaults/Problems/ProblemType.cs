using System.Globalization;
using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CongNgheSo.ServiceDefaults.Problems;

/// <summary>
/// One kind of expected failure: a status, a code that never changes, and its text in both languages.
/// Texts may hold {0}-style places; days are written in them as people here write them. Each noun keeps its own in a static class next to its endpoints.
/// </summary>
public sealed record ProblemType(int Status, string Code, string Vi, string En)
{
    /// <summary>The text in the reader's language (Vietnamese unless English was asked for).</summary>
    public string Text(params object?[] args) =>
        string.Format(
            CultureInfo.InvariantCulture,
            BilingualError.WantsEnglish ? En : Vi,
            [.. args.Select(argument => argument is DateOnly day ? day.Written() : argument)]
        );

    /// <summary>The problem+json answer.</summary>
    public ProblemHttpResult Result(params object?[] args) => TypedResults.Problem(Details(args));

    /// <summary>The failure of one field, for the <c>errors</c> of a problem or of a bulk answer.</summary>
    public FieldError At(string field, params object?[] args) => new(field, Code, Text(args));

    internal ProblemDetails Details(params object?[] args)
    {
        var details = new ProblemDetails();
        Fill(details, args);
        return details;
    }

    internal void Fill(ProblemDetails details, params object?[] args)
    {
        details.Status = Status;
        details.Type = $"urn:congngheso:problem:{Code}";
        details.Title = Text(args);
        details.Extensions["code"] = Code;
    }
}

/// <summary>What is wrong with one field.</summary>
/// <param name="Field">Path of the field in camelCase ("members[2].phone"); empty for the whole row or body.</param>
/// <param name="Code">Stable code of the reason.</param>
/// <param name="Text">The reason in the reader's language.</param>
public sealed record FieldError(string Field, string Code, string Text);
