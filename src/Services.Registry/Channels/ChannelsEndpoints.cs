using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Channels;

public static class ChannelsEndpoints
{
    public static void MapChannels(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/channels").RequireScope(Scopes.RegistryRead);
        var writing = app.MapNoun("/v1/channels").RequireScope(Scopes.RegistryWrite);

        reading
            .MapGet("/", ListChannels.Handle)
            .TakesOnly("kind", Channel.Kinds)
            .Exports("channels", ChannelExport.Columns);
        writing.MapPost("/", RecordChannel.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{id:guid}", ChangeChannel.Handle).ReadsIfMatch();
        writing.MapDelete("/{id:guid}", DeleteChannel.Handle);
    }
}
