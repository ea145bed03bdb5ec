//! `drm/vgem_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/vgem_drm.h";

/// 0xc0106441
pub const DRM_IOCTL_VGEM_FENCE_ATTACH: Ioctl = taking(FROM, "DRM_IOCTL_VGEM_FENCE_ATTACH", 0xc0106441, &LAYOUT_DRM_VGEM_FENCE_ATTACH);
/// 0x40086442
pub const DRM_IOCTL_VGEM_FENCE_SIGNAL: Ioctl = taking(FROM, "DRM_IOCTL_VGEM_FENCE_SIGNAL", 0x40086442, &LAYOUT_DRM_VGEM_FENCE_SIGNAL);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    DRM_IOCTL_VGEM_FENCE_ATTACH, DRM_IOCTL_VGEM_FENCE_SIGNAL,
];

const LAYOUT_DRM_VGEM_FENCE_ATTACH: Layout = Layout {
    name: "struct drm_vgem_fence_attach",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("out_fence", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VGEM_FENCE_SIGNAL: Layout = Layout {
    name: "struct drm_vgem_fence_signal",
    size: 8,
    members: &[
        member("fence", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};
