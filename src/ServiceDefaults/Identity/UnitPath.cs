namespace CongNgheSo.ServiceDefaults.Identity;

/// <summary>Codes from the nation down to a unit, joined by "/": "VN/02/024/00688/00688-003".</summary>
public static class UnitPath
{
    /// <summary>Code of the nation, the root of every path.</summary>
    public const string Nation = "VN";

    /// <summary>
    /// What a unit's code looks like: the nation's, the 2, 3 or 5 digits of a province, district or commune, or a
    /// village's, which is its commune's with a number.
    /// </summary>
    public const string CodePattern = @"^(VN|[0-9]{2,3}|[0-9]{5}(-[0-9]{3,6})?)\z";

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
