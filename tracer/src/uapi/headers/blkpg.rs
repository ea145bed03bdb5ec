//! `linux/blkpg.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Ioctl, ioctl};

const FROM: &str = "linux/blkpg.h";

/// 0x1269
pub const BLKPG: Ioctl = ioctl(FROM, "BLKPG", 0x1269);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    BLKPG,
];
