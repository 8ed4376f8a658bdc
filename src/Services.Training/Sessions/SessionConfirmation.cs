namespace CongNgheSo.Services.Training.Sessions;

/// <summary>Somebody's word that a session took place.</summary>
/// <param name="By">"organiser" or "trainer".</param>
/// <param name="Trainer">Name of the trainer whose word it is; null where it is the organiser's.</param>
/// <param name="Attended">How many members were there, for one part at least.</param>
/// <param name="At">When it was given (UTC).</param>
/// <param name="ClientId">Who passed it on.</param>
public sealed record SessionConfirmation(string By, string? Trainer, int Attended, DateTimeOffset At, string ClientId)
{
    public const string Organiser = "organiser";
    public const string ATrainer = "trainer";
}
