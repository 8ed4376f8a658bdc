using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>
/// A query holds what the endpoint's handler reads and nothing else: passed over, a misspelt filter would list
/// everything. Its texts are texts (see <see cref="RequestContents"/>).
/// </summary>
internal static class KnownParameters
{
    private const int LongestName = 64;

    public static RouteGroupBuilder RefuseUnknownParameters(this RouteGroupBuilder group) =>
        group.AddEndpointFilterFactory(
            (factory, next) =>
            {
                var known = factory
                    .MethodInfo.GetParameters()
                    .Where(parameter => IsRead(parameter.ParameterType))
                    .Select(parameter => parameter.Name!)
                    .ToHashSet(StringComparer.OrdinalIgnoreCase);
                return context =>
                    context.HttpContext.Request is { QueryString.HasValue: true } request
                    && Refusal(request, known) is { } refusal
                        ? ValueTask.FromResult<object?>(refusal)
                        : next(context);
            }
        );

    private static IResult? Refusal(HttpRequest request, HashSet<string> known)
    {
        foreach (var (name, values) in request.Query)
        {
            if (!(known.Contains(name) || IsRead(request, name)) || request.RouteValues.ContainsKey(name))
                return CommonProblems.ParameterUnknown.Result(name[..Math.Min(name.Length, LongestName)]);
            if (values.Any(value => RequestContents.Flaw(value ?? "") == CommonProblems.TextForbidden))
                return Validation.Invalid([CommonProblems.TextForbidden.At(name)]);
        }
        return null;
    }

    /// <summary>What is read beside the handler, as a list's export is.</summary>
    private static bool IsRead(HttpRequest request, string name) =>
        request
            .HttpContext.GetEndpoint()
            ?.Metadata.GetOrderedMetadata<QueryParameter>()
            .Any(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) == true;

    /// <summary>Text, or what is read from text; everything else comes from elsewhere.</summary>
    private static bool IsRead(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type)
            .GetInterfaces()
            .Any(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IParsable<>));
}
