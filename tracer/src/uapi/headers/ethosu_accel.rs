//! `drm/ethosu_accel.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/ethosu_accel.h";

/// 0xc0106440
pub const DRM_IOCTL_ETHOSU_DEV_QUERY: Ioctl = taking(FROM, "DRM_IOCTL_ETHOSU_DEV_QUERY", 0xc0106440, &LAYOUT_DRM_ETHOSU_DEV_QUERY);
/// 0xc0106441
pub const DRM_IOCTL_ETHOSU_BO_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_ETHOSU_BO_CREATE", 0xc0106441, &LAYOUT_DRM_ETHOSU_BO_CREATE);
/// 0xc0106442
pub const DRM_IOCTL_ETHOSU_BO_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_ETHOSU_BO_WAIT", 0xc0106442, &LAYOUT_DRM_ETHOSU_BO_WAIT);
/// 0xc0106443
pub const DRM_IOCTL_ETHOSU_BO_MMAP_OFFSET: Ioctl = taking(FROM, "DRM_IOCTL_ETHOSU_BO_MMAP_OFFSET", 0xc0106443, &LAYOUT_DRM_ETHOSU_BO_MMAP_OFFSET);
/// 0xc0186444
pub const DRM_IOCTL_ETHOSU_CMDSTREAM_BO_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_ETHOSU_CMDSTREAM_BO_CREATE", 0xc0186444, &LAYOUT_DRM_ETHOSU_CMDSTREAM_BO_CREATE);
/// 0xc0106445
pub const DRM_IOCTL_ETHOSU_SUBMIT: Ioctl = taking(FROM, "DRM_IOCTL_ETHOSU_SUBMIT", 0xc0106445, &LAYOUT_DRM_ETHOSU_SUBMIT);
/// 0xc0186446
pub const DRM_IOCTL_ETHOSU_PERFMON_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_ETHOSU_PERFMON_CREATE", 0xc0186446, &LAYOUT_DRM_ETHOSU_PERFMON_CREATE);
/// 0xc0086447
pub const DRM_IOCTL_ETHOSU_PERFMON_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_ETHOSU_PERFMON_DESTROY", 0xc0086447, &LAYOUT_DRM_ETHOSU_PERFMON_DESTROY);
/// 0xc0106448
pub const DRM_IOCTL_ETHOSU_PERFMON_GET_VALUES: Ioctl = taking(FROM, "DRM_IOCTL_ETHOSU_PERFMON_GET_VALUES", 0xc0106448, &LAYOUT_DRM_ETHOSU_PERFMON_GET_VALUES);
/// 0xc0086449
pub const DRM_IOCTL_ETHOSU_PERFMON_SET_GLOBAL: Ioctl = taking(FROM, "DRM_IOCTL_ETHOSU_PERFMON_SET_GLOBAL", 0xc0086449, &LAYOUT_DRM_ETHOSU_PERFMON_SET_GLOBAL);

/// Each of them.
pub const ALL: [Ioctl; 10] = [
    DRM_IOCTL_ETHOSU_DEV_QUERY, DRM_IOCTL_ETHOSU_BO_CREATE, DRM_IOCTL_ETHOSU_BO_WAIT,
    DRM_IOCTL_ETHOSU_BO_MMAP_OFFSET, DRM_IOCTL_ETHOSU_CMDSTREAM_BO_CREATE,
    DRM_IOCTL_ETHOSU_SUBMIT, DRM_IOCTL_ETHOSU_PERFMON_CREATE,
    DRM_IOCTL_ETHOSU_PERFMON_DESTROY, DRM_IOCTL_ETHOSU_PERFMON_GET_VALUES,
    DRM_IOCTL_ETHOSU_PERFMON_SET_GLOBAL,
];

const LAYOUT_DRM_ETHOSU_DEV_QUERY: Layout = Layout {
    name: "struct drm_ethosu_dev_query",
    size: 16,
    members: &[
        member("type", 0, Unsigned(4)), member("size", 4, Unsigned(4)),
        member("pointer", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ETHOSU_BO_CREATE: Layout = Layout {
    name: "struct drm_ethosu_bo_create",
    size: 16,
    members: &[
        member("size", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("handle", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ETHOSU_BO_WAIT: Layout = Layout {
    name: "struct drm_ethosu_bo_wait",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("timeout_ns", 8, Signed(8)),
    ],
};

const LAYOUT_DRM_ETHOSU_BO_MMAP_OFFSET: Layout = Layout {
    name: "struct drm_ethosu_bo_mmap_offset",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ETHOSU_CMDSTREAM_BO_CREATE: Layout = Layout {
    name: "struct drm_ethosu_cmdstream_bo_create",
    size: 24,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("data", 8, Unsigned(8)), member("handle", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ETHOSU_SUBMIT: Layout = Layout {
    name: "struct drm_ethosu_submit",
    size: 16,
    members: &[
        member("jobs", 0, Unsigned(8)), member("job_count", 8, Unsigned(4)),
        member("perfmon_id", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ETHOSU_PERFMON_CREATE: Layout = Layout {
    name: "struct drm_ethosu_perfmon_create",
    size: 24,
    members: &[
        member("id", 0, Unsigned(4)), member("ncounters", 4, Unsigned(4)),
        member("counters", 8, Array(2, 8)),
    ],
};

const LAYOUT_DRM_ETHOSU_PERFMON_DESTROY: Layout = Layout {
    name: "struct drm_ethosu_perfmon_destroy",
    size: 8,
    members: &[
        member("id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ETHOSU_PERFMON_GET_VALUES: Layout = Layout {
    name: "struct drm_ethosu_perfmon_get_values",
    size: 16,
    members: &[
        member("id", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("values_ptr", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ETHOSU_PERFMON_SET_GLOBAL: Layout = Layout {
    name: "struct drm_ethosu_perfmon_set_global",
    size: 8,
    members: &[
        member("flags", 0, Unsigned(4)), member("id", 4, Unsigned(4)),
    ],
};
