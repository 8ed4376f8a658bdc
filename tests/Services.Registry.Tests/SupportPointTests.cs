using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Registry.Tests;

public sealed class SupportPointTests(RegistryService service)
{
    [Fact]
    public async Task The_nearest_support_point_answers_for_the_units_below_it()
    {
        var commune = service.Commune();
        var village = await service.VillageAsync(commune);
        var client = service.Client("02");
        var office = new JsonObject
        {
            ["bodyName"] = "UBND xã",
            ["phone"] = "0219 3866.123",
            ["email"] = "vanphong@hagiang.gov.vn",
            ["hours"] = "7:30–17:00",
        };

        var said = await client.PutAsync($"/v1/units/{commune}/support-point", office);
        var body = await said.ShouldBeJsonAsync(200);
        ((string)body["unitCode"]!, (string)body["phone"]!, (int)body["version"]!).ShouldBe(
            (commune, "02193866123", 1)
        );
        said.Headers.ETag!.Tag.ShouldBe("\"1\"");
        await (await client.PutAsync($"/v1/units/{commune}/support-point", office)).ShouldBeJsonAsync(200, body);
        var below = await client.GetAsync($"/v1/units/{village}/support-point");
        await below.ShouldBeJsonAsync(200, body);
        below.Headers.ETag.ShouldBeNull();
        office["bodyName"] = "Tổ hỗ trợ";
        await (await client.PutAsync($"/v1/units/{village}/support-point", office)).ShouldBeJsonAsync(200);
        var own = await client.GetAsync($"/v1/units/{village}/support-point");
        ((string)(await own.ShouldBeJsonAsync(200))["bodyName"]!).ShouldBe("Tổ hỗ trợ");
        own.Headers.ETag!.Tag.ShouldBe("\"1\"");
        await (await client.PutAsync($"/v1/units/{commune}/support-point", office, "\"0\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 1)."
        );
    }

    [Fact]
    public async Task Where_nobody_helps_or_nobody_may_say_so_it_is_told()
    {
        await (await service.Client().GetAsync("/v1/units/89/support-point")).ShouldBeProblemAsync(
            404,
            "support-point.not-found",
            "Neither unit 89 nor any unit above it has a support point."
        );
        var office = new JsonObject { ["bodyName"] = "Sở KH&CN", ["phone"] = "không" };
        await (await service.Client().PutAsync("/v1/units/89/support-point", office)).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("phone", "support-point.phone-invalid", "An office's phone number has 3 to 12 digits.")
        );
        office["phone"] = "1022";
        await (await service.Client("02").PutAsync("/v1/units/89/support-point", office)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            "The access token gives no right over unit 89."
        );
    }
}
