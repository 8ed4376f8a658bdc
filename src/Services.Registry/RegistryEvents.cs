using CongNgheSo.Contracts.Registry.V1;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;

namespace CongNgheSo.Services.Registry;

/// <summary>Facts on their way to the outbox: one province a message, at most 500 facts.</summary>
public static class RegistryEvents
{
    private const int FactsPerEvent = 500;

    public static IEnumerable<OutboxMessage> Units(
        IEnumerable<(UnitFact Fact, string Path)> facts,
        DateTimeOffset now
    ) => Chunks(facts, fact => new UnitsChanged(now, fact));

    public static IEnumerable<OutboxMessage> Successions(
        IEnumerable<(UnitSuccessionFact Fact, string Path)> facts,
        DateTimeOffset now
    ) => Chunks(facts, fact => new UnitsSucceeded(now, fact));

    public static IEnumerable<OutboxMessage> Figures(
        IEnumerable<(UnitFigureFact Fact, string Path)> facts,
        DateTimeOffset now
    ) => Chunks(facts, fact => new UnitFiguresChanged(now, fact));

    public static IEnumerable<OutboxMessage> Teams(IEnumerable<TeamFact> facts, DateTimeOffset now) =>
        Chunks(facts.Select(fact => (fact, fact.UnitPath)), fact => new TeamsChanged(now, fact));

    public static IEnumerable<OutboxMessage> Members(IEnumerable<MemberFact> facts, DateTimeOffset now) =>
        Chunks(facts.Select(fact => (fact, fact.UnitPath)), fact => new MembersChanged(now, fact));

    private static IEnumerable<OutboxMessage> Chunks<TFact, TEvent>(
        IEnumerable<(TFact Fact, string Path)> facts,
        Func<IReadOnlyList<TFact>, TEvent> wrap
    )
        where TEvent : class =>
        facts
            .GroupBy(pair => UnitPath.Province(pair.Path), pair => pair.Fact)
            .SelectMany(province => province.Chunk(FactsPerEvent), (province, chunk) => (province.Key, chunk))
            .Select(message => OutboxMessage.From(wrap(message.chunk), message.Key));
}
