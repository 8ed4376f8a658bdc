using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Simulator;

namespace CongNgheSo.Platform.Tests;

/// <summary>Thái Nguyên's conferences for the teams of its districts, from the programme to the certificate.</summary>
public sealed class ConferenceTests(RunningPlatform platform)
{
    private const string Province = "19";
    private const string District = "165";
    private const string Commune = "05506";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_districts_leaders_are_invited_seated_checked_in_examined_and_certified()
    {
        using var thaiNguyen = await FieldWork.InAsync(platform, Province);
        var client = thaiNguyen.Client;
        var leaders = await LeadersAsync(thaiNguyen, 5);
        var before = await CoverageAsync(client);
        var programme = await CreatedAsync(
            client,
            "/v1/training-programmes",
            new
            {
                title = "Hội nghị tập huấn tổ công nghệ số cộng đồng",
                topics = new[] { "portals" },
                targetRoles = new[] { "leader" },
                validFrom = "2023-01-01",
                ownerUnit = Province,
            }
        );
        var quiz = await QuizAsync(client, programme);
        var session = await SessionAsync(client, programme, seats: 4);

        // All leaders of the district, by rule.
        var invited = await FieldWork.EventuallyAsync(async () =>
        {
            var answer = await client.PostAsync<JsonObject>(
                $"{session}/invitations",
                new
                {
                    rule = "roles",
                    unit = District,
                    roles = new[] { "leader" },
                },
                Cancellation
            );
            return (int)answer["matched"]! >= leaders.Length ? answer : throw new SimulatorException("not all yet");
        });
        ((int)invited["matched"]!).ShouldBe(leaders.Length);

        // Five come for four seats: the last waits until another withdraws.
        var codes = new Dictionary<Guid, string>();
        foreach (var leader in leaders)
        {
            var seat = await client.PutAsync<JsonObject>($"{session}/registrations/{leader}", null, null, Cancellation);
            ((string)seat["standing"]!).ShouldBe(leader == leaders[4] ? "waiting" : "registered");
            codes[leader] = (string)seat["code"]!;
        }
        await client.PutAsync<JsonObject>($"{session}/registrations/{leaders[3]}/withdrawal", null, null, Cancellation);
        (
            (string)
                (await client.GetAsync<JsonObject>($"{session}/registrations/{leaders[4]}", Cancellation))["standing"]!
        ).ShouldBe("registered");

        // The first day by list: one of them was not there. The second by the QR code at the door.
        Guid[] present = [leaders[0], leaders[1], leaders[4]];
        var listed = await client.PostRowsAsync(
            $"{session}/attendance",
            present.Select(memberId => new
            {
                memberId,
                attended = true,
                parts = new[] { 1 },
            }),
            Cancellation
        );
        (listed.Accepted, listed.Rejected).ShouldBe((3, 0));
        var door = await DoorAsync(client, session);
        foreach (var leader in new[] { leaders[0], leaders[1], leaders[2] })
            (await CheckInAsync(door, codes[leader])).ShouldBe(200);
        (await CheckInAsync(door, codes[leaders[3]])).ShouldBe(409);
        (await CheckInAsync(door.Replace("link=", "link=x", StringComparison.Ordinal), codes[leaders[0]])).ShouldBe(
            403
        );

        // Who was there on one day only has not attended, and is not asked; of the other two one passes.
        await PassAsync(client, quiz, session, leaders[0], right: true);
        await PassAsync(client, quiz, session, leaders[1], right: false);
        var issued = await client.PostRowsAsync(
            $"{session}/certificates",
            leaders.Select(
                (memberId, index) =>
                    new
                    {
                        memberId,
                        holderName = $"Nguyễn Thị Thứ {index}",
                        place = "Thái Nguyên",
                        signatoryTitle = "Giám đốc",
                    }
            ),
            Cancellation
        );
        (issued.Accepted, issued.Rejected).ShouldBe((1, 4));

        var id = Path(session);
        var certificate = (await client.GetAsync<JsonObject>($"/v1/certificates?session={id}", Cancellation))["items"]!
            .AsArray()
            .ShouldHaveSingleItem()!;
        await ShouldVerifyAsync((string)certificate["verificationUrl"]!, "Nguyễn Thị Thứ 0");

        // Two were trained, on both days; each of them counts once, here and in the totals.
        var after = await CoverageAsync(client);
        (after.Trained - before.Trained, after.Attendances - before.Attendances).ShouldBe((2, 2));
        after.Members.ShouldBe(before.Members);
        await PlatformQueries.UntilAsync(async () =>
        {
            var totals = await client.TotalsAsync(District);
            return totals.GetValueOrDefault("members-trained.portals") == after.Trained
                && totals.GetValueOrDefault("attendances") == after.Attendances;
        });
    }

    /// <summary>Leaders of as many teams of the district, once Training has heard of them.</summary>
    private static async Task<Guid[]> LeadersAsync(FieldWork province, int count)
    {
        var leaders = new Guid[count];
        for (var number = 0; number < count; number++)
        {
            var village = await province.VillageAsync(Commune, "tổ dân phố", $"Hội nghị {number}");
            leaders[number] = (await province.TeamAsync(village, members: 2)).Members[0];
            await province.Client.ShouldReachStockAsync(village, "members", 2);
        }
        await PlatformQueries.UntilAsync(async () =>
            (await FieldWork.EventuallyAsync(() => CoverageAsync(province.Client))).Members >= 2 * count
        );
        return leaders;
    }

    /// <summary>A conference of two days, yesterday and today; both have to be attended.</summary>
    private static async Task<string> SessionAsync(GatewayClient client, Guid programme, int seats)
    {
        var today = PlatformQueries.Today;
        var id = await CreatedAsync(
            client,
            "/v1/training-sessions",
            new
            {
                programmeId = programme,
                organiserUnit = District,
                coOrganisers = new[] { Province },
                trainers = new[] { new { name = "Trần Văn Giảng", organisation = "vnpt" } },
                mode = "in-person",
                place = "Hội trường thành phố",
                form = "conference",
                capacity = seats,
                registrationUntil = $"{today:yyyy-MM-dd}T16:59:00Z",
                parts = new[]
                {
                    new
                    {
                        day = today.AddDays(-1),
                        from = "07:30",
                        to = "11:30",
                    },
                    new
                    {
                        day = today,
                        from = "00:00",
                        to = "23:59",
                    },
                },
            }
        );
        return $"/v1/training-sessions/{id}";
    }

    private static async Task<Guid> QuizAsync(GatewayClient client, Guid programme)
    {
        await CreatedAsync(
            client,
            "/v1/questions",
            new
            {
                topic = "portals",
                kind = "single",
                text = "Cổng dịch vụ công quốc gia có địa chỉ nào?",
                choices = new[]
                {
                    new { text = "Đúng: dichvucong.gov.vn", right = true },
                    new { text = "Trang lạ gửi qua tin nhắn", right = false },
                },
                points = 1,
                validFrom = "2023-01-01",
                ownerUnit = Province,
            }
        );
        return await CreatedAsync(
            client,
            "/v1/quizzes",
            new
            {
                programmeId = programme,
                title = "Kiểm tra cuối hội nghị",
                draws = new[] { new { topic = "portals", questions = 1 } },
                passMark = 50,
                attempts = 1,
                minutes = 30,
            }
        );
    }

    private static async Task PassAsync(GatewayClient client, Guid quiz, string session, Guid member, bool right)
    {
        var attempt = await client.PostAsync<JsonObject>(
            $"/v1/quizzes/{quiz}/attempts",
            new { sessionId = Path(session), memberId = member },
            Cancellation
        );
        var question = attempt["questions"]!.AsArray().ShouldHaveSingleItem()!;
        var chosen = question["choices"]!
            .AsArray()
            .Where(choice => ((string)choice!["text"]!).StartsWith("Đúng", StringComparison.Ordinal) == right)
            .Select(choice => (string)choice!["code"]!)
            .ToArray();
        var judged = await client.PutAsync<JsonObject>(
            $"/v1/quizzes/{quiz}/attempts/{attempt["id"]}/answers",
            new { answers = new[] { new { question = (int)question["number"]!, choices = chosen } } },
            null,
            Cancellation
        );
        ((string)judged["status"]!).ShouldBe(right ? "passed" : "failed");
    }

    /// <summary>What the QR code at the door of the second day says, as a telephone reads it: where to check in.</summary>
    private static async Task<string> DoorAsync(GatewayClient client, string session)
    {
        var made = await client.PostAsync<JsonObject>($"{session}/check-in-links", new { part = 2 }, Cancellation);
        var picture = await client.SendAsync(
            HttpMethod.Get,
            $"{session}/check-in-links/{made["id"]}/qr.png",
            null,
            null,
            Cancellation
        );
        var file = System.IO.Path.GetTempFileName();
        await File.WriteAllBytesAsync(file, picture, Cancellation);
        using var scanner = Process.Start(
            new ProcessStartInfo("zbarimg", ["--quiet", "--raw", file]) { RedirectStandardOutput = true }
        )!;
        var scanned = (await scanner.StandardOutput.ReadToEndAsync(Cancellation)).Trim();
        File.Delete(file);
        scanned.ShouldBe((string)made["url"]!);
        return scanned;
    }

    /// <summary>Opens the page as a telephone does, types a code, and returns the status of the answer.</summary>
    private async Task<int> CheckInAsync(string door, string code)
    {
        using var telephone = platform.Anonymous();
        var address = new Uri(door);
        address.Authority.ShouldBe(platform.Gateway.Authority);
        using var page = await telephone.GetAsync(address, Cancellation);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        using var answer = await telephone.PostAsJsonAsync($"/v1/check-ins{address.Query}", new { code }, Cancellation);
        return (int)answer.StatusCode;
    }

    private async Task ShouldVerifyAsync(string url, string name)
    {
        using var anybody = platform.Anonymous();
        var told = (await anybody.GetFromJsonAsync<JsonObject>(new Uri(url), Cancellation))!;
        ((string)told["status"]!, (string)told["holderName"]!).ShouldBe(("valid", name));
        anybody.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        (await anybody.GetStringAsync(new Uri(url), Cancellation)).ShouldContain(name);
    }

    private static async Task<Coverage> CoverageAsync(GatewayClient client) =>
        (await client.GetAsync<CoverageAnswer>($"/v1/training-coverage/{District}", Cancellation)).Unit;

    private static async Task<Guid> CreatedAsync(GatewayClient client, string path, object body) =>
        (Guid)(await client.PostAsync<JsonObject>(path, body, Cancellation))["id"]!;

    /// <summary>The id at the end of a path.</summary>
    private static Guid Path(string path) => Guid.Parse(path[(path.LastIndexOf('/') + 1)..]);

    private sealed record CoverageAnswer(Coverage Unit);

    private sealed record Coverage(long Members, long Trained, long Attendances);
}
