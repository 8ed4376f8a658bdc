namespace CongNgheSo.Services.Training.Invitations;

/// <summary>The rules by which members are invited.</summary>
public static class InvitationRule
{
    /// <summary>Members of a unit, or of those below it, who hold certain roles.</summary>
    public const string Roles = "roles";

    /// <summary>Those without any attendance that counts.</summary>
    public const string Untrained = "untrained";

    /// <summary>Those who attended nothing on a topic that counts.</summary>
    public const string NeedsTopic = "needs-topic";

    /// <summary>Those of whom a topic is required and who still need it: the list of /v1/training-needs.</summary>
    public const string Required = "required";

    /// <summary>Those who are named.</summary>
    public const string List = "list";

    public static IReadOnlyList<string> All { get; } = [Roles, Untrained, NeedsTopic, Required, List];

    /// <summary>Those that name a topic.</summary>
    public static IReadOnlyList<string?> OfTopic { get; } = [NeedsTopic, Required];
}
