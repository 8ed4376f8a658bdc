using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>Filters that know all their values: what is misspelt is told of, where it would list nothing.</summary>
public static class KnownValues
{
    /// <summary>Refuses (400) a query whose <paramref name="parameter"/> is none of <paramref name="values"/>.</summary>
    /// <param name="list">The list's endpoint. Where it is exported too, say this first: what runs first is said first.</param>
    /// <param name="parameter">Name of the filter.</param>
    /// <param name="values">As they are written in a query.</param>
    public static RouteHandlerBuilder TakesOnly(
        this RouteHandlerBuilder list,
        string parameter,
        IEnumerable<string> values
    ) => list.TakesOnly(parameter, _ => values);

    /// <inheritdoc cref="TakesOnly(RouteHandlerBuilder, string, IEnumerable{string})"/>
    public static RouteHandlerBuilder TakesOnly(
        this RouteHandlerBuilder list,
        string parameter,
        Func<IServiceProvider, IEnumerable<string>> values
    ) =>
        list.AddEndpointFilter(
            (context, next) =>
            {
                if (!context.HttpContext.Request.Query.TryGetValue(parameter, out var value))
                    return next(context);
                var known = values(context.HttpContext.RequestServices).ToArray();
                return known.Contains(value.ToString(), StringComparer.Ordinal)
                    ? next(context)
                    : ValueTask.FromResult<object?>(
                        Validation.Invalid([CommonProblems.ValueUnknown.At(parameter, string.Join(", ", known))])
                    );
            }
        );
}
