using System.Xml;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.ServiceDefaults.Tables;

/// <summary>Which part of a workbook is what.</summary>
internal static class XlsxWorkbook
{
    /// <summary>The parts that the workbook refers to, by the ids of the references.</summary>
    public static Dictionary<string, (string Type, string Path)> Targets(XmlReader relationships)
    {
        var targets = new Dictionary<string, (string, string)>();
        using (relationships)
            while (relationships.Read())
                if (
                    relationships is { NodeType: XmlNodeType.Element, LocalName: "Relationship" }
                    && relationships.GetAttribute("TargetMode") != "External"
                    && relationships.GetAttribute("Id") is { } id
                )
                    targets[id] = (
                        (relationships.GetAttribute("Type") ?? "").Split('/')[^1],
                        PathOf(relationships.GetAttribute("Target") ?? "")
                    );
        return targets;
    }

    /// <summary>The path of the first sheet that people see, and whether days are counted from 1904.</summary>
    public static (string Path, bool Counts1904) FirstSheet(
        XmlReader workbook,
        Dictionary<string, (string Type, string Path)> targets
    )
    {
        var counts1904 = false;
        using (workbook)
            while (workbook.Read())
            {
                if (workbook.NodeType != XmlNodeType.Element)
                    continue;
                if (workbook.LocalName == "workbookPr")
                    counts1904 = workbook.GetAttribute("date1904") is "1" or "true";
                else if (
                    workbook.LocalName == "sheet"
                    && workbook.GetAttribute("state") is null or "visible"
                    && IdOf(workbook) is { } id
                    && targets.TryGetValue(id, out var target)
                    && target.Type == "worksheet"
                )
                    return (target.Path, counts1904);
            }
        throw new RefusedRequestException(TableProblems.NoSheet);
    }

    /// <summary>"r:id", whatever stands for the namespace's prefix.</summary>
    private static string? IdOf(XmlReader sheet)
    {
        for (var index = 0; index < sheet.AttributeCount; index++)
        {
            sheet.MoveToAttribute(index);
            if (sheet is { LocalName: "id", NamespaceURI.Length: > 0 })
            {
                var id = sheet.Value;
                sheet.MoveToElement();
                return id;
            }
        }
        sheet.MoveToElement();
        return null;
    }

    /// <summary>Relative to "xl/", where the workbook is, or from the root.</summary>
    private static string PathOf(string target) => target is ['/', .. var rooted] ? rooted : $"xl/{target}";
}
