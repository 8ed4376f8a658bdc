using System.Reflection;
using CongNgheSo.AppHost.Embedded;

namespace CongNgheSo.AppHost.Tests;

/// <summary>
/// Program.cs compiles against Aspire too as long as each call it makes is one of Aspire 13's, parameter names and
/// defaults included. The list is Aspire's; a call that Program.cs begins to use is added here from its reference.
/// </summary>
public sealed class AspireSignatureTests
{
    [Theory]
    [InlineData(
        "AddPostgres(builder, String name, ParameterResource userName?, ParameterResource password?, Int32 port?)"
    )]
    [InlineData("AddDatabase(builder, String name, String databaseName?)")]
    [InlineData(
        "AddRabbitMQ(builder, String name, ParameterResource userName?, ParameterResource password?, Int32 port?)"
    )]
    [InlineData("AddParameter(builder, String name, ParameterDefault value, Boolean secret?, Boolean persist?)")]
    [InlineData("AddProject(builder, String name)")]
    [InlineData("AddExecutable(builder, String name, String command, String workingDirectory, String[] args)")]
    [InlineData("WithDataVolume(builder, String name?, Boolean isReadOnly?)")]
    [InlineData("WithManagementPlugin(builder)")]
    [InlineData("WithLifetime(builder, ContainerLifetime lifetime)")]
    [InlineData("WithExternalHttpEndpoints(builder)")]
    [InlineData("WithHttpHealthCheck(builder, String path?, Int32 statusCode?, String endpointName?)")]
    [InlineData(
        "WithEndpoint(builder, String endpointName, Action<EndpointAnnotation> callback, Boolean createIfNotExists?)"
    )]
    [InlineData("WithEnvironment(builder, String name, String value)")]
    [InlineData("WithEnvironment(builder, String name, EndpointReference endpointReference)")]
    [InlineData("WithEnvironment(builder, String name, ParameterResource parameter)")]
    [InlineData(
        "WithReference(builder, IResourceWithConnectionString source, String connectionName?, Boolean optional?)"
    )]
    [InlineData("WithReference(builder, IResourceWithServiceDiscovery source)")]
    [InlineData("WithReplicas(builder, Int32 replicas)")]
    [InlineData("WithArgs(builder, String[] args)")]
    [InlineData("WaitFor(builder, IResource dependency)")]
    [InlineData("WaitForCompletion(builder, IResource dependency, Int32 exitCode?)")]
    [InlineData("GetEndpoint(builder, String name)")]
    public void The_embedded_host_offers(string signature) => Offered().ShouldContain(signature);

    [Fact]
    public void The_topology_calls_nothing_else()
    {
        var source = File.ReadAllText(Path.Combine(AppHostDirectory(), "Program.cs"));
        var known = typeof(AspireSignatureTests)
            .GetMethod(nameof(The_embedded_host_offers))!
            .GetCustomAttributes<InlineDataAttribute>()
            .Select(data => ((string)data.Data[0]!).Split('(')[0])
            // Of the builder itself, of the application, and of Redis, which has an overload more in Aspire.
            .Concat(["CreateBuilder", "Build", "Run", "AddRedis"]);
        var called = System
            .Text.RegularExpressions.Regex.Matches(source, @"\.((?:Add|With|Wait|Get|Create|Build|Run|Publish)\w*)[<(]")
            .Select(match => match.Groups[1].Value)
            .Where(name => name is not ("GetValue" or "GetFullPath")) // The framework's own.
            .ToHashSet();
        called.Count.ShouldBeGreaterThan(10);
        called.Except(known).ShouldBeEmpty();
    }

    private static string AppHostDirectory() =>
        DistributedApplication
            .CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true })
            .AppHostDirectory;

    private static IReadOnlyList<string> Offered() =>
        [
            .. typeof(DistributedApplication)
                .Assembly.GetExportedTypes()
                .Where(type => type is { IsAbstract: true, IsSealed: true })
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static))
                .Select(method => $"{method.Name}({string.Join(", ", method.GetParameters().Select(Describe))})"),
        ];

    private static string Describe(ParameterInfo parameter) =>
        parameter is { Name: "builder", Position: 0 }
            ? "builder"
            : $"{NameOf(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? "?" : "")}";

    private static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } value ? value.Name
        : !type.IsGenericType ? type.Name
        : type.GetGenericTypeDefinition() == typeof(IResourceBuilder<>) ? NameOf(type.GetGenericArguments()[0])
        : $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>";
}
