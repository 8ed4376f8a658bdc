using CongNgheSo.Contracts.Activity.V1;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Messaging;

namespace CongNgheSo.Services.Activity.Obstacles;

internal static class ObstacleEvents
{
    private const int FactsPerEvent = 500;

    /// <summary>Facts on their way to the outbox: one province a message, at most 500 facts.</summary>
    /// <param name="facts">The obstacles with the paths of their teams' units.</param>
    /// <param name="now">When they changed (UTC).</param>
    public static IEnumerable<OutboxMessage> Of(
        IEnumerable<(ObstacleFact Fact, string Path)> facts,
        DateTimeOffset now
    ) =>
        facts
            .GroupBy(pair => UnitPath.Province(pair.Path), pair => pair.Fact)
            .SelectMany(province => province.Chunk(FactsPerEvent), (province, chunk) => (province.Key, chunk))
            .Select(message => OutboxMessage.From(new ObstaclesChanged(now, message.chunk), message.Key));
}
