using CongNgheSo.Contracts;
using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Http;
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
                    OfTeams,
                    (fact.TeamId, fact.Version, fact.UnitId),
                    (fact.EstablishedOn, fact.DissolvedOn),
                    fact.Earlier
                )
            )
        );

    public Task Consume(ConsumeContext<MembersChanged> context) =>
        writer.AddAsync(
            context,
            context.Message.Facts.SelectMany(fact =>
                Lifetime(
                    OfMembers,
                    (fact.MemberId, fact.Version, fact.UnitId),
                    (fact.JoinedOn, fact.LeftOn),
                    fact.Earlier
                )
            )
        );

    private static readonly Stock OfTeams = new(
        IndicatorCodes.Teams,
        FactKind.TeamEstablished,
        FactKind.TeamDissolved,
        FactKind.TeamLeftUnit,
        FactKind.TeamEnteredUnit
    );

    private static readonly Stock OfMembers = new(
        IndicatorCodes.Members,
        FactKind.MemberJoined,
        FactKind.MemberLeft,
        FactKind.MemberLeftUnit,
        FactKind.MemberEnteredUnit
    );

    /// <summary>One more where it starts, one less where it ends; and at each move one less here and one more there.</summary>
    private static IEnumerable<IncomingFact> Lifetime(
        Stock stock,
        (Guid Id, int Version, int UnitId) fact,
        (DateOnly Start, DateOnly? End) life,
        IReadOnlyList<UnitStayFact>? earlier
    )
    {
        var (one, less) = (new Figures { [stock.Indicator] = 1 }, new Figures { [stock.Indicator] = -1 });
        UnitStayFact[] stays = [.. earlier ?? [], new UnitStayFact(fact.UnitId, DateOnly.MaxValue)];
        var first = Array.FindIndex(stays, stay => life.Start < stay.Until);
        var last = Array.FindIndex(stays, stay => (life.End ?? DateOnly.MaxValue) <= stay.Until);
        yield return new(stock.Start, fact.Id, fact.Version, stays[first].UnitId, life.Start, one);
        yield return new(
            stock.End,
            fact.Id,
            fact.Version,
            stays[last].UnitId,
            life.End ?? life.Start,
            life.End is null ? Nothing : less
        );
        for (var move = 0; move + 1 < stays.Length; move++)
        {
            // Facts are never taken away: a move outside the life counts nothing.
            var counts = move >= first && move < last;
            var id = StableId.From($"{fact.Id} {move}");
            var day = stays[move].Until;
            yield return new(stock.Left, id, fact.Version, stays[move].UnitId, day, counts ? less : Nothing);
            yield return new(stock.Entered, id, fact.Version, stays[move + 1].UnitId, day, counts ? one : Nothing);
        }
    }

    private sealed record Stock(string Indicator, FactKind Start, FactKind End, FactKind Left, FactKind Entered);
}
