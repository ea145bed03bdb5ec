//! `drm/qxl_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/qxl_drm.h";

/// 0xc0086440
pub const DRM_IOCTL_QXL_ALLOC: Ioctl = taking(FROM, "DRM_IOCTL_QXL_ALLOC", 0xc0086440, &LAYOUT_DRM_QXL_ALLOC);
/// 0xc0106441
pub const DRM_IOCTL_QXL_MAP: Ioctl = taking(FROM, "DRM_IOCTL_QXL_MAP", 0xc0106441, &LAYOUT_DRM_QXL_MAP);
/// 0x40106442
pub const DRM_IOCTL_QXL_EXECBUFFER: Ioctl = taking(FROM, "DRM_IOCTL_QXL_EXECBUFFER", 0x40106442, &LAYOUT_DRM_QXL_EXECBUFFER);
/// 0x40186443
pub const DRM_IOCTL_QXL_UPDATE_AREA: Ioctl = taking(FROM, "DRM_IOCTL_QXL_UPDATE_AREA", 0x40186443, &LAYOUT_DRM_QXL_UPDATE_AREA);
/// 0xc0106444
pub const DRM_IOCTL_QXL_GETPARAM: Ioctl = taking(FROM, "DRM_IOCTL_QXL_GETPARAM", 0xc0106444, &LAYOUT_DRM_QXL_GETPARAM);
/// 0x40086445
pub const DRM_IOCTL_QXL_CLIENTCAP: Ioctl = taking(FROM, "DRM_IOCTL_QXL_CLIENTCAP", 0x40086445, &LAYOUT_DRM_QXL_CLIENTCAP);
/// 0xc0186446
pub const DRM_IOCTL_QXL_ALLOC_SURF: Ioctl = taking(FROM, "DRM_IOCTL_QXL_ALLOC_SURF", 0xc0186446, &LAYOUT_DRM_QXL_ALLOC_SURF);

/// Each of them.
pub const ALL: [Ioctl; 7] = [
    DRM_IOCTL_QXL_ALLOC, DRM_IOCTL_QXL_MAP, DRM_IOCTL_QXL_EXECBUFFER,
    DRM_IOCTL_QXL_UPDATE_AREA, DRM_IOCTL_QXL_GETPARAM, DRM_IOCTL_QXL_CLIENTCAP,
    DRM_IOCTL_QXL_ALLOC_SURF,
];

const LAYOUT_DRM_QXL_ALLOC: Layout = Layout {
    name: "struct drm_qxl_alloc",
    size: 8,
    members: &[
        member("size", 0, Unsigned(4)), member("handle", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_QXL_MAP: Layout = Layout {
    name: "struct drm_qxl_map",
    size: 16,
    members: &[
        member("offset", 0, Unsigned(8)), member("handle", 8, Unsigned(4)),
        member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_QXL_EXECBUFFER: Layout = Layout {
    name: "struct drm_qxl_execbuffer",
    size: 16,
    members: &[
        member("flags", 0, Unsigned(4)), member("commands_num", 4, Unsigned(4)),
        member("commands", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_QXL_UPDATE_AREA: Layout = Layout {
    name: "struct drm_qxl_update_area",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("top", 4, Unsigned(4)),
        member("left", 8, Unsigned(4)), member("bottom", 12, Unsigned(4)),
        member("right", 16, Unsigned(4)), member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_QXL_GETPARAM: Layout = Layout {
    name: "struct drm_qxl_getparam",
    size: 16,
    members: &[
        member("param", 0, Unsigned(8)), member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_QXL_CLIENTCAP: Layout = Layout {
    name: "struct drm_qxl_clientcap",
    size: 8,
    members: &[
        member("index", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_QXL_ALLOC_SURF: Layout = Layout {
    name: "struct drm_qxl_alloc_surf",
    size: 24,
    members: &[
        member("format", 0, Unsigned(4)), member("width", 4, Unsigned(4)),
        member("height", 8, Unsigned(4)), member("stride", 12, Signed(4)),
        member("handle", 16, Unsigned(4)), member("pad", 20, Unsigned(4)),
    ],
};
