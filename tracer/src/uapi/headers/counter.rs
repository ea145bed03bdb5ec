//! `linux/counter.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/counter.h";

/// 0x40063e00
pub const COUNTER_ADD_WATCH_IOCTL: Ioctl = taking(FROM, "COUNTER_ADD_WATCH_IOCTL", 0x40063e00, &LAYOUT_COUNTER_WATCH);
/// 0x3e01
pub const COUNTER_ENABLE_EVENTS_IOCTL: Ioctl = ioctl(FROM, "COUNTER_ENABLE_EVENTS_IOCTL", 0x3e01);
/// 0x3e02
pub const COUNTER_DISABLE_EVENTS_IOCTL: Ioctl = ioctl(FROM, "COUNTER_DISABLE_EVENTS_IOCTL", 0x3e02);

/// Each of them.
pub const ALL: [Ioctl; 3] = [
    COUNTER_ADD_WATCH_IOCTL, COUNTER_ENABLE_EVENTS_IOCTL, COUNTER_DISABLE_EVENTS_IOCTL,
];

const LAYOUT_COUNTER_WATCH: Layout = Layout {
    name: "struct counter_watch",
    size: 6,
    members: &[
        member("component.type", 0, Unsigned(1)), member("component.scope", 1, Unsigned(1)),
        member("component.parent", 2, Unsigned(1)), member("component.id", 3, Unsigned(1)),
        member("event", 4, Unsigned(1)), member("channel", 5, Unsigned(1)),
    ],
};
