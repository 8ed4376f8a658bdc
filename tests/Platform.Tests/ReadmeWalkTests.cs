using System.Globalization;
using System.Text.RegularExpressions;

namespace CongNgheSo.Platform.Tests;

/// <summary>The README's walk, pasted block after block, twice: it must work as printed, and again on the same data.</summary>
public sealed partial class ReadmeWalkTests(RunningPlatform platform)
{
    private const string Guided = "people-guided";
    private static readonly string[] Levels = ["08494-001", "08494", "237", "25", "VN"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_walk_works_as_printed_and_again_on_the_same_data()
    {
        await WalkAsync(isFirst: true);
        await WalkAsync(isFirst: false);
    }

    private async Task WalkAsync(bool isFirst)
    {
        var created = isFirst ? "HTTP 201" : "HTTP 200";
        var steps = new Queue<string>(Blocks());
        await using var shell = new WalkShell();
        Task<string> NextAsync() => shell.RunAsync(steps.Dequeue(), Cancellation);

        (await NextAsync()).Trim().ShouldBeEmpty("getting a token prints nothing");
        (await NextAsync()).ShouldSatisfyAllConditions(
            units => units.ShouldContain("\"fullName\":\"Tỉnh Hà Giang\""),
            units => units.ShouldContain("\"path\":\"VN/02\"")
        );
        (await NextAsync()).ShouldSatisfyAllConditions(
            units => units.ShouldContain("\"path\":\"VN/25/237/08494\""),
            units => units.ShouldContain("\"path\":\"VN/27/264/09535\"")
        );
        var village = await NextAsync();
        village.ShouldContain(created);
        village.ShouldContain("\"path\":\"VN/25/237/08494/08494-001\"");
        village.Trim().ShouldEndWith("\n08494-001");
        var team = await NextAsync();
        team.ShouldContain(created);
        team.ShouldContain("\"unitName\":\"Khu Ví dụ\"");
        (await NextAsync()).ShouldContain("\"provinces\":63,");

        // The unit reaches Reporting a moment after it is registered, so the first look may have come too early.
        await NextAsync();
        var before = await TotalsAsync(shell);

        (await NextAsync()).ShouldContain("HTTP 201");
        await NextAsync();
        await ShouldMoveAsync(shell, before, by: 12);

        (await NextAsync()).ShouldContain("HTTP 200");
        await ShouldMoveAsync(shell, before, by: 12);

        var batch = await NextAsync();
        batch.ShouldContain("""{"accepted":2,"unchanged":0,"rejected":1,""");
        batch.ShouldContain("""{"row":2,"field":"topic","code":"activity.code-unknown",""");
        await ShouldMoveAsync(shell, before, by: 40);

        var corrected = await NextAsync();
        corrected.ShouldContain("\"version\":2,");
        corrected.ShouldContain("\"peopleGuided\":10,");
        await ShouldMoveAsync(shell, before, by: 38);

        Trace().IsMatch((await NextAsync()).Trim()).ShouldBeTrue("the trace has an address in the dashboard");
        steps.ShouldBeEmpty("every block of the walk is asserted here");
    }

    /// <summary>The walk's blocks of commands, with this platform's directory of data.</summary>
    private IEnumerable<string> Blocks()
    {
        var readme = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "README.md"));
        var walk = Section().Match(readme);
        walk.Success.ShouldBeTrue("README.md has the section 'A five-minute walk'");
        return Block()
            .Matches(walk.Value)
            .Select(match => match.Groups["commands"].Value.Replace(".data/", platform.Host.Directory + '/'));
    }

    private static async Task ShouldMoveAsync(WalkShell shell, SortedDictionary<string, long> before, long by)
    {
        var expected = new SortedDictionary<string, long>(
            before.ToDictionary(unit => unit.Key, unit => unit.Value + by)
        );
        for (var tries = 1; ; tries++)
        {
            var actual = await TotalsAsync(shell);
            if (tries < 30 && !actual.SequenceEqual(expected))
                continue;
            actual.ShouldBe(expected, $"people guided at every level after {by}");
            return;
        }
    }

    /// <summary>What the walk's own function prints, by unit; a new village may take a moment to be there.</summary>
    private static async Task<SortedDictionary<string, long>> TotalsAsync(WalkShell shell)
    {
        for (var tries = 1; ; tries++)
        {
            var printed = await shell.RunAsync("totals", Cancellation);
            var totals = new SortedDictionary<string, long>(
                Total()
                    .Matches(printed)
                    .ToDictionary(
                        line => line.Groups["unit"].Value,
                        line => long.Parse($"0{line.Groups["value"].Value}", CultureInfo.InvariantCulture)
                    )
            );
            if (totals.Count == Levels.Length)
                return totals;
            if (tries == 30)
                totals.Keys.ShouldBe(Levels, ignoreOrder: true, $"all levels have totals; it printed\n{printed}");
        }
    }

    [GeneratedRegex(@"^## A five-minute walk$.*?(?=^## )", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex("^```sh\n(?<commands>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex($$"""^(?<unit>\S+) \{("{{Guided}}":(?<value>\d+))?\}\s*$""", RegexOptions.Multiline)]
    private static partial Regex Total();

    [GeneratedRegex("^http://127\\.0\\.0\\.1:[0-9]+/traces/detail/[0-9a-f]{32}$")]
    private static partial Regex Trace();
}
