using System.Text.Json.Nodes;

namespace CongNgheSo.Platform.Tests;

/// <summary>Bodies that pass the rules, by operation, for what is checked after them.</summary>
internal static class GoodBodies
{
    private static readonly object[] IndicatorEditions =
    [
        new
        {
            validFrom = "2024-01-01",
            vi = "Số người được hướng dẫn mỗi hoạt động",
            en = "People guided per activity",
            measureVi = "người",
            measureEn = "people",
            group = "results",
            numerator = new[] { "people-guided" },
            denominator = new[] { "activities" },
            scale = 1,
        },
    ];

    public static readonly Dictionary<string, object> ByOperation = new()
    {
        ["VoidActivity"] = new { reason = "Ghi nhầm" },
        ["CorrectActivity"] = new
        {
            occurredOn = PlatformQueries.Today,
            topic = "online-safety",
            form = "campaign",
            audience = "general",
            peopleGuided = 1,
            reason = "Ghi nhầm",
        },
        ["ConfirmActivityReview"] = new { note = "Đã kiểm tra" },
        ["ChangeDutyRoster"] = new
        {
            placeKind = "service-centre",
            placeName = "Bộ phận một cửa",
            firstDay = PlatformQueries.Today,
            lastDay = PlatformQueries.Today,
            pool = new[] { new { memberId = Guid.NewGuid() } },
        },
        ["RecordDutyAbsence"] = new { reason = "Ốm" },
        ["ConfirmDuty"] = new { served = true },
        ["SwapDutyShifts"] = new
        {
            otherShiftId = Guid.NewGuid(),
            otherVersion = 1,
            reason = "Bận việc",
        },
        ["WithdrawDutyShift"] = new { reason = "Thừa người" },
        ["ReviseInitiative"] = new
        {
            title = "Tổ học số",
            description = "Mỗi tối một nhà",
            topics = new[] { "online-safety" },
        },
        ["ReviewInitiative"] = new { decision = "publish" },
        ["WithdrawInitiative"] = new { reason = "Trùng" },
        ["WithdrawApplication"] = new { reason = "Nhầm" },
        ["AnswerObstacle"] = new { answer = "Đặt lại mật khẩu qua tổng đài" },
        ["CloseObstacle"] = new { note = "Đã xong" },
        ["JoinObstacles"] = new { ids = new[] { Guid.NewGuid() } },
        ["EscalateObstacle"] = new { note = "Ngoài khả năng" },
        ["ReopenObstacle"] = new { reason = "Chưa được" },
        ["WithdrawObstacle"] = new { reason = "Tự xử lý được" },
        ["ChangePlan"] = new
        {
            kind = "plan",
            title = "Kế hoạch năm",
            from = "2026-01-01",
            to = "2026-12-31",
        },
        ["ClosePlanEnd"] = new { reason = "Đã đạt" },
        ["ClosePlanWithdraw"] = new { reason = "Thay bằng kế hoạch khác" },
        ["IssuePlan"] = new { documentNumber = "1/KH", issuedOn = "2026-01-05" },
        ["ChangeTarget"] = new { value = 5 },
        ["ChangeCatalogueEntry"] = new
        {
            vi = "An toàn trên mạng",
            en = "Online safety",
            validFrom = "2022-01-01",
        },
        ["ChangeDefinition"] = new
        {
            vi = "Báo cáo tháng",
            en = "Monthly report",
            deadlines = new[] { new { level = 3, daysAfterEnd = 4 } },
            indicators = new[] { "activities" },
            validFrom = "2024-01-01",
        },
        ["WriteReport"] = new { sections = new { difficulties = "Không" } },
        ["ReturnReport"] = new { remarks = "Thiếu số liệu" },
        ["ReopenReport"] = new { reason = "Bổ sung" },
        ["DefineIndicator"] = new
        {
            code = "02.guided-per-campaign",
            unit = "02",
            kind = "ratio",
            editions = IndicatorEditions,
        },
        ["ChangeIndicator"] = new { editions = IndicatorEditions },
        ["AskExport"] = new { table = "missing-reports", format = "csv" },
        ["AssignFinding"] = new { unit = "02" },
        ["DismissFinding"] = new { note = "Tháng cao điểm, đã đối chiếu với xã" },
        ["ChangeFindingRule"] = new
        {
            smaller = "activities",
            larger = "people-guided",
            vi = "Số hoạt động nhiều hơn số người được hướng dẫn",
            en = "More activities than people guided",
        },
        ["ChangeTeam"] = new
        {
            kind = "cnscd",
            decisionNumber = "1/QĐ",
            decisionDate = "2022-04-01",
        },
        ["ChangeMember"] = new
        {
            fullName = "Giàng Mí Chứ",
            role = "member",
            background = "other",
        },
        ["ChangePolicy"] = new
        {
            validFrom = "2022-01-01",
            minMembers = 2,
            enforcement = "report",
            documentNumber = "793/BTTTT",
        },
        ["ChangeChannel"] = new
        {
            kind = "website",
            name = "Trang của xã",
            link = "https://xa.example.vn/",
            unitCode = "02",
        },
        ["ChangeProgramme"] = new
        {
            code = "P1",
            title = "Kỹ năng số",
            topics = new[] { "" },
            validFrom = "2024-01-01",
            ownerUnit = "02",
        },
        ["ChangeQuestion"] = new
        {
            topic = "portals",
            kind = "single",
            text = "Cổng nào là của quốc gia?",
            choices = new[]
            {
                new { text = "Cổng dịch vụ công", right = true },
                new { text = "Trang lạ", right = false },
            },
            points = 1,
            validFrom = "2024-01-01",
            ownerUnit = "02",
        },
        ["ChangeQuiz"] = new
        {
            title = "Bài kiểm tra",
            draws = new[] { new { topic = "portals", questions = 1 } },
            passMark = 50,
            attempts = 1,
            minutes = 30,
        },
        ["ChangeMaterial"] = new
        {
            title = "Sổ tay",
            topics = new[] { "portals" },
            validFrom = "2024-01-01",
            ownerUnit = "02",
        },
        ["ChangeSession"] = new
        {
            programmeId = Guid.NewGuid(),
            organiserUnit = "02",
            trainers = new[] { new { name = "Lan", organisation = "" } },
            mode = "in-person",
            place = "Nhà văn hóa",
            heldOn = "2024-05-01",
        },
        ["RescheduleSession"] = new { heldOn = "2024-05-01", reason = "Mưa bão" },
        ["CancelSession"] = new { reason = "Mưa bão" },
        ["ConfirmSession"] = new { attended = 12, by = "organiser" },
        ["CreateCheckInLink"] = new { part = 1, expiresAt = "2024-05-01T17:00:00+07:00" },
        ["CheckIn"] = new { code = "K7QF-2M9X" },
        ["InviteMembers"] = new { rule = "untrained", unit = "02" },
        ["IssueCertificate"] = new
        {
            sessionId = Guid.NewGuid(),
            memberId = Guid.NewGuid(),
            holderName = "Giàng Mí Chứ",
            signatoryTitle = "Giám đốc",
            place = "Hà Giang",
        },
        ["RevokeCertificate"] = new { reason = "Ghi nhầm" },
        ["SetLevel"] = new
        {
            vi = "Cơ bản",
            en = "Basic",
            validFrom = "2024-01-01",
        },
        ["RecordOpening"] = new { unitCode = "02" },
        ["WithdrawMaterial"] = new { reason = "Đã cũ" },
        ["WithdrawQuiz"] = new { reason = "Thay bằng bài khác" },
        ["AddTrainingEntry"] = new
        {
            kind = "topic",
            code = "02.border-trade",
            unit = "02",
            vi = "Thương mại biên giới",
            en = "Border trade",
            validFrom = "2024-01-01",
        },
        ["ChangeTrainingEntry"] = new
        {
            vi = "Thương mại biên giới",
            en = "Border trade",
            validFrom = "2024-01-01",
        },
        ["CreateRequirement"] = new
        {
            topic = "portals",
            unit = "02",
            role = "leader",
            withinDays = 90,
            validFrom = "2024-01-01",
        },
        ["ChangeRequirement"] = new { withinDays = 90, validFrom = "2024-01-01" },
    };

    /// <summary>Codes that the good bodies need and that the catalogues list.</summary>
    public static async Task FillCatalogueCodesAsync(Simulator.GatewayClient client)
    {
        var catalogue = await client.GetAsync<JsonObject>(
            "/v1/training-programmes/topics",
            TestContext.Current.CancellationToken
        );
        string First(string list) => (string)catalogue[list]![0]!["code"]!;
        ByOperation["ChangeProgramme"] = new
        {
            code = "P1",
            title = "Kỹ năng số",
            topics = new[] { First("topics") },
            validFrom = "2024-01-01",
            ownerUnit = "02",
        };
        ByOperation["ChangeSession"] = new
        {
            programmeId = Guid.NewGuid(),
            organiserUnit = "02",
            trainers = new[] { new { name = "Lan", organisation = First("organisations") } },
            mode = "in-person",
            place = "Nhà văn hóa",
            heldOn = "2024-05-01",
        };
    }
}
