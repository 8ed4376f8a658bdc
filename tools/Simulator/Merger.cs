using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CongNgheSo.Simulator;

/// <summary>
/// The merger of 1 July 2025 over a nation of villages with a team each, from the official files: how long the act takes,
/// and until the totals of 34 provinces are those of 63. Prints a report in Markdown.
/// </summary>
public static class Merger
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <param name="gateway">A client of the ministry.</param>
    /// <param name="options">Where the official files are, and how many teams there are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="beforeTheAct">What else is to be there before the merger; nothing where null.</param>
    public static async Task RunAsync(
        GatewayClient gateway,
        Options options,
        CancellationToken cancellationToken,
        Func<Task>? beforeTheAct = null
    )
    {
        ArgumentNullException.ThrowIfNull(gateway);
        ArgumentNullException.ThrowIfNull(options);
        var text = Console.Out;
        text.WriteLine("| step | seconds |");
        text.WriteLine("|---|---:|");
        await TimedAsync(
            "the catalogue before the merger",
            () => SendAsync("/v1/unit-imports?validFrom=2025-03-01", Read("units-2025-06-30.csv"), "text/csv")
        );
        var communes = Codes(options.Catalogues, "units-2025-06-30.csv", level: '3');
        await TimedAsync(
            $"{options.Teams:N0} villages",
            () => SendAsync("/v1/unit-imports/villages", Villages(communes, options.Teams), "text/csv")
        );
        await TimedAsync(
            "a team of one member for each",
            () => SendAsync("/v1/team-imports", Teams(communes, options.Teams), "text/csv")
        );
        await AwaitAsync(async () => (await RollupAsync("VN")).Teams == options.Teams);
        if (beforeTheAct is not null)
            await TimedAsync(
                "what was done before the act",
                async () =>
                {
                    await beforeTheAct();
                    return [];
                }
            );

        var (form, type) = await FormAsync();
        var dry = await TimedAsync(
            "dry run of the act",
            () => SendAsync("/v1/reorganizations/conversion-tables?dryRun=true", form, type)
        );
        var done = await TimedAsync("the act", () => SendAsync("/v1/reorganizations/conversion-tables", form, type));
        var act = JsonSerializer.Deserialize<Act>(done, GatewayClient.Json)!;
        var provinces = Codes(options.Catalogues, "units-2025.csv", level: '1');
        await TimedAsync(
            "until the totals of the new provinces are the nation's",
            async () =>
            {
                await AwaitAsync(async () =>
                {
                    var nation = await RollupAsync("VN");
                    var teams = 0L;
                    foreach (var province in provinces)
                        teams += (await RollupAsync(province)).Teams;
                    return teams == options.Teams
                        && nation.Teams == options.Teams
                        && nation.VillagesUnassigned == act.Effect.VillagesToAssign.Count;
                });
                return [];
            }
        );
        text.WriteLine();
        text.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{act.Effect.VillagesMoved:N0} villages and {act.Effect.TeamsMoved:N0} teams moved, {act.Effect.VillagesToAssign.Count:N0} villages wait; dry run and act {(JsonSerializer.Deserialize<Act>(dry, GatewayClient.Json)!.Effect.IsLike(act.Effect) ? "agree" : "differ")}."
            )
        );

        Task<byte[]> SendAsync(string path, byte[] body, string type) =>
            gateway.SendAsync(HttpMethod.Post, path, body, type, cancellationToken);

        async Task<byte[]> TimedAsync(string step, Func<Task<byte[]>> work)
        {
            var clock = Stopwatch.StartNew();
            var answer = await work();
            text.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"| {step} | {clock.Elapsed.TotalSeconds:N1} |")
            );
            return answer;
        }

        async Task AwaitAsync(Func<Task<bool>> condition)
        {
            while (!await condition())
                await Task.Delay(BetweenLooks, cancellationToken);
        }

        Task<Rollup> RollupAsync(string unit) =>
            gateway.GetAsync<Rollup>($"/v1/rollups/{unit}?indicators=teams", cancellationToken);

        byte[] Read(string file) => File.ReadAllBytes(Path.Combine(options.Catalogues, file));

        async Task<(byte[] Body, string Type)> FormAsync()
        {
            using var content = new MultipartFormDataContent
            {
                { new StringContent("202/2025/QH15"), "number" },
                { new StringContent("Quốc hội"), "issuingBody" },
                { new StringContent("2025-07-01"), "effectiveOn" },
                { new ByteArrayContent(Read("lineage-2025.csv")), "lineage", "lineage-2025.csv" },
                { new ByteArrayContent(Read("units-2025.csv")), "units", "units-2025.csv" },
            };
            return (await content.ReadAsByteArrayAsync(cancellationToken), content.Headers.ContentType!.ToString());
        }
    }

    /// <summary>The codes of a level in one of the official files.</summary>
    internal static string[] Codes(string catalogues, string file, char level) =>
        [
            .. File.ReadLines(Path.Combine(catalogues, file))
                .Skip(1)
                .Select(line => line.Split(','))
                .Where(cells => cells[^2] == $"{level}")
                .Select(cells => cells[0]),
        ];

    /// <summary>Villages by commune, as many in each.</summary>
    internal static byte[] Villages(string[] communes, int count) =>
        Lines("parentCode,type,name", communes, count, (commune, number) => $"{commune},thôn,Số {number}");

    internal static byte[] Teams(string[] communes, int count) =>
        Lines(
            "unitCode,kind,decisionNumber,decisionDate,memberFullName,memberRole,memberBackground",
            communes,
            count,
            (commune, number) =>
                $"{commune}-{number:000},cnscd,{number}/QĐ-UBND,2022-05-01,Nguyễn Văn {number},leader,village-head"
        );

    private static byte[] Lines(string head, string[] communes, int count, Func<string, int, string> line)
    {
        var text = new StringBuilder(head).Append('\n');
        for (var commune = 0; commune < communes.Length; commune++)
        for (var number = 1; ((number - 1) * communes.Length) + commune < count; number++)
            text.Append(line(communes[commune], number)).Append('\n');
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private sealed record Act(Effect Effect);

    private sealed record Effect(
        int VillagesMoved,
        int TeamsMoved,
        int MembersMoved,
        int Unchanged,
        IReadOnlyList<string> VillagesToAssign
    )
    {
        public bool IsLike(Effect other) =>
            this with { VillagesToAssign = [] } == other with { VillagesToAssign = [] }
            && VillagesToAssign.SequenceEqual(other.VillagesToAssign);
    }

    private sealed record Rollup(IReadOnlyDictionary<string, long> Total, int VillagesUnassigned)
    {
        public long Teams => Total.GetValueOrDefault("teams");
    }
}
