using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Training.Questions;

/// <summary>What can go wrong with a question of the bank.</summary>
public static class QuestionProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "question.not-found",
        "Không có câu hỏi {0}.",
        "There is no question {0}."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "question.id-taken",
        "Câu hỏi {0} đã được tạo với nội dung khác.",
        "Question {0} was created with other content."
    );

    public static readonly ProblemType UnitUnknown = new(
        422,
        "question.unit-unknown",
        "Hiện không có đơn vị mang mã {0}.",
        "No unit bears the code {0} today."
    );

    public static readonly ProblemType KindUnknown = new(
        400,
        "question.kind-unknown",
        "Loại câu hỏi là single (một đáp án đúng) hoặc multiple (nhiều đáp án đúng).",
        "A question is single (one choice is right) or multiple."
    );

    public static readonly ProblemType ChoicesMissing = new(
        400,
        "question.choices-missing",
        "Câu hỏi cần từ 2 đến {0} phương án trả lời.",
        "A question needs 2 to {0} choices."
    );

    public static readonly ProblemType ChoiceRepeated = new(
        400,
        "question.choice-repeated",
        "Hai phương án trả lời giống nhau.",
        "Two choices say the same."
    );

    public static readonly ProblemType RightsWrong = new(
        400,
        "question.rights-wrong",
        "Câu hỏi một đáp án cần đúng một phương án đúng; câu hỏi nhiều đáp án cần ít nhất một.",
        "Exactly one choice of a single question is right, and at least one of a multiple question."
    );

    public static readonly ProblemType PeriodReversed = new(
        400,
        "question.period-reversed",
        "Ngày hết hiệu lực phải sau ngày bắt đầu.",
        "The question must end after it begins."
    );
}
