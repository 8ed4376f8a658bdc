namespace CongNgheSo.Gateway.Docs;

public static class DocsEndpoints
{
    public static void MapDocs(this IEndpointRouteBuilder app)
    {
        var docs = app.MapGroup("/docs").AllowAnonymous().ExcludeFromDescription();

        docs.MapGet("/", DocsPage.Handle);
        docs.MapGet("/assets/{file}", DocsAssets.Handle);
    }
}
