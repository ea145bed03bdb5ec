//! `linux/usb/cdc-wdm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/usb/cdc-wdm.h";

/// 0x800248a0
pub const IOCTL_WDM_MAX_COMMAND: Ioctl = taking(FROM, "IOCTL_WDM_MAX_COMMAND", 0x800248a0, &LAYOUT___U16);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    IOCTL_WDM_MAX_COMMAND,
];

const LAYOUT___U16: Layout = Layout {
    name: "__u16",
    size: 2,
    members: &[
        member("", 0, Unsigned(2)),
    ],
};
