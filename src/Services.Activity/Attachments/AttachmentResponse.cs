namespace CongNgheSo.Services.Activity.Attachments;

/// <summary>A file of an activity.</summary>
/// <param name="Id">Its id.</param>
/// <param name="FileName">Its name, as cleaned when it was sent.</param>
/// <param name="MediaType">Its content type.</param>
/// <param name="Bytes">Its length in bytes, as it is kept: photos without what told of their makers.</param>
/// <param name="Sha256">SHA-256 of what is kept, in hexadecimal digits; with quotes around it the ETag of the content.</param>
/// <param name="AddedBy">The client that sent it.</param>
/// <param name="AddedAt">When (UTC).</param>
/// <param name="RemovedBy">The client that removed it; null while it is there.</param>
/// <param name="RemovedAt">When (UTC).</param>
public sealed record AttachmentResponse(
    Guid Id,
    string FileName,
    string MediaType,
    long Bytes,
    string Sha256,
    string AddedBy,
    DateTimeOffset AddedAt,
    string? RemovedBy,
    DateTimeOffset? RemovedAt
)
{
    public static AttachmentResponse Of(Attachment attachment)
    {
        ArgumentNullException.ThrowIfNull(attachment);
        return new AttachmentResponse(
            attachment.Id,
            attachment.FileName,
            attachment.MediaType,
            attachment.Bytes,
            attachment.FileHash,
            attachment.AddedBy,
            attachment.AddedAt,
            attachment.RemovedBy,
            attachment.RemovedAt
        );
    }
}
