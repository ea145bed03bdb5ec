//! `linux/dvb/video.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/dvb/video.h";

/// 0x6f15
pub const VIDEO_STOP: Ioctl = ioctl(FROM, "VIDEO_STOP", 0x6f15);
/// 0x6f16
pub const VIDEO_PLAY: Ioctl = ioctl(FROM, "VIDEO_PLAY", 0x6f16);
/// 0x6f17
pub const VIDEO_FREEZE: Ioctl = ioctl(FROM, "VIDEO_FREEZE", 0x6f17);
/// 0x6f18
pub const VIDEO_CONTINUE: Ioctl = ioctl(FROM, "VIDEO_CONTINUE", 0x6f18);
/// 0x6f19
pub const VIDEO_SELECT_SOURCE: Ioctl = ioctl(FROM, "VIDEO_SELECT_SOURCE", 0x6f19);
/// 0x6f1a
pub const VIDEO_SET_BLANK: Ioctl = ioctl(FROM, "VIDEO_SET_BLANK", 0x6f1a);
/// 0x80146f1b
pub const VIDEO_GET_STATUS: Ioctl = taking(FROM, "VIDEO_GET_STATUS", 0x80146f1b, &LAYOUT_VIDEO_STATUS);
/// 0x80206f1c
pub const VIDEO_GET_EVENT: Ioctl = taking(FROM, "VIDEO_GET_EVENT", 0x80206f1c, &LAYOUT_VIDEO_EVENT);
/// 0x6f1d
pub const VIDEO_SET_DISPLAY_FORMAT: Ioctl = ioctl(FROM, "VIDEO_SET_DISPLAY_FORMAT", 0x6f1d);
/// 0x40106f1e
pub const VIDEO_STILLPICTURE: Ioctl = taking(FROM, "VIDEO_STILLPICTURE", 0x40106f1e, &LAYOUT_VIDEO_STILL_PICTURE);
/// 0x6f1f
pub const VIDEO_FAST_FORWARD: Ioctl = ioctl(FROM, "VIDEO_FAST_FORWARD", 0x6f1f);
/// 0x6f20
pub const VIDEO_SLOWMOTION: Ioctl = ioctl(FROM, "VIDEO_SLOWMOTION", 0x6f20);
/// 0x80046f21
pub const VIDEO_GET_CAPABILITIES: Ioctl = taking(FROM, "VIDEO_GET_CAPABILITIES", 0x80046f21, &LAYOUT_UNSIGNED_INT);
/// 0x6f22
pub const VIDEO_CLEAR_BUFFER: Ioctl = ioctl(FROM, "VIDEO_CLEAR_BUFFER", 0x6f22);
/// 0x6f24
pub const VIDEO_SET_STREAMTYPE: Ioctl = ioctl(FROM, "VIDEO_SET_STREAMTYPE", 0x6f24);
/// 0x6f25
pub const VIDEO_SET_FORMAT: Ioctl = ioctl(FROM, "VIDEO_SET_FORMAT", 0x6f25);
/// 0x800c6f37
pub const VIDEO_GET_SIZE: Ioctl = taking(FROM, "VIDEO_GET_SIZE", 0x800c6f37, &LAYOUT_VIDEO_SIZE_T);
/// 0x80086f39
pub const VIDEO_GET_PTS: Ioctl = taking(FROM, "VIDEO_GET_PTS", 0x80086f39, &LAYOUT___U64);
/// 0x80086f3a
pub const VIDEO_GET_FRAME_COUNT: Ioctl = taking(FROM, "VIDEO_GET_FRAME_COUNT", 0x80086f3a, &LAYOUT___U64);
/// 0xc0486f3b
pub const VIDEO_COMMAND: Ioctl = taking(FROM, "VIDEO_COMMAND", 0xc0486f3b, &LAYOUT_VIDEO_COMMAND);
/// 0xc0486f3c
pub const VIDEO_TRY_COMMAND: Ioctl = taking(FROM, "VIDEO_TRY_COMMAND", 0xc0486f3c, &LAYOUT_VIDEO_COMMAND);

/// Each of them.
pub const ALL: [Ioctl; 21] = [
    VIDEO_STOP, VIDEO_PLAY, VIDEO_FREEZE, VIDEO_CONTINUE, VIDEO_SELECT_SOURCE,
    VIDEO_SET_BLANK, VIDEO_GET_STATUS, VIDEO_GET_EVENT, VIDEO_SET_DISPLAY_FORMAT,
    VIDEO_STILLPICTURE, VIDEO_FAST_FORWARD, VIDEO_SLOWMOTION, VIDEO_GET_CAPABILITIES,
    VIDEO_CLEAR_BUFFER, VIDEO_SET_STREAMTYPE, VIDEO_SET_FORMAT, VIDEO_GET_SIZE,
    VIDEO_GET_PTS, VIDEO_GET_FRAME_COUNT, VIDEO_COMMAND, VIDEO_TRY_COMMAND,
];

const LAYOUT_VIDEO_STATUS: Layout = Layout {
    name: "struct video_status",
    size: 20,
    members: &[
        member("video_blank", 0, Signed(4)), member("play_state", 4, Unsigned(4)),
        member("stream_source", 8, Unsigned(4)), member("video_format", 12, Unsigned(4)),
        member("display_format", 16, Unsigned(4)),
    ],
};

const LAYOUT_VIDEO_EVENT: Layout = Layout {
    name: "struct video_event",
    size: 32,
    members: &[
        member("type", 0, Signed(4)), member("timestamp", 8, Signed(8)),
        member("u.size.w", 16, Signed(4)), member("u.size.h", 20, Signed(4)),
        member("u.size.aspect_ratio", 24, Unsigned(4)),
    ],
};

const LAYOUT_VIDEO_STILL_PICTURE: Layout = Layout {
    name: "struct video_still_picture",
    size: 16,
    members: &[
        member("iFrame", 0, Pointer), member("size", 8, Signed(4)),
    ],
};

const LAYOUT_UNSIGNED_INT: Layout = Layout {
    name: "unsigned int",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_VIDEO_SIZE_T: Layout = Layout {
    name: "video_size_t",
    size: 12,
    members: &[
        member("w", 0, Signed(4)), member("h", 4, Signed(4)),
        member("aspect_ratio", 8, Unsigned(4)),
    ],
};

const LAYOUT___U64: Layout = Layout {
    name: "__u64",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_VIDEO_COMMAND: Layout = Layout {
    name: "struct video_command",
    size: 72,
    members: &[
        member("cmd", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("stop.pts", 8, Unsigned(8)),
    ],
};
