//! `linux/am437x-vpfe.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Ioctl, ioctl};

const FROM: &str = "linux/am437x-vpfe.h";

/// 0x400856c1
pub const VIDIOC_AM437X_CCDC_CFG: Ioctl = ioctl(FROM, "VIDIOC_AM437X_CCDC_CFG", 0x400856c1);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    VIDIOC_AM437X_CCDC_CFG,
];
