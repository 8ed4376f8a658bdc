using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.QuizAttempts;

/// <summary>What can go wrong with an attempt at a quiz.</summary>
public static class AttemptProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "quiz-attempt.not-found",
        "Bài kiểm tra này không có lượt làm {0}.",
        "This quiz has no attempt {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "quiz-attempt.id-taken",
        "Mã định danh {0} đã được dùng cho lượt làm bài khác.",
        "The id {0} stands for another attempt."
    );

    public static readonly ProblemType Open = new(
        409,
        "quiz-attempt.open",
        "Thành viên đang làm dở lượt {0}.",
        "The member's attempt {0} has not ended yet."
    );

    public static readonly ProblemType AlreadyPassed = new(
        409,
        "quiz-attempt.already-passed",
        "Thành viên đã đạt ở lượt {0}.",
        "The member has passed with attempt {0}."
    );

    public static readonly ProblemType NoneLeft = new(
        409,
        "quiz-attempt.none-left",
        "Thành viên đã dùng hết {0} lượt làm bài.",
        "The member has used up all {0} attempts."
    );

    public static readonly ProblemType Ended = new(
        409,
        "quiz-attempt.ended",
        "Lượt làm bài {0} đã nộp với câu trả lời khác.",
        "Attempt {0} has been submitted with other answers."
    );

    public static readonly ProblemType Expired = new(
        409,
        "quiz-attempt.expired",
        "Lượt làm bài {0} đã hết giờ.",
        "The time of attempt {0} is over."
    );

    public static readonly ProblemType NotAsked = new(
        422,
        "quiz-attempt.not-asked",
        "Buổi tập huấn {0} không dùng bài kiểm tra {1}.",
        "Training session {0} does not have quiz {1}."
    );

    public static readonly ProblemType MemberUnknown = new(
        422,
        "quiz-attempt.member-unknown",
        "Không có thành viên {0}; nếu thành viên vừa được đăng ký, hãy gửi lại sau ít phút.",
        "There is no member {0}; if they were registered just now, resend in a moment."
    );

    public static readonly ProblemType NotAttended = new(
        422,
        "quiz-attempt.not-attended",
        "Thành viên {0} không tham dự buổi tập huấn {1}.",
        "Member {0} did not attend training session {1}."
    );

    public static readonly ProblemType AnswerUnknown = new(
        422,
        "quiz-attempt.answer-unknown",
        "Lượt làm bài không có câu hỏi {0}, hoặc câu hỏi đó không có phương án đã chọn.",
        "The attempt has no question {0}, or that question no such choice."
    );

    public static readonly ProblemType AnswerRepeated = new(
        400,
        "quiz-attempt.answer-repeated",
        "Mỗi câu hỏi được trả lời một lần.",
        "A question is answered once."
    );
}
