using System.Globalization;
using System.Text.Json;
using CongNgheSo.ServiceDefaults.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.ServiceDefaults.Problems;

/// <summary>Every failure leaves as problem+json with a stable code, in Vietnamese or English.</summary>
public static class ProblemsExtensions
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddProblemDetails(options => options.CustomizeProblemDetails = Complete);
        services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        // Binding failures reach Complete() as exceptions, which know the field; the default drops it.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, Vietnamese);
            options.SupportedCultures = [CultureInfo.InvariantCulture];
            options.SupportedUICultures = [Vietnamese, English];
            options.RequestCultureProviders = [new AcceptLanguageHeaderRequestCultureProvider()];
        });
        return services;
    }

    public static WebApplication UseProblems(this WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseExceptionHandler(
            new ExceptionHandlerOptions
            {
                StatusCodeSelector = StatusOf,
                SuppressDiagnosticsCallback = context => StatusOf(context.Exception) < 500,
            }
        );
        app.UseStatusCodePages();
        return app;
    }

    private static int StatusOf(Exception exception) =>
        exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            _ when DatabaseFailures.IsUnavailable(exception) => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };

    private static void Complete(ProblemDetailsContext context)
    {
        var details = context.ProblemDetails;
        if (!details.Extensions.ContainsKey("code"))
        {
            if (context.Exception is BadHttpRequestException { StatusCode: 400 } bad)
                FillUnreadable(details, bad);
            else if (CommonProblems.ByStatus.TryGetValue(details.Status ?? 500, out var problem))
                problem.Fill(details);
            details.Detail = null;
        }
        details.Extensions.Remove("exception");
        details.Instance ??= context.HttpContext.Request.Path;
    }

    /// <summary>Names the field, never the value: values may be personal.</summary>
    private static void FillUnreadable(Microsoft.AspNetCore.Mvc.ProblemDetails details, BadHttpRequestException bad)
    {
        if (bad.InnerException is JsonException json)
        {
            CommonProblems.Invalid.Fill(details);
            details.Extensions["errors"] = new[] { CommonProblems.FieldUnreadable.At(JsonPaths.Field(json)) };
        }
        else
        {
            CommonProblems.BodyUnreadable.Fill(details, JsonPaths.Summary(bad));
        }
    }
}
