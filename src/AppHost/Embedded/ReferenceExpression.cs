using System.Runtime.CompilerServices;

namespace CongNgheSo.AppHost.Embedded;

/// <summary>A text with values in it that are known only once ports and secrets are.</summary>
public sealed class ReferenceExpression : IValueProvider
{
    private readonly IReadOnlyList<Func<CancellationToken, ValueTask<string?>>> parts;

    private ReferenceExpression(IReadOnlyList<Func<CancellationToken, ValueTask<string?>>> parts) => this.parts = parts;

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.Expression;

    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        var values = new List<string?>();
        foreach (var part in parts)
        {
            values.Add(await part(cancellationToken));
        }

        return string.Concat(values);
    }

    /// <summary>What the compiler turns <c>$"{endpoint}/path"</c> into.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        private readonly List<Func<CancellationToken, ValueTask<string?>>> parts = new(
            literalLength == 0 ? formattedCount : formattedCount + 1
        );

        internal ReferenceExpression Expression => new(parts);

        public void AppendLiteral(string value) => parts.Add(_ => ValueTask.FromResult<string?>(value));

        public void AppendFormatted(string? value) => parts.Add(_ => ValueTask.FromResult(value));

        public void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider => parts.Add(valueProvider.GetValueAsync);

        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider => parts.Add(valueProvider.Resource.GetValueAsync);
    }
}
