namespace CongNgheSo.Gateway;

/// <summary>The section <c>Gateway</c> of the configuration (<c>Gateway__RequestsPerMinute</c> in the environment).</summary>
public sealed class GatewayOptions
{
    /// <summary>Requests that one client (or, without a token, one address) may make a minute, over all replicas.</summary>
    public int RequestsPerMinute { get; init; } = 6000;

    /// <summary>Tokens that one client may ask for a minute from one address, over all replicas.</summary>
    public int TokenRequestsPerMinute { get; init; } = 60;

    /// <summary>Where the ministry's client id and secret are written when it is created or reset.</summary>
    public string? ClientFile { get; init; }

    /// <summary>Days after which tokens are signed with a new key.</summary>
    public int SigningKeyDays { get; init; } = 30;

    /// <summary>File whose content encrypts the signing keys in the database; they lie there in the clear without it.</summary>
    public string? SigningKeySecretFile { get; init; }
}
