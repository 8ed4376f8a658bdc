using CongNgheSo.Contracts;
using CongNgheSo.Contracts.Activity.V1;
using MassTransit;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>Obstacles are two flows: those raised on their day, by cause too, and those answered on the day of the answer.</summary>
public sealed class ObstacleFactsConsumer(FactWriter writer) : IConsumer<ObstaclesChanged>
{
    private const string Withdrawn = "withdrawn";

    public Task Consume(ConsumeContext<ObstaclesChanged> context) =>
        writer.AddAsync(context, context.Message.Facts.SelectMany(FactsOf));

    private static IEnumerable<IncomingFact> FactsOf(ObstacleFact fact)
    {
        var raised = new Figures();
        var answered = new Figures();
        if (fact.Status != Withdrawn)
        {
            raised[IndicatorCodes.Obstacles] = 1;
            raised[$"{IndicatorCodes.Obstacles}.{fact.Cause}"] = 1;
            if (fact.AnsweredOn is not null)
                answered[IndicatorCodes.ObstaclesAnswered] = 1;
        }
        yield return new(FactKind.ObstacleRaised, fact.ObstacleId, fact.Version, fact.UnitId, fact.RaisedOn, raised);
        yield return new(
            FactKind.ObstacleAnswered,
            fact.ObstacleId,
            fact.Version,
            fact.UnitId,
            fact.AnsweredOn ?? fact.RaisedOn,
            answered
        );
    }
}
