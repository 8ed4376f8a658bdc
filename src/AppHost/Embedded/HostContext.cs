namespace CongNgheSo.AppHost.Embedded;

/// <summary>What every resource needs of its host while it runs.</summary>
internal sealed record HostContext(
    IConfiguration Configuration,
    DataDirectory Data,
    Secrets Secrets,
    Ports Ports,
    HostLog Log,
    DashboardResource? Dashboard,
    CancellationToken Stopping
);
