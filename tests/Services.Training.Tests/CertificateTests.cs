using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Tests;

public sealed class CertificateTests(TrainingService service)
{
    private static int Year => DateTime.UtcNow.AddHours(7).Year;

    [Fact]
    public async Task Numbers_of_a_unit_have_no_gap_and_no_double_whoever_issues_at_once()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var programme = await client.ProgrammeAsync(region);
        var sessions = new List<Guid>();
        foreach (var day in new[] { "2024-01-05", "2024-02-05", "2024-03-05" })
        {
            sessions.Add(await client.SessionAsync(programme, region.Province.Code, day));
            await client.AttendAsync(sessions[^1], region.Members.Select(member => member.MemberId));
        }
        var stranger = Guid.NewGuid();

        // Each three times, among others that are refused.
        var answers = await Task.WhenAll(
            sessions
                .SelectMany(session =>
                    region
                        .Members.Select(member => member.MemberId)
                        .Append(stranger)
                        .Select(member => (session, member))
                )
                .SelectMany(pair => Enumerable.Repeat(pair, 3))
                .Select(pair => client.IssueAsync(Diploma.Certificate(pair.session, pair.member)))
        );

        answers
            .CountBy(answer => (int)answer.StatusCode)
            .ToDictionary()
            .ShouldBe(
                new Dictionary<int, int>
                {
                    [201] = 18,
                    [200] = 36,
                    [422] = 9,
                },
                ignoreOrder: true
            );
        var numbers = (await client.CertificatesAsync("limit=100")).Select(each => (string)each!["number"]!).Order();
        numbers.ShouldBe(Enumerable.Range(1, 18).Select(serial => $"{serial:0000}/{Year}/GCN-{region.Province.Code}"));
        (
            await client.IssueAsync(Diploma.Certificate(sessions[0], region.Members[0].MemberId, "Tên khác"))
        ).StatusCode.ShouldBe(System.Net.HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Events_and_lists_of_those_without_the_scope_hold_no_name()
    {
        var (region, client, session) = await AttendedAsync();
        var member = region.Members[0];

        var issued = await client.IssuedAsync(session, member.MemberId);

        ((string?)issued["holderName"]).ShouldBe(Diploma.Name);
        var heard = await service.Events.WaitForAsync(each =>
            each.RoutingKey == $"training.certificates-issued.v1.{region.Province.Code}"
        );
        heard
            .As<CertificatesIssued>()
            .Facts.ShouldBe([
                new CertificateFact(
                    Exam.Id(issued),
                    1,
                    session,
                    member.MemberId,
                    member.UnitId,
                    region.Province.UnitId,
                    null,
                    DateOnly.Parse((string)issued["issuedOn"]!, null),
                    null,
                    false
                ),
            ]);
        var reader = service.Client(region.Province.Code, "en", Scopes.TrainingRead, Scopes.MembersAudit);
        var seen = (await reader.CertificatesAsync($"session={session}")).Single()!.AsObject();
        (seen["holderName"], seen["verificationUrl"]).ShouldBe((null, null));
        await (await reader.GetAsync($"/v1/certificates/{issued["id"]}/document")).ShouldBeProblemAsync(
            403,
            "auth.scope-missing",
            "The access token lacks the scope that this needs."
        );
        (await ReadingsAsync()).ShouldBe([]);

        await client.CertificateAsync(issued);
        await client.CertificatesAsync($"session={session}");
        (await client.GetStringAsync($"/v1/certificates?session={session}&format=csv")).ShouldContain(Diploma.Name);
        (await client.GetAsync($"/v1/certificates/{issued["id"]}/document")).EnsureSuccessStatusCode();

        (await ReadingsAsync()).ShouldBe(["document", "names", "names", "names"]);
        service.Events.Heard.ShouldAllBe(each => !each.Body.Contains("Ngọc", StringComparison.Ordinal));

        async Task<IEnumerable<string>> ReadingsAsync() =>
            (await reader.GetFromJsonAsync<JsonObject>("/v1/certificates/readings"))!["items"]!
                .AsArray()
                .Select(reading => (string)reading!["what"]!);
    }

    [Fact]
    public async Task A_whole_session_is_certified_and_a_broken_row_harms_no_other()
    {
        var (region, client, session) = await AttendedAsync();
        var members = region.Members.Select(member => member.MemberId).ToArray();
        var stranger = Guid.NewGuid();
        object[] rows =
        [
            Diploma.Row(members[0], level: "binh-dan-hoc-vu-so-co-ban"),
            Diploma.Row(stranger),
            Diploma.Row(members[1], name: " "),
            Diploma.Row(members[1], level: "than-dong"),
            Diploma.Row(members[2]),
            Diploma.Row(members[2], "Tên khác"),
            Diploma.Row(members[2]),
        ];
        var path = $"/v1/training-sessions/{session}/certificates";

        var rehearsed = await client.PostAsJsonAsync($"{path}?dryRun=true", rows);
        ((int?)(await rehearsed.ShouldBeJsonAsync(200))["accepted"]).ShouldBe(2);
        (await client.CertificatesAsync($"session={session}")).ShouldBeEmpty();

        var answer = await (await client.PostAsJsonAsync(path, rows)).Content.ReadFromJsonAsync<BulkAnswer>();
        (answer!.Accepted, answer.Unchanged, answer.Rejected).ShouldBe((2, 1, 4));
        answer
            .Errors.Select(error => (error.Row, error.Field, error.Code))
            .ShouldBe([
                (2, "memberId", "certificate.not-attended"),
                (3, "holderName", "field.not-empty"),
                (4, "level", "training-level.unknown"),
                (6, "memberId", "certificate.exists"),
            ]);
        var csv =
            $"memberId,holderName,place,signatoryTitle\n{members[2]},{Diploma.Name},Hà Giang,Giám đốc\n"
            + $"{members[3]},Lò Văn Ấm,Hà Giang,Giám đốc\n";
        var table = new StringContent(csv, Encoding.UTF8, new MediaTypeHeaderValue("text/csv"));
        var second = await (await client.PostAsync(path, table)).Content.ReadFromJsonAsync<BulkAnswer>();
        (second!.Accepted, second.Unchanged, second.Rejected).ShouldBe((1, 1, 0));

        (await client.CertificatesAsync($"session={session}"))
            .Select(each => ((string)each!["number"]!, (string?)each["levelName"]))
            .OrderBy(each => each.Item1)
            .ShouldBe([
                ($"0001/{Year}/GCN-{region.Province.Code}", "Bình dân học vụ số – Cơ bản"),
                ($"0002/{Year}/GCN-{region.Province.Code}", null),
                ($"0003/{Year}/GCN-{region.Province.Code}", null),
            ]);
        var summary = await client.GetFromJsonAsync<JsonObject>(
            $"/v1/certificates/summary?unit={region.Province.Code}"
        );
        summary!["levels"]!
            .AsArray()
            .Select(level => ((string?)level!["level"], (int)level["issued"]!, (int)level["holders"]!))
            .ShouldBe([(null, 2, 2), ("binh-dan-hoc-vu-so-co-ban", 1, 1)]);
    }

    [Fact]
    public async Task Who_did_not_pass_the_quiz_or_whose_session_is_anothers_gets_none()
    {
        var (region, client, session) = await AttendedAsync();
        var (passed, other) = (region.Members[0].MemberId, region.Members[1].MemberId);
        var programme = (await client.ReadSessionAsync(session)).ProgrammeId;
        var quiz = await client.QuizAsync(region, programme);
        await client.PassAsync(quiz, session, passed);

        await client.IssuedAsync(session, passed);
        await (await client.IssueAsync(Diploma.Certificate(session, other))).ShouldBeProblemAsync(
            422,
            "certificate.not-passed",
            $"Member {other} has not passed quiz {quiz}."
        );
        // A commune sees the session, but did not hold it.
        await (
            await service.Client(region.CommuneA.Code).IssueAsync(Diploma.Certificate(session, passed))
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.Province.Code}."
        );
        await client.PutAsync($"/v1/quizzes/{quiz}/withdrawal", new { reason = "Thôi" }, null);
        await client.IssuedAsync(session, other);
        await client.TakeBackAsync(session, region.Members[2].MemberId);
        (
            (string?)
                (
                    await (
                        await client.IssueAsync(Diploma.Certificate(session, region.Members[2].MemberId))
                    ).ShouldBeJsonAsync(422)
                )["code"]
        ).ShouldBe("certificate.not-attended");
        var missing = service.Client(region.Province.Code, "en", [.. Scopes.All.Except([Scopes.CertificatesWrite])]);
        await (await missing.IssueAsync(Diploma.Certificate(session, other))).ShouldBeJsonAsync(403);
        var cancelled = await client.SessionAsync(region);
        await client.PutAsync($"/v1/training-sessions/{cancelled}/cancellation", new { reason = "Sai" }, null);
        (
            (string?)
                (await (await client.IssueAsync(Diploma.Certificate(cancelled, other))).ShouldBeJsonAsync(409))["code"]
        ).ShouldBe("training-session.cancelled");
    }

    [Fact]
    public async Task The_issuer_is_the_organiser_or_stands_above_it_and_each_counts_its_own()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var session = await client.SessionAsync(await client.ProgrammeAsync(region), region.CommuneA.Code);
        var members = region.Members.Select(member => member.MemberId).ToArray();
        await client.AttendAsync(session, members);

        async Task<string?> Code(HttpClient by, string issuer) =>
            (string?)
                (
                    await (
                        await by.IssueAsync(Diploma.Certificate(session, members[3], issuer: issuer))
                    ).ShouldBeJsonAsync(issuer == region.Province.Code ? 403 : 422)
                )["code"];
        (await Code(client, region.CommuneB.Code)).ShouldBe("certificate.issuer-wrong");
        (await Code(client, "nowhere")).ShouldBe("certificate.unit-unknown");
        (await Code(service.Client(region.CommuneA.Code), region.Province.Code)).ShouldBe("auth.unit-out-of-scope");
        foreach (var (member, issuer) in members.Zip([null, region.Province.Code, region.CommuneA.Code]))
            await (await client.IssueAsync(Diploma.Certificate(session, member, issuer: issuer))).ShouldBeJsonAsync(
                201
            );

        (await client.CertificatesAsync($"session={session}"))
            .Select(each => (string)each!["number"]!)
            .Order()
            .ShouldBe(
                new[]
                {
                    $"0001/{Year}/GCN-{region.CommuneA.Code}",
                    $"0002/{Year}/GCN-{region.CommuneA.Code}",
                    $"0001/{Year}/GCN-{region.Province.Code}",
                }.Order()
            );
        // Those of a commune see what their members hold, whoever issued it, and nobody else's.
        (await service.Client(region.CommuneB.Code).CertificatesAsync("")).ShouldBeEmpty();
        (await service.Client(region.CommuneA.Code).CertificatesAsync("")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task One_that_was_revoked_says_so_and_can_be_issued_anew()
    {
        var (region, client, session) = await AttendedAsync();
        var member = region.Members[0].MemberId;
        var id = Guid.NewGuid();
        var asked = Diploma.Certificate(session, member, "Nguyễn Thị Sai", id);
        var issued = await (await client.IssueAsync(asked)).ShouldBeJsonAsync(201);
        var path = $"/v1/certificates/{id}/revocation";

        await (
            await service.Client(region.CommuneA.Code).PutAsync(path, new { reason = "Sai tên" }, null)
        ).ShouldBeJsonAsync(403);
        await (await client.PutAsync(path, new { reason = "Sai tên" }, "\"7\"")).ShouldBeJsonAsync(412);
        foreach (var _ in new[] { 1, 2 })
            (
                (string?)
                    (await (await client.PutAsync(path, new { reason = "Sai tên" }, null)).ShouldBeJsonAsync(200))[
                        "status"
                    ]
            ).ShouldBe("revoked");
        await (await client.PutAsync(path, new { reason = "Khác" }, null)).ShouldBeProblemAsync(
            409,
            "certificate.revoked",
            $"Certificate {id} has been revoked."
        );
        var heard = await service.Events.WaitForAsync(each =>
            each.RoutingKey == $"training.certificates-revoked.v1.{region.Province.Code}"
        );
        var fact = heard.As<CertificatesRevoked>().Facts.Single();
        (fact.CertificateId, fact.Version, fact.Revoked).ShouldBe((id, 2, true));
        ((string?)(await service.VerifyAsync(issued))["status"]).ShouldBe("revoked");

        // The retry of the first is still the first.
        ((string?)(await (await client.IssueAsync(asked)).ShouldBeJsonAsync(200))["status"]).ShouldBe("revoked");
        var anew = await client.IssuedAsync(session, member);
        ((string?)anew["number"]).ShouldBe($"0002/{Year}/GCN-{region.Province.Code}");
        ((string?)(await service.VerifyAsync(anew))["status"]).ShouldBe("valid");
    }

    [Fact]
    public async Task What_a_certificate_stands_on_is_not_taken_away_from_under_it()
    {
        var (region, client, session) = await AttendedAsync();
        var member = region.Members[0].MemberId;
        var issued = await client.IssuedAsync(session, member);
        Task<HttpResponseMessage> CancelAsync() =>
            client.PutAsync($"/v1/training-sessions/{session}/cancellation", new { reason = "Sai" }, null);

        await (await CancelAsync()).ShouldBeProblemAsync(
            409,
            "training-session.certified",
            $"Certificates stand on training session {session}; revoke them before it is cancelled."
        );
        (await client.TakeBackAsync(session, member)).Errors.Single().Code.ShouldBe("attendance.certified");
        (await client.TakeBackAsync(session, region.Members[1].MemberId)).Accepted.ShouldBe(1);

        await client.PutAsync($"/v1/certificates/{issued["id"]}/revocation", new { reason = "Sai" }, null);
        (await client.TakeBackAsync(session, member)).Accepted.ShouldBe(1);
        await (await CancelAsync()).ShouldBeJsonAsync(200);
    }

    [Fact]
    public async Task Whoever_has_the_code_verifies_it_as_data_and_as_a_page()
    {
        var (region, client, session) = await AttendedAsync();
        var today = DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));
        var asked = Diploma.Certificate(
            session,
            region.Members[0].MemberId,
            "Nguyễn <b>Thị</b> Ngọc",
            level: "nang-cao",
            expiresOn: today.AddDays(1)
        );
        var issued = await (await client.IssueAsync(asked)).ShouldBeJsonAsync(201);
        ((string)issued["verificationUrl"]!).ShouldBe(
            $"{TrainingService.Address}/v1/certificates/verification/{Diploma.CodeOf(issued)}"
        );
        Diploma.CodeOf(issued).Length.ShouldBe(26);

        var told = await service.VerifyAsync(issued);
        told.Select(field => field.Key)
            .ShouldBe([
                "number",
                "status",
                "holderName",
                "programme",
                "levelName",
                "issuer",
                "heldOn",
                "issuedOn",
                "expiresOn",
                "revokedOn",
            ]);
        ((string?)told["status"], (string?)told["holderName"]).ShouldBe(("valid", "Nguyễn <b>Thị</b> Ngọc"));
        var page = await PageAsync("vi");
        page.ShouldContain("Giấy chứng nhận còn hiệu lực.");
        page.ShouldContain("Nguyễn &lt;b&gt;Thị&lt;/b&gt; Ngọc");
        (await PageAsync("en")).ShouldContain("The certificate is valid.");

        await service.InDatabaseAsync(db =>
            db.Certificates.Where(each => each.SessionId == session)
                .ExecuteUpdateAsync(update => update.SetProperty(each => each.ExpiresOn, today.AddDays(-1)))
        );
        ((string?)(await service.VerifyAsync(issued))["status"]).ShouldBe("expired");
        (await PageAsync("vi")).ShouldContain("Giấy chứng nhận đã hết hạn");
        (await client.CertificatesAsync($"session={session}&status=expired")).Count.ShouldBe(1);
        using var anybody = service.CreateClient();
        anybody.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        await (await anybody.GetAsync("/v1/certificates/verification/0123456789abcdefghjkmnpqrs")).ShouldBeProblemAsync(
            404,
            "certificate.code-unknown",
            "No certificate bears this verification code."
        );

        async Task<string> PageAsync(string language)
        {
            using var browser = service.CreateClient();
            browser.DefaultRequestHeaders.Accept.ParseAdd("text/html,application/xhtml+xml,*/*;q=0.8");
            browser.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
            var answer = await browser.GetAsync($"/v1/certificates/verification/{Diploma.CodeOf(issued)}");
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            return await answer.Content.ReadAsStringAsync();
        }
    }

    private async Task<(Region Region, HttpClient Client, Guid Session)> AttendedAsync()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var session = await client.SessionAsync(region);
        await client.AttendAsync(session, region.Members.Select(member => member.MemberId));
        return (region, client, session);
    }
}
