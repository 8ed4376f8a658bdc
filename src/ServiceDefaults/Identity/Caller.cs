using Microsoft.AspNetCore.Http;

namespace CongNgheSo.ServiceDefaults.Identity;

/// <summary>Who calls, and over which part of the country their token reaches.</summary>
public sealed class Caller
{
    public Caller(IHttpContextAccessor accessor)
    {
        ArgumentNullException.ThrowIfNull(accessor);
        var user = accessor.HttpContext?.User;
        ClientId = user?.FindFirst("client_id")?.Value ?? user?.FindFirst("sub")?.Value ?? "";
        Unit = user?.FindFirst("unit")?.Value ?? "";
        Scopes = user?.FindFirst("scope")?.Value.Split(' ') ?? [];
    }

    private Caller(string clientId, string unit) => (ClientId, Unit, Scopes) = (clientId, unit, []);

    /// <summary>Whoever asked for something that is done later, with the right that they had over units when they did.</summary>
    public static Caller Of(string clientId, string unit) => new(clientId, unit);

    /// <summary>Id of the client that the token was issued to.</summary>
    public string ClientId { get; }

    /// <summary>Code of the unit at the root of what the caller may touch; "VN" for the ministry.</summary>
    public string Unit { get; }

    /// <summary>What the token allows.</summary>
    public IReadOnlyList<string> Scopes { get; }

    /// <summary>True where the unit at the end of <paramref name="unitPath"/> is the caller's or below it.</summary>
    public bool MayTouch(string unitPath) => Unit.Length > 0 && UnitPath.IsWithin(unitPath, Unit);
}
