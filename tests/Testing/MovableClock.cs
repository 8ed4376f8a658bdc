namespace CongNgheSo.Testing;

/// <summary>A clock that goes on ticking from whatever moment a test sets it to.</summary>
public sealed class MovableClock : TimeProvider
{
    private static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    private TimeSpan ahead;

    /// <summary>To the first moment of a day in Vietnam, or to an hour of it.</summary>
    public void GoTo(DateOnly day, TimeOnly hour = default) =>
        ahead = new DateTimeOffset(day, hour, Vietnam) - DateTimeOffset.UtcNow;

    /// <summary>Back to what every other clock says.</summary>
    public void GoBack() => ahead = TimeSpan.Zero;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
}
