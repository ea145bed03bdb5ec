//! `drm/armada_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/armada_drm.h";

/// 0xc0086440
pub const DRM_IOCTL_ARMADA_GEM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_ARMADA_GEM_CREATE", 0xc0086440, &LAYOUT_DRM_ARMADA_GEM_CREATE);
/// 0xc0206442
pub const DRM_IOCTL_ARMADA_GEM_MMAP: Ioctl = taking(FROM, "DRM_IOCTL_ARMADA_GEM_MMAP", 0xc0206442, &LAYOUT_DRM_ARMADA_GEM_MMAP);
/// 0x40186443
pub const DRM_IOCTL_ARMADA_GEM_PWRITE: Ioctl = taking(FROM, "DRM_IOCTL_ARMADA_GEM_PWRITE", 0x40186443, &LAYOUT_DRM_ARMADA_GEM_PWRITE);

/// Each of them.
pub const ALL: [Ioctl; 3] = [
    DRM_IOCTL_ARMADA_GEM_CREATE, DRM_IOCTL_ARMADA_GEM_MMAP, DRM_IOCTL_ARMADA_GEM_PWRITE,
];

const LAYOUT_DRM_ARMADA_GEM_CREATE: Layout = Layout {
    name: "struct drm_armada_gem_create",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("size", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ARMADA_GEM_MMAP: Layout = Layout {
    name: "struct drm_armada_gem_mmap",
    size: 32,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
        member("addr", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ARMADA_GEM_PWRITE: Layout = Layout {
    name: "struct drm_armada_gem_pwrite",
    size: 24,
    members: &[
        member("ptr", 0, Unsigned(8)), member("handle", 8, Unsigned(4)),
        member("offset", 12, Unsigned(4)), member("size", 16, Unsigned(4)),
    ],
};
