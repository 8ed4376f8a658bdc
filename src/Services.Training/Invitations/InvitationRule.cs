namespace CongNgheSo.Services.Training.Invitations;

/// <summary>The rules by which members are invited.</summary>
public static class InvitationRule
{
    /// <summary>Members of a unit, or of those below it, who hold certain roles.</summary>
    public const string Roles = "roles";

    /// <summary>Those without any attendance that counts.</summary>
    public const string Untrained = "untrained";

    /// <summary>Those who still need a topic.</summary>
    public const string NeedsTopic = "needs-topic";

    /// <summary>Those who are named.</summary>
    public const string List = "list";

    public static IReadOnlyList<string> All { get; } = [Roles, Untrained, NeedsTopic, List];
}
