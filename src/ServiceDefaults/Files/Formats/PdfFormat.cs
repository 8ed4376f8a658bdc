namespace CongNgheSo.ServiceDefaults.Files.Formats;

/// <summary>PDF: begins and ends as one. What is in it is for the program that opens it, and stays as it is.</summary>
internal static class PdfFormat
{
    /// <summary>Readers look for the end this far back.</summary>
    private const int Tail = 1024;

    private static ReadOnlySpan<byte> EndMark => "%%EOF"u8;

    public static void Clean(Stream source, Stream target)
    {
        source.CopyTo(target);
        target.Position = Math.Max(0, target.Length - Tail);
        var tail = target.Take((int)(target.Length - target.Position)).AsSpan();
        var end = tail.LastIndexOf(EndMark);
        if (end < 0 || tail[..end].LastIndexOf("startxref"u8) < 0)
            throw new InvalidDataException("The end is missing.");
        // What follows the end is no part of the document.
        target.SetLength(target.Length - tail.Length + end + EndMark.Length);
        target.Position = target.Length;
        target.Write("\n"u8);
    }
}
