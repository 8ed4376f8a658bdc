using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CongNgheSo.ServiceDefaults.Caching;
using CongNgheSo.ServiceDefaults.Data;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.ServiceDefaults.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CongNgheSo.ServiceDefaults;

/// <summary>What makes the services one system. Every service calls these, in this order.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Telemetry, health, problems, identity, cache, validation, the database, the outbox and the consumers.</summary>
    /// <param name="builder">The service's builder.</param>
    /// <param name="service">The service's name: prefix of its queues, name of its document.</param>
    /// <param name="subscribe">The events that it consumes, if any.</param>
    public static void AddServiceDefaults<TDb>(
        this WebApplicationBuilder builder,
        string service,
        Action<Subscriptions>? subscribe = null
    )
        where TDb : ServiceDbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddWebDefaults(service);
        builder.AddDatabase<TDb>($"{service}db");
        builder.AddMessaging(service, $"{service}db", subscribe);
        builder.Services.AddValidators(typeof(TDb).Assembly);
    }

    /// <summary>The part that needs no database and no broker.</summary>
    public static void AddWebDefaults(this WebApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddTelemetry();
        builder.AddIdentity();
        builder.Services.AddProblems();
        builder.Services.AddGzipBodies();
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<Cache>();
        builder.Services.AddHealthChecks().AddCheck<CacheHealthCheck>("redis");
        builder.Services.AddApiDocument(service);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.AllowDuplicateProperties = false;
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            // Ours is BodyLimit.
            kestrel.Limits.MaxRequestBodySize = null;
            // Each byte a character and back: no header is refused or changed for not being ASCII.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            kestrel.ResponseHeaderEncodingSelector = _ => Encoding.Latin1;
        });
    }

    /// <summary>The pipeline before the endpoints, health checks and the OpenAPI document.</summary>
    /// <param name="app">The service.</param>
    /// <param name="identified">What else has to run once the caller is known and before access is decided.</param>
    public static void UseServiceDefaults(this WebApplication app, Action<WebApplication>? identified = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseTelemetry();
        app.UseProblems();
        app.UseAuthentication();
        identified?.Invoke(app);
        app.UseAuthorization();
        app.UseBodyLimit();
        app.UseStreamedBodies();
        app.UseGzipBodies();
        app.MapApiDocument();
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = WriteHealth }).AllowAnonymous();
    }

    /// <summary>The group of one noun: its path, its tag in the documents, exact queries and days, validated bodies.</summary>
    public static RouteGroupBuilder MapNoun(this IEndpointRouteBuilder app, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var noun = app.MapGroup(path).WithTags(path.Split('/')[^1]);
        // OAuth's own endpoints let unknown parameters pass, as its standard says.
        if (path.StartsWith("/v1/", StringComparison.Ordinal))
            noun.RefuseUnknownParameters();
        return noun.ReadDaysExactly().ValidateBodies();
    }

    private static Task WriteHealth(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(
            new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(
                    entry => JsonNamingPolicy.CamelCase.ConvertName(entry.Key),
                    entry => entry.Value.Status.ToString()
                ),
            },
            context.RequestAborted
        );
}
