//! `asm/amd_hsmp.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "asm/amd_hsmp.h";

/// 0xc02cf800
pub const HSMP_IOCTL_CMD: Ioctl = taking(FROM, "HSMP_IOCTL_CMD", 0xc02cf800, &LAYOUT_HSMP_MESSAGE);
/// 0x4010f801
pub const HSMP_IOCTL_GET_TELEMETRY_DATA: Ioctl = taking(FROM, "HSMP_IOCTL_GET_TELEMETRY_DATA", 0x4010f801, &LAYOUT_HSMP_TELEMETRY_DATA);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    HSMP_IOCTL_CMD, HSMP_IOCTL_GET_TELEMETRY_DATA,
];

const LAYOUT_HSMP_MESSAGE: Layout = Layout {
    name: "struct hsmp_message",
    size: 44,
    members: &[
        member("msg_id", 0, Unsigned(4)), member("num_args", 4, Unsigned(2)),
        member("response_sz", 6, Unsigned(2)), member("args", 8, Array(4, 8)),
        member("sock_ind", 40, Unsigned(2)),
    ],
};

const LAYOUT_HSMP_TELEMETRY_DATA: Layout = Layout {
    name: "struct hsmp_telemetry_data",
    size: 16,
    members: &[
        member("buf", 0, Unsigned(8)), member("size", 8, Unsigned(4)),
        member("sock_ind", 12, Unsigned(2)), member("reserved", 14, Unsigned(2)),
    ],
};
