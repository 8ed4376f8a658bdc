namespace CongNgheSo.Services.Registry.Teams;

/// <summary>The kinds of team, by code, with the names that decisions use.</summary>
public static class TeamKinds
{
    public static IReadOnlyDictionary<string, string> Names { get; } =
        new Dictionary<string, string>
        {
            ["cnscd"] = "Tổ công nghệ số cộng đồng",
            ["cnscd-rapid-response"] = "Tổ công nghệ số cộng đồng và phản ứng nhanh",
            ["cdscd"] = "Tổ chuyển đổi số cộng đồng",
            ["de-an-06"] = "Tổ công tác triển khai Đề án 06",
        };

    public static string All { get; } = string.Join(", ", Names.Keys);
}
