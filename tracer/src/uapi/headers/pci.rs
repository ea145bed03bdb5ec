//! `linux/pci.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Ioctl, ioctl};

const FROM: &str = "linux/pci.h";

/// 0x50434900
pub const PCIIOC_CONTROLLER: Ioctl = ioctl(FROM, "PCIIOC_CONTROLLER", 0x50434900);
/// 0x50434901
pub const PCIIOC_MMAP_IS_IO: Ioctl = ioctl(FROM, "PCIIOC_MMAP_IS_IO", 0x50434901);
/// 0x50434902
pub const PCIIOC_MMAP_IS_MEM: Ioctl = ioctl(FROM, "PCIIOC_MMAP_IS_MEM", 0x50434902);
/// 0x50434903
pub const PCIIOC_WRITE_COMBINE: Ioctl = ioctl(FROM, "PCIIOC_WRITE_COMBINE", 0x50434903);

/// Each of them.
pub const ALL: [Ioctl; 4] = [
    PCIIOC_CONTROLLER, PCIIOC_MMAP_IS_IO, PCIIOC_MMAP_IS_MEM, PCIIOC_WRITE_COMBINE,
];
