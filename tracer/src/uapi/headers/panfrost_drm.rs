//! `drm/panfrost_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/panfrost_drm.h";

/// 0x40306440
pub const DRM_IOCTL_PANFROST_SUBMIT: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_SUBMIT", 0x40306440, &LAYOUT_DRM_PANFROST_SUBMIT);
/// 0x40106441
pub const DRM_IOCTL_PANFROST_WAIT_BO: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_WAIT_BO", 0x40106441, &LAYOUT_DRM_PANFROST_WAIT_BO);
/// 0xc0186442
pub const DRM_IOCTL_PANFROST_CREATE_BO: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_CREATE_BO", 0xc0186442, &LAYOUT_DRM_PANFROST_CREATE_BO);
/// 0xc0106443
pub const DRM_IOCTL_PANFROST_MMAP_BO: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_MMAP_BO", 0xc0106443, &LAYOUT_DRM_PANFROST_MMAP_BO);
/// 0xc0106444
pub const DRM_IOCTL_PANFROST_GET_PARAM: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_GET_PARAM", 0xc0106444, &LAYOUT_DRM_PANFROST_GET_PARAM);
/// 0xc0106445
pub const DRM_IOCTL_PANFROST_GET_BO_OFFSET: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_GET_BO_OFFSET", 0xc0106445, &LAYOUT_DRM_PANFROST_GET_BO_OFFSET);
/// 0x40086446
pub const DRM_IOCTL_PANFROST_PERFCNT_ENABLE: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_PERFCNT_ENABLE", 0x40086446, &LAYOUT_DRM_PANFROST_PERFCNT_ENABLE);
/// 0x40086447
pub const DRM_IOCTL_PANFROST_PERFCNT_DUMP: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_PERFCNT_DUMP", 0x40086447, &LAYOUT_DRM_PANFROST_PERFCNT_DUMP);
/// 0xc00c6448
pub const DRM_IOCTL_PANFROST_MADVISE: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_MADVISE", 0xc00c6448, &LAYOUT_DRM_PANFROST_MADVISE);
/// 0xc0106449
pub const DRM_IOCTL_PANFROST_SET_LABEL_BO: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_SET_LABEL_BO", 0xc0106449, &LAYOUT_DRM_PANFROST_SET_LABEL_BO);
/// 0xc008644a
pub const DRM_IOCTL_PANFROST_JM_CTX_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_JM_CTX_CREATE", 0xc008644a, &LAYOUT_DRM_PANFROST_JM_CTX_CREATE);
/// 0xc008644b
pub const DRM_IOCTL_PANFROST_JM_CTX_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_JM_CTX_DESTROY", 0xc008644b, &LAYOUT_DRM_PANFROST_JM_CTX_DESTROY);
/// 0xc010644c
pub const DRM_IOCTL_PANFROST_SYNC_BO: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_SYNC_BO", 0xc010644c, &LAYOUT_DRM_PANFROST_SYNC_BO);
/// 0xc010644d
pub const DRM_IOCTL_PANFROST_QUERY_BO_INFO: Ioctl = taking(FROM, "DRM_IOCTL_PANFROST_QUERY_BO_INFO", 0xc010644d, &LAYOUT_DRM_PANFROST_QUERY_BO_INFO);

/// Each of them.
pub const ALL: [Ioctl; 14] = [
    DRM_IOCTL_PANFROST_SUBMIT, DRM_IOCTL_PANFROST_WAIT_BO, DRM_IOCTL_PANFROST_CREATE_BO,
    DRM_IOCTL_PANFROST_MMAP_BO, DRM_IOCTL_PANFROST_GET_PARAM,
    DRM_IOCTL_PANFROST_GET_BO_OFFSET, DRM_IOCTL_PANFROST_PERFCNT_ENABLE,
    DRM_IOCTL_PANFROST_PERFCNT_DUMP, DRM_IOCTL_PANFROST_MADVISE,
    DRM_IOCTL_PANFROST_SET_LABEL_BO, DRM_IOCTL_PANFROST_JM_CTX_CREATE,
    DRM_IOCTL_PANFROST_JM_CTX_DESTROY, DRM_IOCTL_PANFROST_SYNC_BO,
    DRM_IOCTL_PANFROST_QUERY_BO_INFO,
];

const LAYOUT_DRM_PANFROST_SUBMIT: Layout = Layout {
    name: "struct drm_panfrost_submit",
    size: 48,
    members: &[
        member("jc", 0, Unsigned(8)), member("in_syncs", 8, Unsigned(8)),
        member("in_sync_count", 16, Unsigned(4)), member("out_sync", 20, Unsigned(4)),
        member("bo_handles", 24, Unsigned(8)), member("bo_handle_count", 32, Unsigned(4)),
        member("requirements", 36, Unsigned(4)), member("jm_ctx_handle", 40, Unsigned(4)),
        member("pad", 44, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANFROST_WAIT_BO: Layout = Layout {
    name: "struct drm_panfrost_wait_bo",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("timeout_ns", 8, Signed(8)),
    ],
};

const LAYOUT_DRM_PANFROST_CREATE_BO: Layout = Layout {
    name: "struct drm_panfrost_create_bo",
    size: 24,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("handle", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
        member("offset", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANFROST_MMAP_BO: Layout = Layout {
    name: "struct drm_panfrost_mmap_bo",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANFROST_GET_PARAM: Layout = Layout {
    name: "struct drm_panfrost_get_param",
    size: 16,
    members: &[
        member("param", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANFROST_GET_BO_OFFSET: Layout = Layout {
    name: "struct drm_panfrost_get_bo_offset",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANFROST_MADVISE: Layout = Layout {
    name: "struct drm_panfrost_madvise",
    size: 12,
    members: &[
        member("handle", 0, Unsigned(4)), member("madv", 4, Unsigned(4)),
        member("retained", 8, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANFROST_SET_LABEL_BO: Layout = Layout {
    name: "struct drm_panfrost_set_label_bo",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("label", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_PANFROST_JM_CTX_CREATE: Layout = Layout {
    name: "struct drm_panfrost_jm_ctx_create",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("priority", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANFROST_JM_CTX_DESTROY: Layout = Layout {
    name: "struct drm_panfrost_jm_ctx_destroy",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANFROST_SYNC_BO: Layout = Layout {
    name: "struct drm_panfrost_sync_bo",
    size: 16,
    members: &[
        member("ops", 0, Unsigned(8)), member("op_count", 8, Unsigned(4)),
        member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANFROST_QUERY_BO_INFO: Layout = Layout {
    name: "struct drm_panfrost_query_bo_info",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("extra_flags", 4, Unsigned(4)),
        member("create_flags", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANFROST_PERFCNT_ENABLE: Layout = Layout {
    name: "struct drm_panfrost_perfcnt_enable",
    size: 8,
    members: &[
        member("enable", 0, Unsigned(4)), member("counterset", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_PANFROST_PERFCNT_DUMP: Layout = Layout {
    name: "struct drm_panfrost_perfcnt_dump",
    size: 8,
    members: &[
        member("buf_ptr", 0, Unsigned(8)),
    ],
};
