using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training.Topics;

/// <summary>
/// The topics and organisations in this process's memory, for the rules of bodies, which ask no database. They are some
/// dozens and requests that need them are few, so each reads them anew (<see cref="FreshTopics"/>).
/// </summary>
public sealed class TrainingTopics(IServiceScopeFactory scopes, TimeProvider clock)
{
    private readonly Lock gate = new();
    private TopicsSnapshot current = new([]);

    public TopicsSnapshot Current => Volatile.Read(ref current);

    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TrainingDbContext>();
        var entries = await db.TrainingEntries.AsNoTracking().ToListAsync(cancellationToken);
        var owners = entries.Where(entry => entry.UnitId is not null).Select(entry => entry.UnitId!.Value);
        var chains = await db.ChainsAsync(owners, clock.Today(), cancellationToken);
        var read = new TopicsSnapshot([
            .. entries.Select(entry => new TopicItem(
                entry,
                entry.UnitId is not { } owner ? null
                    : chains.TryGetValue(owner, out var chain) ? chain.Province?.Code
                    : entry.UnitCode
            )),
        ]);
        // Whoever read later may have come first.
        lock (gate)
            if (read.Stamp >= current.Stamp)
                Volatile.Write(ref current, read);
    }
}

/// <summary>Has requests judged by the topics as they stand.</summary>
internal sealed class FreshTopics(TrainingTopics topics) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        await topics.RefreshAsync(context.HttpContext.RequestAborted);
        return await next(context);
    }
}

internal static class FreshTopicsExtensions
{
    /// <summary>Call it before the noun is mapped: the rules of bodies ask for topics, too.</summary>
    public static IEndpointRouteBuilder WithFreshTopics(this IEndpointRouteBuilder app) =>
        app.MapGroup("").AddEndpointFilter<FreshTopics>();

    /// <summary>Refuses (400) a <c>topic</c> in the query that nobody has; behind <see cref="WithFreshTopics"/>.</summary>
    public static RouteHandlerBuilder TakesOnlyTopics(this RouteHandlerBuilder list) =>
        list.TakesOnly(
            "topic",
            services => services.GetRequiredService<TrainingTopics>().Current.Codes(TrainingEntryKinds.Topic)
        );
}
