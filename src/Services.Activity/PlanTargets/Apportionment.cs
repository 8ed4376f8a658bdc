namespace CongNgheSo.Services.Activity.PlanTargets;

/// <summary>Shares a whole number out so that nothing of it is lost or made.</summary>
public static class Apportionment
{
    /// <summary>
    /// The method of the largest remainder (Hamilton): each gets its quota rounded down, and what is left goes one by one to
    /// those with the largest remainders, of equal ones to the first. The shares add up to <paramref name="total"/>.
    /// </summary>
    /// <param name="total">What is shared out, 0 or more.</param>
    /// <param name="weights">One each, 0 or more; not all 0, unless there is nothing to share out.</param>
    public static long[] Share(long total, IReadOnlyList<long> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        var sum = weights.Aggregate(Int128.Zero, (sum, weight) => sum + weight);
        if (total == 0 || sum == 0)
            return total == 0
                ? new long[weights.Count]
                : throw new ArgumentException("Nobody has any weight.", nameof(weights));
        var quotas = weights.Select(weight => Int128.DivRem((Int128)total * weight, sum)).ToArray();
        var shares = Array.ConvertAll(quotas, quota => (long)quota.Quotient);
        var left = (int)(total - shares.Sum());
        foreach (
            var index in Enumerable
                .Range(0, quotas.Length)
                .OrderByDescending(index => quotas[index].Remainder)
                .ThenBy(index => index)
                .Take(left)
        )
            shares[index]++;
        return shares;
    }
}
