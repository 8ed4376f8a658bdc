using System.Collections.Frozen;
using CongNgheSo.Contracts;
using CongNgheSo.ServiceDefaults.Bulk;
using CongNgheSo.Services.Activity.Activities;
using CongNgheSo.Services.Activity.ActivityReviews;

namespace CongNgheSo.Services.Activity.Topics;

/// <summary>An entry and whose it is today.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Province">Code of the province for whose teams it is; null for the teams of all.</param>
public sealed record CatalogueItem(CatalogueEntry Entry, string? Province)
{
    /// <summary>True where the teams of <paramref name="province"/> may say it.</summary>
    public bool IsFor(string? province) => Province is null || Province == province;
}

/// <summary>The whole catalogue as it stood at one moment. Asking it costs no query.</summary>
/// <param name="items">All entries, ended ones included.</param>
public sealed class CatalogueSnapshot(IEnumerable<CatalogueItem> items)
{
    private readonly FrozenDictionary<string, FrozenDictionary<string, CatalogueItem>> kinds = items
        .GroupBy(item => item.Entry.Kind)
        .ToFrozenDictionary(
            kind => kind.Key,
            kind => kind.ToFrozenDictionary(item => item.Entry.Code, StringComparer.Ordinal)
        );

    /// <summary>Names this state: it grows with every entry and with every change of one.</summary>
    public long Stamp => kinds.Values.SelectMany(kind => kind.Values).Sum(item => (long)item.Entry.Version);

    public CatalogueItem? Find(string kind, string code) =>
        kinds.TryGetValue(kind, out var codes) ? codes.GetValueOrDefault(code) : null;

    /// <summary>True where anybody has this code, on whatever days.</summary>
    public bool Knows(string kind, string code) => Find(kind, code) is not null;

    /// <summary>Those that the teams of <paramref name="province"/> may say on a day, the nation's first, by code.</summary>
    public IEnumerable<CatalogueEntry> InForce(string kind, DateOnly day, string? province) =>
        kinds.TryGetValue(kind, out var codes)
            ? codes
                .Values.Where(item => IsInForce(item, day, province))
                .OrderBy(item => item.Province is not null)
                .ThenBy(item => item.Entry.Code, StringComparer.Ordinal)
                .Select(item => item.Entry)
            : [];

    /// <summary>Whether a team of <paramref name="province"/> can say this of that day.</summary>
    /// <param name="content">What is said.</param>
    /// <param name="province">Code of the team's province.</param>
    /// <param name="before">What was said of the same day before, which may stay; null where nothing was.</param>
    /// <returns>Why not; null where all is well.</returns>
    public Refusal? Judge(ActivityContent content, string province, ActivityContent? before = null)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (content.Topic != before?.Topic && !CanSay(CatalogueKinds.Topic, content.Topic))
            return NotInForce("topic", content.Topic);
        if (content.Form != before?.Form && !CanSay(CatalogueKinds.Form, content.Form))
            return NotInForce("form", content.Form);
        if (content.Audience != before?.Audience && !CanSay(CatalogueKinds.Audience, content.Audience))
            return NotInForce("audience", content.Audience);
        if (content.Channel is { } channel && channel != before?.Channel && !CanSay(CatalogueKinds.Channel, channel))
            return NotInForce("channel", channel);
        foreach (var code in content.Outcomes.Keys)
            if (before?.Outcomes.ContainsKey(code) != true && !CanSay(CatalogueKinds.Outcome, code))
                return NotInForce($"outcomes.{code}", code);
        return JudgeParts(content.Outcomes);

        bool CanSay(string kind, string code) =>
            Find(kind, code) is { } item && IsInForce(item, content.OccurredOn, province);

        Refusal NotInForce(string field, string code) =>
            new(ActivityProblems.CodeNotInForce, field, code, content.OccurredOn);
    }

    /// <summary>What is beyond the usual in it; empty where nothing is.</summary>
    public IReadOnlyList<ActivityFlag> Flags(ActivityContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        List<ActivityFlag>? flags = null;
        var form = Find(CatalogueKinds.Form, content.Form)?.Entry;
        if (content.PeopleGuided > form?.MaxPeople)
            Add("peopleGuided", IndicatorCodes.PeopleGuided, content.PeopleGuided, form.MaxPeople);
        if (content.Households > form?.MaxHouseholds)
            Add("households", IndicatorCodes.Households, content.Households, form.MaxHouseholds);
        foreach (var (code, count) in content.Outcomes)
            if (Find(CatalogueKinds.Outcome, code)?.Entry.MaxCount is var most && count > most)
                Add($"outcomes.{code}", code, count, most);
        return flags ?? [];

        void Add(string field, string indicator, long value, int? bound) =>
            (flags ??= []).Add(new ActivityFlag(field, indicator, value, bound!.Value));
    }

    /// <summary>Parts of one whole count different things: together they are no more than it.</summary>
    private Refusal? JudgeParts(SortedDictionary<string, long> outcomes)
    {
        Dictionary<string, long>? sums = null;
        foreach (var (code, count) in outcomes)
            if (Find(CatalogueKinds.Outcome, code)!.Entry.PartOf is { } whole)
                (sums ??= [])[whole] = sums.GetValueOrDefault(whole) + count;
        foreach (var (whole, sum) in sums ?? [])
            if (outcomes.GetValueOrDefault(whole) is var count && sum > count)
                return new Refusal(ActivityProblems.PartsExceedWhole, $"outcomes.{whole}", whole, sum, count);
        return null;
    }

    /// <summary>A part can be counted only while its whole can.</summary>
    private bool IsInForce(CatalogueItem item, DateOnly day, string? province) =>
        item.IsFor(province)
        && item.Entry.IsInForce(day)
        && (item.Entry.PartOf is not { } whole || Find(item.Entry.Kind, whole)?.Entry.IsInForce(day) == true);
}
