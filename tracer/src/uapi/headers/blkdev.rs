//! `linux/blkdev.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Ioctl, ioctl};

const FROM: &str = "linux/blkdev.h";

/// 0x1200
pub const BLOCK_URING_CMD_DISCARD: Ioctl = ioctl(FROM, "BLOCK_URING_CMD_DISCARD", 0x1200);
/// 0x1201
pub const BLOCK_URING_CMD_ZONE_RESET_ALL: Ioctl = ioctl(FROM, "BLOCK_URING_CMD_ZONE_RESET_ALL", 0x1201);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    BLOCK_URING_CMD_DISCARD, BLOCK_URING_CMD_ZONE_RESET_ALL,
];
