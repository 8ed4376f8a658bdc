using System.Net.Http.Json;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Topics;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

public sealed class TopicTests(TrainingService service)
{
    private const string Path = "/v1/training-topics/entries";
    private static int lastProvince = 10;

    [Fact]
    public async Task A_province_adds_what_only_its_own_units_can_name()
    {
        var (here, there) = (await ProvinceAsync(), await ProvinceAsync());
        var client = service.Client(here);
        var entry = Entry(here, $"{here}.sea-safety");

        await (await client.PostAsJsonAsync(Path, entry)).ShouldBeJsonAsync(201);
        var again = await client.PostAsJsonAsync(Path, entry);
        (await again.ShouldBeJsonAsync(200))["version"]!.GetValue<int>().ShouldBe(1);
        await (await client.PostAsJsonAsync(Path, Entry(here, $"{here}.sea-safety", "Khác"))).ShouldBeProblemAsync(
            409,
            "training-topic.code-taken",
            $"The code {here}.sea-safety is in the catalogue already, with other content."
        );

        (await Codes(client)).ShouldContain($"{here}.sea-safety");
        (await Codes(service.Client(there))).ShouldNotContain($"{here}.sea-safety");
        (await Codes(service.Client())).ShouldNotContain($"{here}.sea-safety");
        (await Codes(client, "?asOf=2024-12-31")).ShouldNotContain($"{here}.sea-safety");
        (await Codes(client, "?asOf=9999-12-30")).ShouldContain($"{here}.sea-safety");
        await (await PostProgrammeAsync(here, $"{here}.sea-safety")).ShouldBeJsonAsync(201);
        await (await PostProgrammeAsync(there, $"{here}.sea-safety")).ShouldBeProblemAsync(
            422,
            "training-topic.not-in-force",
            $"The code {here}.sea-safety is not in force for this unit on 01/01/2025 (see /v1/training-topics)."
        );
    }

    [Fact]
    public async Task An_ended_topic_is_named_no_more_and_leaves_programmes_as_they_are()
    {
        var province = await ProvinceAsync();
        var client = service.Client(province);
        var code = $"{province}.old-portal";
        await (await client.PostAsJsonAsync(Path, Entry(province, code))).ShouldBeJsonAsync(201);
        var programme = (await (await PostProgrammeAsync(province, code, "portals")).ShouldBeJsonAsync(201))[
            "id"
        ]!.GetValue<Guid>();
        var ended = new
        {
            vi = "Chuyên đề",
            en = "Topic",
            validFrom = "2025-01-01",
            validTo = "2025-06-01",
        };

        await (await client.PutAsync($"{Path}/topic/{code}", ended, null)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        for (var attempt = 0; attempt < 2; attempt++)
            (await (await client.PutAsync($"{Path}/topic/{code}", ended, "\"1\"")).ShouldBeJsonAsync(200))["version"]!
                .GetValue<int>()
                .ShouldBe(2);
        await (
            await client.PutAsync($"{Path}/topic/{code}", ended with { validTo = "2025-07-01" }, "\"1\"")
        ).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 2)."
        );

        async Task<string[]> TopicsOfSessionAsync(string day)
        {
            var session = await client.SessionAsync(programme, province, day);
            return [.. (await client.ReadSessionAsync(session)).Topics];
        }
        (await TopicsOfSessionAsync("2025-05-31")).ShouldBe([code, "portals"]);
        (await TopicsOfSessionAsync("2025-06-01")).ShouldBe(["portals"]);
        var change = new
        {
            title = "Khác",
            topics = new[] { code, "portals" },
            validFrom = "2025-01-01",
            ownerUnit = province,
        };
        await (await client.PutAsync($"/v1/training-programmes/{programme}", change, "\"1\"")).ShouldBeJsonAsync(200);
        await (await PostProgrammeAsync(province, "2025-06-01", [code])).ShouldBeProblemAsync(
            422,
            "training-topic.not-in-force",
            $"The code {code} is not in force for this unit on 01/06/2025 (see /v1/training-topics)."
        );
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_name()
    {
        var province = await ProvinceAsync();
        var client = service.Client(province);

        async Task RefusedAsync(object body, int status, string code)
        {
            var problem = await (await client.PostAsJsonAsync(Path, body)).ShouldBeJsonAsync(status);
            (status == 400 ? problem["errors"]![0]!["code"] : problem["code"])!.GetValue<string>().ShouldBe(code);
        }

        await RefusedAsync(Entry(province, "sea-safety"), 400, "training-topic.code-invalid");
        await RefusedAsync(Entry(province, $"{province}."), 400, "training-topic.code-invalid");
        await RefusedAsync(Entry(province, $"{province}.a.b"), 400, "training-topic.code-invalid");
        await RefusedAsync(Entry("VN", $"{province}.x"), 400, "training-topic.code-invalid");
        await RefusedAsync(Entry("09", "09.x"), 422, "training-topic.unit-not-province");
        await RefusedAsync(Entry("VN", "sea-safety"), 403, "auth.unit-out-of-scope");
        await RefusedAsync(
            new
            {
                kind = "role",
                code = $"{province}.x",
                unit = province,
                vi = "X",
                en = "X",
                validFrom = "2025-01-01",
                validTo = "2025-01-01",
            },
            400,
            "training-topic.kind-unknown"
        );
        await (
            await service
                .Client("VN", "en", Scopes.TrainingRead, Scopes.TrainingWrite)
                .PostAsJsonAsync(Path, Entry("VN", "sea-safety"))
        ).ShouldBeProblemAsync(403, "auth.scope-missing", "The access token lacks the scope that this needs.");
        await (await client.PutAsync($"{Path}/topic/portals", Entry(province, "x"), "\"1\"")).ShouldBeJsonAsync(400);
        await (
            await client.PutAsync(
                $"{Path}/topic/portals",
                new
                {
                    vi = "X",
                    en = "X",
                    validFrom = "2025-01-01",
                },
                "\"1\""
            )
        ).ShouldBeProblemAsync(403, "auth.unit-out-of-scope", "The access token gives no right over unit VN.");
        await (await client.GetAsync($"{Path}/topic/cooking")).ShouldBeProblemAsync(
            404,
            "training-topic.not-found",
            "There is no topic with the code cooking."
        );
        await (await client.GetAsync("/v1/training-topics?unit=nowhere&asOf=2025-01-01")).ShouldBeProblemAsync(
            404,
            "training-topic.unit-unknown",
            "No unit bore the code nowhere on 01/01/2025."
        );
    }

    [Fact]
    public async Task Two_at_once_add_one_entry_and_the_list_is_paged_and_exported()
    {
        var province = await ProvinceAsync();
        var client = service.Client(province);
        string[] codes = [.. Enumerable.Range(1, 5).Select(number => $"{province}.t{number}")];
        foreach (var code in codes)
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 3).Select(_ => client.PostAsJsonAsync(Path, Entry(province, code)))
            );
            answers.Select(answer => (int)answer.StatusCode).Order().ShouldBe([200, 200, 201]);
        }

        var read = new List<string>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await client.GetFromJsonAsync<Page<TrainingEntryResponse>>(
                $"{Path}?unit={province}&limit=2&cursor={cursor}"
            );
            read.AddRange(page!.Items.Select(item => item.Code));
            cursor = page.Next;
        }
        read.ShouldBe(codes);
        var csv = await client.GetStringAsync($"{Path}?unit={province}&format=csv");
        csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(6);
    }

    [Fact]
    public async Task The_entries_of_a_province_that_merged_are_its_heirs()
    {
        var (old, heir) = (await ProvinceAsync(), await ProvinceAsync());
        var entry = Entry(old, $"{old}.forestry");
        await (await service.Client(old).PostAsJsonAsync(Path, entry)).ShouldBeJsonAsync(201);
        var today = TimeProvider.System.Today();
        var units = await service.InDatabaseAsync(db =>
            Task.FromResult(db.Units.Where(unit => unit.Code == old || unit.Code == heir).ToList())
        );
        var (oldId, heirId) = (units.Single(unit => unit.Code == old).Id, units.Single(unit => unit.Code == heir).Id);
        var merged = Region.Unit(old, 1, Region.Nation.UnitId) with
        {
            UnitId = oldId,
            Version = 2,
            ValidTo = today,
            Placements =
            [
                new UnitPlacementFact(Region.Nation.UnitId, new DateOnly(2020, 1, 1), today),
                new UnitPlacementFact(heirId, today, null),
            ],
        };

        await service.PublishAsync(new UnitsChanged(DateTimeOffset.UtcNow, [merged]));

        (await Codes(service.Client(heir))).ShouldContain($"{old}.forestry");
        var change = new
        {
            vi = "Lâm nghiệp",
            en = "Forestry",
            validFrom = "2025-01-01",
        };
        await (await service.Client(heir).PutAsync($"{Path}/topic/{old}.forestry", change, "\"1\"")).ShouldBeJsonAsync(
            200
        );
    }

    private async Task<string> ProvinceAsync()
    {
        var code = $"{Interlocked.Increment(ref lastProvince)}";
        await service.PublishAsync(
            new UnitsChanged(DateTimeOffset.UtcNow, [Region.Unit(code, 1, Region.Nation.UnitId)])
        );
        return code;
    }

    private static object Entry(string unit, string code, string vi = "Chuyên đề") =>
        new
        {
            kind = "topic",
            code,
            unit,
            vi,
            en = "Topic",
            validFrom = "2025-01-01",
        };

    private Task<HttpResponseMessage> PostProgrammeAsync(string owner, params string[] topics) =>
        PostProgrammeAsync(owner, "2025-01-01", topics);

    private Task<HttpResponseMessage> PostProgrammeAsync(string owner, string validFrom, string[] topics) =>
        service
            .Client(owner)
            .PostAsJsonAsync(
                "/v1/training-programmes",
                new
                {
                    title = "Chương trình",
                    topics,
                    validFrom,
                    ownerUnit = owner,
                }
            );

    private static async Task<IEnumerable<string>> Codes(HttpClient client, string query = "")
    {
        var topics = await client.GetFromJsonAsync<TrainingTopicsResponse>($"/v1/training-topics{query}");
        return topics!.Topics.Select(topic => topic.Code);
    }
}
