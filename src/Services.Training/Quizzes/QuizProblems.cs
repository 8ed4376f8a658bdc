using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Quizzes;

/// <summary>What can go wrong with a quiz.</summary>
public static class QuizProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "quiz.not-found",
        "Không có bài kiểm tra {0}.",
        "There is no quiz {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "quiz.id-taken",
        "Bài kiểm tra {0} đã được tạo với nội dung khác.",
        "Quiz {0} was created with other content."
    );

    public static readonly ProblemType Exists = new(
        409,
        "quiz.exists",
        "Chương trình hoặc buổi tập huấn này đã có bài kiểm tra {0}.",
        "This programme or session has quiz {0} already."
    );

    public static readonly ProblemType Withdrawn = new(
        409,
        "quiz.withdrawn",
        "Bài kiểm tra {0} đã bị rút.",
        "Quiz {0} has been withdrawn."
    );

    public static readonly ProblemType SubjectWrong = new(
        400,
        "quiz.subject-wrong",
        "Bài kiểm tra gắn với đúng một chương trình (programmeId) hoặc một buổi tập huấn (sessionId).",
        "A quiz belongs to exactly one programme (programmeId) or one session (sessionId)."
    );

    public static readonly ProblemType DrawsMissing = new(
        400,
        "quiz.draws-missing",
        "Bài kiểm tra rút câu hỏi từ 1 đến {0} chủ đề, mỗi chủ đề nêu một lần.",
        "A quiz draws questions of 1 to {0} topics, each named once."
    );

    public static readonly ProblemType QuestionsMissing = new(
        422,
        "quiz.questions-missing",
        "Ngân hàng chỉ có {0} câu hỏi còn hiệu lực về chủ đề {1}; bài kiểm tra cần {2}.",
        "The bank has only {0} valid questions of topic {1}; the quiz needs {2}."
    );
}
