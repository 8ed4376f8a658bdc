using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.Equipment;

/// <summary>What can go wrong with a team's equipment.</summary>
public static class EquipmentProblems
{
    public static readonly ProblemType KindUnknown = new(
        400,
        "equipment.kind-unknown",
        "Loại thiết bị phải là một trong: {0}.",
        "The kind of equipment must be one of: {0}."
    );

    public static readonly ProblemType ListTooLong = new(
        400,
        "equipment.list-too-long",
        "Danh sách có tối đa {0} mục.",
        "The list holds at most {0} items."
    );
}
