//! `drm/amdxdna_accel.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/amdxdna_accel.h";

/// 0xc0386440
pub const DRM_IOCTL_AMDXDNA_CREATE_HWCTX: Ioctl = taking(FROM, "DRM_IOCTL_AMDXDNA_CREATE_HWCTX", 0xc0386440, &LAYOUT_AMDXDNA_DRM_CREATE_HWCTX);
/// 0xc0086441
pub const DRM_IOCTL_AMDXDNA_DESTROY_HWCTX: Ioctl = taking(FROM, "DRM_IOCTL_AMDXDNA_DESTROY_HWCTX", 0xc0086441, &LAYOUT_AMDXDNA_DRM_DESTROY_HWCTX);
/// 0xc0186442
pub const DRM_IOCTL_AMDXDNA_CONFIG_HWCTX: Ioctl = taking(FROM, "DRM_IOCTL_AMDXDNA_CONFIG_HWCTX", 0xc0186442, &LAYOUT_AMDXDNA_DRM_CONFIG_HWCTX);
/// 0xc0206443
pub const DRM_IOCTL_AMDXDNA_CREATE_BO: Ioctl = taking(FROM, "DRM_IOCTL_AMDXDNA_CREATE_BO", 0xc0206443, &LAYOUT_AMDXDNA_DRM_CREATE_BO);
/// 0xc0306444
pub const DRM_IOCTL_AMDXDNA_GET_BO_INFO: Ioctl = taking(FROM, "DRM_IOCTL_AMDXDNA_GET_BO_INFO", 0xc0306444, &LAYOUT_AMDXDNA_DRM_GET_BO_INFO);
/// 0xc0186445
pub const DRM_IOCTL_AMDXDNA_SYNC_BO: Ioctl = taking(FROM, "DRM_IOCTL_AMDXDNA_SYNC_BO", 0xc0186445, &LAYOUT_AMDXDNA_DRM_SYNC_BO);
/// 0xc0386446
pub const DRM_IOCTL_AMDXDNA_EXEC_CMD: Ioctl = taking(FROM, "DRM_IOCTL_AMDXDNA_EXEC_CMD", 0xc0386446, &LAYOUT_AMDXDNA_DRM_EXEC_CMD);
/// 0xc0106447
pub const DRM_IOCTL_AMDXDNA_GET_INFO: Ioctl = taking(FROM, "DRM_IOCTL_AMDXDNA_GET_INFO", 0xc0106447, &LAYOUT_AMDXDNA_DRM_GET_INFO);
/// 0xc0106448
pub const DRM_IOCTL_AMDXDNA_SET_STATE: Ioctl = taking(FROM, "DRM_IOCTL_AMDXDNA_SET_STATE", 0xc0106448, &LAYOUT_AMDXDNA_DRM_SET_STATE);
/// 0x40106449
pub const DRM_IOCTL_AMDXDNA_WAIT_CMD: Ioctl = taking(FROM, "DRM_IOCTL_AMDXDNA_WAIT_CMD", 0x40106449, &LAYOUT_AMDXDNA_DRM_WAIT_CMD);
/// 0xc018644a
pub const DRM_IOCTL_AMDXDNA_GET_ARRAY: Ioctl = taking(FROM, "DRM_IOCTL_AMDXDNA_GET_ARRAY", 0xc018644a, &LAYOUT_AMDXDNA_DRM_GET_ARRAY);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    DRM_IOCTL_AMDXDNA_CREATE_HWCTX, DRM_IOCTL_AMDXDNA_DESTROY_HWCTX,
    DRM_IOCTL_AMDXDNA_CONFIG_HWCTX, DRM_IOCTL_AMDXDNA_CREATE_BO,
    DRM_IOCTL_AMDXDNA_GET_BO_INFO, DRM_IOCTL_AMDXDNA_SYNC_BO, DRM_IOCTL_AMDXDNA_EXEC_CMD,
    DRM_IOCTL_AMDXDNA_GET_INFO, DRM_IOCTL_AMDXDNA_SET_STATE, DRM_IOCTL_AMDXDNA_WAIT_CMD,
    DRM_IOCTL_AMDXDNA_GET_ARRAY,
];

const LAYOUT_AMDXDNA_DRM_CREATE_HWCTX: Layout = Layout {
    name: "struct amdxdna_drm_create_hwctx",
    size: 56,
    members: &[
        member("ext", 0, Unsigned(8)), member("ext_flags", 8, Unsigned(8)),
        member("qos_p", 16, Unsigned(8)), member("umq_bo", 24, Unsigned(4)),
        member("log_buf_bo", 28, Unsigned(4)), member("max_opc", 32, Unsigned(4)),
        member("num_tiles", 36, Unsigned(4)), member("mem_size", 40, Unsigned(4)),
        member("umq_doorbell", 44, Unsigned(4)), member("handle", 48, Unsigned(4)),
        member("syncobj_handle", 52, Unsigned(4)),
    ],
};

const LAYOUT_AMDXDNA_DRM_DESTROY_HWCTX: Layout = Layout {
    name: "struct amdxdna_drm_destroy_hwctx",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
    ],
};

const LAYOUT_AMDXDNA_DRM_CONFIG_HWCTX: Layout = Layout {
    name: "struct amdxdna_drm_config_hwctx",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("param_type", 4, Unsigned(4)),
        member("param_val", 8, Unsigned(8)), member("param_val_size", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_AMDXDNA_DRM_CREATE_BO: Layout = Layout {
    name: "struct amdxdna_drm_create_bo",
    size: 32,
    members: &[
        member("flags", 0, Unsigned(8)), member("vaddr", 8, Unsigned(8)),
        member("size", 16, Unsigned(8)), member("type", 24, Unsigned(4)),
        member("handle", 28, Unsigned(4)),
    ],
};

const LAYOUT_AMDXDNA_DRM_GET_BO_INFO: Layout = Layout {
    name: "struct amdxdna_drm_get_bo_info",
    size: 48,
    members: &[
        member("ext", 0, Unsigned(8)), member("ext_flags", 8, Unsigned(8)),
        member("handle", 16, Unsigned(4)), member("pad", 20, Unsigned(4)),
        member("map_offset", 24, Unsigned(8)), member("vaddr", 32, Unsigned(8)),
        member("xdna_addr", 40, Unsigned(8)),
    ],
};

const LAYOUT_AMDXDNA_DRM_SYNC_BO: Layout = Layout {
    name: "struct amdxdna_drm_sync_bo",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("direction", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("size", 16, Unsigned(8)),
    ],
};

const LAYOUT_AMDXDNA_DRM_EXEC_CMD: Layout = Layout {
    name: "struct amdxdna_drm_exec_cmd",
    size: 56,
    members: &[
        member("ext", 0, Unsigned(8)), member("ext_flags", 8, Unsigned(8)),
        member("hwctx", 16, Unsigned(4)), member("type", 20, Unsigned(4)),
        member("cmd_handles", 24, Unsigned(8)), member("args", 32, Unsigned(8)),
        member("cmd_count", 40, Unsigned(4)), member("arg_count", 44, Unsigned(4)),
        member("seq", 48, Unsigned(8)),
    ],
};

const LAYOUT_AMDXDNA_DRM_GET_INFO: Layout = Layout {
    name: "struct amdxdna_drm_get_info",
    size: 16,
    members: &[
        member("param", 0, Unsigned(4)), member("buffer_size", 4, Unsigned(4)),
        member("buffer", 8, Unsigned(8)),
    ],
};

const LAYOUT_AMDXDNA_DRM_SET_STATE: Layout = Layout {
    name: "struct amdxdna_drm_set_state",
    size: 16,
    members: &[
        member("param", 0, Unsigned(4)), member("buffer_size", 4, Unsigned(4)),
        member("buffer", 8, Unsigned(8)),
    ],
};

const LAYOUT_AMDXDNA_DRM_GET_ARRAY: Layout = Layout {
    name: "struct amdxdna_drm_get_array",
    size: 24,
    members: &[
        member("param", 0, Unsigned(4)), member("element_size", 4, Unsigned(4)),
        member("num_element", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
        member("buffer", 16, Unsigned(8)),
    ],
};

const LAYOUT_AMDXDNA_DRM_WAIT_CMD: Layout = Layout {
    name: "struct amdxdna_drm_wait_cmd",
    size: 16,
    members: &[
        member("hwctx", 0, Unsigned(4)), member("timeout", 4, Unsigned(4)),
        member("seq", 8, Unsigned(8)),
    ],
};
