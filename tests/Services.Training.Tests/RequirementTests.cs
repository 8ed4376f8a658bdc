using System.Net.Http.Json;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Requirements;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

public sealed class RequirementTests(TrainingService service)
{
    private const string Path = "/v1/training-requirements";

    [Fact]
    public async Task A_requirement_is_made_once_and_changed_with_its_version()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var id = Guid.NewGuid();
        var body = Requirement(region.Province.Code, id: id);

        (await client.PostAsJsonAsync(Path, body)).Headers.Location!.OriginalString.ShouldBe($"{Path}/{id}");
        var expected = new
        {
            id,
            version = 1,
            unit = region.Province.Code,
            role = "leader",
            topic = "portals",
            withinDays = 90,
            validFrom = "2025-01-01",
            validTo = (string?)null,
        };
        await (await client.PostAsJsonAsync(Path, body)).ShouldBeJsonAsync(200, expected);
        await (await client.GetAsync($"{Path}/{id}")).ShouldBeJsonAsync(200, expected);
        await (
            await client.PostAsJsonAsync(Path, Requirement(region.Province.Code, id: id, withinDays: 30))
        ).ShouldBeProblemAsync(
            409,
            "training-requirement.id-taken",
            $"Training requirement {id} was created with other content."
        );
        await (await client.PostAsJsonAsync(Path, Requirement(region.Province.Code))).ShouldBeProblemAsync(
            409,
            "training-requirement.exists",
            $"Unit {region.Province.Code} requires topic portals of this role from 01/01/2025 on already."
        );

        var terms = new { withinDays = 60, validFrom = "2025-01-01" };
        await (await client.PutAsync($"{Path}/{id}", terms, null)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        for (var attempt = 0; attempt < 2; attempt++)
            (await client.PutAsync($"{Path}/{id}", terms, "\"1\"")).Headers.ETag!.Tag.ShouldBe("\"2\"");
        await (
            await client.PutAsync($"{Path}/{id}", new { withinDays = 10, validFrom = "2025-01-01" }, "\"1\"")
        ).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 2)."
        );
        var listed = await client.GetFromJsonAsync<Page<RequirementResponse>>($"{Path}?unit={region.Province.Code}");
        listed!.Items.ShouldHaveSingleItem().WithinDays.ShouldBe(60);
    }

    [Fact]
    public async Task Two_at_once_make_one_requirement()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ => client.PostAsJsonAsync(Path, Requirement(region.Province.Code, role: null)))
        );

        answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([201, 409, 409, 409, 409, 409]);
    }

    [Fact]
    public async Task A_lower_unit_adds_its_own_and_changes_none_from_above()
    {
        var region = await Region.CreateAsync(service);
        var id = await service
            .Client(region.Province.Code)
            .RequireAsync(region.Province.Code, "leader", "portals", 90, "2025-01-01");
        var commune = service.Client(region.CommuneA.Code);

        await (await commune.PostAsJsonAsync(Path, Requirement(region.CommuneA.Code))).ShouldBeJsonAsync(201);
        var refused = $"The access token gives no right over unit {region.Province.Code}.";
        await (await commune.PostAsJsonAsync(Path, Requirement(region.Province.Code))).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            refused
        );
        await (
            await commune.PutAsync($"{Path}/{id}", new { withinDays = 10, validFrom = "2025-01-01" }, "\"1\"")
        ).ShouldBeProblemAsync(403, "auth.unit-out-of-scope", refused);
        await (
            await service
                .Client(region.Province.Code, "en", Scopes.TrainingRead, Scopes.TrainingWrite)
                .PostAsJsonAsync(Path, Requirement(region.Province.Code))
        ).ShouldBeProblemAsync(403, "auth.scope-missing", "The access token lacks the scope that this needs.");
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_name()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var unknown = Guid.NewGuid();

        var answer = await client.PostAsJsonAsync(
            Path,
            new
            {
                role = "chief",
                topic = "cooking",
                withinDays = -1,
                validFrom = "2025-01-01",
                validTo = "2024-12-31",
            }
        );
        var problem = await answer.ShouldBeJsonAsync(400);
        problem["errors"]!
            .AsArray()
            .Select(error => ((string)error!["field"]!, (string)error["code"]!))
            .ShouldBe([
                ("unit", "field.not-empty"),
                ("role", "training-programme.code-unknown"),
                ("topic", "training-programme.code-unknown"),
                ("withinDays", "field.inclusive-between"),
                ("validTo", "training-requirement.period-reversed"),
            ]);
        await (await client.PostAsJsonAsync(Path, Requirement("nowhere"))).ShouldBeProblemAsync(
            422,
            "training-requirement.unit-unknown",
            "No unit bears the code nowhere today."
        );
        await (
            await client.PostAsJsonAsync(Path, Requirement(region.Province.Code, from: "2020-01-01", to: "2021-01-01"))
        ).ShouldBeProblemAsync(
            422,
            "training-topic.not-in-force",
            "The code portals is not in force for this unit on 01/01/2020 (see /v1/training-topics)."
        );
        await (
            await client.PostAsJsonAsync(Path, Requirement(region.Province.Code, from: "9999-12-31"))
        ).ShouldBeJsonAsync(400);
        await (await client.GetAsync($"{Path}/{unknown}")).ShouldBeProblemAsync(
            404,
            "training-requirement.not-found",
            $"There is no training requirement {unknown}."
        );
    }

    private static object Requirement(
        string unit,
        Guid? id = null,
        string? role = "leader",
        int withinDays = 90,
        string from = "2025-01-01",
        string? to = null
    ) =>
        new
        {
            id,
            unit,
            role,
            topic = "portals",
            withinDays,
            validFrom = from,
            validTo = to,
        };
}
