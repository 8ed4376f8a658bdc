using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Identity;
using CongNgheSo.ServiceDefaults.Problems;
using CongNgheSo.Services.Registry.SupportPoints;
using CongNgheSo.Services.Registry.Teams;
using CongNgheSo.Services.Registry.Units;
using FluentValidation;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Registry.Channels;

/// <summary>A channel as it should stand: what recording and changing one both send.</summary>
/// <param name="Id">The client's own UUID, so that a retry is safe; or send an Idempotency-Key. Not for changing one.</param>
/// <param name="Kind">"zalo-group", "zalo-oa", "facebook", "website" or "phone-hotline".</param>
/// <param name="Name">What it is called, up to 200 characters.</param>
/// <param name="Link">An https address, up to 500 characters; every kind but a hotline has one.</param>
/// <param name="Phone">The number of a hotline, of an office rather than of a person; no other kind has one.</param>
/// <param name="UnitCode">Code of the unit that it serves; give either this or a team.</param>
/// <param name="TeamId">The team that it serves.</param>
public sealed record ChannelRequest(
    Guid? Id,
    string? Kind,
    string? Name,
    string? Link,
    string? Phone,
    string? UnitCode,
    Guid? TeamId
)
{
    internal ChannelContent ToContent() =>
        new(
            Kind!,
            VietnameseText.Clean(Name!),
            string.IsNullOrWhiteSpace(Link) ? null : new Uri(Link.Trim()).AbsoluteUri,
            string.IsNullOrWhiteSpace(Phone) ? null : OfficePhone.Normalise(Phone),
            UnitCode?.Trim(),
            TeamId
        );
}

public sealed class ChannelContentRules : AbstractValidator<ChannelRequest>
{
    public ChannelContentRules()
    {
        RuleFor(request => request.Kind)
            .Must(kind => Channel.Kinds.Contains(kind))
            .WithProblem(ChannelProblems.KindUnknown, string.Join(", ", Channel.Kinds));
        RuleFor(request => request.Name).NotEmpty().MaximumLength(200);
        RuleFor(request => request.Link)
            .Must((request, link) => request.Kind == Channel.Hotline ? Blank(link) : IsLink(link))
            .WithProblem(ChannelProblems.LinkInvalid);
        RuleFor(request => request.Phone)
            .Must((request, phone) => request.Kind == Channel.Hotline ? IsPhone(phone) : Blank(phone))
            .WithProblem(ChannelProblems.PhoneInvalid);
        RuleFor(request => request.UnitCode)
            .MaximumLength(16)
            .Must((request, unit) => Blank(unit) == request.TeamId is not null)
            .WithProblem(ChannelProblems.ServesOne);
    }

    private static bool Blank(string? text) => string.IsNullOrWhiteSpace(text);

    private static bool IsPhone(string? phone) => !Blank(phone) && OfficePhone.Normalise(phone!) is not null;

    private static bool IsLink(string? link) =>
        link is { Length: <= 500 }
        && Uri.TryCreate(link.Trim(), UriKind.Absolute, out var address)
        && address.Scheme == Uri.UriSchemeHttps
        && address.UserInfo.Length == 0
        && address.Host.Contains('.', StringComparison.Ordinal);
}

internal static class ChannelReach
{
    /// <summary>Why the caller cannot have a channel serve this unit or team; null where they can.</summary>
    public static async Task<ProblemHttpResult?> JudgeAsync(
        RegistryDbContext db,
        ChannelContent content,
        Caller caller,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        if (content.TeamId is { } team)
            return (await db.FindTeamAsync(team, caller, cancellationToken)).Item2;
        var units = await db.UnitsByCodeAsync([content.UnitCode!], clock.Today(), cancellationToken);
        if (!units.TryGetValue(content.UnitCode!, out var unit))
            return TeamProblems.UnitUnknown.Result(content.UnitCode);
        return caller.MayTouch(unit.Path) ? null : CommonProblems.UnitOutOfScope.Result(unit.Code);
    }

    /// <summary>A dissolved team is reached by nobody: why a channel cannot begin to serve it, or be changed while it does.</summary>
    public static async Task<ProblemHttpResult?> JudgeTeamAsync(
        RegistryDbContext db,
        ChannelContent content,
        CancellationToken cancellationToken
    ) =>
        await db.Teams.AnyAsync(team => team.Id == content.TeamId && team.DissolvedOn != null, cancellationToken)
            ? TeamProblems.Dissolved.Result(content.TeamId)
            : null;
}
