using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Npgsql;

namespace CongNgheSo.Platform.Tests;

/// <summary>Who may touch what is the token's, at the gateway and at every service behind it.</summary>
public sealed class AccessTests(RunningPlatform platform)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_token_only_what_is_open_answers_at_the_gateway_and_at_each_service()
    {
        using var http = platform.Anonymous();
        string[] open =
        [
            "/health",
            "/alive",
            "/docs",
            .. await DocsAssetsAsync(http),
            "/.well-known/openid-configuration",
            "/.well-known/jwks.json",
            .. ApiOperation.Services.Select(service => $"/openapi/{service}.json"),
        ];
        foreach (var path in open)
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }

        var operations = await ApiOperation.ReadAllAsync(http);
        operations
            .Where(operation => !operation.NeedsToken)
            .Select(operation => operation.Template)
            .ShouldBe(
                [
                    "/connect/token",
                    "/.well-known/openid-configuration",
                    "/.well-known/jwks.json",
                    // Reading what a check-in link opens, and checking in: the link is signed.
                    "/v1/check-ins",
                    "/v1/check-ins",
                    "/v1/certificates/verification/{code}",
                ],
                ignoreOrder: true
            );
        foreach (var operation in operations.Where(operation => operation.NeedsToken))
        {
            using var atGateway = await operation.SendAsync(http, body: operation.BodyContent is null ? null : "{}");
            await RefusedAnswers.ShouldBeRefusedAsync(atGateway, 401, "auth.token-required", operation.ToString());
            using var direct = Direct(operation.Service);
            using var atService = await operation.SendAsync(direct, body: operation.BodyContent is null ? null : "{}");
            await RefusedAnswers.ShouldBeRefusedAsync(atService, 401, "auth.token-required", $"{operation} directly");
        }
        foreach (var path in new[] { "/v1/nothing", "/nothing", "/v1/reports" })
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
            await RefusedAnswers.ShouldBeRefusedAsync(answer, 401, "auth.token-required", path);
        }
    }

    [Fact]
    public async Task Without_its_scope_a_token_is_refused_at_the_gateway_and_at_each_service()
    {
        using var http = platform.Anonymous();
        var operations = (await ApiOperation.ReadAllAsync(http)).Where(operation => operation.NeedsToken).ToArray();
        // These widen the answer of an operation that is open without them.
        var opening = Scopes.All.Except([Scopes.MembersRead, Scopes.MembersPhones]).ToArray();
        operations.SelectMany(operation => operation.Scopes).Distinct().ShouldBe(opening, ignoreOrder: true);
        foreach (var scope in opening)
        {
            using var client = await platform.ClientAsync("VN", [.. Scopes.All.Except([scope])]);
            var token = await client.TokenAsync(Cancellation);
            foreach (var operation in operations.Where(operation => operation.Scopes.Contains(scope)))
            {
                using var atGateway = await operation.SendAsync(http, token, body: "{}");
                await RefusedAnswers.ShouldBeRefusedAsync(
                    atGateway,
                    403,
                    "auth.scope-missing",
                    $"{operation} without {scope}"
                );
                using var direct = Direct(operation.Service);
                using var atService = await operation.SendAsync(direct, token, body: "{}");
                await RefusedAnswers.ShouldBeRefusedAsync(
                    atService,
                    403,
                    "auth.scope-missing",
                    $"{operation} without {scope} directly"
                );
            }
        }
    }

    [Fact]
    public async Task Forged_expired_and_foreign_tokens_are_refused_everywhere()
    {
        var (issuer, good) = await SigningKeyAsync();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var forged = new ECDsaSecurityKey(stranger) { KeyId = good.KeyId };
        var genuine = Sign(good, issuer);
        var parts = genuine.Split('.');
        var payload = JsonNode.Parse(Base64UrlEncoder.DecodeBytes(parts[1]))!.AsObject();
        payload["unit"] = "10";
        var published = new SymmetricSecurityKey(
            Encoding.UTF8.GetBytes(Convert.ToBase64String(good.ECDsa.ExportSubjectPublicKeyInfo()))
        )
        {
            KeyId = good.KeyId,
        };
        var wrong = new Dictionary<string, string>
        {
            ["another key under our id"] = Sign(forged, issuer),
            ["expired"] = Sign(good, issuer, expires: DateTime.UtcNow.AddMinutes(-2)),
            ["not valid yet"] = Sign(good, issuer, begins: DateTime.UtcNow.AddMinutes(5)),
            ["another audience"] = Sign(good, issuer, audience: "elsewhere"),
            ["another issuer"] = Sign(good, "https://elsewhere.test"),
            ["changed after signing"] = $"{parts[0]}.{Base64UrlEncoder.Encode(payload.ToJsonString())}.{parts[2]}",
            ["no signature"] = $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""")}.{parts[1]}.",
            ["cut"] = genuine[..^4],
            ["the public key as a secret"] = Sign(published, issuer, SecurityAlgorithms.HmacSha256),
            ["rubbish"] = "khong-phai-token",
        };
        (string Service, string Path)[] asked =
        [
            ("gateway", "/v1/clients"),
            ("gateway", "/v1/units/VN"),
            ("registry", "/v1/units/VN"),
            ("activity", "/v1/topics"),
            ("training", "/v1/training-programmes"),
            ("reporting", "/v1/overview"),
        ];
        foreach (var (service, path) in asked)
        {
            using var http = Direct(service);
            // The same way of making tokens, with nothing wrong, is let in: so it is the wrong that is refused.
            using var let = await GetAsync(http, path, genuine);
            let.StatusCode.ShouldBe(HttpStatusCode.OK, $"{service} {path}");
            foreach (var (what, token) in wrong)
            {
                using var answer = await GetAsync(http, path, token);
                await RefusedAnswers.ShouldBeRefusedAsync(
                    answer,
                    401,
                    "auth.token-required",
                    $"{what} at {service} {path}"
                );
            }
        }
    }

    /// <summary>The files that the documentation page asks for (none where it was built without them).</summary>
    private static async Task<IEnumerable<string>> DocsAssetsAsync(HttpClient http) =>
        Regex
            .Matches(await http.GetStringAsync(new Uri("/docs", UriKind.Relative), Cancellation), "/docs/assets/[^\"]+")
            .Select(match => match.Value);

    private HttpClient Direct(string service)
    {
        var http = new HttpClient { BaseAddress = platform.Host.Address(service) };
        http.DefaultRequestHeaders.AcceptLanguage.ParseAdd("vi");
        return http;
    }

    private static async Task<HttpResponseMessage> GetAsync(HttpClient http, string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, Cancellation);
    }

    /// <summary>The key that the gateway signs with, out of its database, and the issuer that it names.</summary>
    private async Task<(string Issuer, ECDsaSecurityKey Key)> SigningKeyAsync()
    {
        var known = new JsonWebToken(await platform.Ministry.TokenAsync(Cancellation));
        await using var connection = new NpgsqlConnection(
            platform.Host.Resource("gatewaydb").ConnectionString + ";Pooling=false"
        );
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand("SELECT private_key FROM signing_keys WHERE id = $1", connection)
        {
            Parameters = { new() { Value = known.Kid } },
        };
        var pair = ECDsa.Create();
        // The first byte says that it lies in the clear.
        pair.ImportPkcs8PrivateKey(((byte[])(await command.ExecuteScalarAsync(Cancellation))!).AsSpan(1), out _);
        return (known.Issuer, new ECDsaSecurityKey(pair) { KeyId = known.Kid });
    }

    private static string Sign(
        SecurityKey key,
        string issuer,
        string algorithm = SecurityAlgorithms.EcdsaSha256,
        string audience = IdentityExtensions.Audience,
        DateTime? begins = null,
        DateTime? expires = null
    ) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                TokenType = "at+jwt",
                IssuedAt = DateTime.UtcNow.AddHours(-1),
                NotBefore = begins ?? DateTime.UtcNow.AddHours(-1),
                Expires = expires ?? DateTime.UtcNow.AddMinutes(30),
                Claims = new Dictionary<string, object>
                {
                    ["sub"] = "test",
                    ["client_id"] = "test",
                    ["unit"] = "VN",
                    ["scope"] = string.Join(' ', Scopes.All),
                },
                SigningCredentials = new SigningCredentials(key, algorithm),
            }
        );
}
