using System.Diagnostics;
using CongNgheSo.ServiceDefaults.RegistryCopies;
using Microsoft.EntityFrameworkCore;

namespace CongNgheSo.Services.Training;

/// <summary>What is known here of members whom somebody names.</summary>
internal static class KnownMembers
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>By id. One registered a moment ago may still be on its way here: waits a little.</summary>
    public static async Task<Dictionary<Guid, MemberCopy>> ReadMembersAsync(
        this TrainingDbContext db,
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var members = new Dictionary<Guid, MemberCopy>(ids.Count);
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(100, cancellationToken))
        {
            var missing = ids.Where(id => !members.ContainsKey(id)).Distinct().ToArray();
            if (missing.Length == 0)
                return members;
            var found = db.Members.AsNoTracking().Where(member => missing.Contains(member.Id));
            await foreach (var member in found.AsAsyncEnumerable().WithCancellation(cancellationToken))
                members[member.Id] = member;
            if (waited.Elapsed >= Grace)
                return members;
        }
    }
}
