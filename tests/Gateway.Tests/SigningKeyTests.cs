using System.Text.Json.Nodes;
using CongNgheSo.Gateway.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;

namespace CongNgheSo.Gateway.Tests;

public sealed class SigningKeyTests(Servers servers)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tokens_outlive_a_restart_and_hold_at_every_replica()
    {
        string token;
        GatewayApp first;
        await using (first = await GatewayApp.StartAsync(servers))
            token = await first.TokenAsync(first.Ministry.Id, first.Ministry.Secret);

        await using var second = await first.AgainAsync(servers);
        await using var third = await first.AgainAsync(servers);

        foreach (var gateway in new[] { second, third })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/clients");
            request.Headers.Authorization = new("Bearer", token);
            (await gateway.Http.SendAsync(request)).EnsureSuccessStatusCode();
        }
        (await KeyIds(second)).ShouldBe(await KeyIds(third));
    }

    [Fact]
    public async Task A_new_key_is_published_a_day_ahead_and_the_old_one_until_its_tokens_have_ended()
    {
        var clock = new StoppedClock(DateTimeOffset.UtcNow);
        await using var gateway = await GatewayApp.StartAsync(servers, clock: clock);
        var keys = gateway.Services.GetRequiredService<SigningKeys>();
        var old = (await KeyIds(gateway)).ShouldHaveSingleItem();
        var start = clock.Now;

        clock.Now = start.AddDays(30).AddMinutes(-1);
        await keys.RefreshAsync(Cancel);
        (await KeyIds(gateway)).ShouldBe([old]);

        clock.Now = start.AddDays(30);
        await keys.RefreshAsync(Cancel);
        var published = await KeyIds(gateway);
        published.Count.ShouldBe(2);
        var next = published.Single(id => id != old);
        (await SigningKeyId(gateway)).ShouldBe(old);

        clock.Now = start.AddDays(31);
        await keys.RefreshAsync(Cancel);
        (await SigningKeyId(gateway)).ShouldBe(next);
        (await KeyIds(gateway)).ShouldBe([old, next]);

        clock.Now = start.AddDays(31).AddMinutes(64);
        await keys.RefreshAsync(Cancel);
        (await KeyIds(gateway)).ShouldBe([old, next]);

        clock.Now = start.AddDays(31).AddMinutes(66);
        await keys.RefreshAsync(Cancel);
        (await KeyIds(gateway)).ShouldBe([next]);
    }

    [Fact]
    public async Task Replicas_that_rotate_at_once_make_one_key()
    {
        var clock = new StoppedClock(DateTimeOffset.UtcNow);
        await using var first = await GatewayApp.StartAsync(servers, clock: clock);
        await using var second = await first.AgainAsync(servers);
        await KeyIds(first);
        await KeyIds(second);
        clock.Now = clock.Now.AddDays(30);

        await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i => (i % 2 == 0 ? first : second).Services.GetRequiredService<SigningKeys>())
                .Select(keys => keys.RefreshAsync(Cancel))
        );

        (await KeyIds(first)).Count.ShouldBe(2);
        (await KeyIds(first)).ShouldBe(await KeyIds(second));
    }

    [Fact]
    public async Task With_a_secret_no_private_key_lies_in_the_clear()
    {
        var secret = Path.GetTempFileName();
        await File.WriteAllTextAsync(secret, Guid.NewGuid().ToString(), Cancel);
        await using var gateway = await GatewayApp.StartAsync(servers, [new("Gateway:SigningKeySecretFile", secret)]);
        await gateway.TokenAsync(gateway.Ministry.Id, gateway.Ministry.Secret);

        var stored = await StoredKey(gateway);

        stored[0].ShouldBe((byte)1);
        using var pair = System.Security.Cryptography.ECDsa.Create();
        Should.Throw<System.Security.Cryptography.CryptographicException>(() =>
            pair.ImportPkcs8PrivateKey(stored.AsSpan(1), out _)
        );
        await using var restarted = await gateway.AgainAsync(servers);
        (await KeyIds(restarted)).ShouldBe(await KeyIds(gateway));
        File.Delete(secret);
    }

    private static async Task<byte[]> StoredKey(GatewayApp gateway)
    {
        await using var source = NpgsqlDataSource.Create(gateway.Settings["ConnectionStrings:gatewaydb"]);
        await using var command = source.CreateCommand("SELECT private_key FROM signing_keys");
        return (byte[])(await command.ExecuteScalarAsync(Cancel))!;
    }

    private static async Task<List<string>> KeyIds(GatewayApp gateway)
    {
        var document = JsonNode.Parse(await gateway.Http.GetStringAsync("/.well-known/jwks.json"))!;
        return [.. document["keys"]!.AsArray().Select(key => (string)key!["kid"]!)];
    }

    private static async Task<string> SigningKeyId(GatewayApp gateway) =>
        new JsonWebToken(await gateway.TokenAsync(gateway.Ministry.Id, gateway.Ministry.Secret)).Kid;
}
