using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Gateway.Clients;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using Npgsql;

namespace CongNgheSo.Gateway.Tests;

public sealed class ClientTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    private GatewayApp Gateway => shared.App;

    [Fact]
    public async Task A_created_client_can_be_read_but_not_its_secret()
    {
        using var ministry = await Gateway.MinistryAsync();
        using var created = await Create(
            ministry,
            "Sở KH&CN Cao Bằng",
            "04",
            Scopes.ActivityWrite,
            Scopes.ActivityRead
        );

        var body = (await created.JsonAsync()).AsObject();
        created.StatusCode.ShouldBe(HttpStatusCode.Created);
        body.Select(member => member.Key).ShouldBe(["clientId", "clientSecret"]);
        var path = $"/v1/clients/{body["clientId"]}";
        created.Headers.Location!.ToString().ShouldBe(path);
        var read = (await (await ministry.GetAsync(path)).JsonAsync()).AsObject();
        var now = DateTimeOffset.UtcNow;
        ((DateTimeOffset)read["createdAt"]!).ShouldBe(now, TimeSpan.FromMinutes(1));
        ((DateTimeOffset)read["secretChangedAt"]!).ShouldBe(now, TimeSpan.FromMinutes(1));
        read.Remove("createdAt");
        read.Remove("secretChangedAt");
        var expected = new JsonObject
        {
            ["id"] = (string)body["clientId"]!,
            ["name"] = "Sở KH&CN Cao Bằng",
            ["unit"] = "04",
            ["scopes"] = new JsonArray("activity.read", "activity.write"),
            ["createdBy"] = Gateway.Ministry.Id,
            ["revokedAt"] = null,
        };
        JsonNode.DeepEquals(read, expected).ShouldBeTrue(read.ToString());
    }

    [Fact]
    public async Task No_secret_lies_in_the_database()
    {
        var client = await Gateway.CreateAsync("02", Scopes.ActivityRead);

        await using var source = NpgsqlDataSource.Create(Gateway.Settings["ConnectionStrings:gatewaydb"]);
        await using var rows = source.CreateCommand("SELECT clients::text FROM clients");
        await using var reader = await rows.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var text = "";
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            text += reader.GetString(0) + "\n";
        text.ShouldContain(client.ClientId.ToString());
        text.ShouldNotContain(client.ClientSecret);
        text.ShouldNotContain(
            Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(client.ClientSecret)),
            Case.Insensitive
        );
        text.ShouldNotContain(Gateway.Ministry.Secret);
    }

    [Fact]
    public async Task A_province_creates_clients_of_its_own_unit_only()
    {
        using var province = await Gateway.ClientAsync("17", Scopes.ClientsWrite, Scopes.ActivityRead);

        using var own = await Create(province, "own", "17", Scopes.ActivityRead);
        own.StatusCode.ShouldBe(HttpStatusCode.Created);
        using var others = await Create(province, "another's", "18", Scopes.ActivityRead);
        await others.ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            "Mã truy cập không có quyền đối với đơn vị 18."
        );
        using var nation = await Create(province.InEnglish(), "nation's", "VN", Scopes.ActivityRead);
        await nation.ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            "The access token gives no right over unit VN."
        );
    }

    [Fact]
    public async Task Nobody_gives_scopes_that_it_does_not_hold()
    {
        using var province = await Gateway.ClientAsync("19", Scopes.ClientsWrite, Scopes.ActivityRead);

        using var answer = await Create(province, "more", "19", Scopes.ActivityRead, Scopes.MembersRead);

        await answer.ShouldBeProblemAsync(
            403,
            "client.scope-beyond-own",
            "Chỉ được quản lý ứng dụng khách có phạm vi nằm trong phạm vi của mình; ngoài phạm vi: members.read."
        );
    }

    [Fact]
    public async Task A_new_secret_for_a_client_with_wider_scopes_is_refused()
    {
        using var province = await Gateway.ClientAsync("20", Scopes.ClientsWrite);
        var wider = await Gateway.CreateAsync("20", Scopes.ClientsWrite, Scopes.MembersRead);

        using var answer = await province.InEnglish().PostAsync($"/v1/clients/{wider.ClientId}/secret", null);

        await answer.ShouldBeProblemAsync(
            403,
            "client.scope-beyond-own",
            "You can only manage clients whose scopes are among your own; beyond them: members.read."
        );
    }

    [Fact]
    public async Task Another_units_client_is_not_found()
    {
        using var province = await Gateway.ClientAsync("21", Scopes.ClientsWrite, Scopes.ActivityRead);
        var other = await Gateway.CreateAsync("22", Scopes.ActivityRead);
        var path = $"/v1/clients/{other.ClientId}";
        var title = $"Không có ứng dụng khách {other.ClientId}.";

        await (await province.GetAsync(path)).ShouldBeProblemAsync(404, "client.not-found", title);
        await (await province.DeleteAsync(path)).ShouldBeProblemAsync(404, "client.not-found", title);
        await (await province.PostAsync($"{path}/secret", null)).ShouldBeProblemAsync(404, "client.not-found", title);
    }

    [Fact]
    public async Task A_new_secret_replaces_the_old_one()
    {
        var client = await Gateway.CreateAsync("02", Scopes.ActivityRead);
        using var ministry = await Gateway.MinistryAsync();

        using var changed = await ministry.PostAsync($"/v1/clients/{client.ClientId}/secret", null);

        var credentials = (await changed.Content.ReadFromJsonAsync<ClientCredentialsResponse>())!;
        credentials.ClientId.ShouldBe(client.ClientId);
        credentials.ClientSecret.ShouldNotBe(client.ClientSecret);
        (await Ask(client.ClientId, client.ClientSecret)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Ask(client.ClientId, credentials.ClientSecret)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_revoked_client_gets_no_token_and_no_secret_but_stays_listed()
    {
        var client = await Gateway.CreateAsync("23", Scopes.ActivityRead);
        using var ministry = await Gateway.MinistryAsync();
        var path = $"/v1/clients/{client.ClientId}";

        (await ministry.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await ministry.DeleteAsync(path)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await Ask(client.ClientId, client.ClientSecret)).ShouldBe(HttpStatusCode.Unauthorized);
        await (await ministry.PostAsync($"{path}/secret", null)).ShouldBeProblemAsync(
            409,
            "client.revoked",
            $"Ứng dụng khách {client.ClientId} đã bị thu hồi."
        );
        (await (await ministry.GetAsync(path)).JsonAsync())["revokedAt"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_client_cannot_revoke_itself()
    {
        using var ministry = await Gateway.MinistryAsync();

        using var answer = await ministry.DeleteAsync($"/v1/clients/{Gateway.Ministry.Id}");

        await answer.ShouldBeProblemAsync(409, "client.own", "Ứng dụng khách không thể tự thu hồi chính mình.");
    }

    [Fact]
    public async Task The_same_idempotency_key_creates_one_client()
    {
        using var ministry = await Gateway.MinistryAsync();
        ministry.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());

        using var first = await Create(ministry, "once", "24", Scopes.ActivityRead);
        using var second = await Create(ministry, "once", "24", Scopes.ActivityRead);

        var id = (string)(await first.JsonAsync())["clientId"]!;
        await second.ShouldBeProblemAsync(
            409,
            "client.already-created",
            $"Yêu cầu này đã tạo ứng dụng khách {id}; mật khẩu chỉ trả về một lần, hãy xin mật khẩu mới."
        );
        second.Headers.Location!.ToString().ShouldBe($"/v1/clients/{id}");
    }

    [Theory]
    [InlineData("25\n")]
    [InlineData("ABC-")]
    [InlineData("2")]
    [InlineData("0849")]
    [InlineData("08494-01")]
    [InlineData("vn")]
    public async Task A_unit_has_the_shape_of_a_units_code(string unit)
    {
        using var ministry = await Gateway.MinistryAsync();

        using var answer = await Create(ministry, "x", unit, Scopes.ActivityRead);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsArray();
        ((string)error.ShouldHaveSingleItem()!["field"]!).ShouldBe("unit");
    }

    [Theory]
    [InlineData("VN")]
    [InlineData("33")]
    [InlineData("237")]
    [InlineData("08494")]
    [InlineData("08494-003")]
    [InlineData("08494-999999")]
    public async Task A_unit_of_any_level_can_have_a_client(string unit)
    {
        using var ministry = await Gateway.MinistryAsync();

        using var answer = await Create(ministry, "x", unit, Scopes.ActivityRead);

        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_parameter_that_a_path_does_not_take_is_refused()
    {
        using var ministry = await Gateway.MinistryAsync();

        await (await ministry.GetAsync("/v1/clients?unit=02")).ShouldBeProblemAsync(
            400,
            "request.parameter-unknown",
            "Đường dẫn này không có tham số unit."
        );
        // OAuth lets them pass.
        (await Gateway.Http.GetAsync("/.well-known/jwks.json?x=1")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_fields_are_named_with_their_codes()
    {
        using var ministry = await Gateway.MinistryAsync();

        using var answer = await Create(ministry, "", "02", "no.such");

        var errors = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!;
        await answer.ShouldBeProblemAsync(
            400,
            "request.invalid",
            "Yêu cầu có trường không hợp lệ.",
            ("errors", errors.DeepClone())
        );
        errors
            .AsArray()
            .Select(error => ((string)error!["field"]!, (string)error["code"]!))
            .ShouldBe([("name", "field.not-empty"), ("scopes[0]", "client.scope-unknown")]);
        ((string)errors[1]!["text"]!).ShouldBe("Không có phạm vi (scope) này.");
    }

    [Fact]
    public async Task The_list_comes_in_pages_of_the_callers_unit()
    {
        using var province = await Gateway.ClientAsync("25", Scopes.ClientsWrite, Scopes.ActivityRead);
        for (var i = 0; i < 4; i++)
            (await Create(province, $"client {i}", "25", Scopes.ActivityRead)).StatusCode.ShouldBe(
                HttpStatusCode.Created
            );

        var first = (await province.GetFromJsonAsync<Page<ClientResponse>>("/v1/clients?limit=3"))!;
        var second = (
            await province.GetFromJsonAsync<Page<ClientResponse>>($"/v1/clients?limit=3&cursor={first.Next}")
        )!;

        first.Items.Count.ShouldBe(3);
        second.Items.Count.ShouldBe(2);
        second.Next.ShouldBeNull();
        var all = first.Items.Concat(second.Items).ToList();
        all.Select(client => client.Id).Distinct().Count().ShouldBe(5);
        all.ShouldAllBe(client => client.Unit == "25");
    }

    [Fact]
    public async Task Without_the_scope_nothing_is_open()
    {
        using var client = await Gateway.ClientAsync("VN", Scopes.ActivityRead);

        await (await client.GetAsync("/v1/clients")).ShouldBeProblemAsync(
            403,
            "auth.scope-missing",
            "Mã truy cập không có phạm vi (scope) cần thiết."
        );
        await (await client.InEnglish().GetAsync("/v1/clients")).ShouldBeProblemAsync(
            403,
            "auth.scope-missing",
            "The access token lacks the scope that this needs."
        );
    }

    private static Task<HttpResponseMessage> Create(
        HttpClient caller,
        string name,
        string unit,
        params string[] scopes
    ) => caller.PostAsJsonAsync("/v1/clients", new CreateClientRequest(name, unit, scopes));

    private async Task<HttpStatusCode> Ask(Guid id, string secret)
    {
        using var answer = await Gateway.AskAsync(
            ("grant_type", "client_credentials"),
            ("client_id", id.ToString()),
            ("client_secret", secret)
        );
        return answer.StatusCode;
    }
}
