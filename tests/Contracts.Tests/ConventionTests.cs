using System.Reflection;
using System.Xml.Linq;

namespace CongNgheSo.Contracts.Tests;

public sealed class ConventionTests
{
    private static readonly Assembly[] Services =
    [
        Assembly.Load("Services.Activity"),
        Assembly.Load("Services.Registry"),
        Assembly.Load("Services.Reporting"),
        Assembly.Load("Services.Training"),
    ];

    [Fact]
    public void No_service_references_another() =>
        Repository
            .SourceFiles("csproj")
            .Where(file => Path.GetFileName(file).StartsWith("Services.", StringComparison.Ordinal))
            .Where(file => !file.EndsWith(".Tests.csproj", StringComparison.Ordinal))
            .SelectMany(file => XDocument.Load(file).Descendants("ProjectReference"))
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))
            .Distinct()
            .ShouldBeSubsetOf(["Contracts", "ServiceDefaults"]);

    [Fact]
    public void Requests_are_public_so_that_they_are_validated() =>
        Requests().Where(type => !type.IsVisible).ShouldBeEmpty();

    [Fact]
    public void Requests_have_names_of_their_own_so_that_they_are_documented() =>
        Requests()
            .GroupBy(type => (type.Assembly, type.Name))
            .Where(group => group.Count() > 1)
            .Select(group => group.Key.Name)
            .ShouldBeEmpty();

    [Fact]
    public void Source_files_have_names_of_their_own() =>
        Repository
            .SourceFiles("cs")
            .GroupBy(file => Path.GetFileName(file))
            .Where(group => group.Count() > 1 && group.Key is not "Program.cs")
            .Select(group => string.Join(" and ", group.Select(file => Path.GetRelativePath(Repository.Root, file))))
            .ShouldBeEmpty();

    [Fact]
    public void A_use_case_is_short() =>
        Repository
            .SourceFiles("cs")
            .Where(file => file.Contains("/src/Services.", StringComparison.Ordinal))
            .Where(file => File.ReadLines(file).Count() > 250)
            .Select(Path.GetFileName)
            .ShouldBeEmpty();

    [Fact]
    public void Services_have_no_layers_and_no_mediator() =>
        Services
            .SelectMany(service => service.GetTypes())
            .Where(type =>
                type.Namespace is { } name
                && name.Split('.')
                    .Any(part => part is "Features" or "Domain" or "Infrastructure" or "Common" or "Shared")
            )
            .ShouldBeEmpty();

    private static IEnumerable<Type> Requests() =>
        Services
            .SelectMany(service => service.GetTypes())
            .Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal) && type.IsClass);
}
