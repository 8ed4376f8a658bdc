using CongNgheSo.ServiceDefaults;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Tables;

namespace CongNgheSo.Services.Registry.Members;

public static class MembersEndpoints
{
    public static void MapMembers(this IEndpointRouteBuilder app)
    {
        var reading = app.MapNoun("/v1/teams/{id:guid}/members").RequireScope(Scopes.RegistryRead);
        var writing = app.MapNoun("/v1/teams/{id:guid}/members").RequireScope(Scopes.RegistryWrite);

        reading.MapGet("/", ListMembers.Handle).Exports("members", MemberExport.Columns);
        writing.MapPost("/", AddMember.Handle).ReadsIdempotencyKey();
        writing.MapPut("/{memberId:guid}", ChangeMember.Handle).ReadsIfMatch();
        writing.MapPut("/{memberId:guid}/departure", MemberDeparture.Handle);
        writing.MapPut("/{memberId:guid}/erasure", EraseMember.Handle);

        app.MapNoun("/v1/member-erasures").RequireScope(Scopes.RegistryWrite).MapPost("/", ErasePerson.Handle);
        app.MapNoun("/v1/member-readings")
            .RequireScope(Scopes.MembersAudit)
            .MapGet("/", ListMemberReadings.Handle)
            .Exports("member-readings", MemberReadingExport.Columns);
    }
}
