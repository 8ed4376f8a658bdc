using CongNgheSo.Contracts;
using CongNgheSo.Contracts.Activity.V1;
using MassTransit;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>Recorded, corrected or voided: each fact is the whole activity, so all three are the same to the totals.</summary>
public sealed class ActivityFactsConsumer(FactWriter writer)
    : IConsumer<ActivitiesRecorded>,
        IConsumer<ActivitiesCorrected>,
        IConsumer<ActivitiesVoided>
{
    public Task Consume(ConsumeContext<ActivitiesRecorded> context) => Add(context, context.Message.Facts);

    public Task Consume(ConsumeContext<ActivitiesCorrected> context) => Add(context, context.Message.Facts);

    public Task Consume(ConsumeContext<ActivitiesVoided> context) => Add(context, context.Message.Facts);

    private Task Add(ConsumeContext context, IReadOnlyList<ActivityFact> facts) =>
        writer.AddAsync(
            context,
            facts.Select(fact => new IncomingFact(
                FactKind.Activity,
                fact.ActivityId,
                fact.Version,
                fact.UnitId,
                fact.OccurredOn,
                FiguresOf(fact)
            ))
        );

    private static Figures FiguresOf(ActivityFact fact)
    {
        var figures = new Figures();
        if (fact.Voided)
            return figures;
        figures[IndicatorCodes.Activities] = 1;
        figures[IndicatorCodes.PeopleGuided] = fact.PeopleGuided;
        figures[Breakdowns.ByTopic(fact.Topic)] = fact.PeopleGuided;
        figures[Breakdowns.ByAudience(fact.Audience)] = fact.PeopleGuided;
        figures[Breakdowns.ByForm(fact.Form)] = 1;
        figures[IndicatorCodes.Households] = fact.Households;
        foreach (var (code, value) in fact.Outcomes)
            figures[code] = value;
        return figures;
    }
}
