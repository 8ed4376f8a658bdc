using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace CongNgheSo.ServiceDefaults.Telemetry;

/// <summary>
/// Traces, metrics and logs by OTLP, where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says to send them. Resource, protocol
/// and headers follow the standard OTEL_* variables; <c>Telemetry:TracesPerSecond</c> (10) says how many new traces a
/// second each process records at most.
/// </summary>
public static class TelemetryExtensions
{
    private static readonly string[] Sources =
    [
        Tracing.Name,
        "Microsoft.AspNetCore",
        "System.Net.Http",
        "Npgsql",
        "MassTransit",
        "Yarp.ReverseProxy",
    ];

    private static readonly string[] Meters =
    [
        Tracing.Name,
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Routing",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
        "System.Runtime",
        "Microsoft.EntityFrameworkCore",
        "Npgsql",
        "MassTransit",
        "Yarp.ReverseProxy",
    ];

    /// <summary>A request is a span, not a log line; configuration says otherwise where it wants to.</summary>
    private static readonly Dictionary<string, string?> QuietLogs = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
        ["Logging:LogLevel:Yarp"] = "Warning",
    };

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = QuietLogs });
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        var tracesPerSecond = builder.Configuration.GetValue("Telemetry:TracesPerSecond", 10);
        builder.Services.AddSingleton(_ =>
            Sdk.CreateTracerProviderBuilder()
                .AddSource(Sources)
                .SetSampler(new ParentBasedSampler(new BurstSampler(tracesPerSecond, TimeProvider.System)))
                .AddOtlpExporter()
                .Build()
        );
        builder.Services.AddSingleton(_ => Sdk.CreateMeterProviderBuilder().AddMeter(Meters).AddOtlpExporter().Build());
        builder.Services.AddHostedService<TelemetryProviders>();
        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
            logging.AddOtlpExporter();
        });
    }

    public static void UseTelemetry(this WebApplication app) => app.UseMiddleware<RequestSpan>();

    /// <summary>Builds the providers at start; the container disposes them, which sends what is still buffered.</summary>
    private sealed class TelemetryProviders(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(2000);
            metrics.ForceFlush(2000);
            return Task.CompletedTask;
        }
    }
}
