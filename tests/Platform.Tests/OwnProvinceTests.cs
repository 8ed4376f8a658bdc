using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Simulator;

namespace CongNgheSo.Platform.Tests;

/// <summary>A token for one province reads and changes nothing of another, at whatever operation.</summary>
public sealed class OwnProvinceTests(RunningPlatform platform)
{
    private const string OutOfScope = "auth.unit-out-of-scope";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_for_one_province_reaches_nothing_of_another()
    {
        using var nation = await platform.ClientAsync("VN");
        var theirs = await ProvinceAsync(nation, "11", seed: 404);
        using var client = await platform.ClientAsync("10");
        var ours = await ProvinceAsync(client, "10", seed: 202);
        using var http = platform.Anonymous();
        http.DefaultRequestHeaders.Authorization = new("Bearer", await client.TokenAsync(Cancellation));
        using var http11 = platform.Anonymous();
        http11.DefaultRequestHeaders.Authorization = new("Bearer", await nation.TokenAsync(Cancellation));
        var activity = await CreatedAsync(http11, "/v1/activities", Activity(theirs.Team.Id));
        var programme = await CreatedAsync(http11, "/v1/training-programmes", Programme("11"));
        var session = await CreatedAsync(http11, "/v1/training-sessions", Session(programme, "11"));
        var ownProgramme = await CreatedAsync(http, "/v1/training-programmes", Programme("10"));
        var ownSession = await CreatedAsync(http, "/v1/training-sessions", Session(ownProgramme, "10"));
        var attended = new[] { new { memberId = theirs.Team.Members[0].Id } };
        using var attendance = await http11.PostAsJsonAsync(
            $"/v1/training-sessions/{session}/attendance",
            attended,
            Cancellation
        );
        attendance.StatusCode.ShouldBe(HttpStatusCode.OK);
        var certificate = await CreatedAsync(
            http11,
            "/v1/certificates",
            Certificate(session, theirs.Team.Members[0].Id)
        );
        var material = await CreatedAsync(http11, "/v1/materials", Material("11"));
        var question = await CreatedAsync(http11, "/v1/questions", Question("11"));
        var quiz = await CreatedAsync(http11, "/v1/quizzes", Quiz(programme));
        var ownMaterial = await CreatedAsync(http, "/v1/materials", Material("10"));
        await CreatedAsync(http, "/v1/questions", Question("10"));
        var requirement = await CreatedAsync(http11, "/v1/training-requirements", Requirement(theirs.Commune));
        var member = new
        {
            fullName = "Lù Thị Lan",
            role = "member",
            background = "other",
        };
        var team = new
        {
            unitCode = theirs.Village,
            kind = "cnscd",
            decisionNumber = $"{Guid.NewGuid():N}",
            decisionDate = "2022-04-01",
        };
        var village = new
        {
            parentCode = theirs.Commune,
            type = "Thôn",
            name = $"Nà {Guid.NewGuid():N}",
        };
        var teamPath = $"/v1/teams/{theirs.Team.Id}";
        var memberPath = $"{teamPath}/members/{theirs.Team.Members[0].Id}";
        var reason = new { reason = "Thử" };

        (HttpMethod Method, string Path, object? Body)[] refused =
        [
            (HttpMethod.Post, "/v1/units", village),
            (HttpMethod.Post, "/v1/teams", team),
            (HttpMethod.Get, teamPath, null),
            (
                HttpMethod.Put,
                teamPath,
                new
                {
                    kind = "cnscd",
                    decisionNumber = "9/QĐ",
                    decisionDate = "2022-04-01",
                }
            ),
            (
                HttpMethod.Put,
                $"{teamPath}/dissolution",
                new
                {
                    decisionNumber = "9/QĐ",
                    decisionDate = "2024-04-01",
                    dissolvedOn = "2024-04-01",
                }
            ),
            (HttpMethod.Get, $"{teamPath}/members", null),
            (HttpMethod.Post, $"{teamPath}/members", member),
            (HttpMethod.Put, memberPath, member),
            (HttpMethod.Put, $"{memberPath}/departure", new { leftOn = "2024-04-01" }),
            (HttpMethod.Put, $"{memberPath}/erasure", null),
            (HttpMethod.Get, $"{teamPath}/decisions", null),
            (HttpMethod.Get, $"{teamPath}/lineage", null),
            (HttpMethod.Get, $"{teamPath}/equipment", null),
            (HttpMethod.Put, $"{teamPath}/equipment", new { items = Array.Empty<object>() }),
            (
                HttpMethod.Post,
                "/v1/team-mergers",
                new
                {
                    decisionNumber = "9/QĐ",
                    decisionDate = "2024-04-01",
                    teamIds = new[] { ours.Team.Id, theirs.Team.Id },
                    result = new { kind = "cdscd" },
                }
            ),
            (
                HttpMethod.Post,
                "/v1/composition-policies",
                new
                {
                    unitCode = "11",
                    validFrom = "2022-01-01",
                    minMembers = 2,
                    enforcement = "report",
                    documentNumber = "793/BTTTT",
                }
            ),
            (HttpMethod.Get, "/v1/composition-breaches/summary?unit=11", null),
            (HttpMethod.Put, "/v1/team-kinds/cnscd/names/11", new { name = "Tổ", validFrom = "2022-01-01" }),
            (HttpMethod.Put, "/v1/units/11/support-point", new { bodyName = "Sở KH&CN" }),
            (
                HttpMethod.Post,
                "/v1/channels",
                new
                {
                    kind = "website",
                    name = "Trang của tỉnh",
                    link = "https://tinh.example.vn/",
                    unitCode = "11",
                }
            ),
            (HttpMethod.Post, "/v1/activities", Activity(theirs.Team.Id)),
            (HttpMethod.Get, $"/v1/activities/{activity}", null),
            (HttpMethod.Get, $"/v1/activities/{activity}/versions", null),
            (HttpMethod.Put, $"/v1/activities/{activity}/correction", Correction()),
            (HttpMethod.Put, $"/v1/activities/{activity}/voiding", reason),
            (HttpMethod.Post, "/v1/training-programmes", Programme("11")),
            (HttpMethod.Get, $"/v1/training-programmes/{programme}", null),
            (HttpMethod.Put, $"/v1/training-programmes/{programme}", Programme("11")),
            (HttpMethod.Put, $"/v1/training-programmes/{ownProgramme}", Programme("11")),
            (HttpMethod.Post, "/v1/training-sessions", Session(ownProgramme, "11")),
            (HttpMethod.Get, $"/v1/training-sessions/{session}", null),
            (HttpMethod.Put, $"/v1/training-sessions/{session}", Session(programme, "11")),
            (HttpMethod.Put, $"/v1/training-sessions/{session}/cancellation", reason),
            (HttpMethod.Get, $"/v1/training-sessions/{session}/attendance", null),
            (HttpMethod.Post, $"/v1/training-sessions/{session}/attendance", Array.Empty<object>()),
            (HttpMethod.Post, $"/v1/training-sessions/{session}/attendance/import", Array.Empty<object>()),
            (HttpMethod.Get, $"/v1/training-sessions/{session}/attendance/corrections", null),
            (
                HttpMethod.Put,
                $"/v1/training-sessions/{session}/rescheduling",
                new { heldOn = "2024-05-02", reason = "Thử" }
            ),
            (HttpMethod.Put, $"/v1/training-sessions/{session}/confirmation", new { attended = 1, by = "organiser" }),
            (HttpMethod.Get, $"/v1/training-sessions/{session}/registrations", null),
            (HttpMethod.Post, $"/v1/training-sessions/{session}/registrations", attended),
            (HttpMethod.Put, $"/v1/training-sessions/{session}/registrations/{ours.Team.Members[0].Id}", null),
            (HttpMethod.Get, $"/v1/training-sessions/{session}/invitations", null),
            (HttpMethod.Post, $"/v1/training-sessions/{session}/invitations", new { rule = "untrained" }),
            (
                HttpMethod.Post,
                $"/v1/training-sessions/{ownSession}/invitations",
                new { rule = "untrained", unit = "11" }
            ),
            (HttpMethod.Get, $"/v1/training-sessions/{session}/check-in-links", null),
            (HttpMethod.Post, $"/v1/training-sessions/{session}/check-in-links", new { part = 1 }),
            (HttpMethod.Post, $"/v1/training-sessions/{session}/certificates", Array.Empty<object>()),
            (HttpMethod.Post, "/v1/certificates", Certificate(session, theirs.Team.Members[0].Id)),
            (HttpMethod.Get, $"/v1/certificates/{certificate}", null),
            (HttpMethod.Get, $"/v1/certificates/{certificate}/document", null),
            (HttpMethod.Put, $"/v1/certificates/{certificate}/revocation", reason),
            (HttpMethod.Get, "/v1/certificates/summary?unit=11", null),
            (HttpMethod.Post, "/v1/materials", Material("11")),
            (HttpMethod.Get, $"/v1/materials/{material}", null),
            (HttpMethod.Put, $"/v1/materials/{material}", Material("11")),
            (HttpMethod.Put, $"/v1/materials/{ownMaterial}", Material("11")),
            (HttpMethod.Put, $"/v1/materials/{material}/withdrawal", reason),
            (HttpMethod.Get, $"/v1/materials/{material}/editions", null),
            (HttpMethod.Get, $"/v1/materials/{material}/openings", null),
            (HttpMethod.Post, $"/v1/materials/{material}/openings", new { unitCode = "10" }),
            (HttpMethod.Post, $"/v1/materials/{ownMaterial}/openings", new { unitCode = "11" }),
            (HttpMethod.Get, $"/v1/materials/{ownMaterial}/openings?unit=11", null),
            (HttpMethod.Post, "/v1/questions", Question("11")),
            (HttpMethod.Get, $"/v1/questions/{question}", null),
            (HttpMethod.Put, $"/v1/questions/{question}", Question("11")),
            (HttpMethod.Post, "/v1/quizzes", Quiz(programme)),
            (HttpMethod.Get, $"/v1/quizzes/{quiz}", null),
            (HttpMethod.Put, $"/v1/quizzes/{quiz}/withdrawal", reason),
            (HttpMethod.Get, $"/v1/quizzes/{quiz}/attempts", null),
            (
                HttpMethod.Post,
                $"/v1/quizzes/{quiz}/attempts",
                new { sessionId = ownSession, memberId = ours.Team.Members[0].Id }
            ),
            (
                HttpMethod.Put,
                "/v1/training-levels/basic",
                new
                {
                    vi = "Cơ bản",
                    en = "Basic",
                    validFrom = "2024-01-01",
                }
            ),
            (
                HttpMethod.Post,
                "/v1/training-topics/entries",
                new
                {
                    kind = "topic",
                    code = "11.border-trade",
                    unit = "11",
                    vi = "Thương mại biên giới",
                    en = "Border trade",
                    validFrom = "2024-01-01",
                }
            ),
            (
                HttpMethod.Put,
                "/v1/training-topics/entries/topic/portals",
                new
                {
                    vi = "Cổng",
                    en = "Portals",
                    validFrom = "2024-01-01",
                }
            ),
            (HttpMethod.Post, "/v1/training-requirements", Requirement(theirs.Commune)),
            (HttpMethod.Post, "/v1/training-requirements", Requirement("VN")),
            (
                HttpMethod.Put,
                $"/v1/training-requirements/{requirement}",
                new { withinDays = 30, validFrom = "2024-01-01" }
            ),
            (HttpMethod.Get, "/v1/training-needs?unit=11", null),
            (HttpMethod.Get, "/v1/training-coverage/11", null),
            (HttpMethod.Get, $"/v1/training-coverage/{theirs.Commune}", null),
            (HttpMethod.Get, "/v1/rollups/11", null),
            (HttpMethod.Get, $"/v1/rollups/{theirs.Commune}", null),
            (HttpMethod.Get, $"/v1/rollups/{theirs.Village}?boundaries=today", null),
            (HttpMethod.Get, "/v1/rollups/VN", null),
            (HttpMethod.Get, "/v1/rollups/11/ranking?indicator=activities", null),
            (HttpMethod.Get, "/v1/rollups/11/standing?indicator=activities", null),
            (HttpMethod.Get, "/v1/plan-progress/11", null),
            (
                HttpMethod.Post,
                "/v1/indicators",
                new
                {
                    code = "11.visits",
                    unit = "11",
                    kind = "additive",
                    editions = Editions,
                }
            ),
            (HttpMethod.Put, "/v1/indicators/activities", new { editions = Editions }),
            (
                HttpMethod.Post,
                "/v1/exports",
                new
                {
                    table = "rollups",
                    format = "csv",
                    query = new { unit = "11" },
                }
            ),
            (
                HttpMethod.Put,
                "/v1/findings/rules/fewer-than-guided",
                new
                {
                    smaller = "activities",
                    larger = "people-guided",
                    vi = "Số hoạt động nhiều hơn số người được hướng dẫn",
                    en = "More activities than people guided",
                }
            ),
            (HttpMethod.Post, "/v1/unit-imports?validFrom=2025-01-01", Array.Empty<object>()),
            (
                HttpMethod.Post,
                "/v1/clients",
                new
                {
                    name = "Thử",
                    unit = "11",
                    scopes = new[] { Scopes.ActivityRead },
                }
            ),
        ];
        foreach (var (method, path, body) in refused)
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
            request.Content = body is null ? null : JsonContent.Create(body);
            using var answer = await http.SendAsync(request, Cancellation);
            await RefusedAnswers.ShouldBeRefusedAsync(answer, 403, OutOfScope, $"{method} {path}");
        }

        // In bulk each row is refused by itself, and the caller's own beside it is taken.
        await RowShouldBeRefusedAsync("/v1/unit-imports/villages", village, accepted: 0);
        await RowShouldBeRefusedAsync("/v1/team-imports", team, accepted: 0);
        await RowShouldBeRefusedAsync("/v1/activities/batch", Activity(theirs.Team.Id), 1, Activity(ours.Team.Id));
        await RowShouldBeRefusedAsync(
            $"/v1/training-sessions/{ownSession}/attendance",
            new { memberId = theirs.Team.Members[0].Id },
            1,
            new { memberId = ours.Team.Members[0].Id }
        );

        // Lists hold what is one's own and nothing else, whatever unit is asked for.
        foreach (
            var list in new[]
            {
                "/v1/teams",
                "/v1/activities",
                "/v1/training-programmes",
                "/v1/training-sessions",
                "/v1/materials",
                "/v1/questions",
            }
        )
        {
            (await ItemsAsync(list + "?limit=1000")).ShouldNotBeEmpty(list);
            (await ItemsAsync(list + "?unit=11")).ShouldBeEmpty(list);
            (await ItemsAsync(list + "?limit=1000"))
                .ToJsonString()
                .ShouldNotContain(theirs.Team.Id.ToString(), Case.Sensitive, list);
        }
        (await ItemsAsync($"/v1/activities?team={theirs.Team.Id}")).ShouldBeEmpty();
        (await ItemsAsync("/v1/certificates?unit=11")).ShouldBeEmpty();
        (await ItemsAsync($"/v1/certificates?member={theirs.Team.Members[0].Id}")).ShouldBeEmpty();
        (await ItemsAsync($"/v1/quizzes?programme={programme}")).ShouldBeEmpty();
        (await ItemsAsync("/v1/findings?unit=11")).ShouldBeEmpty();
        (await ItemsAsync("/v1/clients?limit=1000")).Select(each => (string?)each!["unit"]).Distinct().ShouldBe(["10"]);

        // And nothing of theirs was changed by all this.
        var still = await http11.GetFromJsonAsync<JsonObject>($"/v1/activities/{activity}", Cancellation);
        ((int?)still!["version"], (bool?)still["voided"]).ShouldBe((1, false));
        ((int?)(await http11.GetFromJsonAsync<JsonObject>(teamPath, Cancellation))!["version"]).ShouldBe(1);

        async Task RowShouldBeRefusedAsync(string path, object row, int accepted, params object[] good)
        {
            using var answer = await http.PostAsJsonAsync(
                path,
                good.Append(row),
                JsonSerializerOptions.Web,
                Cancellation
            );
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!;
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
            ((int?)body["accepted"], (int?)body["rejected"]).ShouldBe((accepted, 1), $"{path} {body.ToJsonString()}");
            ((string?)body["errors"]!.AsArray().Single()!["code"]).ShouldBe(OutOfScope, path);
            ((int?)body["errors"]![0]!["row"]).ShouldBe(good.Length + 1, path);
        }

        async Task<JsonArray> ItemsAsync(string path) =>
            (await http.GetFromJsonAsync<JsonObject>(path, Cancellation))!["items"]!.AsArray();
    }

    /// <summary>A village of the province with one team of two members that every service knows of.</summary>
    private static async Task<(string Commune, string Village, TeamRow Team)> ProvinceAsync(
        GatewayClient client,
        string province,
        int seed
    )
    {
        var plan = new ProvincePlan(province, seed);
        var maker = new ProvinceMaker(client, plan);
        var villages = await maker.MakeVillagesAsync(2, Cancellation);
        var team = plan.Teams([villages[0]], 2).Single() with { DecisionNumber = $"{Guid.NewGuid():N}" };
        var answer = await client.PostRowsAsync("/v1/team-imports", [team], Cancellation);
        answer.Errors.ShouldBeEmpty();
        await maker.AwaitTeamsAsync([team], Cancellation);
        return (villages[0].Split('-')[0], villages[0], team);
    }

    private static async Task<string> CreatedAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(path, body, Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, $"{path} {text}");
        return (string)JsonNode.Parse(text)!["id"]!;
    }

    private static object Activity(Guid team) =>
        new
        {
            id = Guid.NewGuid(),
            teamId = team,
            occurredOn = PlatformQueries.Today,
            topic = "online-safety",
            form = "campaign",
            audience = "general",
            peopleGuided = 3,
        };

    private static object Correction() =>
        new
        {
            occurredOn = PlatformQueries.Today,
            topic = "online-safety",
            form = "campaign",
            audience = "general",
            peopleGuided = 4,
            reason = "Thử",
        };

    private static object Programme(string unit) =>
        new
        {
            title = $"Kỹ năng số {Guid.NewGuid():N}",
            topics = new[] { "digital-platforms" },
            validFrom = "2024-01-01",
            ownerUnit = unit,
        };

    private static object Session(string programme, string unit) =>
        new
        {
            programmeId = programme,
            organiserUnit = unit,
            trainers = new[] { new { name = "Lan", organisation = "province" } },
            mode = "in-person",
            place = "Nhà văn hóa",
            heldOn = "2024-05-01",
        };

    private static readonly object[] Editions =
    [
        new
        {
            validFrom = "2024-01-01",
            vi = "Số lượt đến nhà",
            en = "Visits",
            measureVi = "lượt",
            measureEn = "visits",
            group = "guidance",
        },
    ];

    private static object Certificate(string session, Guid member) =>
        new
        {
            sessionId = session,
            memberId = member,
            holderName = "Lù Thị Lan",
            signatoryTitle = "Giám đốc",
            place = "Điện Biên",
        };

    private static object Material(string unit) =>
        new
        {
            title = "Sổ tay",
            topics = new[] { "digital-platforms" },
            validFrom = "2024-01-01",
            ownerUnit = unit,
        };

    private static object Question(string unit) =>
        new
        {
            topic = "digital-platforms",
            kind = "single",
            text = "Nền tảng nào là của quốc gia?",
            choices = new[]
            {
                new { text = "Cổng dịch vụ công", right = true },
                new { text = "Trang lạ", right = false },
            },
            points = 1,
            validFrom = "2024-01-01",
            ownerUnit = unit,
        };

    private static object Quiz(string programme) =>
        new
        {
            programmeId = programme,
            title = "Bài kiểm tra",
            draws = new[] { new { topic = "digital-platforms", questions = 1 } },
            passMark = 50,
            attempts = 1,
            minutes = 30,
        };

    private static object Requirement(string unit) =>
        new
        {
            topic = "digital-platforms",
            unit,
            role = "leader",
            withinDays = 90,
            validFrom = "2024-01-01",
        };
}
