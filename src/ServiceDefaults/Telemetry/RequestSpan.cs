using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace CongNgheSo.ServiceDefaults.Telemetry;

/// <summary>
/// Answers with <c>Trace-Id</c>, and gives the server's span the name and tags that the framework leaves out without
/// its instrumentation package. Health checks leave no span.
/// </summary>
internal sealed class RequestSpan(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        if (span is null)
        {
            await next(context);
            return;
        }
        var request = context.Request;
        if (request.Path == "/health" || request.Path == "/alive")
        {
            span.IsAllDataRequested = false;
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
        // As the answer starts: the exception handler clears earlier headers, and a proxied answer brings its own.
        context.Response.OnStarting(
            static state =>
            {
                var (response, id) = ((HttpResponse, ActivityTraceId))state;
                response.Headers["Trace-Id"] = id.ToHexString();
                return Task.CompletedTask;
            },
            (context.Response, span.TraceId)
        );
        await next(context);
        if (!span.IsAllDataRequested)
            return;
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? request.Method : $"{request.Method} {route}";
        span.SetTag("http.request.method", request.Method);
        span.SetTag("http.route", route);
        span.SetTag("url.path", request.Path.Value);
        span.SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= 500)
            span.SetStatus(ActivityStatusCode.Error);
    }
}
