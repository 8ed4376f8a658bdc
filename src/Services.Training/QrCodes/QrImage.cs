using System.Collections;
using System.Text;
using QRCoder;

namespace CongNgheSo.Services.Training.QrCodes;

/// <summary>A text, usually an address, as a QR code of correction level M: readable with 15% of it damaged.</summary>
public static class QrImage
{
    /// <summary>Pixels of a module: a code of an address is some 450 to 600 pixels wide, sharp on paper and on a screen.</summary>
    private const int PixelsPerModule = 10;

    /// <summary>The code as a PNG, black on white with the quiet zone that readers need.</summary>
    public static byte[] Png(string text)
    {
        using var data = Encode(text);
        using var code = new PngByteQRCode(data);
        return code.GetGraphic(PixelsPerModule);
    }

    /// <summary>The code as an SVG document in UTF-8, scaled by whoever shows it.</summary>
    public static byte[] Svg(string text)
    {
        using var data = Encode(text);
        using var code = new SvgQRCode(data);
        return Encoding.UTF8.GetBytes(
            code.GetGraphic(PixelsPerModule, "#000000", "#ffffff", sizingMode: SvgQRCode.SizingMode.ViewBoxAttribute)
        );
    }

    /// <summary>The code as rows of modules, true where dark, with the quiet zone around: to be drawn sharp at any size.</summary>
    public static IReadOnlyList<BitArray> Modules(string text)
    {
        using var data = Encode(text);
        return [.. data.ModuleMatrix];
    }

    private static QRCodeData Encode(string text) =>
        QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M, forceUtf8: true);
}
