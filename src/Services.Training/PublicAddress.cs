namespace CongNgheSo.Services.Training;

/// <summary>
/// Where everybody finds the platform, for what is printed: <c>Public:Url</c>, or else the authority's address, which is
/// the gateway unless tokens come from elsewhere.
/// </summary>
public sealed class PublicAddress(IConfiguration configuration)
{
    /// <summary>The address of a path.</summary>
    /// <param name="path">It, with the slash that it begins with.</param>
    /// <exception cref="InvalidOperationException">The configuration names no address.</exception>
    public string Of(string path)
    {
        var root =
            configuration["Public:Url"]
            ?? configuration["Auth:Authority"]
            ?? throw new InvalidOperationException("Set Public__Url to the address of the gateway as people reach it.");
        return root.TrimEnd('/') + path;
    }
}
