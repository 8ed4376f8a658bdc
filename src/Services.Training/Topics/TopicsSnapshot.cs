using System.Collections.Frozen;
using CongNgheSo.ServiceDefaults.Identity;

namespace CongNgheSo.Services.Training.Topics;

/// <summary>An entry and whose it is today.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Province">Code of the province in which its owner stands today; null where it is everybody's.</param>
public sealed record TopicItem(TrainingEntry Entry, string? Province)
{
    /// <summary>Codes from the nation down to the owner today.</summary>
    public string OwnerPath => Province is null ? UnitPath.Nation : $"{UnitPath.Nation}/{Province}";

    /// <summary>True where the units of <paramref name="province"/> may name it on some of the days.</summary>
    /// <param name="province">Code of a province, "VN" above the provinces.</param>
    /// <param name="first">The first of the days.</param>
    /// <param name="last">The last of them; null where there is none.</param>
    public bool IsInForce(string province, DateOnly first, DateOnly? last) =>
        (Province is null || Province == province) && !(Entry.ValidFrom > last) && !(Entry.ValidTo <= first);
}

/// <summary>All topics and organisations as they stood at one moment. Asking it costs no query.</summary>
/// <param name="items">All entries, ended ones included.</param>
public sealed class TopicsSnapshot(IReadOnlyCollection<TopicItem> items)
{
    private readonly FrozenDictionary<(string, string), TopicItem> byCode = items.ToFrozenDictionary(item =>
        (item.Entry.Kind, item.Entry.Code)
    );

    /// <summary>No entry is ever deleted, and each change adds one to a version: a later state has a higher stamp.</summary>
    public long Stamp { get; } = items.Sum(item => (long)item.Entry.Version);

    public TopicItem? Find(string kind, string code) => byCode.GetValueOrDefault((kind, code));

    /// <summary>True where anybody has this code, on whatever days.</summary>
    public bool Knows(string kind, string? code) => code is not null && byCode.ContainsKey((kind, code));

    /// <summary>Every code of a kind, in order.</summary>
    public IEnumerable<string> Codes(string kind) =>
        byCode.Keys.Where(key => key.Item1 == kind).Select(key => key.Item2).Order(StringComparer.Ordinal);

    /// <summary>Those that the units of a province may name on a day, the nation's first, by code.</summary>
    public IEnumerable<TrainingEntry> InForce(string kind, DateOnly day, string province) =>
        byCode
            .Values.Where(item => item.Entry.Kind == kind && item.IsInForce(province, day, day))
            .OrderBy(item => item.Province is not null)
            .ThenBy(item => item.Entry.Code, StringComparer.Ordinal)
            .Select(item => item.Entry);

    /// <summary>The first of <paramref name="codes"/> that a province's units may name on none of the days.</summary>
    /// <returns>Null where they may name all.</returns>
    public string? FirstNotInForce(
        string kind,
        IEnumerable<string> codes,
        string province,
        DateOnly first,
        DateOnly? last
    ) => codes.FirstOrDefault(code => Find(kind, code)?.IsInForce(province, first, last) != true);
}
