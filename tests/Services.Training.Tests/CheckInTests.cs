using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CongNgheSo.Services.Training.CheckIns;
using CongNgheSo.Services.Training.QrCodes;
using CongNgheSo.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>The door: a signed link, a code, and nothing else.</summary>
public sealed class CheckInTests(TrainingService service)
{
    private const string NotGenuine = "This check-in link is not genuine. Scan the organiser's QR code again.";

    private CheckInKeys Keys => service.Services.GetRequiredService<CheckInKeys>();

    [Fact]
    public async Task A_member_is_checked_in_by_their_code_once()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.TodayAsync(region, Workshop.Part(1));
        var code = await client.CodeAsync(session, region.Members[0]);
        var link = await LinkAsync(client, session);
        using var anyone = Anyone();

        var door = await (await anyone.GetAsync($"/v1/check-ins?link={link}")).ShouldBeJsonAsync(200);
        (door["sessionId"]!.GetValue<Guid>(), door["part"]!.GetValue<int>()).ShouldBe((session, 1));
        door["place"]!.GetValue<string>().ShouldBe("Hội trường A");
        await (await CheckIn(anyone, link, code)).ShouldBeJsonAsync(200, new CheckInResponse(true, false, false));
        var typed = code.Replace("-", " ", StringComparison.Ordinal).ToLowerInvariant();
        await (await CheckIn(anyone, link, typed)).ShouldBeJsonAsync(200, new CheckInResponse(true, true, false));

        var list = await client.GetFromJsonAsync<JsonObject>($"/v1/training-sessions/{session}/attendance");
        var row = list!["items"]!.AsArray().ShouldHaveSingleItem()!;
        row["memberId"]!.GetValue<Guid>().ShouldBe(region.Members[0].MemberId);
        row["parts"]!.ToJsonString().ShouldBe("[1]");
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((0, 0));
    }

    [Fact]
    public async Task Many_at_the_door_at_once_are_each_recorded()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.TodayAsync(region);
        var codes = new List<string>();
        foreach (var member in region.Members)
            codes.Add(await client.CodeAsync(session, member));
        var link = await LinkAsync(client, session);
        using var anyone = Anyone();

        var answers = await Task.WhenAll(codes.Concat(codes).Select(code => CheckIn(anyone, link, code)));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.OK);
        (await client.FiguresAsync(region.Province.Code)).ShouldBe((6, 6));
    }

    [Fact]
    public async Task Forged_and_altered_links_are_refused()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.TodayAsync(region, Workshop.Part(1));
        var other = await client.TodayAsync(region);
        var code = await client.CodeAsync(session, region.Members[0]);
        var link = await LinkAsync(client, session);
        var mine = CheckInTicket.Read(link, Keys)!;
        var foreign = new CheckInKeys(
            new ConfigurationBuilder()
                .AddInMemoryCollection([new("CheckIns:Key", "another key of thirty-two characters")])
                .Build()
        );
        var parts = link.Split('.');
        string[] forged =
        [
            "",
            "x",
            "..",
            new string('a', 5_000),
            $"{parts[0]}.{parts[1]}.",
            $"{parts[0]}.{parts[1]}.{parts[2]}.x",
            // Another part, a later end, another session, each with the signature of before.
            Altered(mine with { Part = 2 }),
            Altered(mine with { ExpiresAt = mine.ExpiresAt.AddDays(1) }),
            Altered(mine with { SessionId = other }),
            $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}",
            // Signed with a key that is not ours, under its name and under ours.
            mine.Sign(foreign),
            $"{parts[0]}.{string.Join('.', mine.Sign(foreign).Split('.')[1..])}",
            // Signed by us, of a link that was never made.
            (mine with { LinkId = Guid.NewGuid() }).Sign(Keys),
        ];
        using var anyone = Anyone();

        foreach (var text in forged)
        {
            await (await CheckIn(anyone, text, code)).ShouldBeProblemAsync(403, "check-in.link-invalid", NotGenuine);
            await (await anyone.GetAsync($"/v1/check-ins?link={text}")).ShouldBeProblemAsync(
                403,
                "check-in.link-invalid",
                NotGenuine
            );
        }
        await (await anyone.GetAsync("/v1/check-ins")).ShouldBeProblemAsync(403, "check-in.link-invalid", NotGenuine);
        (await Attended(session)).ShouldBe(0);

        string Altered(CheckInTicket ticket)
        {
            var signed = ticket.Sign(Keys).Split('.');
            return $"{signed[0]}.{signed[1]}.{parts[2]}";
        }
    }

    [Fact]
    public async Task Links_end_when_they_expire_and_when_they_are_revoked()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.TodayAsync(region);
        var code = await client.CodeAsync(session, region.Members[0]);
        var made = await MakeAsync(client, session);
        var link = TextOf(made);
        using var anyone = Anyone();

        var expired = CheckInTicket.Read(link, Keys)! with { ExpiresAt = DateTimeOffset.UtcNow.AddSeconds(-1) };
        await (await CheckIn(anyone, expired.Sign(Keys), code)).ShouldBeProblemAsync(
            410,
            "check-in.link-expired",
            "This check-in link has expired."
        );
        var path = $"/v1/training-sessions/{session}/check-in-links/{made["id"]}/revocation";
        (await (await client.PutAsync(path, null)).ShouldBeJsonAsync(200))["isOpen"]!.GetValue<bool>().ShouldBeFalse();
        await (await client.PutAsync(path, null)).ShouldBeJsonAsync(200);
        await (await CheckIn(anyone, link, code)).ShouldBeProblemAsync(
            410,
            "check-in.link-revoked",
            "This check-in link was revoked. Ask the organiser for another."
        );
        (await Attended(session)).ShouldBe(0);
    }

    [Fact]
    public async Task Links_end_with_the_times_they_were_made_for()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.TodayAsync(region);
        var code = await client.CodeAsync(session, region.Members[0]);
        var link = await LinkAsync(client, session);
        using var anyone = Anyone();

        var moved = new JsonObject
        {
            ["parts"] = new JsonArray(Workshop.Part(0, "00:00", "23:58")),
            ["reason"] = "Đổi giờ",
        };
        await (
            await client.PutAsync($"/v1/training-sessions/{session}/rescheduling", moved, "\"1\"")
        ).ShouldBeJsonAsync(200);
        await (await CheckIn(anyone, link, code)).ShouldBeProblemAsync(
            410,
            "check-in.session-rescheduled",
            "The session was rescheduled after this link was made. Ask the organiser for another."
        );
        // The code stays; a new link opens.
        var second = await LinkAsync(client, session);
        await (await CheckIn(anyone, second, code)).ShouldBeJsonAsync(200, new CheckInResponse(true, false, true));

        await client.PutAsync($"/v1/training-sessions/{session}/cancellation", new { reason = "Mưa bão" }, null);
        await (await CheckIn(anyone, second, code)).ShouldBeProblemAsync(
            410,
            "check-in.session-cancelled",
            "The session was cancelled."
        );
    }

    [Fact]
    public async Task Who_waits_withdrew_or_has_another_sessions_code_is_not_let_in()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(
            region,
            body => (body["capacity"], body["registrationUntil"]) = (1, $"{Workshop.Day(0):yyyy-MM-dd}T16:59:00Z"),
            Workshop.Part(0)
        );
        var other = await client.TodayAsync(region);
        var seated = await client.CodeAsync(session, region.Members[0]);
        var waiting = await client.CodeAsync(session, region.Members[1]);
        var elsewhere = await client.CodeAsync(other, region.Members[2]);
        var link = await LinkAsync(client, session);
        using var anyone = Anyone();
        const string noSeat = "This code is on the waiting list, or was withdrawn. Ask the organiser.";

        await (await CheckIn(anyone, link, waiting)).ShouldBeProblemAsync(409, "check-in.no-seat", noSeat);
        await (await CheckIn(anyone, link, elsewhere)).ShouldBeProblemAsync(
            422,
            "check-in.code-unknown",
            "That registration code is not right. Check its 8 letters and digits."
        );
        await client.WithdrawAsync(session, region.Members[0].MemberId);
        await (await CheckIn(anyone, link, seated)).ShouldBeProblemAsync(409, "check-in.no-seat", noSeat);
        // The seat was given to who waited.
        await (await CheckIn(anyone, link, waiting)).ShouldBeJsonAsync(200, new CheckInResponse(true, false, true));
    }

    [Fact]
    public async Task Trying_codes_is_held_back()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.TodayAsync(region);
        var code = await client.CodeAsync(session, region.Members[0]);
        var link = await LinkAsync(client, session);
        using var anyone = Anyone();

        var linkId = CheckInTicket.Read(link, Keys)!.LinkId;
        for (var tried = 1; tried <= 3; tried++)
            (await CheckIn(anyone, link, "0000-0000")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await WrongCodes()).ShouldBe(3);
        await Pretend(CheckInDesk.MostWrongCodes - 1, minutesAgo: 1);
        (await CheckIn(anyone, link, "not a code")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

        await (await CheckIn(anyone, link, code)).ShouldBeProblemAsync(
            429,
            "check-in.too-many-attempts",
            "Too many wrong codes were tried at this link. Try again in 10 minutes."
        );
        // Another link of the session is not held back by it.
        var second = await LinkAsync(client, session);
        await (await CheckIn(anyone, second, code)).ShouldBeJsonAsync(200, new CheckInResponse(true, false, true));
        // Ten minutes later it takes codes again, and counts anew.
        await Pretend(CheckInDesk.MostWrongCodes, minutesAgo: 11);
        (await CheckIn(anyone, link, "0000-0000")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await WrongCodes()).ShouldBe(1);
        await (await CheckIn(anyone, link, code)).ShouldBeJsonAsync(200, new CheckInResponse(true, true, true));

        Task<int> WrongCodes() =>
            service.InDatabaseAsync(db =>
                db.CheckInLinks.Where(row => row.Id == linkId).Select(row => row.WrongCodes).SingleAsync()
            );

        Task Pretend(int codes, int minutesAgo) =>
            service.InDatabaseAsync(db =>
                db.Database.ExecuteSqlAsync(
                    $"""
                    UPDATE check_in_links
                    SET wrong_codes = {codes}, wrong_since = {DateTimeOffset.UtcNow.AddMinutes(-minutesAgo)}
                    WHERE id = {linkId}
                    """
                )
            );
    }

    [Fact]
    public async Task The_page_is_in_the_readers_language_and_says_what_is_wrong()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.TodayAsync(region);
        var code = await client.CodeAsync(session, region.Members[0]);
        var made = await MakeAsync(client, session);
        var url = new Uri(made["url"]!.GetValue<string>());
        using var anyone = service.CreateClient();

        var page = await anyone.GetAsync(url.PathAndQuery);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.ToString().ShouldBe("text/html; charset=utf-8");
        page.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var vietnamese = await page.Content.ReadAsStringAsync();
        vietnamese.ShouldContain("<html lang=\"vi\">");
        vietnamese.ShouldContain("Mã đăng ký");
        vietnamese.ShouldContain("Hội trường A");
        using var english = Anyone();
        (await english.GetStringAsync(url.PathAndQuery)).ShouldContain("Registration code");

        var wrong = await Type("<b>1");
        wrong.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var again = await wrong.Content.ReadAsStringAsync();
        again.ShouldContain("Mã đăng ký không đúng");
        again.ShouldContain("<form");
        (await (await Type(code)).Content.ReadAsStringAsync()).ShouldContain("Đã điểm danh");
        (await (await Type(code)).Content.ReadAsStringAsync()).ShouldContain("đã điểm danh từ trước");
        await client.PutAsync($"/v1/training-sessions/{session}/cancellation", new { reason = "Mưa" }, null);
        var gone = await anyone.GetAsync(url.PathAndQuery);
        gone.StatusCode.ShouldBe(HttpStatusCode.Gone);
        (await gone.Content.ReadAsStringAsync()).ShouldContain("Buổi tập huấn đã bị hủy.");
        var forged = await anyone.GetAsync("/v1/check-ins/page?link=%22%3E%3Cscript%3E");
        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await forged.Content.ReadAsStringAsync()).ShouldNotContain("<script");

        Task<HttpResponseMessage> Type(string typed) =>
            anyone.PostAsync(url.PathAndQuery, new FormUrlEncodedContent([new("code", typed)]));
    }

    [Fact]
    public async Task Links_are_the_organisers_and_made_once()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var session = await client.TodayAsync(region, Workshop.Part(2, "07:30", "11:30"));
        var path = $"/v1/training-sessions/{session}/check-in-links";
        var id = Guid.NewGuid();

        var first = await (await client.PostAsJsonAsync(path, new { id, part = 2 })).ShouldBeJsonAsync(201);
        var second = await (await client.PostAsJsonAsync(path, new { id, part = 2 })).ShouldBeJsonAsync(200);
        second.ToJsonString().ShouldBe(first.ToJsonString());
        await (await client.PostAsJsonAsync(path, new { id, part = 1 })).ShouldBeProblemAsync(
            409,
            "check-in.id-taken",
            $"Check-in link {id} was created with other content."
        );
        await (await client.PostAsJsonAsync(path, new { part = 3 })).ShouldBeProblemAsync(
            422,
            "check-in.part-unknown",
            "The session has no part 3; its parts are numbered from 1 to 2."
        );
        foreach (var expiresAt in new[] { "2024-01-01T00:00:00Z", $"{Workshop.Day(3):yyyy-MM-dd}T12:00:00Z" })
            await (await client.PostAsJsonAsync(path, new { part = 2, expiresAt })).ShouldBeProblemAsync(
                422,
                "check-in.expiry-out-of-range",
                "A link must expire in the future, and on the day of its part."
            );
        // Two days from now: nobody is checked in yet.
        using var anyone = Anyone();
        await (await anyone.GetAsync($"/v1/check-ins?link={TextOf(first)}")).ShouldBeProblemAsync(
            409,
            "check-in.not-open-yet",
            "Check-in opens 60 minutes before the part begins."
        );
        var below = service.Client(region.CommuneA.Code);
        foreach (var refused in new[] { await below.GetAsync(path), await below.GetAsync($"{path}/{id}/qr.png") })
            await refused.ShouldBeProblemAsync(
                403,
                "auth.unit-out-of-scope",
                $"The access token gives no right over unit {region.Province.Code}."
            );
        (await service.Client(scopes: "training.read").GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        var png = await client.GetAsync($"{path}/{id}/qr.png");
        png.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
        (await png.Content.ReadAsByteArrayAsync()).ShouldBe(QrImage.Png(first["url"]!.GetValue<string>()));
        var svg = await client.GetAsync($"{path}/{id}/qr.svg");
        svg.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        (await svg.Content.ReadAsByteArrayAsync()).ShouldBe(QrImage.Svg(first["url"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Behind_the_gateway_links_bear_its_address()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var made = await MakeAsync(client, await client.TodayAsync(region));
        made["url"]!.GetValue<string>().ShouldStartWith($"{TrainingService.Address}/v1/check-ins/page?link=");

        // Where none is configured it is what was asked for, as the gateway passes it on.
        var request = new DefaultHttpContext().Request;
        request.Headers["X-Forwarded-Host"] = "cns.example.vn";
        request.Headers["X-Forwarded-Proto"] = "https";
        new PublicAddress(new ConfigurationBuilder().Build())
            .Of(request, "/v1/check-ins")
            .ShouldBe("https://cns.example.vn/v1/check-ins");
    }

    private HttpClient Anyone()
    {
        var client = service.CreateClient();
        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        return client;
    }

    private static async Task<JsonObject> MakeAsync(HttpClient client, Guid session) =>
        await (
            await client.PostAsJsonAsync($"/v1/training-sessions/{session}/check-in-links", new { })
        ).ShouldBeJsonAsync(201);

    private static async Task<string> LinkAsync(HttpClient client, Guid session) =>
        TextOf(await MakeAsync(client, session));

    private static string TextOf(JsonObject made) => made["url"]!.GetValue<string>().Split("?link=")[1];

    private static Task<HttpResponseMessage> CheckIn(HttpClient anyone, string link, string code) =>
        anyone.PostAsJsonAsync($"/v1/check-ins?link={link}", new { code });

    private Task<int> Attended(Guid session) =>
        service.InDatabaseAsync(db => db.Attendances.CountAsync(row => row.SessionId == session));
}
