using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;
using CongNgheSo.Services.Training.Topics;

namespace CongNgheSo.Services.Training.Invitations;

public static class InvitationsEndpoints
{
    private const string Path = "/v1/training-sessions/{id:guid}/invitations";

    public static void MapInvitations(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun(Path).RequireScope(Scopes.TrainingRead);
        var writing = app.WithFreshTopics().MapNoun(Path).RequireScope(Scopes.TrainingWrite);

        reading.MapGet("/", ListInvitations.Handle).Exports("invitations", ListInvitations.Columns);
        writing.MapPost("/", InviteMembers.Handle);
    }
}
