using System.Globalization;
using System.Text.Json;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Files;
using CongNgheSo.ServiceDefaults.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace CongNgheSo.ServiceDefaults.Problems;

/// <summary>Every failure leaves as problem+json with a stable code, in Vietnamese or English.</summary>
public static class ProblemsExtensions
{
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi");
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");

    private const string AwaySeconds = "2";

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
        app.Use(
            (context, next) =>
                IsEncoded(context.Request) && !context.TakesGzip()
                    ? CommonProblems.EncodingUnsupported.Result().ExecuteAsync(context)
                : HasUnknownCharset(context.Request)
                    ? CommonProblems.MediaTypeUnsupported.Result().ExecuteAsync(context)
                : next(context)
        );
        return app;
    }

    /// <summary>Read as it stands, a packed body would be refused for reasons that are none.</summary>
    private static bool IsEncoded(HttpRequest request) =>
        request
            .Headers.ContentEncoding.SelectMany(value => value?.Split(',') ?? [])
            .Any(coding =>
                coding.Trim() is { Length: > 0 } name && !name.Equals("identity", StringComparison.OrdinalIgnoreCase)
            );

    /// <summary>The framework takes a charset that it does not know, or no longer takes, for a bug of ours.</summary>
    private static bool HasUnknownCharset(HttpRequest request)
    {
        if (
            request.ContentType is not { } type
            || !type.Contains("charset", StringComparison.OrdinalIgnoreCase)
            || !MediaTypeHeaderValue.TryParse(type, out var parsed)
        )
            return false;
        try
        {
            return parsed is { Charset.HasValue: true, Encoding: null };
        }
        catch (NotSupportedException)
        {
            // UTF-7.
            return true;
        }
    }

    private static int StatusOf(Exception exception) =>
        exception switch
        {
            BadHttpRequestException bad => bad.StatusCode,
            _ when DatabaseFailures.IsTextForbidden(exception) => StatusCodes.Status400BadRequest,
            FilesAwayException => StatusCodes.Status503ServiceUnavailable,
            _ when DatabaseFailures.IsUnavailable(exception) => StatusCodes.Status503ServiceUnavailable,
            _ => StatusCodes.Status500InternalServerError,
        };

    private static void Complete(ProblemDetailsContext context)
    {
        var details = context.ProblemDetails;
        if (!details.Extensions.ContainsKey("code"))
        {
            if (context.Exception is RefusedRequestException refused)
                refused.Problem.Fill(details, refused.Arguments);
            else if (context.Exception is BadHttpRequestException { StatusCode: 400 } bad)
                FillUnreadable(details, bad);
            else if (DatabaseFailures.IsTextForbidden(context.Exception))
                CommonProblems.TextForbidden.Fill(details);
            else if (CommonProblems.ByStatus.TryGetValue(details.Status ?? 500, out var problem))
                problem.Fill(details);
            details.Detail = null;
        }
        // What is away mostly is back within seconds; what was sent meanwhile is to be sent again, but not at once.
        if (details.Status is >= 502 and <= 504)
            context.HttpContext.Response.Headers.RetryAfter = AwaySeconds;
        details.Extensions.Remove("exception");
        details.Instance ??= context.HttpContext.Request.Path;
    }

    private static void FillUnreadable(Microsoft.AspNetCore.Mvc.ProblemDetails details, BadHttpRequestException bad)
    {
        var json = bad.InnerException as JsonException;
        if (json is not null && JsonPaths.IsMalformed(json))
        {
            CommonProblems.JsonMalformed.Fill(details, JsonPaths.Position(json));
            return;
        }
        var error = json is not null ? JsonPaths.Error(json) : JsonPaths.Error(bad);
        if (error is not null)
        {
            CommonProblems.Invalid.Fill(details);
            details.Extensions["errors"] = new[] { error };
        }
        else if (JsonPaths.IsBodyMissing(bad))
            CommonProblems.BodyMissing.Fill(details);
        else
            CommonProblems.BodyUnreadable.Fill(details);
    }
}
