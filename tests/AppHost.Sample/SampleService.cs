using Microsoft.AspNetCore.Builder;

namespace CongNgheSo.AppHost.Sample;

/// <summary>Answers with what the host told it.</summary>
public static class SampleService
{
    public static void Run()
    {
        var app = WebApplication.CreateSlimBuilder().Build();
        app.MapGet("/health", () => "ok");
        app.MapGet("/environment/{name}", (string name) => Environment.GetEnvironmentVariable(name) ?? "");
        app.Run();
    }
}
