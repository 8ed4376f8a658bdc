namespace CongNgheSo.Services.Activity.Topics;

/// <summary>Has requests judged by a catalogue that is no older than <see cref="ActivityCatalogue.Trusted"/>.</summary>
internal sealed class FreshCatalogue(ActivityCatalogue catalogue) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        await catalogue.RefreshAsync(context.HttpContext.RequestAborted);
        return await next(context);
    }
}

internal static class FreshCatalogues
{
    /// <summary>Call it before the noun is mapped: the rules of bodies ask the catalogue, too.</summary>
    public static IEndpointRouteBuilder WithFreshCatalogue(this IEndpointRouteBuilder app) =>
        app.MapGroup("").AddEndpointFilter<FreshCatalogue>();
}
