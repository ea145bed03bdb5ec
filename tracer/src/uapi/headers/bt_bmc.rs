//! `linux/bt-bmc.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Ioctl, ioctl};

const FROM: &str = "linux/bt-bmc.h";

/// 0xb100
pub const BT_BMC_IOCTL_SMS_ATN: Ioctl = ioctl(FROM, "BT_BMC_IOCTL_SMS_ATN", 0xb100);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    BT_BMC_IOCTL_SMS_ATN,
];
