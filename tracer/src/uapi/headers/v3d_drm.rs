//! `drm/v3d_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/v3d_drm.h";

/// 0xc0486440
pub const DRM_IOCTL_V3D_SUBMIT_CL: Ioctl = taking(FROM, "DRM_IOCTL_V3D_SUBMIT_CL", 0xc0486440, &LAYOUT_DRM_V3D_SUBMIT_CL);
/// 0xc0106441
pub const DRM_IOCTL_V3D_WAIT_BO: Ioctl = taking(FROM, "DRM_IOCTL_V3D_WAIT_BO", 0xc0106441, &LAYOUT_DRM_V3D_WAIT_BO);
/// 0xc0106442
pub const DRM_IOCTL_V3D_CREATE_BO: Ioctl = taking(FROM, "DRM_IOCTL_V3D_CREATE_BO", 0xc0106442, &LAYOUT_DRM_V3D_CREATE_BO);
/// 0xc0106443
pub const DRM_IOCTL_V3D_MMAP_BO: Ioctl = taking(FROM, "DRM_IOCTL_V3D_MMAP_BO", 0xc0106443, &LAYOUT_DRM_V3D_MMAP_BO);
/// 0xc0106444
pub const DRM_IOCTL_V3D_GET_PARAM: Ioctl = taking(FROM, "DRM_IOCTL_V3D_GET_PARAM", 0xc0106444, &LAYOUT_DRM_V3D_GET_PARAM);
/// 0xc0086445
pub const DRM_IOCTL_V3D_GET_BO_OFFSET: Ioctl = taking(FROM, "DRM_IOCTL_V3D_GET_BO_OFFSET", 0xc0086445, &LAYOUT_DRM_V3D_GET_BO_OFFSET);
/// 0x40586446
pub const DRM_IOCTL_V3D_SUBMIT_TFU: Ioctl = taking(FROM, "DRM_IOCTL_V3D_SUBMIT_TFU", 0x40586446, &LAYOUT_DRM_V3D_SUBMIT_TFU);
/// 0x40586447
pub const DRM_IOCTL_V3D_SUBMIT_CSD: Ioctl = taking(FROM, "DRM_IOCTL_V3D_SUBMIT_CSD", 0x40586447, &LAYOUT_DRM_V3D_SUBMIT_CSD);
/// 0xc0286448
pub const DRM_IOCTL_V3D_PERFMON_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_V3D_PERFMON_CREATE", 0xc0286448, &LAYOUT_DRM_V3D_PERFMON_CREATE);
/// 0xc0046449
pub const DRM_IOCTL_V3D_PERFMON_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_V3D_PERFMON_DESTROY", 0xc0046449, &LAYOUT_DRM_V3D_PERFMON_DESTROY);
/// 0xc010644a
pub const DRM_IOCTL_V3D_PERFMON_GET_VALUES: Ioctl = taking(FROM, "DRM_IOCTL_V3D_PERFMON_GET_VALUES", 0xc010644a, &LAYOUT_DRM_V3D_PERFMON_GET_VALUES);
/// 0x4018644b
pub const DRM_IOCTL_V3D_SUBMIT_CPU: Ioctl = taking(FROM, "DRM_IOCTL_V3D_SUBMIT_CPU", 0x4018644b, &LAYOUT_DRM_V3D_SUBMIT_CPU);
/// 0xc168644c
pub const DRM_IOCTL_V3D_PERFMON_GET_COUNTER: Ioctl = taking(FROM, "DRM_IOCTL_V3D_PERFMON_GET_COUNTER", 0xc168644c, &LAYOUT_DRM_V3D_PERFMON_GET_COUNTER);
/// 0x4008644d
pub const DRM_IOCTL_V3D_PERFMON_SET_GLOBAL: Ioctl = taking(FROM, "DRM_IOCTL_V3D_PERFMON_SET_GLOBAL", 0x4008644d, &LAYOUT_DRM_V3D_PERFMON_SET_GLOBAL);

/// Each of them.
pub const ALL: [Ioctl; 14] = [
    DRM_IOCTL_V3D_SUBMIT_CL, DRM_IOCTL_V3D_WAIT_BO, DRM_IOCTL_V3D_CREATE_BO,
    DRM_IOCTL_V3D_MMAP_BO, DRM_IOCTL_V3D_GET_PARAM, DRM_IOCTL_V3D_GET_BO_OFFSET,
    DRM_IOCTL_V3D_SUBMIT_TFU, DRM_IOCTL_V3D_SUBMIT_CSD, DRM_IOCTL_V3D_PERFMON_CREATE,
    DRM_IOCTL_V3D_PERFMON_DESTROY, DRM_IOCTL_V3D_PERFMON_GET_VALUES,
    DRM_IOCTL_V3D_SUBMIT_CPU, DRM_IOCTL_V3D_PERFMON_GET_COUNTER,
    DRM_IOCTL_V3D_PERFMON_SET_GLOBAL,
];

const LAYOUT_DRM_V3D_SUBMIT_CL: Layout = Layout {
    name: "struct drm_v3d_submit_cl",
    size: 72,
    members: &[
        member("bcl_start", 0, Unsigned(4)), member("bcl_end", 4, Unsigned(4)),
        member("rcl_start", 8, Unsigned(4)), member("rcl_end", 12, Unsigned(4)),
        member("in_sync_bcl", 16, Unsigned(4)), member("in_sync_rcl", 20, Unsigned(4)),
        member("out_sync", 24, Unsigned(4)), member("qma", 28, Unsigned(4)),
        member("qms", 32, Unsigned(4)), member("qts", 36, Unsigned(4)),
        member("bo_handles", 40, Unsigned(8)), member("bo_handle_count", 48, Unsigned(4)),
        member("flags", 52, Unsigned(4)), member("perfmon_id", 56, Unsigned(4)),
        member("pad", 60, Unsigned(4)), member("extensions", 64, Unsigned(8)),
    ],
};

const LAYOUT_DRM_V3D_WAIT_BO: Layout = Layout {
    name: "struct drm_v3d_wait_bo",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("timeout_ns", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_V3D_CREATE_BO: Layout = Layout {
    name: "struct drm_v3d_create_bo",
    size: 16,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("handle", 8, Unsigned(4)), member("offset", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_V3D_MMAP_BO: Layout = Layout {
    name: "struct drm_v3d_mmap_bo",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_V3D_GET_PARAM: Layout = Layout {
    name: "struct drm_v3d_get_param",
    size: 16,
    members: &[
        member("param", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_V3D_GET_BO_OFFSET: Layout = Layout {
    name: "struct drm_v3d_get_bo_offset",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("offset", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_V3D_SUBMIT_TFU: Layout = Layout {
    name: "struct drm_v3d_submit_tfu",
    size: 88,
    members: &[
        member("icfg", 0, Unsigned(4)), member("iia", 4, Unsigned(4)),
        member("iis", 8, Unsigned(4)), member("ica", 12, Unsigned(4)),
        member("iua", 16, Unsigned(4)), member("ioa", 20, Unsigned(4)),
        member("ios", 24, Unsigned(4)), member("coef", 28, Array(4, 4)),
        member("bo_handles", 44, Array(4, 4)), member("in_sync", 60, Unsigned(4)),
        member("out_sync", 64, Unsigned(4)), member("flags", 68, Unsigned(4)),
        member("extensions", 72, Unsigned(8)), member("v71.ioc", 80, Unsigned(4)),
        member("v71.pad", 84, Unsigned(4)),
    ],
};

const LAYOUT_DRM_V3D_SUBMIT_CSD: Layout = Layout {
    name: "struct drm_v3d_submit_csd",
    size: 88,
    members: &[
        member("cfg", 0, Array(4, 7)), member("coef", 28, Array(4, 4)),
        member("bo_handles", 48, Unsigned(8)), member("bo_handle_count", 56, Unsigned(4)),
        member("in_sync", 60, Unsigned(4)), member("out_sync", 64, Unsigned(4)),
        member("perfmon_id", 68, Unsigned(4)), member("extensions", 72, Unsigned(8)),
        member("flags", 80, Unsigned(4)), member("pad", 84, Unsigned(4)),
    ],
};

const LAYOUT_DRM_V3D_PERFMON_CREATE: Layout = Layout {
    name: "struct drm_v3d_perfmon_create",
    size: 40,
    members: &[
        member("id", 0, Unsigned(4)), member("ncounters", 4, Unsigned(4)),
        member("counters", 8, Array(1, 32)),
    ],
};

const LAYOUT_DRM_V3D_PERFMON_DESTROY: Layout = Layout {
    name: "struct drm_v3d_perfmon_destroy",
    size: 4,
    members: &[
        member("id", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_V3D_PERFMON_GET_VALUES: Layout = Layout {
    name: "struct drm_v3d_perfmon_get_values",
    size: 16,
    members: &[
        member("id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("values_ptr", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_V3D_SUBMIT_CPU: Layout = Layout {
    name: "struct drm_v3d_submit_cpu",
    size: 24,
    members: &[
        member("bo_handles", 0, Unsigned(8)), member("bo_handle_count", 8, Unsigned(4)),
        member("flags", 12, Unsigned(4)), member("extensions", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_V3D_PERFMON_GET_COUNTER: Layout = Layout {
    name: "struct drm_v3d_perfmon_get_counter",
    size: 360,
    members: &[
        member("counter", 0, Unsigned(1)), member("name", 1, Array(1, 64)),
        member("category", 65, Array(1, 32)), member("description", 97, Array(1, 256)),
    ],
};

const LAYOUT_DRM_V3D_PERFMON_SET_GLOBAL: Layout = Layout {
    name: "struct drm_v3d_perfmon_set_global",
    size: 8,
    members: &[
        member("flags", 0, Unsigned(4)), member("id", 4, Unsigned(4)),
    ],
};
