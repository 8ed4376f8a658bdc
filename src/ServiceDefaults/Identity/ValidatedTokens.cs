using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CongNgheSo.ServiceDefaults.Identity;

/// <summary>
/// Remembers tokens found valid, so that a client's thousandth request does not pay for the signature again. Only valid
/// tokens are kept (nobody can fill it with rubbish), by hash, never past their end, and for five minutes at most, so
/// that a withdrawn key is noticed.
/// </summary>
public sealed class ValidatedTokens : JsonWebTokenHandler, IDisposable
{
    private const int MostTokens = 20_000;
    private static readonly TimeSpan Keep = TimeSpan.FromMinutes(5);
    private readonly MemoryCache valid = new(new MemoryCacheOptions { SizeLimit = MostTokens });

    public override async Task<TokenValidationResult> ValidateTokenAsync(
        string token,
        TokenValidationParameters validationParameters
    )
    {
        if (string.IsNullOrEmpty(token) || token.Length > MaximumTokenSizeInBytes)
            return await base.ValidateTokenAsync(token, validationParameters);
        var key = KeyOf(token);
        if (valid.TryGetValue(key, out TokenValidationResult? known) && known!.SecurityToken.ValidTo > DateTime.UtcNow)
            return known;
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid)
            valid.Set(key, result, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Keep });
        return result;
    }

    public void Dispose() => valid.Dispose();

    private static (UInt128, UInt128) KeyOf(string token) =>
        MemoryMarshal.Read<(UInt128, UInt128)>(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
