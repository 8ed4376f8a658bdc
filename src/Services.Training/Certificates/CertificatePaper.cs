using System.Globalization;
using CongNgheSo.ServiceDefaults.Documents;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.Services.Training.QrCodes;
using PdfSharp;
using PdfSharp.Drawing;
using PdfSharp.Pdf;

namespace CongNgheSo.Services.Training.Certificates;

/// <summary>
/// The certificate on A4 landscape, headed and signed as NĐ 30/2020/NĐ-CP has documents: the issuer and the number left, the
/// state's words right, the place and the day in italics above who signs. Always Vietnamese.
/// </summary>
internal sealed class CertificatePaper
{
    /// <summary>What stands in the place of a name that was erased.</summary>
    public const string ErasedName = "(đã xóa theo yêu cầu)";

    // In points, from the top left corner.
    private const double Width = 842;
    private const double Height = 595;
    private const double Left = 225;
    private const double Middle = Width / 2;
    private const double Right = 610;
    private const double TextWidth = 660;
    private const double QrSize = 92;

    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi");
    private static readonly XColor Red = XColor.FromArgb(0xa3, 0x1d, 0x1d);

    private readonly XGraphics page;

    private CertificatePaper(XGraphics page) => this.page = page;

    /// <summary>The paper as a PDF.</summary>
    /// <param name="certificate">What it says.</param>
    /// <param name="verificationUrl">What its QR code holds.</param>
    /// <exception cref="InvalidOperationException">The fonts are not installed.</exception>
    public static byte[] Print(Certificate certificate, string verificationUrl)
    {
        using var document = new PdfDocument();
        // Titles are shown by viewers and indexed by systems: no name.
        document.Info.Title = $"Giấy chứng nhận {certificate.Number}";
        var page = document.AddPage();
        page.Size = PageSize.A4;
        page.Orientation = PageOrientation.Landscape;
        using (var graphics = XGraphics.FromPdfPage(page))
        {
            var paper = new CertificatePaper(graphics);
            paper.DrawFrame();
            paper.DrawHead(certificate);
            paper.DrawBody(certificate);
            paper.DrawSignature(certificate);
            paper.DrawCode(verificationUrl);
            if (certificate.RevokedOn is { } revokedOn)
                paper.DrawMark($"ĐÃ THU HỒI NGÀY {revokedOn.Written()}");
        }
        using var pdf = new MemoryStream();
        document.Save(pdf);
        return pdf.ToArray();
    }

    private void DrawFrame()
    {
        page.DrawRectangle(new XPen(Red, 2.5), 22, 22, Width - 44, Height - 44);
        page.DrawRectangle(new XPen(Red, 0.8), 28, 28, Width - 56, Height - 56);
    }

    private void DrawHead(Certificate certificate)
    {
        var y = Draw(certificate.IssuerName.ToUpper(Vietnamese), Left, 62, 12, XFontStyleEx.Bold, width: 290);
        Underline(Left, y - 10, 70);
        Draw($"Số: {certificate.Number}", Left, y + 8, 12);
        Draw("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Right, 62, 12, XFontStyleEx.Bold, width: 330);
        Draw("Độc lập - Tự do - Hạnh phúc", Right, 79, 13, XFontStyleEx.Bold);
        Underline(Right, 85, 165);
    }

    private void DrawBody(Certificate certificate)
    {
        Draw("GIẤY CHỨNG NHẬN", Middle, 158, 34, XFontStyleEx.Bold, color: Red);
        Draw("Chứng nhận", Middle, 192, 15);
        Draw(
            certificate.HolderName ?? ErasedName,
            Middle,
            228,
            26,
            certificate.HolderName is null ? XFontStyleEx.Italic : XFontStyleEx.Bold,
            lines: 1
        );
        Draw("đã hoàn thành chương trình tập huấn", Middle, 262, 15);
        var y = Draw(certificate.Programme, Middle, 290, 19, XFontStyleEx.Bold, lines: 3);
        if (certificate.LevelName is { } level)
            y = Draw($"Cấp độ: {level}", Middle, y + 2, 15);
        y = Draw($"tổ chức ngày {certificate.HeldOn.Written()}", Middle, y + 2, 15);
        if (certificate.ExpiresOn is { } last)
            Draw($"Giấy chứng nhận có giá trị đến hết ngày {last.Written()}", Middle, y + 2, 13, XFontStyleEx.Italic);
    }

    private void DrawSignature(Certificate certificate)
    {
        var day = certificate.IssuedOn;
        // Days below 10, and January and February, have a zero before them.
        var month = day.Month < 3 ? $"{day.Month:00}" : $"{day.Month}";
        var where = $"{certificate.Place}, ngày {day.Day:00} tháng {month} năm {day.Year}";
        Draw(where, Right, 432, 13, XFontStyleEx.Italic, width: 330);
        Draw(certificate.SignatoryTitle.ToUpper(Vietnamese), Right, 450, 13, XFontStyleEx.Bold, width: 330);
        if (certificate.SignatoryName is { } name)
            Draw(name, Right, 538, 14, XFontStyleEx.Bold, width: 330);
    }

    private void DrawCode(string verificationUrl)
    {
        const double top = 420;
        var modules = QrImage.Modules(verificationUrl);
        var side = QrSize / modules.Count;
        var dark = new XGraphicsPath { FillMode = XFillMode.Winding };
        for (var row = 0; row < modules.Count; row++)
        for (var column = 0; column < modules.Count; column++)
            if (modules[row][column])
                // A hair more than its side, so that no light line is left between neighbours.
                dark.AddRectangle(Left - (QrSize / 2) + (column * side), top + (row * side), side * 1.02, side * 1.02);
        page.DrawPath(XBrushes.Black, dark);
        Draw("Quét mã để kiểm tra giấy chứng nhận", Left, top + QrSize + 13, 10, XFontStyleEx.Italic);
        Draw(verificationUrl, Left, top + QrSize + 26, 7.5, width: 350);
    }

    private void DrawMark(string text)
    {
        var state = page.Save();
        page.RotateAtTransform(-24, new XPoint(Middle, Height / 2));
        Draw(text, Middle, Height / 2, 46, XFontStyleEx.Bold, color: XColor.FromArgb(120, Red), width: 760);
        page.Restore(state);
    }

    private void Underline(double x, double y, double width) =>
        page.DrawLine(new XPen(XColors.Black, 0.8), x - (width / 2), y, x + (width / 2), y);

    /// <summary>Text around a middle, in as many lines as may be; smaller where it would need more.</summary>
    /// <returns>Where the next line would stand.</returns>
    private double Draw(
        string text,
        double x,
        double y,
        double size,
        XFontStyleEx style = XFontStyleEx.Regular,
        XColor? color = null,
        double width = TextWidth,
        int lines = 2
    )
    {
        var font = DocumentFonts.Font(size, style);
        var broken = Break(text, font, width);
        while (broken.Count > lines || broken.Exists(line => page.MeasureString(line, font).Width > width))
        {
            size *= 0.94;
            font = DocumentFonts.Font(size, style);
            broken = Break(text, font, width);
        }
        foreach (var line in broken)
        {
            page.DrawString(line, font, new XSolidBrush(color ?? XColors.Black), x, y, XStringFormats.BaseLineCenter);
            y += size * 1.3;
        }
        return y;
    }

    private List<string> Break(string text, XFont font, double width)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' '))
            if (lines.Count > 0 && page.MeasureString($"{lines[^1]} {word}", font).Width <= width)
                lines[^1] = $"{lines[^1]} {word}";
            else
                lines.Add(word);
        return lines;
    }
}
