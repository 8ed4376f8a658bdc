using CongNgheSo.ServiceDefaults.Files.Formats;

namespace CongNgheSo.ServiceDefaults.Files;

/// <summary>A type of file that is taken, recognised by what it holds.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="MediaType">Its content type.</param>
/// <param name="Extensions">How its files' names end.</param>
/// <param name="Clean">
/// Reads the file through and writes it without what tells of the person who made it: place, camera, thumbnails, comments,
/// and whatever else follows it. Throws <see cref="InvalidDataException"/> or <see cref="EndOfStreamException"/> where it
/// is not of its type.
/// </param>
public sealed record FileKind(
    string Name,
    string MediaType,
    IReadOnlyList<string> Extensions,
    Action<Stream, Stream> Clean
)
{
    private const int Start = 16;

    public static readonly FileKind Jpeg = new("JPEG", "image/jpeg", [".jpg", ".jpeg"], JpegFormat.Clean);
    public static readonly FileKind Png = new("PNG", "image/png", [".png"], PngFormat.Clean);
    public static readonly FileKind Webp = new("WebP", "image/webp", [".webp"], WebpFormat.Clean);
    public static readonly FileKind Heic = new("HEIC", "image/heic", [".heic", ".heif"], HeicFormat.Clean);
    public static readonly FileKind Pdf = new("PDF", "application/pdf", [".pdf"], PdfFormat.Clean);
    public static readonly FileKind Docx = new(
        "DOCX",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".docx"],
        OfficeFormat.Copy
    );
    public static readonly FileKind Xlsx = new(
        "XLSX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".xlsx"],
        OfficeFormat.Copy
    );
    public static readonly FileKind Pptx = new(
        "PPTX",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".pptx"],
        OfficeFormat.Copy
    );
    public static readonly FileKind Odt = new(
        "ODT",
        "application/vnd.oasis.opendocument.text",
        [".odt"],
        OfficeFormat.Copy
    );

    /// <summary>All types that are taken.</summary>
    public static IReadOnlyList<FileKind> All { get; } = [Jpeg, Png, Webp, Heic, Pdf, Docx, Xlsx, Pptx, Odt];

    /// <summary>The type that the content shows, whatever was said of it; null for one that is not taken.</summary>
    /// <exception cref="InvalidDataException">It begins like one of them and is none.</exception>
    public static FileKind? Of(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        file.Position = 0;
        Span<byte> start = stackalloc byte[Start];
        var read = file.ReadAtLeast(start, Start, throwOnEndOfStream: false);
        file.Position = 0;
        return start[..read] switch
        {
            [0xFF, 0xD8, 0xFF, ..] => Jpeg,
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] =>
                Webp,
            [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', .. var brand] when HeicFormat.IsBrand(brand) =>
                Heic,
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => Pdf,
            [(byte)'P', (byte)'K', 3, 4, ..] => OfficeFormat.KindOf(file),
            _ => null,
        };
    }

    /// <summary>Whether a name ends as this type's do.</summary>
    public bool IsNamedBy(string fileName) =>
        Extensions.Contains(Path.GetExtension(fileName), StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a content type says this type, or nothing.</summary>
    public bool IsDeclaredBy(string? mediaType) =>
        mediaType is null
        || mediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)
        || mediaType.Equals("application/octet-stream", StringComparison.OrdinalIgnoreCase)
        || (this == Heic && mediaType.Equals("image/heif", StringComparison.OrdinalIgnoreCase));
}
