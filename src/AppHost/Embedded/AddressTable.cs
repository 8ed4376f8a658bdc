using System.Globalization;
using System.Text;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>Where to find what, printed once all of it answers.</summary>
internal static class AddressTable
{
    public static string Write(IReadOnlyList<Resource> resources, string dataDirectory)
    {
        var rows = new List<(string What, string Where)>();
        foreach (var project in resources.OfType<ProjectResource>().Where(p => p.Endpoints.Count > 0))
        {
            var addresses = Enumerable.Range(0, project.Replicas).Select(project.Endpoints["http"].Url);
            rows.Add((Title(project.Name), string.Join("  ", addresses)));
            if (project.IsExternal)
            {
                rows.Add(("API documentation", $"{project.Endpoints["http"].Url(0)}/docs"));
            }
        }

        rows.AddRange(
            resources.OfType<DashboardResource>().Where(d => d.IsInstalled).Select(d => ("Dashboard", d.LoginUrl))
        );
        foreach (var server in resources.OfType<ServerResource>())
        {
            if (server.Endpoints.TryGetValue("management", out var management))
            {
                rows.Add(("RabbitMQ management", $"{management.Url(0)} (user and password: state.json)"));
            }
            else if (server is PostgresServerResource postgres)
            {
                rows.Add(("PostgreSQL", $"127.0.0.1:{postgres.Port} (user and password: state.json)"));
            }
        }

        rows.Add(("Data", dataDirectory));
        rows.Add(("Ministry's client", Path.Combine(dataDirectory, "ministry-client.json")));

        var width = rows.Max(row => row.What.Length);
        var table = new StringBuilder("\nThe platform is up. Ctrl-C stops it.\n\n");
        foreach (var (what, where) in rows)
        {
            table.Append(CultureInfo.InvariantCulture, $"  {what.PadRight(width)}  {where}\n");
        }

        return table.ToString();
    }

    /// <summary>The two addresses that a shell asks for, each as the whole of a file of the data directory.</summary>
    public static IEnumerable<(string Name, string Address)> Files(IReadOnlyList<Resource> resources) =>
        resources
            .OfType<ProcessResource>()
            .Where(r => r is ProjectResource { IsExternal: true } or DashboardResource { IsInstalled: true })
            .Select(r => ($"{r.Name}-url", r.Endpoints["http"].Url(0)));

    private static string Title(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
