using System.Reflection;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Gateway.Tests;

public sealed class MinistryClientTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_migration_writes_a_client_with_every_scope_for_the_owners_eyes_only()
    {
        await using var gateway = await GatewayApp.StartAsync(servers);

        var file = gateway.Settings["Gateway:ClientFile"];
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Directory.GetFiles(Path.GetDirectoryName(file)!).ShouldBe([file]);
        JsonNode
            .Parse(await File.ReadAllTextAsync(file, Cancel))!
            .AsObject()
            .Select(member => member.Key)
            .ShouldBe(["client_id", "client_secret"]);
        using var ministry = await gateway.MinistryAsync();
        var client = await (await ministry.GetAsync($"/v1/clients/{gateway.Ministry.Id}")).JsonAsync();
        ((string)client["unit"]!).ShouldBe("VN");
        client["scopes"]!.AsArray().Select(scope => (string)scope!).ShouldBe(Scopes.All, ignoreOrder: true);
    }

    [Fact]
    public async Task A_later_migration_leaves_the_client_alone()
    {
        await using var gateway = await GatewayApp.StartAsync(servers);
        var before = await File.ReadAllTextAsync(gateway.Settings["Gateway:ClientFile"], Cancel);

        await GatewayApp.CommandAsync("migrate", gateway.Settings);

        (await File.ReadAllTextAsync(gateway.Settings["Gateway:ClientFile"], Cancel)).ShouldBe(before);
    }

    [Fact]
    public async Task A_lost_file_is_recovered_by_a_reset()
    {
        await using var gateway = await GatewayApp.StartAsync(servers);
        File.Delete(gateway.Settings["Gateway:ClientFile"]);

        await GatewayApp.CommandAsync("reset-ministry-client", gateway.Settings);

        await using var again = await gateway.AgainAsync(servers);
        again.Ministry.Id.ShouldBe(gateway.Ministry.Id);
        again.Ministry.Secret.ShouldNotBe(gateway.Ministry.Secret);
        using var ministry = await again.MinistryAsync();
        (await ministry.GetAsync("/v1/clients")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_leaves_no_client_behind()
    {
        var settings = GatewayApp.NewSettings(servers);
        var file = settings["Gateway:ClientFile"];
        // A directory where the file should go: the write fails as late as it can.
        Directory.CreateDirectory(file);

        await Should.ThrowAsync<TargetInvocationException>(() => GatewayApp.CommandAsync("migrate", settings));

        Directory.Delete(file);
        await using var gateway = await GatewayApp.StartAsync(servers, settings);
        using var ministry = await gateway.MinistryAsync();
        (await ministry.GetAsync("/v1/clients")).EnsureSuccessStatusCode();
    }
}
