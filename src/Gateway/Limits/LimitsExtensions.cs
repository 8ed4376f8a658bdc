using System.Globalization;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Gateway.Limits;

public static class LimitsExtensions
{
    /// <summary>
    /// Holds each client (without a token: each address) to its requests a minute and tells it where it stands:
    /// <c>RateLimit-Limit</c>, <c>RateLimit-Remaining</c> and <c>RateLimit-Reset</c> (seconds).
    /// </summary>
    public static void UseLimits(this WebApplication app)
    {
        var limits = app.Services.GetRequiredService<RequestLimits>();
        var options = app.Services.GetRequiredService<GatewayOptions>();
        app.Use(
            async (context, next) =>
            {
                if (context.Request.Path == "/health" || context.Request.Path == "/alive")
                {
                    await next(context);
                    return;
                }
                context.Response.OnStarting(static state => Tell((HttpContext)state), context);
                var client = context.User.FindFirst("client_id")?.Value ?? context.User.FindFirst("sub")?.Value;
                var budget = client is null ? $"address:{context.Connection.RemoteIpAddress}" : $"client:{client}";
                if (await limits.AllowAsync(context, budget, options.RequestsPerMinute))
                    await next(context);
                else
                    await CommonProblems.TooManyRequests.Result().ExecuteAsync(context);
            }
        );
    }

    private static Task Tell(HttpContext context)
    {
        if (context.Features.Get<LimitState>() is { } state)
        {
            var headers = context.Response.Headers;
            headers["RateLimit-Limit"] = state.PerMinute.ToString(CultureInfo.InvariantCulture);
            headers["RateLimit-Remaining"] = state.Remaining.ToString(CultureInfo.InvariantCulture);
            headers["RateLimit-Reset"] = state.ResetSeconds.ToString(CultureInfo.InvariantCulture);
            if (context.Response.StatusCode == StatusCodes.Status429TooManyRequests)
                headers.RetryAfter = state.ResetSeconds.ToString(CultureInfo.InvariantCulture);
        }
        return Task.CompletedTask;
    }
}
