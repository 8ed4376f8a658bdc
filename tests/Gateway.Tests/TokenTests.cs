using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CongNgheSo.Gateway.Tests;

public sealed class TokenTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private const string WrongForm =
        "Yêu cầu cấp mã phải là biểu mẫu (form) có grant_type, client_id và client_secret, mỗi tham số một lần; thông tin ứng dụng khách chỉ gửi bằng một cách.";
    private const string WrongFormInEnglish =
        "A token request is a form with grant_type, client_id and client_secret, each once; credentials are sent in one way only.";
    private const string WrongClient = "client_id hoặc client_secret không đúng.";
    private const string WrongClientInEnglish = "The client_id or the client_secret is wrong.";

    private GatewayApp Gateway => shared.App;

    [Fact]
    public async Task A_client_gets_a_token_that_the_published_keys_verify()
    {
        var client = await Gateway.CreateAsync("02", Scopes.ActivityWrite, Scopes.ActivityRead);

        using var answer = await Ask(client.ClientId.ToString(), client.ClientSecret);

        var body = (await answer.JsonAsync()).AsObject();
        body.Select(member => member.Key).ShouldBe(["access_token", "token_type", "expires_in", "scope"]);
        ((string)body["token_type"]!).ShouldBe("Bearer");
        ((int)body["expires_in"]!).ShouldBe(3600);
        ((string)body["scope"]!).ShouldBe("activity.read activity.write");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var result = await ValidateAsync((string)body["access_token"]!);
        result.IsValid.ShouldBeTrue();
        var token = (JsonWebToken)result.SecurityToken;
        token.Alg.ShouldBe("ES256");
        token.Typ.ShouldBe("at+jwt");
        token.Subject.ShouldBe(client.ClientId.ToString());
        token.GetClaim("client_id").Value.ShouldBe(client.ClientId.ToString());
        token.GetClaim("scope").Value.ShouldBe("activity.read activity.write");
        token.GetClaim("unit").Value.ShouldBe("02");
        token.GetClaim("jti").Value.ShouldNotBeEmpty();
        (token.ValidTo - token.IssuedAt).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task A_client_may_ask_for_less_than_it_holds()
    {
        var client = await Gateway.CreateAsync("02", Scopes.ActivityWrite, Scopes.ActivityRead);

        using var answer = await Ask(client.ClientId.ToString(), client.ClientSecret, ("scope", "activity.read"));

        ((string)(await answer.JsonAsync())["scope"]!).ShouldBe("activity.read");
    }

    [Fact]
    public async Task Credentials_may_come_by_HTTP_Basic()
    {
        var client = await Gateway.CreateAsync("02", Scopes.ActivityRead);

        using var answer = await AskBasic(
            $"{client.ClientId}:{Uri.EscapeDataString(client.ClientSecret)}",
            ("grant_type", "client_credentials")
        );

        ((string)(await answer.JsonAsync())["token_type"]!).ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("grant_type=client_credentials&client_id=x")]
    [InlineData("grant_type=client_credentials&client_secret=x")]
    [InlineData("client_id=x&client_secret=x")]
    [InlineData("grant_type=&client_id=x&client_secret=x")]
    [InlineData("grant_type=client_credentials&client_id=x&client_id=y&client_secret=x")]
    [InlineData("")]
    public async Task A_form_that_lacks_or_repeats_something_is_an_invalid_request(string form)
    {
        await ShouldBeRefused(
            form,
            null,
            400,
            "token.request-invalid",
            WrongForm,
            "invalid_request",
            WrongFormInEnglish
        );
        await ShouldBeRefused(
            form,
            "en",
            400,
            "token.request-invalid",
            WrongFormInEnglish,
            "invalid_request",
            WrongFormInEnglish
        );
    }

    [Fact]
    public async Task Anything_but_a_form_is_an_invalid_request()
    {
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await Gateway.Http.PostAsync("/connect/token", content);

        await answer.ShouldBeProblemAsync(
            400,
            "token.request-invalid",
            WrongForm,
            ("error", "invalid_request"),
            ("error_description", WrongFormInEnglish)
        );
    }

    [Theory]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\n\r\nclient_cred")]
    [InlineData(
        "--x\r\nContent-Disposition: form-data; name=\"grant_type\"\r\nContent-Type: text/plain; charset=utf-7\r\n\r\nx\r\n--x--\r\n"
    )]
    [InlineData("")]
    public async Task A_form_that_cannot_be_read_is_an_invalid_request(string form)
    {
        using var content = new StringContent(form);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var answer = await Gateway.Http.PostAsync("/connect/token", content);

        await answer.ShouldBeProblemAsync(
            400,
            "token.request-invalid",
            WrongForm,
            ("error", "invalid_request"),
            ("error_description", WrongFormInEnglish)
        );
    }

    [Theory]
    [InlineData("utf-7")]
    [InlineData("khong")]
    public async Task A_form_in_a_charset_that_nobody_reads_is_refused(string charset)
    {
        using var content = new StringContent("grant_type=client_credentials");
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(
            $"application/x-www-form-urlencoded; charset={charset}"
        );
        using var answer = await Gateway.Http.PostAsync("/connect/token", content);

        await answer.ShouldBeProblemAsync(415, "request.media-type-unsupported", "Kiểu nội dung không được hỗ trợ.");
    }

    [Fact]
    public async Task Another_grant_is_unsupported()
    {
        const string Form = "grant_type=password&client_id=x&client_secret=x";
        const string English = "Only grant_type=client_credentials is supported.";

        await ShouldBeRefused(
            Form,
            null,
            400,
            "token.grant-unsupported",
            "Chỉ hỗ trợ grant_type=client_credentials.",
            "unsupported_grant_type",
            English
        );
        await ShouldBeRefused(Form, "en", 400, "token.grant-unsupported", English, "unsupported_grant_type", English);
    }

    [Fact]
    public async Task A_scope_that_the_client_does_not_hold_is_refused()
    {
        var client = await Gateway.CreateAsync("02", Scopes.ActivityRead);

        using var answer = await Ask(
            client.ClientId.ToString(),
            client.ClientSecret,
            ("scope", "activity.read activity.write")
        );

        await answer.ShouldBeProblemAsync(
            400,
            "token.scope-invalid",
            "Ứng dụng khách không được cấp phạm vi (scope) đã yêu cầu.",
            ("error", "invalid_scope"),
            ("error_description", "The client does not hold a scope that was asked for.")
        );
    }

    [Fact]
    public async Task An_unknown_client_a_revoked_one_and_a_wrong_secret_look_the_same()
    {
        var client = await Gateway.CreateAsync("02", Scopes.ActivityRead);
        var revoked = await Gateway.CreateAsync("02", Scopes.ActivityRead);
        using var ministry = await Gateway.MinistryAsync();
        (await ministry.DeleteAsync($"/v1/clients/{revoked.ClientId}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        foreach (
            var (id, secret) in new[]
            {
                (client.ClientId.ToString(), "wrong"),
                (Guid.NewGuid().ToString(), client.ClientSecret),
                ("no id at all", client.ClientSecret),
                (revoked.ClientId.ToString(), revoked.ClientSecret),
            }
        )
        {
            using var answer = await Ask(id, secret);
            await ShouldBeWrongClient(answer);
        }
    }

    [Theory]
    [InlineData("Basic", "%%%")]
    [InlineData("Basic", "bm9jb2xvbg==")]
    [InlineData("Bearer", "abc")]
    public async Task Wrong_credentials_in_the_header_are_an_invalid_client(string scheme, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(scheme, value);

        using var answer = await Gateway.Http.SendAsync(request);

        await ShouldBeWrongClient(answer);
    }

    [Fact]
    public async Task Credentials_in_both_ways_are_an_invalid_request()
    {
        using var answer = await AskBasic("a:b", ("grant_type", "client_credentials"), ("client_secret", "b"));

        await answer.ShouldBeProblemAsync(
            400,
            "token.request-invalid",
            WrongForm,
            ("error", "invalid_request"),
            ("error_description", WrongFormInEnglish)
        );
    }

    [Fact]
    public async Task A_form_beyond_16_KiB_is_refused()
    {
        using var answer = await Ask("x", new string('x', 20_000));

        await answer.ShouldBeProblemAsync(413, "request.too-large", "Nội dung gửi lên quá lớn.");
    }

    [Fact]
    public async Task A_token_of_another_issuer_audience_or_key_is_refused()
    {
        using var stranger = System.Security.Cryptography.ECDsa.Create(
            System.Security.Cryptography.ECCurve.NamedCurves.nistP256
        );
        var forged = new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = "http://issuer.test",
                Audience = "congngheso",
                Expires = DateTime.UtcNow.AddHours(1),
                SigningCredentials = new SigningCredentials(
                    new ECDsaSecurityKey(stranger) { KeyId = "stranger" },
                    "ES256"
                ),
            }
        );
        using var client = new HttpClient { BaseAddress = Gateway.Http.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", forged);

        using var answer = await client.GetAsync("/v1/clients");

        await answer.ShouldBeProblemAsync(401, "auth.token-required", Problem.TokenRequired);
    }

    [Fact]
    public async Task Discovery_names_the_issuer_and_the_readers_own_addresses()
    {
        var self = Gateway.Http.BaseAddress!.ToString().TrimEnd('/');
        var document = await (await Gateway.Http.GetAsync("/.well-known/openid-configuration")).JsonAsync();

        var expected = new JsonObject
        {
            ["issuer"] = "http://issuer.test",
            ["token_endpoint"] = $"{self}/connect/token",
            ["jwks_uri"] = $"{self}/.well-known/jwks.json",
            ["grant_types_supported"] = new JsonArray("client_credentials"),
            ["response_types_supported"] = new JsonArray(),
            ["token_endpoint_auth_methods_supported"] = new JsonArray("client_secret_post", "client_secret_basic"),
            ["scopes_supported"] = new JsonArray([.. Scopes.All.Select(scope => JsonValue.Create(scope))]),
        };
        JsonNode.DeepEquals(document, expected).ShouldBeTrue(document.ToString());
    }

    [Fact]
    public async Task The_published_keys_hold_no_private_part()
    {
        var keys = await (await Gateway.Http.GetAsync("/.well-known/jwks.json")).JsonAsync();

        var key = keys["keys"]!.AsArray().ShouldHaveSingleItem()!.AsObject();
        key.Select(member => member.Key).ShouldBe(["kty", "use", "alg", "kid", "crv", "x", "y"]);
        ((string)key["kty"]!).ShouldBe("EC");
        ((string)key["crv"]!).ShouldBe("P-256");
    }

    private Task<HttpResponseMessage> Ask(string id, string secret, params (string, string)[] more) =>
        Gateway.AskAsync([("grant_type", "client_credentials"), ("client_id", id), ("client_secret", secret), .. more]);

    private async Task<HttpResponseMessage> AskBasic(string credentials, params (string Name, string Value)[] form)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials))
        );
        return await Gateway.Http.SendAsync(request);
    }

    private async Task ShouldBeRefused(
        string form,
        string? language,
        int status,
        string code,
        string title,
        string error,
        string description
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded"),
        };
        if (language is not null)
            request.Headers.AcceptLanguage.ParseAdd(language);
        using var answer = await Gateway.Http.SendAsync(request);
        await answer.ShouldBeProblemAsync(status, code, title, ("error", error), ("error_description", description));
    }

    private static async Task ShouldBeWrongClient(HttpResponseMessage answer)
    {
        await answer.ShouldBeProblemAsync(
            401,
            "token.client-invalid",
            WrongClient,
            ("error", "invalid_client"),
            ("error_description", WrongClientInEnglish)
        );
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Basic realm=\"congngheso\"");
    }

    private async Task<TokenValidationResult> ValidateAsync(string token)
    {
        var keys = new JsonWebKeySet(await Gateway.Http.GetStringAsync("/.well-known/jwks.json"));
        return await new JsonWebTokenHandler().ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                ValidIssuer = "http://issuer.test",
                ValidAudience = "congngheso",
                IssuerSigningKeys = keys.GetSigningKeys(),
            }
        );
    }
}
