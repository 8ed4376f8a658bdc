using CongNgheSo.ServiceDefaults.Problems;

namespace CongNgheSo.Services.Registry.Channels;

/// <summary>What can go wrong with a channel.</summary>
public static class ChannelProblems
{
    public static readonly ProblemType NotFound = new(
        404,
        "channel.not-found",
        "Không có kênh {0}.",
        "There is no channel {0}."
    );

    public static readonly ProblemType KindUnknown = new(
        400,
        "channel.kind-unknown",
        "Loại kênh phải là một trong: {0}.",
        "The kind of channel must be one of: {0}."
    );

    public static readonly ProblemType LinkInvalid = new(
        400,
        "channel.link-invalid",
        "Kênh cần một địa chỉ https; đường dây nóng thì không có địa chỉ.",
        "A channel needs an https address; a hotline has none."
    );

    public static readonly ProblemType PhoneInvalid = new(
        400,
        "channel.phone-invalid",
        "Đường dây nóng cần số điện thoại từ 3 đến 12 chữ số; kênh khác thì không có số.",
        "A hotline needs a phone number of 3 to 12 digits; other channels have none."
    );

    public static readonly ProblemType ServesOne = new(
        400,
        "channel.serves-one",
        "Kênh phục vụ một đơn vị hoặc một tổ; hãy cho biết đúng một.",
        "A channel serves either a unit or a team; name exactly one."
    );

    public static readonly ProblemType IdTaken = new(
        409,
        "channel.id-taken",
        "Mã định danh {0} đã được dùng cho kênh có nội dung khác.",
        "The id {0} stands for a channel with other content."
    );
}
