using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace CongNgheSo.Simulator;

/// <summary>
/// The country's teams and members through the gateway, in files of up to 100,000 rows that are read as jobs, beside psql
/// \copy of the same rows into equal tables on the same server. Prints a report in Markdown.
/// </summary>
public static class RegistryImport
{
    /// <summary>74,422 teams with 348,362 members.</summary>
    private const double MembersATeam = 348_362.0 / 74_422;
    private const int RowsAFile = 100_000;

    /// <summary>One row in so many has a fault, so that there are reasons to tell.</summary>
    private const int RowsAFault = 1_000;

    private const string Head =
        "unitCode,kind,decisionNumber,decisionDate,memberFullName,memberPhone,memberRole,memberBackground,memberBirthYear\n";

    private static readonly TimeSpan BetweenSamples = TimeSpan.FromMilliseconds(500);

    public static async Task RunAsync(GatewayClient gateway, Options options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(options);
        var host = HostState.Read(options.Data);
        var communes = await CommunesAsync(gateway, cancellationToken);
        // Compiled and warm, as the service is in earnest.
        await ImportAsync(gateway, Files(communes, 2_000, $"{options.Seed}-warm").First(), cancellationToken);
        var samples = new List<double>();
        var before = host.Use();
        var (rows, clock) = (new Import("", 0, new Counts(0, 0, 0), new Counts(0, 0, 0)), new Stopwatch());
        foreach (var file in Files(communes, options.Teams, $"{options.Seed}"))
        {
            clock.Start();
            var import = await ImportAsync(gateway, file, cancellationToken, () => samples.Add(Memory(host)));
            clock.Stop();
            rows = rows.And(import);
        }
        var after = host.Use();
        var imported = (rows.Teams.Accepted + rows.Members.Accepted) / clock.Elapsed.TotalSeconds;
        var copied = await CopiedPerSecondAsync(host, cancellationToken);
        var text = Console.Out;
        text.WriteLine("| what | rows | a second | of the limit |");
        text.WriteLine("|---|---:|---:|---:|");
        text.WriteLine(Line($"| psql \\copy of the same teams and members | | {copied:N0} | 1 |"));
        text.WriteLine(
            Line(
                $"| teams and members through the gateway | {rows.Teams.Accepted + rows.Members.Accepted:N0} | {imported:N0} | {imported / copied:0.00} |"
            )
        );
        text.WriteLine();
        text.WriteLine(
            Line(
                $"{rows.Teams.Accepted:N0} teams, {rows.Members.Accepted:N0} members, {rows.ErrorCount:N0} faults told."
            )
        );
        text.WriteLine(
            Line(
                $"Registry's memory over the run, MB: {samples[0]:N0} at first, {samples.Average():N0} on average, {samples.Max():N0} at most, {samples[^1]:N0} at last."
            )
        );
        text.WriteLine();
        text.WriteLine("| process | CPU µs a team or member |");
        text.WriteLine("|---|---:|");
        foreach (var (one, then) in before.Zip(after))
            text.WriteLine(
                Line(
                    $"| {one.Name} | {(then.CpuSeconds - one.CpuSeconds) * 1e6 / (rows.Teams.Accepted + rows.Members.Accepted):N0} |"
                )
            );
    }

    /// <summary>The files, teams kept whole, a new decision for each team.</summary>
    private static IEnumerable<byte[]> Files(string[] communes, int teams, string decisions)
    {
        var file = new StringBuilder(Head);
        var rows = 0;
        for (var team = 0; team < teams; team++)
        {
            var (first, next) = ((int)(team * MembersATeam), (int)((team + 1) * MembersATeam));
            if (rows + next - first > RowsAFile)
            {
                yield return Encoding.UTF8.GetBytes(file.ToString());
                file.Clear().Append(Head);
                rows = 0;
            }
            for (var member = first; member < next; member++, rows++)
                file.Append(
                        CultureInfo.InvariantCulture,
                        $"{communes[team % communes.Length]},cnscd,{team}-{decisions}/QĐ-UBND,01/04/2022,Nguyễn Văn {member},"
                    )
                    .Append(
                        CultureInfo.InvariantCulture,
                        $"{(member % RowsAFault == 1 ? "1" : $"09{member:00000000}")},{(member == first ? "Tổ trưởng" : "Thành viên")},{(member == first ? "Trưởng thôn" : "Đoàn thanh niên")},1985\n"
                    );
        }
        yield return Encoding.UTF8.GetBytes(file.ToString());
    }

    /// <summary>Sends a file of teams as a job and waits until it is done.</summary>
    internal static async Task<Import> ImportAsync(
        GatewayClient gateway,
        byte[] file,
        CancellationToken cancellationToken,
        Action? sample = null
    )
    {
        var id = Guid.CreateVersion7();
        await gateway.SendAsync(
            HttpMethod.Post,
            $"/v1/team-imports?async=true&id={id}",
            file,
            "text/csv",
            cancellationToken
        );
        while (true)
        {
            var import = await gateway.GetAsync<Import>($"/v1/team-imports/{id}", cancellationToken);
            sample?.Invoke();
            if (import.Status == "failed")
                throw new SimulatorException($"The import {id} failed.");
            if (import.Status == "succeeded")
            {
                await gateway.SendAsync(
                    HttpMethod.Get,
                    $"/v1/team-imports/{id}/rejected-rows",
                    null,
                    null,
                    cancellationToken
                );
                return import;
            }
            await Task.Delay(BetweenSamples, cancellationToken);
        }
    }

    /// <summary>The codes of all communes of today, in order.</summary>
    internal static async Task<string[]> CommunesAsync(GatewayClient gateway, CancellationToken cancellationToken)
    {
        var codes = new List<string>();
        string? cursor = null;
        do
        {
            var page = await gateway.GetAsync<Page<Unit>>(
                $"/v1/units?level=3&limit=1000{(cursor is null ? "" : $"&cursor={cursor}")}",
                cancellationToken
            );
            codes.AddRange(page.Items.Select(unit => unit.Code));
            cursor = page.Next;
        } while (cursor is not null);
        return [.. codes];
    }

    /// <summary>Teams and members a second by psql, into tables like Registry's with their indexes.</summary>
    private static async Task<double> CopiedPerSecondAsync(HostState host, CancellationToken cancellationToken)
    {
        var connection = host.ConnectionStringOf("registrydb");
        var database = (string)new DbConnectionStringBuilder { ConnectionString = connection }["Database"];
        var directory = Directory.CreateTempSubdirectory("congngheso-benchmark-").FullName;
        try
        {
            using var postgres = new PostgresTools(connection, directory);
            Task<string> Psql(string sql) => postgres.PsqlAsync(database, sql, cancellationToken);
            await Psql("DROP SCHEMA IF EXISTS benchmark CASCADE");
            await Psql("CREATE SCHEMA benchmark");
            var (rows, clock) = (0, new Stopwatch());
            foreach (var table in new[] { "teams", "members" })
            {
                var file = Path.Combine(directory, table);
                await Psql($"CREATE TABLE benchmark.{table} (LIKE public.{table} INCLUDING ALL)");
                await Psql($"\\copy public.{table} TO '{file}'");
                rows += int.Parse(await Psql($"SELECT count(*) FROM public.{table}"), CultureInfo.InvariantCulture);
                clock.Start();
                await Psql($"\\copy benchmark.{table} FROM '{file}'");
                clock.Stop();
            }
            await Psql("DROP SCHEMA benchmark CASCADE");
            return rows / clock.Elapsed.TotalSeconds;
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double Memory(HostState host) => host.UseOf("registry").MemoryMegabytes;

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private sealed record Unit(string Code);

    internal sealed record Counts(int Accepted, int Unchanged, int Rejected)
    {
        public Counts And(Counts other) =>
            new(Accepted + other.Accepted, Unchanged + other.Unchanged, Rejected + other.Rejected);
    }

    internal sealed record Import(string Status, int ErrorCount, Counts Teams, Counts Members)
    {
        public Import And(Import other) =>
            new(other.Status, ErrorCount + other.ErrorCount, Teams.And(other.Teams), Members.And(other.Members));
    }
}
