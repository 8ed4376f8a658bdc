using System.IO.Compression;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

public sealed class MaterialTests(TrainingService service)
{
    private const string Path = "/v1/materials";

    [Fact]
    public async Task What_is_above_is_shared_downward_and_siblings_see_nothing_of_each_other()
    {
        var region = await Region.CreateAsync(service);
        var province = service.Client(region.Province.Code);
        var shared = Exam.Id(await province.CreatedAsync(Path, Material(region.Province.Code)));
        var ofA = Exam.Id(await province.CreatedAsync(Path, Material(region.CommuneA.Code)));
        var coming = Exam.Id(
            await province.CreatedAsync(Path, Material(region.Province.Code, validFrom: "2099-01-01"))
        );
        var over = Exam.Id(await province.CreatedAsync(Path, Material(region.Province.Code, validTo: "2024-01-01")));
        var (a, b) = (service.Client(region.CommuneA.Code), service.Client(region.CommuneB.Code));

        (await ListAsync(province)).ShouldBe([shared, ofA, coming, over], ignoreOrder: true);
        (await ListAsync(province, "asOf=2023-06-01")).ShouldBe([shared, ofA, over], ignoreOrder: true);
        (await ListAsync(a)).ShouldBe([shared, ofA], ignoreOrder: true);
        (await ListAsync(b)).ShouldBe([shared]);
        await (await a.GetAsync($"{Path}/{over}")).ShouldBeProblemAsync(
            404,
            "material.not-found",
            $"There is no material {over}, or it is not shared now."
        );
        await (await b.GetAsync($"{Path}/{ofA}")).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.CommuneA.Code}."
        );
        // Seen is not owned.
        var change = Material(region.CommuneA.Code, withId: false);
        await (await a.PutAsync($"{Path}/{shared}", change, "\"1\"")).ShouldBeJsonAsync(403);
        await (await a.PutAsync($"{Path}/{shared}/withdrawal", new { reason = "x" }, null)).ShouldBeJsonAsync(403);
        await (await a.PostAsync($"{Path}/{shared}/editions", File("a"))).ShouldBeJsonAsync(403);
        await (await a.PostAsJsonAsync(Path, Material(region.CommuneB.Code))).ShouldBeJsonAsync(403);

        await (
            await province.PutAsync($"{Path}/{shared}/withdrawal", new { reason = "Đã cũ" }, null)
        ).ShouldBeJsonAsync(200);
        (await ListAsync(b)).ShouldBeEmpty();
        (await ListAsync(b, "withdrawn=true")).ShouldBeEmpty();
        (await ListAsync(province, "withdrawn=true")).ShouldBe([shared]);
        await (await b.GetAsync($"{Path}/{shared}")).ShouldBeJsonAsync(404);
    }

    [Fact]
    public async Task It_is_found_without_marks_by_topic_and_level()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var id = Exam.Id(
            await client.CreatedAsync(
                Path,
                Material(region.Province.Code, "Sổ tay Đồng hành chuyển đổi số", level: "nang-cao")
            )
        );
        await client.CreatedAsync(Path, Material(region.Province.Code, "Thanh toán 100% không tiền mặt"));

        foreach (var query in new[] { "q=dong hanh SO TAY", "q=Đồng", "level=nang-cao", "topic=portals&q=chuyen" })
            (await ListAsync(client, query)).ShouldBe([id], query);
        (await ListAsync(client, "q=100%25")).Count.ShouldBe(1);
        (await ListAsync(client, "q=0%25k")).ShouldBeEmpty();
        (await ListAsync(client, "topic=e-commerce")).ShouldBeEmpty();
        (await client.GetStringAsync($"{Path}?format=csv&q=dong")).ShouldContain("Đồng hành");
        await (
            await client.PostAsJsonAsync(Path, Material(region.Province.Code, level: "than-dong"))
        ).ShouldBeProblemAsync(
            422,
            "training-level.unknown",
            "There is no level than-dong today (see /v1/training-levels)."
        );
    }

    [Fact]
    public async Task A_retry_answers_as_before_and_a_stale_change_is_refused()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var id = Guid.NewGuid();
        await client.CreatedAsync(Path, Material(region.Province.Code, id: id));
        await (await client.PostAsJsonAsync(Path, Material(region.Province.Code, id: id))).ShouldBeJsonAsync(200);
        await (await client.PostAsJsonAsync(Path, Material(region.Province.Code, "Khác", id: id))).ShouldBeProblemAsync(
            409,
            "material.id-taken",
            $"Material {id} was created with other content."
        );
        var change = Material(region.Province.Code, "Tên mới", withId: false);
        await (await client.PutAsync($"{Path}/{id}", change, null)).ShouldBeJsonAsync(428);
        foreach (var _ in new[] { 1, 2 })
            (
                (int?)(await (await client.PutAsync($"{Path}/{id}", change, "\"1\"")).ShouldBeJsonAsync(200))["version"]
            ).ShouldBe(2);
        await (
            await client.PutAsync($"{Path}/{id}", Material(region.Province.Code, "Nữa", withId: false), "\"1\"")
        ).ShouldBeJsonAsync(412);
    }

    [Fact]
    public async Task A_new_edition_keeps_those_before_it_whoever_adds_at_once()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var path = $"{Path}/{Exam.Id(await client.CreatedAsync(Path, Material(region.Province.Code)))}";
        var id = Guid.NewGuid();

        var first = await (await client.PostAsync($"{path}/editions?editionId={id}", File("một"))).ShouldBeJsonAsync(
            201
        );
        var again = await (await client.PostAsync($"{path}/editions?editionId={id}", File("một"))).ShouldBeJsonAsync(
            200
        );
        JsonNode.DeepEquals(again, first).ShouldBeTrue();
        await (await client.PostAsync($"{path}/editions?editionId={id}", File("hai"))).ShouldBeProblemAsync(
            409,
            "material.edition-id-taken",
            $"The id {id} stands for another file."
        );
        var more = await Task.WhenAll(
            Enumerable.Range(2, 5).Select(number => client.PostAsync($"{path}/editions", File($"tệp {number}")))
        );
        more.ShouldAllBe(answer => (int)answer.StatusCode == 201);

        var editions = JsonNode.Parse(await client.GetStringAsync($"{path}/editions"))!.AsArray();
        editions.Select(edition => (int)edition!["number"]!).ShouldBe([6, 5, 4, 3, 2, 1]);
        var commune = service.Client(region.CommuneA.Code);
        var file = await commune.GetAsync($"{path}/editions/1/file");
        (await file.Content.ReadAsByteArrayAsync()).ShouldBe(Pdf("một"));
        file.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Bài giảng.pdf");
        file.Headers.ETag!.Tag.ShouldBe($"\"{first["sha256"]}\"");
        await (await commune.GetAsync($"{path}/editions/7/file")).ShouldBeProblemAsync(
            404,
            "material.edition-not-found",
            "This material has no edition 7."
        );
        // Slides are what most lectures are.
        var slides = new MultipartFormDataContent { { new ByteArrayContent(Pptx()), "file", "Bài giảng.pptx" } };
        var shown = await (await client.PostAsync($"{path}/editions", slides)).ShouldBeJsonAsync(201);
        ((string)shown["mediaType"]!).ShouldEndWith("presentationml.presentation");
        var program = new ByteArrayContent("MZ\0\0this program"u8.ToArray());
        var form = new MultipartFormDataContent { { program, "file", "a.pdf" } };
        ((string?)(await (await client.PostAsync($"{path}/editions", form)).ShouldBeJsonAsync(422))["code"]).ShouldBe(
            "file.type-unsupported"
        );
        await client.PutAsync($"{path}/withdrawal", new { reason = "Đã cũ" }, null);
        (
            (string?)(await (await client.PostAsync($"{path}/editions", File("x"))).ShouldBeJsonAsync(409))["code"]
        ).ShouldBe("material.withdrawn");
        await (await commune.GetAsync($"{path}/editions/1/file")).ShouldBeJsonAsync(404);
        (await client.GetAsync($"{path}/editions/1/file")).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task Openings_are_counted_once_by_edition_and_by_unit()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var material = Exam.Id(await client.CreatedAsync(Path, Material(region.Province.Code)));
        var path = $"{Path}/{material}";
        ((string?)(await (await OpenAsync(client, region.VillageA1.Code)).ShouldBeJsonAsync(422))["code"]).ShouldBe(
            "material.edition-missing"
        );
        await client.PostAsync($"{path}/editions", File("một"));
        var id = Guid.NewGuid();

        await (await OpenAsync(client, region.VillageA1.Code, id)).ShouldBeJsonAsync(201);
        await client.PostAsync($"{path}/editions", File("hai"));
        // The retry is of the first edition still.
        (
            (int?)(await (await OpenAsync(client, region.VillageA1.Code, id)).ShouldBeJsonAsync(200))["edition"]
        ).ShouldBe(1);
        await (await OpenAsync(client, region.VillageA2.Code, id)).ShouldBeProblemAsync(
            409,
            "material.opening-id-taken",
            $"The id {id} stands for another opening."
        );
        var same = Guid.NewGuid();
        var at = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => OpenAsync(client, region.VillageA2.Code, same)));
        at.Select(answer => (int)answer.StatusCode).Order().ShouldBe([200, 200, 200, 201]);
        var b = service.Client(region.CommuneB.Code);
        await (await OpenAsync(b, region.VillageB1.Code)).ShouldBeJsonAsync(201);
        await (await OpenAsync(b, region.CommuneB.Code, edition: 1)).ShouldBeJsonAsync(201);
        await (await OpenAsync(b, region.VillageA1.Code)).ShouldBeJsonAsync(403);

        var all = await client.GetFromJsonAsync<JsonObject>($"{path}/openings");
        ((int?)all!["openings"]).ShouldBe(4);
        Pairs(all["editions"]!, "edition").ShouldBe([("1", 2), ("2", 2)]);
        Pairs(all["units"]!, "unitCode").ShouldBe([(region.CommuneA.Code, 2), (region.CommuneB.Code, 2)]);
        var ofB = await b.GetFromJsonAsync<JsonObject>($"{path}/openings");
        Pairs(ofB!["units"]!, "unitCode").ShouldBe([(region.CommuneB.Code, 1), (region.VillageB1.Code, 1)]);
        await (await b.GetAsync($"{path}/openings?unit={region.Province.Code}")).ShouldBeJsonAsync(403);
        ((int?)(await client.GetFromJsonAsync<JsonObject>($"{path}/openings?to=2024-01-01"))!["openings"]).ShouldBe(0);

        Task<HttpResponseMessage> OpenAsync(HttpClient by, string unit, Guid? opening = null, int? edition = null) =>
            by.PostAsJsonAsync(
                $"{path}/openings",
                new
                {
                    id = opening,
                    unitCode = unit,
                    edition,
                }
            );

        static IEnumerable<(string, int)> Pairs(JsonNode list, string key) =>
            list.AsArray().Select(each => (each![key]!.ToString(), (int)each["openings"]!));
    }

    private static JsonObject Material(
        string owner,
        string title = "Tài liệu tập huấn",
        string? level = null,
        Guid? id = null,
        string validFrom = "2023-01-01",
        string? validTo = null,
        bool withId = true
    )
    {
        var material = new JsonObject
        {
            ["title"] = title,
            ["level"] = level,
            ["topics"] = new JsonArray("portals"),
            ["validFrom"] = validFrom,
            ["validTo"] = validTo,
            ["ownerUnit"] = owner,
        };
        if (withId)
            material["id"] = id;
        return material;
    }

    private static byte[] Pdf(string text) =>
        Encoding.UTF8.GetBytes($"%PDF-1.7\n%{text}\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n9\n%%EOF\n");

    private static byte[] Pptx()
    {
        const string main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml";
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            foreach (
                var (name, text) in new[]
                {
                    (
                        "[Content_Types].xml",
                        $"<Types><Override PartName='/ppt/presentation.xml' ContentType='{main}'/></Types>"
                    ),
                    ("ppt/presentation.xml", "<presentation/>"),
                }
            )
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(text);
            }
        return file.ToArray();
    }

    private static MultipartFormDataContent File(string text)
    {
        var content = new ByteArrayContent(Pdf(text));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
        return new MultipartFormDataContent { { content, "file", "Bài giảng.pdf" } };
    }

    private static async Task<List<Guid>> ListAsync(HttpClient client, string query = "") =>
        [
            .. (await client.GetFromJsonAsync<JsonObject>($"{Path}?{query}"))!["items"]!
                .AsArray()
                .Select(each => each!["id"]!.GetValue<Guid>()),
        ];
}
