//! `linux/surface_aggregator/dtx.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/surface_aggregator/dtx.h";

/// 0xa521
pub const SDTX_IOCTL_EVENTS_ENABLE: Ioctl = ioctl(FROM, "SDTX_IOCTL_EVENTS_ENABLE", 0xa521);
/// 0xa522
pub const SDTX_IOCTL_EVENTS_DISABLE: Ioctl = ioctl(FROM, "SDTX_IOCTL_EVENTS_DISABLE", 0xa522);
/// 0xa523
pub const SDTX_IOCTL_LATCH_LOCK: Ioctl = ioctl(FROM, "SDTX_IOCTL_LATCH_LOCK", 0xa523);
/// 0xa524
pub const SDTX_IOCTL_LATCH_UNLOCK: Ioctl = ioctl(FROM, "SDTX_IOCTL_LATCH_UNLOCK", 0xa524);
/// 0xa525
pub const SDTX_IOCTL_LATCH_REQUEST: Ioctl = ioctl(FROM, "SDTX_IOCTL_LATCH_REQUEST", 0xa525);
/// 0xa526
pub const SDTX_IOCTL_LATCH_CONFIRM: Ioctl = ioctl(FROM, "SDTX_IOCTL_LATCH_CONFIRM", 0xa526);
/// 0xa527
pub const SDTX_IOCTL_LATCH_HEARTBEAT: Ioctl = ioctl(FROM, "SDTX_IOCTL_LATCH_HEARTBEAT", 0xa527);
/// 0xa528
pub const SDTX_IOCTL_LATCH_CANCEL: Ioctl = ioctl(FROM, "SDTX_IOCTL_LATCH_CANCEL", 0xa528);
/// 0x8004a529
pub const SDTX_IOCTL_GET_BASE_INFO: Ioctl = taking(FROM, "SDTX_IOCTL_GET_BASE_INFO", 0x8004a529, &LAYOUT_SDTX_BASE_INFO);
/// 0x8002a52a
pub const SDTX_IOCTL_GET_DEVICE_MODE: Ioctl = taking(FROM, "SDTX_IOCTL_GET_DEVICE_MODE", 0x8002a52a, &LAYOUT___U16);
/// 0x8002a52b
pub const SDTX_IOCTL_GET_LATCH_STATUS: Ioctl = taking(FROM, "SDTX_IOCTL_GET_LATCH_STATUS", 0x8002a52b, &LAYOUT___U16);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    SDTX_IOCTL_EVENTS_ENABLE, SDTX_IOCTL_EVENTS_DISABLE, SDTX_IOCTL_LATCH_LOCK,
    SDTX_IOCTL_LATCH_UNLOCK, SDTX_IOCTL_LATCH_REQUEST, SDTX_IOCTL_LATCH_CONFIRM,
    SDTX_IOCTL_LATCH_HEARTBEAT, SDTX_IOCTL_LATCH_CANCEL, SDTX_IOCTL_GET_BASE_INFO,
    SDTX_IOCTL_GET_DEVICE_MODE, SDTX_IOCTL_GET_LATCH_STATUS,
];

const LAYOUT_SDTX_BASE_INFO: Layout = Layout {
    name: "struct sdtx_base_info",
    size: 4,
    members: &[
        member("state", 0, Unsigned(2)), member("base_id", 2, Unsigned(2)),
    ],
};

const LAYOUT___U16: Layout = Layout {
    name: "__u16",
    size: 2,
    members: &[
        member("", 0, Unsigned(2)),
    ],
};
