using System.Globalization;
using CongNgheSo.ServiceDefaults.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CongNgheSo.ServiceDefaults.Http;

/// <summary>
/// Days in a query are yyyy-MM-dd and nothing else. The framework would read 01/02/2024 as 2 January, which to whoever
/// writes it here is 1 February.
/// </summary>
internal static class ExactDays
{
    public static RouteGroupBuilder ReadDaysExactly(this RouteGroupBuilder group) =>
        group.AddEndpointFilterFactory(
            (factory, next) =>
            {
                var days = factory
                    .MethodInfo.GetParameters()
                    .Where(parameter => parameter.ParameterType == typeof(DateOnly?))
                    .Select(parameter => parameter.Name!)
                    .ToArray();
                return days.Length == 0
                    ? next
                    : context =>
                        Array.Find(days, name => !IsDay(context.HttpContext.Request.Query[name])) is { } wrong
                            ? ValueTask.FromResult<object?>(
                                Validation.Invalid([CommonProblems.DayUnreadable.At(wrong)])
                            )
                            : next(context);
            }
        );

    private static bool IsDay(string? text) =>
        string.IsNullOrEmpty(text)
        || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
