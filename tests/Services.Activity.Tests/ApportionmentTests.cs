using CongNgheSo.Services.Activity.PlanTargets;
using FsCheck;
using FsCheck.Fluent;

namespace CongNgheSo.Services.Activity.Tests;

/// <summary>Whatever is split, however: nothing is lost or made, nothing is negative, what was set by hand stays.</summary>
public sealed class ApportionmentTests
{
    [Theory]
    [InlineData(10, new long[] { 1, 1, 1 }, new long[] { 4, 3, 3 })]
    [InlineData(100, new long[] { 62_149, 0, 1 }, new long[] { 100, 0, 0 })]
    [InlineData(7, new long[] { 3, 3, 1 }, new long[] { 3, 3, 1 })]
    [InlineData(1, new long[] { 1, 2, 2 }, new long[] { 0, 1, 0 })]
    [InlineData(0, new long[] { 0, 0 }, new long[] { 0, 0 })]
    public void The_largest_remainders_get_what_is_left(long total, long[] weights, long[] shares) =>
        Apportionment.Share(total, weights).ShouldBe(shares);

    [Fact]
    public void What_has_no_weight_cannot_be_shared_out() =>
        Should.Throw<ArgumentException>(() => Apportionment.Share(1, [0, 0]));

    [Fact]
    public void Shares_add_up_and_stay_within_one_of_their_quota() =>
        Prop.ForAll(
                (
                    from total in Numbers()
                    from weights in Numbers().NonEmptyListOf()
                    where weights.Any(weight => weight > 0)
                    select (total, weights)
                ).ToArbitrary(),
                split =>
                {
                    var shares = Apportionment.Share(split.total, [.. split.weights]);
                    shares.Sum().ShouldBe(split.total);
                    var sum = split.weights.Sum(weight => (decimal)weight);
                    foreach (var (share, weight) in shares.Zip(split.weights))
                    {
                        share.ShouldBeGreaterThanOrEqualTo(0);
                        Math.Abs(share - (split.total * (weight / sum))).ShouldBeLessThan(1.001m);
                        (weight > 0 || share == 0).ShouldBeTrue();
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Every_level_adds_up_and_hands_are_kept()
    {
        var (taken, refused) = (0, 0);
        Prop.ForAll(
                (
                    from value in Gen.Choose(0, 5_000)
                    from parents in Gen.Choose(0, 7).ArrayOf(12)
                    from weights in Gen.Choose(0, 40).ArrayOf(12)
                    from hands in Gen.Frequency((4, Gen.Constant(-1)), (1, Gen.Choose(0, 300))).ArrayOf(12)
                    select (value, parents, weights, hands)
                ).ToArbitrary(),
                made =>
                {
                    // Each part hangs under the unit that is split, or under a part before it.
                    SplitPart[] parts =
                    [
                        .. made.parents.Select(
                            (parent, index) =>
                                new SplitPart(index + 1, null, Math.Min(parent, index), $"{index + 1}", "", 2)
                        ),
                    ];
                    var byHand = parts
                        .Where((_, index) => made.hands[index] >= 0)
                        .ToDictionary(part => part, part => (long)made.hands[part.UnitId - 1]);
                    var weights = parts.ToDictionary(part => part, part => (long)made.weights[part.UnitId - 1]);
                    var split = new TargetSplit(parts, byHand, weights, isShare: false);
                    if (split.Split(0, "0", made.value) is not null)
                    {
                        refused++;
                        return;
                    }
                    taken++;
                    split.Shares.Count.ShouldBe(parts.Length);
                    var values = split.Shares.ToDictionary(share => share.Part.UnitId, share => share.Value);
                    values[0] = made.value;
                    foreach (var parts1 in split.Shares.GroupBy(share => share.Part.ParentId))
                        parts1.Sum(share => share.Value).ShouldBe(values[parts1.Key]);
                    foreach (var share in split.Shares)
                    {
                        share.Value.ShouldBeGreaterThanOrEqualTo(0);
                        share.ByHand.ShouldBe(byHand.ContainsKey(share.Part));
                        if (share.ByHand)
                            share.Value.ShouldBe(byHand[share.Part]);
                    }
                }
            )
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
        // Both happen, or nothing was shown.
        (taken > 50 && refused > 50).ShouldBeTrue($"{taken} taken, {refused} refused");
    }

    private static Gen<long> Numbers() =>
        Gen.OneOf(
            Gen.Choose(0, 10).Select(number => (long)number),
            Gen.Choose(0, int.MaxValue).Select(number => (long)number * 400)
        );
}
