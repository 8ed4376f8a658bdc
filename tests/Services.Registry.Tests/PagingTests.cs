using System.Buffers.Text;
using System.Text;
using CongNgheSo.ServiceDefaults.Http;
using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.Tests;

/// <summary>Cursors, as clients that tamper with them send them.</summary>
public sealed class PagingTests
{
    private static readonly DateTimeOffset Moment = new(2026, 7, 1, 8, 30, 0, TimeSpan.Zero);

    private static string Cursor => new[] { new Key(Moment, 1), new Key(Moment, 2) }.ToPage(limit: 1, key => key).Next!;

    [Fact]
    public void A_cursor_is_the_last_item_seen() => Paging.Read<Key>(Cursor).ShouldBe(new Key(Moment, 1));

    [Theory]
    [InlineData("+00:00", "+07:00")]
    [InlineData("\"2026", "\"0000")]
    [InlineData("\"Number\":1", "\"Number\":\"1\"")]
    [InlineData("\"Number\":1", "\"Number\":null")]
    [InlineData(",\"Number\":1", "")]
    public void A_key_that_was_changed_is_none(string part, string by)
    {
        var text = Encoding.Latin1.GetString(Base64Url.DecodeFromChars(Cursor));
        text.ShouldContain(part);
        var changed = Base64Url.EncodeToString(Encoding.Latin1.GetBytes(text.Replace(part, by)));

        Should.Throw<RefusedRequestException>(() => Paging.Read<Key>(changed));
    }

    [Fact]
    public void Text_that_no_database_takes_is_no_key()
    {
        var next = new[] { new NameKey("\0"), new NameKey("b") }.ToPage(limit: 1, key => key).Next;

        Should.Throw<RefusedRequestException>(() => Paging.Read<NameKey>(next));
    }

    private sealed record NameKey(string Name);

    private sealed record Key(DateTimeOffset At, int Number);
}
