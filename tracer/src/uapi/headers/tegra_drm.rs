//! `drm/tegra_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/tegra_drm.h";

/// 0xc0106440
pub const DRM_IOCTL_TEGRA_GEM_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_GEM_CREATE", 0xc0106440, &LAYOUT_DRM_TEGRA_GEM_CREATE);
/// 0xc0106441
pub const DRM_IOCTL_TEGRA_GEM_MMAP: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_GEM_MMAP", 0xc0106441, &LAYOUT_DRM_TEGRA_GEM_MMAP);
/// 0xc0086442
pub const DRM_IOCTL_TEGRA_SYNCPT_READ: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_SYNCPT_READ", 0xc0086442, &LAYOUT_DRM_TEGRA_SYNCPT_READ);
/// 0xc0086443
pub const DRM_IOCTL_TEGRA_SYNCPT_INCR: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_SYNCPT_INCR", 0xc0086443, &LAYOUT_DRM_TEGRA_SYNCPT_INCR);
/// 0xc0106444
pub const DRM_IOCTL_TEGRA_SYNCPT_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_SYNCPT_WAIT", 0xc0106444, &LAYOUT_DRM_TEGRA_SYNCPT_WAIT);
/// 0xc0106445
pub const DRM_IOCTL_TEGRA_OPEN_CHANNEL: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_OPEN_CHANNEL", 0xc0106445, &LAYOUT_DRM_TEGRA_OPEN_CHANNEL);
/// 0xc0086446
pub const DRM_IOCTL_TEGRA_CLOSE_CHANNEL: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_CLOSE_CHANNEL", 0xc0086446, &LAYOUT_DRM_TEGRA_CLOSE_CHANNEL);
/// 0xc0106447
pub const DRM_IOCTL_TEGRA_GET_SYNCPT: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_GET_SYNCPT", 0xc0106447, &LAYOUT_DRM_TEGRA_GET_SYNCPT);
/// 0xc0586448
pub const DRM_IOCTL_TEGRA_SUBMIT: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_SUBMIT", 0xc0586448, &LAYOUT_DRM_TEGRA_SUBMIT);
/// 0xc0106449
pub const DRM_IOCTL_TEGRA_GET_SYNCPT_BASE: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_GET_SYNCPT_BASE", 0xc0106449, &LAYOUT_DRM_TEGRA_GET_SYNCPT_BASE);
/// 0xc010644a
pub const DRM_IOCTL_TEGRA_GEM_SET_TILING: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_GEM_SET_TILING", 0xc010644a, &LAYOUT_DRM_TEGRA_GEM_SET_TILING);
/// 0xc010644b
pub const DRM_IOCTL_TEGRA_GEM_GET_TILING: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_GEM_GET_TILING", 0xc010644b, &LAYOUT_DRM_TEGRA_GEM_GET_TILING);
/// 0xc008644c
pub const DRM_IOCTL_TEGRA_GEM_SET_FLAGS: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_GEM_SET_FLAGS", 0xc008644c, &LAYOUT_DRM_TEGRA_GEM_SET_FLAGS);
/// 0xc008644d
pub const DRM_IOCTL_TEGRA_GEM_GET_FLAGS: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_GEM_GET_FLAGS", 0xc008644d, &LAYOUT_DRM_TEGRA_GEM_GET_FLAGS);
/// 0xc0186450
pub const DRM_IOCTL_TEGRA_CHANNEL_OPEN: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_CHANNEL_OPEN", 0xc0186450, &LAYOUT_DRM_TEGRA_CHANNEL_OPEN);
/// 0xc0086451
pub const DRM_IOCTL_TEGRA_CHANNEL_CLOSE: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_CHANNEL_CLOSE", 0xc0086451, &LAYOUT_DRM_TEGRA_CHANNEL_CLOSE);
/// 0xc0106452
pub const DRM_IOCTL_TEGRA_CHANNEL_MAP: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_CHANNEL_MAP", 0xc0106452, &LAYOUT_DRM_TEGRA_CHANNEL_MAP);
/// 0xc0086453
pub const DRM_IOCTL_TEGRA_CHANNEL_UNMAP: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_CHANNEL_UNMAP", 0xc0086453, &LAYOUT_DRM_TEGRA_CHANNEL_UNMAP);
/// 0xc0406454
pub const DRM_IOCTL_TEGRA_CHANNEL_SUBMIT: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_CHANNEL_SUBMIT", 0xc0406454, &LAYOUT_DRM_TEGRA_CHANNEL_SUBMIT);
/// 0xc0086460
pub const DRM_IOCTL_TEGRA_SYNCPOINT_ALLOCATE: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_SYNCPOINT_ALLOCATE", 0xc0086460, &LAYOUT_DRM_TEGRA_SYNCPOINT_ALLOCATE);
/// 0xc0086461
pub const DRM_IOCTL_TEGRA_SYNCPOINT_FREE: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_SYNCPOINT_FREE", 0xc0086461, &LAYOUT_DRM_TEGRA_SYNCPOINT_FREE);
/// 0xc0186462
pub const DRM_IOCTL_TEGRA_SYNCPOINT_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_TEGRA_SYNCPOINT_WAIT", 0xc0186462, &LAYOUT_DRM_TEGRA_SYNCPOINT_WAIT);

/// Each of them.
pub const ALL: [Ioctl; 22] = [
    DRM_IOCTL_TEGRA_GEM_CREATE, DRM_IOCTL_TEGRA_GEM_MMAP, DRM_IOCTL_TEGRA_SYNCPT_READ,
    DRM_IOCTL_TEGRA_SYNCPT_INCR, DRM_IOCTL_TEGRA_SYNCPT_WAIT, DRM_IOCTL_TEGRA_OPEN_CHANNEL,
    DRM_IOCTL_TEGRA_CLOSE_CHANNEL, DRM_IOCTL_TEGRA_GET_SYNCPT, DRM_IOCTL_TEGRA_SUBMIT,
    DRM_IOCTL_TEGRA_GET_SYNCPT_BASE, DRM_IOCTL_TEGRA_GEM_SET_TILING,
    DRM_IOCTL_TEGRA_GEM_GET_TILING, DRM_IOCTL_TEGRA_GEM_SET_FLAGS,
    DRM_IOCTL_TEGRA_GEM_GET_FLAGS, DRM_IOCTL_TEGRA_CHANNEL_OPEN,
    DRM_IOCTL_TEGRA_CHANNEL_CLOSE, DRM_IOCTL_TEGRA_CHANNEL_MAP,
    DRM_IOCTL_TEGRA_CHANNEL_UNMAP, DRM_IOCTL_TEGRA_CHANNEL_SUBMIT,
    DRM_IOCTL_TEGRA_SYNCPOINT_ALLOCATE, DRM_IOCTL_TEGRA_SYNCPOINT_FREE,
    DRM_IOCTL_TEGRA_SYNCPOINT_WAIT,
];

const LAYOUT_DRM_TEGRA_GEM_CREATE: Layout = Layout {
    name: "struct drm_tegra_gem_create",
    size: 16,
    members: &[
        member("size", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("handle", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_GEM_MMAP: Layout = Layout {
    name: "struct drm_tegra_gem_mmap",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_TEGRA_SYNCPT_READ: Layout = Layout {
    name: "struct drm_tegra_syncpt_read",
    size: 8,
    members: &[
        member("id", 0, Unsigned(4)), member("value", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_SYNCPT_INCR: Layout = Layout {
    name: "struct drm_tegra_syncpt_incr",
    size: 8,
    members: &[
        member("id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_SYNCPT_WAIT: Layout = Layout {
    name: "struct drm_tegra_syncpt_wait",
    size: 16,
    members: &[
        member("id", 0, Unsigned(4)), member("thresh", 4, Unsigned(4)),
        member("timeout", 8, Unsigned(4)), member("value", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_OPEN_CHANNEL: Layout = Layout {
    name: "struct drm_tegra_open_channel",
    size: 16,
    members: &[
        member("client", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("context", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_TEGRA_CLOSE_CHANNEL: Layout = Layout {
    name: "struct drm_tegra_close_channel",
    size: 8,
    members: &[
        member("context", 0, Unsigned(8)),
    ],
};

const LAYOUT_DRM_TEGRA_GET_SYNCPT: Layout = Layout {
    name: "struct drm_tegra_get_syncpt",
    size: 16,
    members: &[
        member("context", 0, Unsigned(8)), member("index", 8, Unsigned(4)),
        member("id", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_SUBMIT: Layout = Layout {
    name: "struct drm_tegra_submit",
    size: 88,
    members: &[
        member("context", 0, Unsigned(8)), member("num_syncpts", 8, Unsigned(4)),
        member("num_cmdbufs", 12, Unsigned(4)), member("num_relocs", 16, Unsigned(4)),
        member("num_waitchks", 20, Unsigned(4)), member("waitchk_mask", 24, Unsigned(4)),
        member("timeout", 28, Unsigned(4)), member("syncpts", 32, Unsigned(8)),
        member("cmdbufs", 40, Unsigned(8)), member("relocs", 48, Unsigned(8)),
        member("waitchks", 56, Unsigned(8)), member("fence", 64, Unsigned(4)),
        member("reserved", 68, Array(4, 5)),
    ],
};

const LAYOUT_DRM_TEGRA_GET_SYNCPT_BASE: Layout = Layout {
    name: "struct drm_tegra_get_syncpt_base",
    size: 16,
    members: &[
        member("context", 0, Unsigned(8)), member("syncpt", 8, Unsigned(4)),
        member("id", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_GEM_SET_TILING: Layout = Layout {
    name: "struct drm_tegra_gem_set_tiling",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("mode", 4, Unsigned(4)),
        member("value", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_GEM_GET_TILING: Layout = Layout {
    name: "struct drm_tegra_gem_get_tiling",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("mode", 4, Unsigned(4)),
        member("value", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_GEM_SET_FLAGS: Layout = Layout {
    name: "struct drm_tegra_gem_set_flags",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_GEM_GET_FLAGS: Layout = Layout {
    name: "struct drm_tegra_gem_get_flags",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_CHANNEL_OPEN: Layout = Layout {
    name: "struct drm_tegra_channel_open",
    size: 24,
    members: &[
        member("host1x_class", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("context", 8, Unsigned(4)), member("version", 12, Unsigned(4)),
        member("capabilities", 16, Unsigned(4)), member("padding", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_CHANNEL_CLOSE: Layout = Layout {
    name: "struct drm_tegra_channel_close",
    size: 8,
    members: &[
        member("context", 0, Unsigned(4)), member("padding", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_CHANNEL_MAP: Layout = Layout {
    name: "struct drm_tegra_channel_map",
    size: 16,
    members: &[
        member("context", 0, Unsigned(4)), member("handle", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)), member("mapping", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_CHANNEL_UNMAP: Layout = Layout {
    name: "struct drm_tegra_channel_unmap",
    size: 8,
    members: &[
        member("context", 0, Unsigned(4)), member("mapping", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_CHANNEL_SUBMIT: Layout = Layout {
    name: "struct drm_tegra_channel_submit",
    size: 64,
    members: &[
        member("context", 0, Unsigned(4)), member("num_bufs", 4, Unsigned(4)),
        member("num_cmds", 8, Unsigned(4)), member("gather_data_words", 12, Unsigned(4)),
        member("bufs_ptr", 16, Unsigned(8)), member("cmds_ptr", 24, Unsigned(8)),
        member("gather_data_ptr", 32, Unsigned(8)), member("syncobj_in", 40, Unsigned(4)),
        member("syncobj_out", 44, Unsigned(4)), member("syncpt.id", 48, Unsigned(4)),
        member("syncpt.flags", 52, Unsigned(4)), member("syncpt.increments", 56, Unsigned(4)),
        member("syncpt.value", 60, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_SYNCPOINT_ALLOCATE: Layout = Layout {
    name: "struct drm_tegra_syncpoint_allocate",
    size: 8,
    members: &[
        member("id", 0, Unsigned(4)), member("padding", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_SYNCPOINT_FREE: Layout = Layout {
    name: "struct drm_tegra_syncpoint_free",
    size: 8,
    members: &[
        member("id", 0, Unsigned(4)), member("padding", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_TEGRA_SYNCPOINT_WAIT: Layout = Layout {
    name: "struct drm_tegra_syncpoint_wait",
    size: 24,
    members: &[
        member("timeout_ns", 0, Signed(8)), member("id", 8, Unsigned(4)),
        member("threshold", 12, Unsigned(4)), member("value", 16, Unsigned(4)),
        member("padding", 20, Unsigned(4)),
    ],
};
