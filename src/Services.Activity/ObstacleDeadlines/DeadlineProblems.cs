using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.ObstacleDeadlines;

/// <summary>What can go wrong with the days that levels have to answer.</summary>
public static class DeadlineProblems
{
    public static readonly ProblemType LevelRepeated = new(
        400,
        "obstacle-deadline.level-repeated",
        "Mỗi cấp chỉ có một thời hạn.",
        "A level has one number of days only."
    );

    public static readonly ProblemType LevelAbove = new(
        422,
        "obstacle-deadline.level-above",
        "{0} chỉ đặt thời hạn cho cấp mình và các cấp dưới.",
        "{0} sets days only for its own level and those below it."
    );

    public static readonly ProblemType LevelMissing = new(
        422,
        "obstacle-deadline.level-missing",
        "Cả nước cần có thời hạn cho mọi cấp từ 0 đến 4.",
        "The nation needs days for every level from 0 to 4."
    );
}
