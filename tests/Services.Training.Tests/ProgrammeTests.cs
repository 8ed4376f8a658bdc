using System.Net;
using System.Net.Http.Json;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Services.Training.Programmes;
using CongNgheSo.Services.Training.Topics;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

public sealed class ProgrammeTests(TrainingService service)
{
    [Fact]
    public async Task A_programme_is_created_once_and_changed_with_its_version()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var id = Guid.NewGuid();
        object Expected(int version, string title) =>
            new
            {
                id,
                version,
                code = (string?)null,
                title,
                topics = new[] { "portals", "cashless-payment" },
                targetRoles = Array.Empty<string>(),
                validFrom = "2023-01-01",
                validTo = (string?)null,
                ownerUnit = region.Province.Code,
            };
        const string path = "/v1/training-programmes";

        await (await client.PostAsJsonAsync(path, Course.Programme(region, id))).ShouldBeJsonAsync(
            201,
            Expected(1, "Kỹ năng số")
        );
        await (await client.PostAsJsonAsync(path, Course.Programme(region, id))).ShouldBeJsonAsync(
            200,
            Expected(1, "Kỹ năng số")
        );
        await (await client.PostAsJsonAsync(path, Course.Programme(region, id, "Khác"))).ShouldBeProblemAsync(
            409,
            "training-programme.id-taken",
            $"Training programme {id} was created with other content."
        );
        var change = new
        {
            title = "Kỹ năng số 2",
            topics = new[] { "portals", "cashless-payment" },
            validFrom = "2023-01-01",
            ownerUnit = region.Province.Code,
        };
        await (await client.PutAsync($"{path}/{id}", change, null)).ShouldBeProblemAsync(
            428,
            "request.version-required",
            "Send an If-Match header with the version being changed."
        );
        await (await client.PutAsync($"{path}/{id}", change, "\"2\"")).ShouldBeProblemAsync(
            412,
            "request.version-stale",
            "Somebody else changed this meanwhile; read it again and resend (current version: 1)."
        );
        for (var attempt = 0; attempt < 2; attempt++)
            await (await client.PutAsync($"{path}/{id}", change, "\"1\"")).ShouldBeJsonAsync(
                200,
                Expected(2, "Kỹ năng số 2")
            );
        await (await client.PutAsync($"{path}/{id}", change, "\"2\"")).ShouldBeJsonAsync(
            200,
            Expected(2, "Kỹ năng số 2")
        );
        var read = await client.GetAsync($"{path}/{id}");
        read.Headers.ETag!.Tag.ShouldBe("\"2\"");
        await read.ShouldBeJsonAsync(200, Expected(2, "Kỹ năng số 2"));
    }

    [Fact]
    public async Task Codes_are_unique()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(language: "vi");
        var body = new
        {
            code = $"CT-{region.Province.Code}",
            title = "Chương trình",
            topics = new[] { "portals" },
            validFrom = "2023-01-01",
            ownerUnit = region.Province.Code,
        };
        await (await client.PostAsJsonAsync("/v1/training-programmes", body)).ShouldBeJsonAsync(201);

        await (await client.PostAsJsonAsync("/v1/training-programmes", body)).ShouldBeProblemAsync(
            409,
            "training-programme.code-taken",
            $"Mã chương trình {body.code} đã được dùng."
        );
    }

    [Theory]
    [InlineData("vi", "Mã không có trong danh mục (xem /v1/training-topics).")]
    [InlineData("en", "The code is not in the catalogue (see /v1/training-topics).")]
    public async Task Wrong_fields_are_named_in_both_languages(string language, string text)
    {
        var answer = await service
            .Client(language: language)
            .PostAsJsonAsync(
                "/v1/training-programmes",
                new
                {
                    title = "T",
                    topics = new[] { "cooking" },
                    validFrom = "2024-01-01",
                    validTo = "2024-01-01",
                    ownerUnit = "VN",
                }
            );

        await answer.ShouldBeProblemAsync(
            400,
            "request.invalid",
            language == "vi" ? "Yêu cầu có trường không hợp lệ." : "The request has invalid fields.",
            ("topics[0]", "training-programme.code-unknown", text),
            (
                "validTo",
                "training-programme.period-reversed",
                language == "vi"
                    ? "Ngày hết hiệu lực phải sau ngày bắt đầu."
                    : "The programme must end after it begins."
            )
        );
    }

    [Fact]
    public async Task Codes_end_where_they_end_lists_are_short_and_texts_are_texts()
    {
        Task<HttpResponseMessage> PostAsync(string code, string title, IEnumerable<string> topics) =>
            service
                .Client()
                .PostAsJsonAsync(
                    "/v1/training-programmes",
                    new
                    {
                        code,
                        title,
                        topics,
                        validFrom = "2024-01-01",
                        ownerUnit = "VN",
                    }
                );
        async Task RefusedAsync(Task<HttpResponseMessage> answer, string field, string code)
        {
            var body = await (await answer).ShouldBeJsonAsync(400);
            body["errors"]!
                .AsArray()
                .Select(error => ((string)error!["field"]!, (string)error["code"]!))
                .ShouldBe([(field, code)]);
        }

        await RefusedAsync(PostAsync("AB\n", "T", ["portals"]), "code", "field.regular-expression");
        await RefusedAsync(PostAsync("AB", "T", ["portals", "portals"]), "topics", "training-programme.code-repeated");
        await RefusedAsync(
            PostAsync("AB", "T", Enumerable.Repeat("portals", 100_000)),
            "topics",
            "training-programme.list-too-long"
        );
        await RefusedAsync(PostAsync("AB", "T\ufffe", ["portals"]), "title", "request.text-forbidden");
        await RefusedAsync(PostAsync("AB", "\u200b", ["portals"]), "title", "request.text-invisible");
    }

    [Fact]
    public async Task Unknown_fields_are_named()
    {
        var answer = await service.Client().PostAsJsonAsync("/v1/training-programmes", new { titel = "T" });

        await answer.ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("titel", "request.field-unreadable", "The value has the wrong type, or there is no such field.")
        );
    }

    [Fact]
    public async Task Programmes_are_offered_downward()
    {
        var region = await Region.CreateAsync(service);
        var other = await Region.CreateAsync(service);
        var programme = await service.Client(region.Province.Code).ProgrammeAsync(region);
        var commune = service.Client(region.CommuneA.Code);
        var path = $"/v1/training-programmes/{programme}";

        var listed = await commune.GetFromJsonAsync<Page<ProgrammeResponse>>("/v1/training-programmes?limit=1000");
        listed!.Items.Select(item => item.Id).ShouldContain(programme);
        (await commune.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        var change = new
        {
            title = "Mine",
            topics = new[] { "portals" },
            validFrom = "2023-01-01",
            ownerUnit = region.CommuneA.Code,
        };
        await (await commune.PutAsync(path, change, "\"1\"")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.Province.Code}."
        );
        await (await service.Client(other.Province.Code).GetAsync(path)).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.Province.Code}."
        );
    }

    [Fact]
    public async Task Scopes_are_checked()
    {
        await (
            await service
                .Client("VN", "en", Scopes.TrainingRead)
                .PostAsJsonAsync("/v1/training-programmes", new { title = "T" })
        ).ShouldBeProblemAsync(403, "auth.scope-missing", "The access token lacks the scope that this needs.");
        await (
            await service.Client("VN", "vi", Scopes.TrainingWrite).GetAsync("/v1/training-coverage/VN")
        ).ShouldBeProblemAsync(403, "auth.scope-missing", "Mã truy cập không có phạm vi (scope) cần thiết.");
        await (await service.CreateClient().GetAsync("/v1/training-sessions")).ShouldBeProblemAsync(
            401,
            "auth.token-required",
            "Cần mã truy cập (access token) còn hiệu lực."
        );
    }

    [Fact]
    public async Task Topics_have_names_in_both_languages()
    {
        var topics = await service.Client().GetFromJsonAsync<TrainingTopicsResponse>("/v1/training-programmes/topics");

        topics!
            .Topics.Select(topic => topic.Code)
            .ShouldBe(TrainingSeeds.Entries.Where(entry => entry.Kind == "topic").Select(entry => entry.Code).Order());
        topics.Topics.ShouldAllBe(topic => topic.Vi.Length > 0 && topic.En.Length > 0);
    }
}
