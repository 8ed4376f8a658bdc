using CongNgheSo.Contracts;
using CongNgheSo.Contracts.Registry.V1;
using MassTransit;

namespace CongNgheSo.Services.Reporting.Facts;

/// <summary>Teams and members are stocks: one more on the day they start, one less on the day they end.</summary>
public sealed class RegistryFactsConsumer(FactWriter writer) : IConsumer<TeamsChanged>, IConsumer<MembersChanged>
{
    private static readonly Figures Nothing = [];

    public Task Consume(ConsumeContext<TeamsChanged> context) =>
        writer.AddAsync(
            context,
            context.Message.Facts.SelectMany(fact =>
                Lifetime(
                    (FactKind.TeamEstablished, FactKind.TeamDissolved),
                    IndicatorCodes.Teams,
                    (fact.TeamId, fact.Version, fact.UnitId),
                    fact.EstablishedOn,
                    fact.DissolvedOn
                )
            )
        );

    public Task Consume(ConsumeContext<MembersChanged> context) =>
        writer.AddAsync(
            context,
            context.Message.Facts.SelectMany(fact =>
                Lifetime(
                    (FactKind.MemberJoined, FactKind.MemberLeft),
                    IndicatorCodes.Members,
                    (fact.MemberId, fact.Version, fact.UnitId),
                    fact.JoinedOn,
                    fact.LeftOn
                )
            )
        );

    private static IEnumerable<IncomingFact> Lifetime(
        (FactKind Start, FactKind End) kinds,
        string indicator,
        (Guid Id, int Version, int UnitId) fact,
        DateOnly start,
        DateOnly? end
    ) =>
        [
            new(kinds.Start, fact.Id, fact.Version, fact.UnitId, start, new Figures { [indicator] = 1 }),
            new(
                kinds.End,
                fact.Id,
                fact.Version,
                fact.UnitId,
                end ?? start,
                end is null ? Nothing : new Figures { [indicator] = -1 }
            ),
        ];
}
