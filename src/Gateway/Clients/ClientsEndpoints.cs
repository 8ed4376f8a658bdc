using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Gateway.Clients;

public static class ClientsEndpoints
{
    public static void MapClients(this IEndpointRouteBuilder app)
    {
        var clients = app.MapNoun("/v1/clients").RequireScope(Scopes.ClientsWrite);

        clients.MapPost("/", CreateClient.HandleAsync).ReadsIdempotencyKey();
        clients.MapGet("/", ListClients.HandleAsync);
        clients.MapGet("/{id:guid}", GetClient.HandleAsync);
        clients.MapDelete("/{id:guid}", RevokeClient.HandleAsync);
        clients.MapPost("/{id:guid}/secret", ChangeClientSecret.HandleAsync);
    }
}
