using System.Security.Cryptography;
using System.Text.Json;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>Passwords and keys, made up once and kept in a file that only its owner can read.</summary>
internal sealed class Secrets
{
    private readonly string path;
    private readonly SortedDictionary<string, string> values;
    private readonly Lock change = new();

    public Secrets(string path)
    {
        this.path = path;
        values = File.Exists(path)
            ? JsonSerializer.Deserialize<SortedDictionary<string, string>>(File.ReadAllText(path))!
            : [];
    }

    public string Get(string name)
    {
        lock (change)
        {
            if (!values.TryGetValue(name, out var value))
            {
                // Hexadecimal, because it needs no escape in any connection string.
                values[name] = value = RandomNumberGenerator.GetHexString(32, lowercase: true);
                DataDirectory.WriteSecret(path, JsonSerializer.Serialize(values));
            }

            return value;
        }
    }
}
