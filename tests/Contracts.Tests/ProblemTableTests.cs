using System.Text.RegularExpressions;

namespace CongNgheSo.Contracts.Tests;

/// <summary>Integrators act on codes: docs/api.md lists exactly those that the code can answer with.</summary>
public sealed partial class ProblemTableTests
{
    [Fact]
    public void The_documented_codes_are_those_of_the_catalogues()
    {
        var catalogues = Repository
            .SourceFiles("cs")
            .Where(file => file.StartsWith(Path.Combine(Repository.Root, "src"), StringComparison.Ordinal))
            .Where(file => file.EndsWith("Problems.cs", StringComparison.Ordinal))
            .ToArray();
        catalogues.Length.ShouldBeGreaterThan(10);
        foreach (var catalogue in catalogues)
            InCode().Count(File.ReadAllText(catalogue)).ShouldBePositive($"{catalogue} holds problems");

        var inCode = catalogues
            .SelectMany(file => Read(InCode(), File.ReadAllText(file)))
            .Order(StringComparer.Ordinal)
            .ToArray();
        var documented = Read(InTable(), File.ReadAllText(Path.Combine(Repository.Root, "docs", "api.md"))).ToArray();

        inCode.ShouldBeUnique();
        documented.ShouldBe(inCode, "the table of problem codes in docs/api.md, in the order of codes");
    }

    private static IEnumerable<string> Read(Regex pattern, string text) =>
        pattern.Matches(text).Select(match => $"{match.Groups["code"].Value} {match.Groups["status"].Value}");

    [GeneratedRegex("""new\(\s*(?<status>\d{3}),\s*"(?<code>[a-z.-]+)",""")]
    private static partial Regex InCode();

    [GeneratedRegex(@"^\| `(?<code>[a-z.-]+)` \| (?<status>\d{3}) \| \S", RegexOptions.Multiline)]
    private static partial Regex InTable();
}
