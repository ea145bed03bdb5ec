//! `misc/uacce/uacce.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Ioctl, ioctl};

const FROM: &str = "misc/uacce/uacce.h";

/// 0x5700
pub const UACCE_CMD_START_Q: Ioctl = ioctl(FROM, "UACCE_CMD_START_Q", 0x5700);
/// 0x5701
pub const UACCE_CMD_PUT_Q: Ioctl = ioctl(FROM, "UACCE_CMD_PUT_Q", 0x5701);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    UACCE_CMD_START_Q, UACCE_CMD_PUT_Q,
];
