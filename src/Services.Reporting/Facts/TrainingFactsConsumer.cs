using CongNgheSo.Contracts;
using CongNgheSo.Contracts.Training.V1;
using CongNgheSo.ServiceDefaults.Http;
using MassTransit;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>Attendances are a flow; members trained are stocks, as a whole and by topic, that grow on the day
/// of a member's first session.</summary>
public sealed class TrainingFactsConsumer(FactWriter writer) : IConsumer<AttendanceRecorded>, IConsumer<MembersTrained>
{
    private static readonly Figures Nothing = [];
    private static readonly Figures OneAttendance = new() { [IndicatorCodes.Attendances] = 1 };
    private static readonly Figures OneTrained = new() { [IndicatorCodes.MembersTrained] = 1 };

    public Task Consume(ConsumeContext<AttendanceRecorded> context) =>
        writer.AddAsync(
            context,
            context.Message.Facts.Select(fact => new IncomingFact(
                FactKind.Attendance,
                fact.AttendanceId,
                fact.Version,
                fact.UnitId,
                fact.HeldOn,
                fact.Attended ? OneAttendance : Nothing
            ))
        );

    public Task Consume(ConsumeContext<MembersTrained> context) =>
        writer.AddAsync(
            context,
            context.Message.Facts.SelectMany(fact => FactsOf(fact, context.Message.OccurredAt.DayInVietnam()))
        );

    private static IEnumerable<IncomingFact> FactsOf(MemberTrainingFact fact, DateOnly toldOn)
    {
        yield return new(
            FactKind.MemberTrained,
            fact.MemberId,
            fact.Version,
            fact.UnitId,
            fact.FirstTrainedOn ?? toldOn,
            fact.FirstTrainedOn is null ? Nothing : OneTrained
        );
        foreach (var topic in fact.Topics ?? [])
            yield return new(
                FactKind.MemberTrainedInTopic,
                StableId.From($"{fact.MemberId} {topic.Topic}"),
                fact.Version,
                fact.UnitId,
                topic.FirstTrainedOn ?? toldOn,
                topic.FirstTrainedOn is null
                    ? Nothing
                    : new Figures { [$"{IndicatorCodes.MembersTrainedIn}{topic.Topic}"] = 1 }
            );
    }
}
