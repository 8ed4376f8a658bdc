using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace CongNgheSo.Simulator;

/// <summary>
/// The headline of 2023 through the public API: 63 provinces, 74,422 teams with 348,362 members, and a team in every commune
/// of 52 provinces. The other eleven have one commune without. Waits until the overview says so, and measures how fast it
/// says it. Prints a report in Markdown.
/// </summary>
public static class Nation
{
    public const int Members = 348_362;

    private const int ProvincesWithGap = 11;
    private const int RowsAFile = 90_000;
    private const int Questions = 200;

    private const string Head =
        "unitCode,kind,decisionNumber,decisionDate,memberFullName,memberPhone,memberRole,memberBackground,memberBirthYear\n";

    /// <summary>The ten that had reached all their communes first: Thái Nguyên, Bắc Giang, Lạng Sơn and so on.</summary>
    private static readonly string[] First = ["19", "24", "20", "12", "93", "30", "38", "26", "33", "31"];

    public static async Task RunAsync(GatewayClient gateway, Options options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(options);
        var text = Console.Out;
        var clock = Stopwatch.StartNew();
        var communes = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        var provinces = await gateway.GetAsync<Page<UnitRow>>("/v1/units/VN/children?limit=1000", cancellationToken);
        foreach (var province in provinces.Items)
            communes[province.Code] = await new ProvinceMaker(
                gateway,
                new ProvincePlan(province.Code, options.Seed)
            ).CommunesAsync(cancellationToken);
        var gaps = communes
            .Where(province => !First.Contains(province.Key) && province.Value.Count > 1)
            .Take(ProvincesWithGap)
            .Select(province => province.Value[^1])
            .ToHashSet();
        string[] served = [.. communes.Values.SelectMany(codes => codes).Where(code => !gaps.Contains(code))];
        await gateway.SendAsync(
            HttpMethod.Post,
            "/v1/unit-imports/villages",
            Merger.Villages(served, options.Teams),
            "text/csv",
            cancellationToken
        );
        foreach (var file in Files(served, options.Teams, options.Members))
        {
            var import = await RegistryImport.ImportAsync(gateway, file, cancellationToken);
            if (import.ErrorCount > 0)
                throw new SimulatorException($"{import.ErrorCount} rows were refused");
        }
        var imported = clock.Elapsed;
        Overview overview;
        while (
            (overview = await OverviewAsync()) is var seen
            && (seen.Teams < options.Teams || seen.Members < options.Members)
        )
            await Task.Delay(500, cancellationToken);
        var visible = clock.Elapsed;

        var times = new List<double>();
        for (var question = 0; question < Questions; question++)
        {
            // Each of another day, so that none is answered by what another read.
            var asked = Stopwatch.GetTimestamp();
            await gateway.GetAsync<Overview>($"/v1/overview?asOf={Day(question):yyyy-MM-dd}", cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        var cached = new List<double>();
        for (var question = 0; question < Questions; question++)
        {
            var asked = Stopwatch.GetTimestamp();
            await OverviewAsync();
            cached.Add(Stopwatch.GetElapsedTime(asked).TotalMilliseconds);
        }
        overview = await OverviewAsync();
        text.WriteLine("| the nation's headline | |");
        text.WriteLine("|---|---:|");
        text.WriteLine(Line($"| provinces | {overview.Provinces:N0} |"));
        text.WriteLine(Line($"| of them with a team in every commune | {overview.ProvincesFullyCovered:N0} |"));
        text.WriteLine(Line($"| communes | {overview.Communes:N0} |"));
        text.WriteLine(Line($"| of them with a team | {overview.CommunesCovered:N0} |"));
        text.WriteLine(Line($"| teams | {overview.Teams:N0} |"));
        text.WriteLine(Line($"| members | {overview.Members:N0} |"));
        text.WriteLine(Line($"| seconds until all was registered | {imported.TotalSeconds:N0} |"));
        text.WriteLine(
            Line($"| seconds after that until the overview showed it | {(visible - imported).TotalSeconds:N1} |")
        );
        text.WriteLine();
        text.WriteLine("| milliseconds | p50 | p99 | max |");
        text.WriteLine("|---|---:|---:|---:|");
        Print("the overview as of another day each time", times);
        Print("the overview of today", cached);

        void Print(string name, List<double> values)
        {
            var all = Percentiles.Of(values);
            text.WriteLine(Line($"| {name} | {all.P50:N1} | {all.P99:N1} | {all.Max:N1} |"));
        }

        Task<Overview> OverviewAsync() => gateway.GetAsync<Overview>("/v1/overview", cancellationToken);

        static DateOnly Day(int question) => DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7)).AddDays(-question);
    }

    /// <summary>Teams with their members, each whole in one file; villages are named as they were numbered.</summary>
    private static IEnumerable<byte[]> Files(string[] communes, int teams, int members)
    {
        var (file, rows) = (new StringBuilder(Head), 0);
        for (var team = 0; team < teams; team++)
        {
            var (first, next) = ((int)((long)team * members / teams), (int)((team + 1L) * members / teams));
            if (rows + next - first > RowsAFile)
            {
                yield return Encoding.UTF8.GetBytes(file.ToString());
                file.Clear().Append(Head);
                rows = 0;
            }
            var village = string.Create(
                CultureInfo.InvariantCulture,
                $"{communes[team % communes.Length]}-{(team / communes.Length) + 1:000}"
            );
            for (var member = first; member < next; member++, rows++)
                file.Append(
                        CultureInfo.InvariantCulture,
                        $"{village},cnscd,{team}/QĐ-UBND,01/04/2022,Nguyễn Văn {member},09{member:00000000},"
                    )
                    .Append(member == first ? "Tổ trưởng,Trưởng thôn,1985\n" : "Thành viên,Đoàn thanh niên,1985\n");
        }
        yield return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static string Line(FormattableString line) => line.ToString(CultureInfo.InvariantCulture);

    private sealed record Overview(
        long Teams,
        long Members,
        long Provinces,
        long ProvincesFullyCovered,
        long Communes,
        long CommunesCovered
    );
}
