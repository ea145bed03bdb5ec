//! `drm/lima_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/lima_drm.h";

/// 0xc0106440
pub const DRM_IOCTL_LIMA_GET_PARAM: Ioctl = taking(FROM, "DRM_IOCTL_LIMA_GET_PARAM", 0xc0106440, &LAYOUT_DRM_LIMA_GET_PARAM);
/// 0xc0106441
pub const DRM_IOCTL_LIMA_GEM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_LIMA_GEM_CREATE", 0xc0106441, &LAYOUT_DRM_LIMA_GEM_CREATE);
/// 0xc0106442
pub const DRM_IOCTL_LIMA_GEM_INFO: Ioctl = taking(FROM, "DRM_IOCTL_LIMA_GEM_INFO", 0xc0106442, &LAYOUT_DRM_LIMA_GEM_INFO);
/// 0x40306443
pub const DRM_IOCTL_LIMA_GEM_SUBMIT: Ioctl = taking(FROM, "DRM_IOCTL_LIMA_GEM_SUBMIT", 0x40306443, &LAYOUT_DRM_LIMA_GEM_SUBMIT);
/// 0x40106444
pub const DRM_IOCTL_LIMA_GEM_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_LIMA_GEM_WAIT", 0x40106444, &LAYOUT_DRM_LIMA_GEM_WAIT);
/// 0x80086445
pub const DRM_IOCTL_LIMA_CTX_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_LIMA_CTX_CREATE", 0x80086445, &LAYOUT_DRM_LIMA_CTX_CREATE);
/// 0x40086446
pub const DRM_IOCTL_LIMA_CTX_FREE: Ioctl = taking(FROM, "DRM_IOCTL_LIMA_CTX_FREE", 0x40086446, &LAYOUT_DRM_LIMA_CTX_FREE);

/// Each of them.
pub const ALL: [Ioctl; 7] = [
    DRM_IOCTL_LIMA_GET_PARAM, DRM_IOCTL_LIMA_GEM_CREATE, DRM_IOCTL_LIMA_GEM_INFO,
    DRM_IOCTL_LIMA_GEM_SUBMIT, DRM_IOCTL_LIMA_GEM_WAIT, DRM_IOCTL_LIMA_CTX_CREATE,
    DRM_IOCTL_LIMA_CTX_FREE,
];

const LAYOUT_DRM_LIMA_GET_PARAM: Layout = Layout {
    name: "struct drm_lima_get_param",
    size: 16,
    members: &[
        member("param", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_LIMA_GEM_CREATE: Layout = Layout {
    name: "struct drm_lima_gem_create",
    size: 16,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("handle", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_LIMA_GEM_INFO: Layout = Layout {
    name: "struct drm_lima_gem_info",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("va", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_LIMA_GEM_SUBMIT: Layout = Layout {
    name: "struct drm_lima_gem_submit",
    size: 48,
    members: &[
        member("ctx", 0, Unsigned(4)), member("pipe", 4, Unsigned(4)),
        member("nr_bos", 8, Unsigned(4)), member("frame_size", 12, Unsigned(4)),
        member("bos", 16, Unsigned(8)), member("frame", 24, Unsigned(8)),
        member("flags", 32, Unsigned(4)), member("out_sync", 36, Unsigned(4)),
        member("in_sync", 40, Array(4, 2)),
    ],
};

const LAYOUT_DRM_LIMA_GEM_WAIT: Layout = Layout {
    name: "struct drm_lima_gem_wait",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("op", 4, Unsigned(4)),
        member("timeout_ns", 8, Signed(8)),
    ],
};

const LAYOUT_DRM_LIMA_CTX_CREATE: Layout = Layout {
    name: "struct drm_lima_ctx_create",
    size: 8,
    members: &[
        member("id", 0, Unsigned(4)), member("_pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_LIMA_CTX_FREE: Layout = Layout {
    name: "struct drm_lima_ctx_free",
    size: 8,
    members: &[
        member("id", 0, Unsigned(4)), member("_pad", 4, Unsigned(4)),
    ],
};
