//! `linux/misc/bcm_vk.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/misc/bcm_vk.h";

/// 0x40445e02
pub const VK_IOCTL_LOAD_IMAGE: Ioctl = taking(FROM, "VK_IOCTL_LOAD_IMAGE", 0x40445e02, &LAYOUT_VK_IMAGE);
/// 0x40085e04
pub const VK_IOCTL_RESET: Ioctl = taking(FROM, "VK_IOCTL_RESET", 0x40085e04, &LAYOUT_VK_RESET);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    VK_IOCTL_LOAD_IMAGE, VK_IOCTL_RESET,
];

const LAYOUT_VK_IMAGE: Layout = Layout {
    name: "struct vk_image",
    size: 68,
    members: &[
        member("type", 0, Unsigned(4)), member("filename", 4, Array(1, 64)),
    ],
};

const LAYOUT_VK_RESET: Layout = Layout {
    name: "struct vk_reset",
    size: 8,
    members: &[
        member("arg1", 0, Unsigned(4)), member("arg2", 4, Unsigned(4)),
    ],
};
