using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.TeamImports;

/// <summary>What can go wrong with a list of teams beyond its teams and members themselves.</summary>
public static class TeamImportProblems
{
    public static readonly ProblemType TeamRefused = new(
        422,
        "team-import.team-refused",
        "Thành viên chưa được ghi vì tổ của họ (dòng {0}) có lỗi.",
        "The member was left out because their team (row {0}) was refused."
    );

    public static readonly ProblemType TooManyRows = new(
        413,
        "team-import.too-many-rows",
        "Mỗi lần gửi tối đa {0} dòng; chưa có dòng nào được ghi.",
        "A list holds at most {0} rows; none of these was recorded."
    );
}
