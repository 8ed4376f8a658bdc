using System.Text.Json;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.Services.Training.Attendances;
using CongNgheSo.Testing;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Tests;

public sealed class EventTests(TrainingService service)
{
    [Fact]
    public async Task Attendance_and_first_days_go_out_by_province()
    {
        var here = await Region.CreateAsync(service);
        var there = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.SessionAsync(here);
        Guid[] ids = [here.Members[0].MemberId, there.Members[0].MemberId];
        await client.AttendAsync(session, ids);

        foreach (var region in new[] { here, there })
        {
            var member = region.Members[0];
            var recorded = await Heard($"training.attendance-recorded.v1.{region.Province.Code}");
            recorded
                .As<AttendanceRecorded>()
                .Facts.ShouldBe([
                    new AttendanceFact(
                        Attendance.IdOf(session, member.MemberId),
                        1,
                        session,
                        member.MemberId,
                        member.UnitId,
                        new DateOnly(2024, 5, 10),
                        true
                    ),
                ]);
            var trained = await Heard($"training.members-trained.v1.{region.Province.Code}");
            trained
                .As<MembersTrained>()
                .Facts.ShouldHaveSingleItem()
                .ShouldSatisfyAllConditions(
                    fact =>
                        (fact with { Topics = null }).ShouldBe(
                            new MemberTrainingFact(member.MemberId, 1, member.UnitId, new DateOnly(2024, 5, 10))
                        ),
                    fact =>
                        fact.Topics.ShouldBe([
                            new TopicTrainingFact("cashless-payment", new DateOnly(2024, 5, 10)),
                            new TopicTrainingFact("portals", new DateOnly(2024, 5, 10)),
                        ])
                );
        }
    }

    [Fact]
    public async Task Cancelling_tells_that_nothing_counts_any_more()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var session = await client.SessionAsync(region);
        await client.AttendAsync(session, [region.Members[0].MemberId]);
        await client.PutAsync($"/v1/training-sessions/{session}/cancellation", new { reason = "Mưa" }, null);

        await service.Events.WaitForAsync(heard =>
            heard.RoutingKey == $"training.attendance-recorded.v1.{region.Province.Code}"
            && heard.As<AttendanceRecorded>().Facts is [{ Version: 2, Attended: false }]
        );
        await service.Events.WaitForAsync(heard =>
            heard.RoutingKey == $"training.members-trained.v1.{region.Province.Code}"
            && heard.As<MembersTrained>().Facts is [{ Version: 2, FirstTrainedOn: null }]
        );
    }

    [Fact]
    public async Task Other_topics_of_a_session_are_told_and_its_attendances_stay_as_they_are()
    {
        var region = await Region.CreateAsync(service);
        var client = service.Client();
        var programme = await client.ProgrammeAsync(region);
        var session = await client.SessionAsync(programme, region.Province.Code);
        await client.AttendAsync(session, [region.Members[0].MemberId]);
        var body = JsonSerializer.SerializeToNode(
            Course.Session(programme, region.Province.Code, topics: ["e-commerce", "portals"])
        )!;
        body.AsObject().Remove("id");

        await (await client.PutAsync($"/v1/training-sessions/{session}", body, "\"1\"")).ShouldBeJsonAsync(200);

        var day = new DateOnly(2024, 5, 10);
        await service.Events.WaitForAsync(heard =>
            heard.RoutingKey == $"training.members-trained.v1.{region.Province.Code}"
            && heard.As<MembersTrained>().Facts is [{ Version: 2, Topics: { } topics } fact]
            && fact.FirstTrainedOn == day
            && topics.SequenceEqual([
                new TopicTrainingFact("cashless-payment", null),
                new TopicTrainingFact("e-commerce", day),
                new TopicTrainingFact("portals", day),
            ])
        );
        var attendance = await service.InDatabaseAsync(db =>
            db.Attendances.SingleAsync(row => row.SessionId == session)
        );
        attendance.Version.ShouldBe(1);
    }

    [Fact]
    public async Task Facts_about_members_come_in_any_order_and_more_than_once()
    {
        var region = await Region.CreateAsync(service);
        var member = region.Members[0];
        var third = member with { Version = 3, Role = "deputy", LeftOn = new DateOnly(2025, 1, 1) };
        var second = member with { Version = 2, Role = "member" };
        var id = Guid.NewGuid();

        await service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, [third]), id);
        await service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, [second]));
        // The same message again, were it to say something else.
        await service.PublishAsync(new MembersChanged(DateTimeOffset.UtcNow, [member with { Version = 9 }]), id);
        // Twice in one message, the older one last.
        var other = region.Members[1];
        await service.PublishAsync(
            new MembersChanged(DateTimeOffset.UtcNow, [other with { Version = 3, Role = "deputy" }, other])
        );

        var copies = await service.InDatabaseAsync(db =>
            db.Members.Where(copy => copy.Id == member.MemberId || copy.Id == other.MemberId).ToListAsync()
        );
        var copy = copies.Single(copy => copy.Id == member.MemberId);
        (copy.Version, copy.Role, copy.LeftOn).ShouldBe((3, "deputy", new DateOnly(2025, 1, 1)));
        copies.Single(copy => copy.Id == other.MemberId).Version.ShouldBe(3);
    }

    private Task<HeardEvent> Heard(string routingKey) =>
        service.Events.WaitForAsync(heard => heard.RoutingKey == routingKey);
}
