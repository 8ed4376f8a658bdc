namespace CongNgheSo.ServiceDefaults.Identity;

/// <summary>Codes from the nation down to a unit, joined by "/": "VN/02/024/00688/00688-003".</summary>
public static class UnitPath
{
    /// <summary>Code of the nation, the root of every path.</summary>
    public const string Nation = "VN";

    /// <summary>True where <paramref name="code"/> is the unit itself or stands above it.</summary>
    public static bool IsWithin(string path, string code)
    {
        ArgumentNullException.ThrowIfNull(path);
        foreach (var segment in path.AsSpan().Split('/'))
            if (path.AsSpan(segment).SequenceEqual(code))
                return true;
        return false;
    }

    /// <summary>The province's code, or "VN" above the provinces.</summary>
    public static string Province(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.Split('/', 3) is [_, var province, ..] ? province : Nation;
    }
}
