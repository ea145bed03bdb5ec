//! `drm/nova_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/nova_drm.h";

/// 0xc0106440
pub const DRM_IOCTL_NOVA_GETPARAM: Ioctl = taking(FROM, "DRM_IOCTL_NOVA_GETPARAM", 0xc0106440, &LAYOUT_DRM_NOVA_GETPARAM);
/// 0xc0106441
pub const DRM_IOCTL_NOVA_GEM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_NOVA_GEM_CREATE", 0xc0106441, &LAYOUT_DRM_NOVA_GEM_CREATE);
/// 0xc0106442
pub const DRM_IOCTL_NOVA_GEM_INFO: Ioctl = taking(FROM, "DRM_IOCTL_NOVA_GEM_INFO", 0xc0106442, &LAYOUT_DRM_NOVA_GEM_INFO);

/// Each of them.
pub const ALL: [Ioctl; 3] = [
    DRM_IOCTL_NOVA_GETPARAM, DRM_IOCTL_NOVA_GEM_CREATE, DRM_IOCTL_NOVA_GEM_INFO,
];

const LAYOUT_DRM_NOVA_GETPARAM: Layout = Layout {
    name: "struct drm_nova_getparam",
    size: 16,
    members: &[
        member("param", 0, Unsigned(8)), member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_NOVA_GEM_CREATE: Layout = Layout {
    name: "struct drm_nova_gem_create",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("size", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_NOVA_GEM_INFO: Layout = Layout {
    name: "struct drm_nova_gem_info",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("size", 8, Unsigned(8)),
    ],
};
