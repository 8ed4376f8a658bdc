using CongNgheSo.Contracts;
using CongNgheSo.Contracts.Training.V1;
using MassTransit;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>Attendances are a flow; members trained are a stock that grows on the day of a member's first session.</summary>
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
            context.Message.Facts.Select(fact => new IncomingFact(
                FactKind.MemberTrained,
                fact.MemberId,
                fact.Version,
                fact.UnitId,
                fact.FirstTrainedOn ?? DateOnly.FromDateTime(context.Message.OccurredAt.UtcDateTime),
                fact.FirstTrainedOn is null ? Nothing : OneTrained
            ))
        );
}
