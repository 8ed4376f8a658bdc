namespace CongNgheSo.Services.Activity.HeldChanges;

/// <summary>How long changes are held: section <c>HeldChanges</c> of the configuration.</summary>
public sealed record HeldChangeOptions
{
    /// <summary>Days that a change waits for its version.</summary>
    public int HeldDays { get; init; } = 30;

    /// <summary>Days that it can be read after that, whatever became of it.</summary>
    public int KeptDays { get; init; } = 30;
}
