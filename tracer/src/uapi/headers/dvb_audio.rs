//! `linux/dvb/audio.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/dvb/audio.h";

/// 0x6f01
pub const AUDIO_STOP: Ioctl = ioctl(FROM, "AUDIO_STOP", 0x6f01);
/// 0x6f02
pub const AUDIO_PLAY: Ioctl = ioctl(FROM, "AUDIO_PLAY", 0x6f02);
/// 0x6f03
pub const AUDIO_PAUSE: Ioctl = ioctl(FROM, "AUDIO_PAUSE", 0x6f03);
/// 0x6f04
pub const AUDIO_CONTINUE: Ioctl = ioctl(FROM, "AUDIO_CONTINUE", 0x6f04);
/// 0x6f05
pub const AUDIO_SELECT_SOURCE: Ioctl = ioctl(FROM, "AUDIO_SELECT_SOURCE", 0x6f05);
/// 0x6f06
pub const AUDIO_SET_MUTE: Ioctl = ioctl(FROM, "AUDIO_SET_MUTE", 0x6f06);
/// 0x6f07
pub const AUDIO_SET_AV_SYNC: Ioctl = ioctl(FROM, "AUDIO_SET_AV_SYNC", 0x6f07);
/// 0x6f08
pub const AUDIO_SET_BYPASS_MODE: Ioctl = ioctl(FROM, "AUDIO_SET_BYPASS_MODE", 0x6f08);
/// 0x6f09
pub const AUDIO_CHANNEL_SELECT: Ioctl = ioctl(FROM, "AUDIO_CHANNEL_SELECT", 0x6f09);
/// 0x80206f0a
pub const AUDIO_GET_STATUS: Ioctl = taking(FROM, "AUDIO_GET_STATUS", 0x80206f0a, &LAYOUT_AUDIO_STATUS_T);
/// 0x80046f0b
pub const AUDIO_GET_CAPABILITIES: Ioctl = taking(FROM, "AUDIO_GET_CAPABILITIES", 0x80046f0b, &LAYOUT_UNSIGNED_INT);
/// 0x6f0c
pub const AUDIO_CLEAR_BUFFER: Ioctl = ioctl(FROM, "AUDIO_CLEAR_BUFFER", 0x6f0c);
/// 0x6f0d
pub const AUDIO_SET_ID: Ioctl = ioctl(FROM, "AUDIO_SET_ID", 0x6f0d);
/// 0x40086f0e
pub const AUDIO_SET_MIXER: Ioctl = taking(FROM, "AUDIO_SET_MIXER", 0x40086f0e, &LAYOUT_AUDIO_MIXER_T);
/// 0x6f0f
pub const AUDIO_SET_STREAMTYPE: Ioctl = ioctl(FROM, "AUDIO_SET_STREAMTYPE", 0x6f0f);
/// 0x6f14
pub const AUDIO_BILINGUAL_CHANNEL_SELECT: Ioctl = ioctl(FROM, "AUDIO_BILINGUAL_CHANNEL_SELECT", 0x6f14);

/// Each of them.
pub const ALL: [Ioctl; 16] = [
    AUDIO_STOP, AUDIO_PLAY, AUDIO_PAUSE, AUDIO_CONTINUE, AUDIO_SELECT_SOURCE, AUDIO_SET_MUTE,
    AUDIO_SET_AV_SYNC, AUDIO_SET_BYPASS_MODE, AUDIO_CHANNEL_SELECT, AUDIO_GET_STATUS,
    AUDIO_GET_CAPABILITIES, AUDIO_CLEAR_BUFFER, AUDIO_SET_ID, AUDIO_SET_MIXER,
    AUDIO_SET_STREAMTYPE, AUDIO_BILINGUAL_CHANNEL_SELECT,
];

const LAYOUT_AUDIO_STATUS_T: Layout = Layout {
    name: "audio_status_t",
    size: 32,
    members: &[
        member("AV_sync_state", 0, Signed(4)), member("mute_state", 4, Signed(4)),
        member("play_state", 8, Unsigned(4)), member("stream_source", 12, Unsigned(4)),
        member("channel_select", 16, Unsigned(4)), member("bypass_mode", 20, Signed(4)),
        member("mixer_state.volume_left", 24, Unsigned(4)),
        member("mixer_state.volume_right", 28, Unsigned(4)),
    ],
};

const LAYOUT_UNSIGNED_INT: Layout = Layout {
    name: "unsigned int",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_AUDIO_MIXER_T: Layout = Layout {
    name: "audio_mixer_t",
    size: 8,
    members: &[
        member("volume_left", 0, Unsigned(4)), member("volume_right", 4, Unsigned(4)),
    ],
};
