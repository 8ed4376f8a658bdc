using System.Net.Http.Json;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Training.Invitations;
using CongNgheSo.Testing;

namespace CongNgheSo.Services.Training.Tests;

/// <summary>Whom a rule invites.</summary>
public sealed class InvitationTests(TrainingService service)
{
    [Fact]
    public async Task Leaders_of_a_unit_are_invited_once()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.WorkshopAsync(region);
        var rule = new
        {
            rule = "roles",
            roles = new[] { "leader" },
            unit = region.CommuneA.Code,
        };
        var leaders = region
            .Members.Where(member =>
                member.Role == "leader" && member.UnitPath.Contains(region.CommuneA.Code, StringComparison.Ordinal)
            )
            .Select(member => member.MemberId)
            .ToArray();

        await Invite(client, session, rule, new InvitationAnswer(2, 2, 0, true, []), dryRun: true);
        (await Invited(client, session)).ShouldBeEmpty();
        await Invite(client, session, rule, new InvitationAnswer(2, 2, 0, false, []));
        await Invite(client, session, rule, new InvitationAnswer(2, 0, 2, false, []));
        (await Invited(client, session)).ShouldBe(leaders, ignoreOrder: true);
        // The whole province: those of the other commune come on top.
        await Invite(
            client,
            session,
            new
            {
                rule = "roles",
                roles = new[] { "leader" },
                unit = region.Province.Code,
            },
            new InvitationAnswer(3, 1, 2, false, [])
        );
    }

    [Fact]
    public async Task Who_is_untrained_or_still_needs_a_topic_is_found_by_what_counts()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client(region.Province.Code);
        var programme = await client.ProgrammeAsync(region);
        // Both topics of the programme for two, one of which did not stay to the end; another topic for a third.
        var counts = await client.SessionAsync(programme, region.Province.Code);
        await client.AttendAsync(counts, [region.Members[0].MemberId]);
        var parts = await client.WorkshopAsync(region, null, Workshop.Part(-2), Workshop.Part(-1));
        await client.PostAttendanceAsync(parts, new { memberId = region.Members[1].MemberId, parts = new[] { 1 } });
        var other = await client.WorkshopAsync(
            region,
            body => body["topics"] = new System.Text.Json.Nodes.JsonArray("e-commerce"),
            Workshop.Part(-1)
        );
        await client.AttendAsync(other, [region.Members[2].MemberId]);
        var session = await client.WorkshopAsync(region);

        await Invite(client, session, new { rule = "untrained" }, new InvitationAnswer(4, 4, 0, false, []));
        (await Invited(client, session)).ShouldBe(
            new[] { 1, 3, 4, 5 }.Select(index => region.Members[index].MemberId),
            ignoreOrder: true
        );
        await Invite(
            client,
            session,
            new { rule = "needs-topic", topic = "portals" },
            new InvitationAnswer(5, 1, 4, false, [])
        );
        await Invite(
            client,
            session,
            new
            {
                rule = "needs-topic",
                topic = "e-commerce",
                roles = new[] { "leader" },
            },
            new InvitationAnswer(2, 1, 1, false, [])
        );

        // Of whom a topic is required: two of the three leaders, in a session of their own.
        await client.RequireAsync(region.Province.Code, "leader", "portals", 90, "2023-01-01");
        var required = await client.WorkshopAsync(region);
        await Invite(
            client,
            required,
            new { rule = "required", topic = "portals" },
            new InvitationAnswer(2, 2, 0, false, [])
        );
        (await Invited(client, required)).ShouldBe(
            (await client.NeedsAsync("topic=portals")).Select(need => need.MemberId),
            ignoreOrder: true
        );
    }

    [Fact]
    public async Task An_invitation_never_crosses_the_callers_unit()
    {
        var region = await Region.CreateAsync(service);
        var session = await service.Client().WorkshopAsync(region);
        var client = service.Client(region.CommuneA.Code);
        var there = region.MembersOf(region.VillageB1).First().MemberId;
        var here = region.MembersOf(region.VillageA2).First().MemberId;
        var unknown = Guid.NewGuid();

        await (
            await client.PostAsJsonAsync(
                $"/v1/training-sessions/{session}/invitations",
                new { rule = "untrained", unit = region.Province.Code }
            )
        ).ShouldBeProblemAsync(
            403,
            "auth.unit-out-of-scope",
            $"The access token gives no right over unit {region.Province.Code}."
        );
        await Invite(client, session, new { rule = "untrained" }, new InvitationAnswer(4, 4, 0, false, []));
        await Invite(
            client,
            session,
            new { rule = "list", memberIds = new[] { here, there, unknown, here } },
            new InvitationAnswer(
                1,
                0,
                1,
                false,
                [
                    new RowError(
                        2,
                        "memberId",
                        "auth.unit-out-of-scope",
                        $"The access token gives no right over unit {region.VillageB1.Code}."
                    ),
                    new RowError(
                        3,
                        "memberId",
                        "invitation.member-unknown",
                        $"There is no member {unknown}; if they joined their team just now, resend in a moment."
                    ),
                ]
            )
        );
        await Invite(
            service.Client(),
            session,
            new { rule = "list", memberIds = new[] { there } },
            new InvitationAnswer(1, 1, 0, false, [])
        );
        (await Invited(client, session)).ShouldNotContain(there);
        (await Invited(service.Client(), session)).ShouldContain(there);
    }

    [Fact]
    public async Task A_rule_says_what_it_needs()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var path = $"/v1/training-sessions/{await client.WorkshopAsync(region)}/invitations";
        const string misfit = "This rule needs that field and does not have it, or does not take it.";

        await (await client.PostAsJsonAsync(path, new { rule = "friends" })).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            (
                "rule",
                "invitation.rule-unknown",
                "The rule must be one of: roles, untrained, needs-topic, required, list."
            )
        );
        await (await client.PostAsJsonAsync(path, new { rule = "roles" })).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("roles", "invitation.field-not-of-rule", misfit)
        );
        await (
            await client.PostAsJsonAsync(path, new { rule = "needs-topic", memberIds = Array.Empty<Guid>() })
        ).ShouldBeProblemAsync(
            400,
            "request.invalid",
            "The request has invalid fields.",
            ("topic", "invitation.field-not-of-rule", misfit),
            ("memberIds", "invitation.field-not-of-rule", misfit)
        );
        var over = await client.WorkshopAsync(region, null, Workshop.Part(-1));
        await (
            await client.PostAsJsonAsync($"/v1/training-sessions/{over}/invitations", new { rule = "untrained" })
        ).ShouldBeProblemAsync(409, "invitation.session-over", $"Training session {over} is over.");
    }

    private static async Task Invite(
        HttpClient client,
        Guid session,
        object rule,
        InvitationAnswer expected,
        bool dryRun = false
    )
    {
        var answer = await client.PostAsJsonAsync(
            $"/v1/training-sessions/{session}/invitations{(dryRun ? "?dryRun=true" : "")}",
            rule
        );
        await answer.ShouldBeJsonAsync(200, expected);
    }

    private static async Task<List<Guid>> Invited(HttpClient client, Guid session)
    {
        var read = new List<Guid>();
        for (string? cursor = ""; cursor is not null; )
        {
            var page = await client.GetFromJsonAsync<Page<InvitationResponse>>(
                $"/v1/training-sessions/{session}/invitations?limit=2&cursor={cursor}"
            );
            read.AddRange(page!.Items.Select(item => item.MemberId));
            cursor = page.Next;
        }
        return read;
    }
}
