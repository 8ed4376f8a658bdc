using CongNgheSo.Services.Training.QrCodes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CongNgheSo.Services.Training.CheckIns;

public static class GetCheckInLink
{
    /// <summary>Reads a check-in link.</summary>
    public static async Task<Results<Ok<CheckInLinkResponse>, ProblemHttpResult>> Handle(
        Guid id,
        Guid linkId,
        CheckInLinks links,
        CancellationToken cancellationToken
    )
    {
        var (link, session, problem) = await links.FindAsync(id, linkId, cancellationToken);
        return link is null ? problem! : TypedResults.Ok(links.Response(link, session!));
    }

    /// <summary>Downloads the QR code of a check-in link as PNG, to be printed or shown.</summary>
    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> HandlePngAsync(
        Guid id,
        Guid linkId,
        CheckInLinks links,
        CancellationToken cancellationToken
    ) => DrawAsync(id, linkId, links, QrImage.Png, "image/png", cancellationToken);

    /// <summary>Downloads the QR code of a check-in link as SVG, to be printed or shown.</summary>
    public static Task<Results<FileContentHttpResult, ProblemHttpResult>> HandleSvgAsync(
        Guid id,
        Guid linkId,
        CheckInLinks links,
        CancellationToken cancellationToken
    ) => DrawAsync(id, linkId, links, QrImage.Svg, "image/svg+xml", cancellationToken);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> DrawAsync(
        Guid id,
        Guid linkId,
        CheckInLinks links,
        Func<string, byte[]> draw,
        string mediaType,
        CancellationToken cancellationToken
    )
    {
        var (link, _, problem) = await links.FindAsync(id, linkId, cancellationToken);
        return link is null ? problem! : TypedResults.File(draw(links.Url(link)), mediaType);
    }
}
