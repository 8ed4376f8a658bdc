using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Activity.Obstacles;

/// <summary>What can go wrong with an obstacle.</summary>
public static class ObstacleProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "obstacle.not-found",
        "Không có vướng mắc {0}.",
        "There is no obstacle {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "obstacle.id-taken",
        "Mã định danh {0} đã được dùng cho vướng mắc có nội dung khác.",
        "The id {0} stands for an obstacle with other content."
    );

    public static readonly ProblemType CauseUnknown = new(
        422,
        "obstacle.cause-unknown",
        "Nguyên nhân {0} không có trong danh mục vào ngày {1} (xem /v1/obstacles/causes).",
        "The catalogue has no cause {0} on {1} (see /v1/obstacles/causes)."
    );

    public static readonly ProblemType NotOpen = new(
        409,
        "obstacle.not-open",
        "Vướng mắc {0} đã được trả lời hoặc đã rút.",
        "Obstacle {0} has been answered or withdrawn."
    );

    public static readonly ProblemType NotAnswered = new(
        409,
        "obstacle.not-answered",
        "Vướng mắc {0} không ở trạng thái đã trả lời.",
        "Obstacle {0} is not in the state answered."
    );

    public static readonly ProblemType AtTheTop = new(
        409,
        "obstacle.at-the-top",
        "Vướng mắc {0} đã ở cấp cao nhất nên không thể chuyển tiếp.",
        "Obstacle {0} waits at the highest level and cannot be passed on."
    );

    public static readonly ProblemType ReopenTooLate = new(
        409,
        "obstacle.reopen-too-late",
        "Câu trả lời cho vướng mắc {0} chỉ có thể gửi lại đến ngày {1}; hãy nêu vướng mắc mới.",
        "The answer to obstacle {0} could be sent back until {1}; raise a new one."
    );

    public static readonly ProblemType Joined = new(
        409,
        "obstacle.joined",
        "Vướng mắc {0} được xử lý chung với {1}; hãy xử lý vướng mắc đó hoặc tách ra trước.",
        "Obstacle {0} is handled with {1}; act on that one, or part them first."
    );

    public static readonly ProblemType HasDuplicates = new(
        409,
        "obstacle.has-duplicates",
        "Vướng mắc {0} đang gộp các vướng mắc khác; hãy tách chúng ra trước.",
        "Obstacle {0} has duplicates of its own; part them first."
    );

    public static readonly ProblemType DuplicateOfItself = new(
        409,
        "obstacle.duplicate-of-itself",
        "Vướng mắc {0} không thể gộp với chính nó.",
        "Obstacle {0} cannot be a duplicate of itself."
    );

    public static readonly ProblemType DuplicateUnknown = new(
        422,
        "obstacle.duplicate-unknown",
        "Không có vướng mắc {0} để gộp.",
        "There is no obstacle {0} to join."
    );

    public static readonly ProblemType WaitsElsewhere = new(
        409,
        "obstacle.waits-elsewhere",
        "Vướng mắc {0} không chờ tại {1} nên không thể gộp.",
        "Obstacle {0} does not wait at {1} and cannot be joined."
    );

    public static readonly ProblemType TooManyDuplicates = new(
        400,
        "obstacle.too-many-duplicates",
        "Mỗi vướng mắc gộp tối đa {0} vướng mắc khác.",
        "An obstacle has at most {0} duplicates."
    );

    public static readonly ProblemType UnitUnknown = new(
        404,
        "obstacle.unit-unknown",
        "Không có đơn vị mang mã {0} vào ngày {1}.",
        "No unit bears the code {0} on {1}."
    );

    public static readonly ProblemType StatusUnknown = new(
        400,
        "obstacle.status-unknown",
        "Trạng thái phải là open, answered, closed, withdrawn hoặc all.",
        "The status is one of open, answered, closed, withdrawn, all."
    );

    public static readonly ProblemType AtUnknown = new(
        400,
        "obstacle.at-unknown",
        "Nơi chờ phải là here, below hoặc above.",
        "The place where it waits is one of here, below, above."
    );
}
