//! `drm/omap_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/omap_drm.h";

/// 0xc0106440
pub const DRM_IOCTL_OMAP_GET_PARAM: Ioctl = taking(FROM, "DRM_IOCTL_OMAP_GET_PARAM", 0xc0106440, &LAYOUT_DRM_OMAP_PARAM);
/// 0x40106441
pub const DRM_IOCTL_OMAP_SET_PARAM: Ioctl = taking(FROM, "DRM_IOCTL_OMAP_SET_PARAM", 0x40106441, &LAYOUT_DRM_OMAP_PARAM);
/// 0xc0106443
pub const DRM_IOCTL_OMAP_GEM_NEW: Ioctl = taking(FROM, "DRM_IOCTL_OMAP_GEM_NEW", 0xc0106443, &LAYOUT_DRM_OMAP_GEM_NEW);
/// 0x40086444
pub const DRM_IOCTL_OMAP_GEM_CPU_PREP: Ioctl = taking(FROM, "DRM_IOCTL_OMAP_GEM_CPU_PREP", 0x40086444, &LAYOUT_DRM_OMAP_GEM_CPU_PREP);
/// 0x40106445
pub const DRM_IOCTL_OMAP_GEM_CPU_FINI: Ioctl = taking(FROM, "DRM_IOCTL_OMAP_GEM_CPU_FINI", 0x40106445, &LAYOUT_DRM_OMAP_GEM_CPU_FINI);
/// 0xc0186446
pub const DRM_IOCTL_OMAP_GEM_INFO: Ioctl = taking(FROM, "DRM_IOCTL_OMAP_GEM_INFO", 0xc0186446, &LAYOUT_DRM_OMAP_GEM_INFO);

/// Each of them.
pub const ALL: [Ioctl; 6] = [
    DRM_IOCTL_OMAP_GET_PARAM, DRM_IOCTL_OMAP_SET_PARAM, DRM_IOCTL_OMAP_GEM_NEW,
    DRM_IOCTL_OMAP_GEM_CPU_PREP, DRM_IOCTL_OMAP_GEM_CPU_FINI, DRM_IOCTL_OMAP_GEM_INFO,
];

const LAYOUT_DRM_OMAP_PARAM: Layout = Layout {
    name: "struct drm_omap_param",
    size: 16,
    members: &[
        member("param", 0, Unsigned(8)), member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_OMAP_GEM_NEW: Layout = Layout {
    name: "struct drm_omap_gem_new",
    size: 16,
    members: &[
        member("size.bytes", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("handle", 8, Unsigned(4)), member("__pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_OMAP_GEM_CPU_PREP: Layout = Layout {
    name: "struct drm_omap_gem_cpu_prep",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("op", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_OMAP_GEM_CPU_FINI: Layout = Layout {
    name: "struct drm_omap_gem_cpu_fini",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("op", 4, Unsigned(4)),
        member("nregions", 8, Unsigned(4)), member("__pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_OMAP_GEM_INFO: Layout = Layout {
    name: "struct drm_omap_gem_info",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("size", 16, Unsigned(4)),
        member("__pad", 20, Unsigned(4)),
    ],
};
