using System.Globalization;
using System.Text.Json;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>
/// The Aspire dashboard, which every service sends its traces, metrics and logs to. ./run unpacks it from the Aspire
/// CLI's npm package; its own executable is started, since the CLI in between would only be one more process to watch.
/// </summary>
internal sealed class DashboardResource : ProcessResource
{
    private readonly string? executable;
    private string token = string.Empty;
    private string telemetryKey = string.Empty;
    private string exporterKey = string.Empty;
    private string directory = string.Empty;

    public DashboardResource(string repository)
        : base("dashboard")
    {
        var unpacked = Path.Combine(repository, "node_modules", "@microsoft", "aspire-cli-linux-x64");
        executable = Directory.Exists(unpacked)
            ? Directory.EnumerateFiles(unpacked, "aspire-managed", SearchOption.AllDirectories).FirstOrDefault()
            : null;
        foreach (var (name, port) in new[] { ("http", 18888), ("otlp-grpc", 18889), ("otlp-http", 18890) })
        {
            Endpoints.Add(name, new EndpointAnnotation(name) { Preferred = port });
        }

        HealthCheck = new HealthCheck("/login", 200, "http");
    }

    internal override string Kind => "dashboard";

    internal override bool IsQuiet => true;

    /// <summary>After the services, which send their last traces while they stop.</summary>
    internal override int StopOrder => 5;

    public bool IsInstalled => executable is not null;

    public string LoginUrl => $"{Endpoints["http"].Url(0)}/login?t={token}";

    internal override void Allocate(HostContext host)
    {
        if (!IsInstalled)
        {
            return;
        }

        if (host.Configuration["Dashboard:Port"] is { Length: > 0 } port)
        {
            Endpoints["http"].Port = int.Parse(port, CultureInfo.InvariantCulture);
        }

        base.Allocate(host);
        token = host.Secrets.Get("dashboard-token");
        telemetryKey = host.Secrets.Get("dashboard-telemetry-key");
        exporterKey = host.Secrets.Get("dashboard-exporter-key");
    }

    internal override async Task RunAsync(HostContext host)
    {
        if (IsInstalled)
        {
            await base.RunAsync(host);
            return;
        }

        host.Log.Say("No dashboard: it comes with npm's @microsoft/aspire-cli-linux-x64, which ./run installs.");
        Progress.Move(ProgressState.Stopped);
    }

    internal override Task PrepareAsync(HostContext host)
    {
        directory = host.Data.Private("dashboard");
        var settings = new
        {
            Dashboard = new
            {
                Frontend = new
                {
                    EndpointUrls = Endpoints["http"].Url(0),
                    AuthMode = "BrowserToken",
                    BrowserToken = token,
                },
                Otlp = new
                {
                    GrpcEndpointUrl = Endpoints["otlp-grpc"].Url(0),
                    HttpEndpointUrl = Endpoints["otlp-http"].Url(0),
                    AuthMode = "ApiKey",
                    PrimaryApiKey = exporterKey,
                },
                Api = new
                {
                    Enabled = true,
                    AuthMode = "ApiKey",
                    PrimaryApiKey = telemetryKey,
                },
                ApplicationName = "CongNgheSo",
            },
        };
        DataDirectory.WriteSecret(Path.Combine(directory, "settings.json"), JsonSerializer.Serialize(settings));
        return Task.CompletedTask;
    }

    internal override Task<Launch> DescribeAsync(HostContext host, int replica) =>
        Task.FromResult(
            new Launch(
                executable!,
                ["dashboard", $"--ASPIRE_DASHBOARD_CONFIG_FILE_PATH={Path.Combine(directory, "settings.json")}"]
            )
            {
                WorkingDirectory = directory,
                Environment =
                {
                    ["HOME"] = directory,
                    ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",
                    ["ASPIRE_DASHBOARD_TELEMETRY_OPTOUT"] = "true",
                    ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "true",
                },
            }
        );

    internal override ResourceState Describe() =>
        !IsInstalled || Endpoints["http"].Allocated.Length == 0
            ? base.Describe()
            : base.Describe() with
            {
                Properties = new Dictionary<string, string>
                {
                    ["loginUrl"] = LoginUrl,
                    ["telemetryUrl"] = $"{Endpoints["http"].Url(0)}/api/telemetry",
                    ["apiKey"] = telemetryKey,
                },
            };

    /// <summary>The variables that make a process send its telemetry here, often enough to watch it live.</summary>
    public void AddExporter(Dictionary<string, string?> environment, string service, string instance)
    {
        if (!IsInstalled)
        {
            return;
        }

        environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Endpoints["otlp-grpc"].Url(0);
        environment["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        environment["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={exporterKey}";
        environment["OTEL_SERVICE_NAME"] = service;
        environment["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={instance}";
        environment["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
        environment["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
        environment["OTEL_METRIC_EXPORT_INTERVAL"] = "5000";
    }
}
