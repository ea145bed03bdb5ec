//! `drm/vc4_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/vc4_drm.h";

/// 0xc0b06440
pub const DRM_IOCTL_VC4_SUBMIT_CL: Ioctl = taking(FROM, "DRM_IOCTL_VC4_SUBMIT_CL", 0xc0b06440, &LAYOUT_DRM_VC4_SUBMIT_CL);
/// 0xc0106441
pub const DRM_IOCTL_VC4_WAIT_SEQNO: Ioctl = taking(FROM, "DRM_IOCTL_VC4_WAIT_SEQNO", 0xc0106441, &LAYOUT_DRM_VC4_WAIT_SEQNO);
/// 0xc0106442
pub const DRM_IOCTL_VC4_WAIT_BO: Ioctl = taking(FROM, "DRM_IOCTL_VC4_WAIT_BO", 0xc0106442, &LAYOUT_DRM_VC4_WAIT_BO);
/// 0xc0106443
pub const DRM_IOCTL_VC4_CREATE_BO: Ioctl = taking(FROM, "DRM_IOCTL_VC4_CREATE_BO", 0xc0106443, &LAYOUT_DRM_VC4_CREATE_BO);
/// 0xc0106444
pub const DRM_IOCTL_VC4_MMAP_BO: Ioctl = taking(FROM, "DRM_IOCTL_VC4_MMAP_BO", 0xc0106444, &LAYOUT_DRM_VC4_MMAP_BO);
/// 0xc0186445
pub const DRM_IOCTL_VC4_CREATE_SHADER_BO: Ioctl = taking(FROM, "DRM_IOCTL_VC4_CREATE_SHADER_BO", 0xc0186445, &LAYOUT_DRM_VC4_CREATE_SHADER_BO);
/// 0xc0a06446
pub const DRM_IOCTL_VC4_GET_HANG_STATE: Ioctl = taking(FROM, "DRM_IOCTL_VC4_GET_HANG_STATE", 0xc0a06446, &LAYOUT_DRM_VC4_GET_HANG_STATE);
/// 0xc0106447
pub const DRM_IOCTL_VC4_GET_PARAM: Ioctl = taking(FROM, "DRM_IOCTL_VC4_GET_PARAM", 0xc0106447, &LAYOUT_DRM_VC4_GET_PARAM);
/// 0xc0106448
pub const DRM_IOCTL_VC4_SET_TILING: Ioctl = taking(FROM, "DRM_IOCTL_VC4_SET_TILING", 0xc0106448, &LAYOUT_DRM_VC4_SET_TILING);
/// 0xc0106449
pub const DRM_IOCTL_VC4_GET_TILING: Ioctl = taking(FROM, "DRM_IOCTL_VC4_GET_TILING", 0xc0106449, &LAYOUT_DRM_VC4_GET_TILING);
/// 0xc010644a
pub const DRM_IOCTL_VC4_LABEL_BO: Ioctl = taking(FROM, "DRM_IOCTL_VC4_LABEL_BO", 0xc010644a, &LAYOUT_DRM_VC4_LABEL_BO);
/// 0xc010644b
pub const DRM_IOCTL_VC4_GEM_MADVISE: Ioctl = taking(FROM, "DRM_IOCTL_VC4_GEM_MADVISE", 0xc010644b, &LAYOUT_DRM_VC4_GEM_MADVISE);
/// 0xc018644c
pub const DRM_IOCTL_VC4_PERFMON_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_VC4_PERFMON_CREATE", 0xc018644c, &LAYOUT_DRM_VC4_PERFMON_CREATE);
/// 0xc004644d
pub const DRM_IOCTL_VC4_PERFMON_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_VC4_PERFMON_DESTROY", 0xc004644d, &LAYOUT_DRM_VC4_PERFMON_DESTROY);
/// 0xc010644e
pub const DRM_IOCTL_VC4_PERFMON_GET_VALUES: Ioctl = taking(FROM, "DRM_IOCTL_VC4_PERFMON_GET_VALUES", 0xc010644e, &LAYOUT_DRM_VC4_PERFMON_GET_VALUES);

/// Each of them.
pub const ALL: [Ioctl; 15] = [
    DRM_IOCTL_VC4_SUBMIT_CL, DRM_IOCTL_VC4_WAIT_SEQNO, DRM_IOCTL_VC4_WAIT_BO,
    DRM_IOCTL_VC4_CREATE_BO, DRM_IOCTL_VC4_MMAP_BO, DRM_IOCTL_VC4_CREATE_SHADER_BO,
    DRM_IOCTL_VC4_GET_HANG_STATE, DRM_IOCTL_VC4_GET_PARAM, DRM_IOCTL_VC4_SET_TILING,
    DRM_IOCTL_VC4_GET_TILING, DRM_IOCTL_VC4_LABEL_BO, DRM_IOCTL_VC4_GEM_MADVISE,
    DRM_IOCTL_VC4_PERFMON_CREATE, DRM_IOCTL_VC4_PERFMON_DESTROY,
    DRM_IOCTL_VC4_PERFMON_GET_VALUES,
];

const LAYOUT_DRM_VC4_SUBMIT_CL: Layout = Layout {
    name: "struct drm_vc4_submit_cl",
    size: 176,
    members: &[
        member("bin_cl", 0, Unsigned(8)), member("shader_rec", 8, Unsigned(8)),
        member("uniforms", 16, Unsigned(8)), member("bo_handles", 24, Unsigned(8)),
        member("bin_cl_size", 32, Unsigned(4)), member("shader_rec_size", 36, Unsigned(4)),
        member("shader_rec_count", 40, Unsigned(4)), member("uniforms_size", 44, Unsigned(4)),
        member("bo_handle_count", 48, Unsigned(4)), member("width", 52, Unsigned(2)),
        member("height", 54, Unsigned(2)), member("min_x_tile", 56, Unsigned(1)),
        member("min_y_tile", 57, Unsigned(1)), member("max_x_tile", 58, Unsigned(1)),
        member("max_y_tile", 59, Unsigned(1)), member("color_read.hindex", 60, Unsigned(4)),
        member("color_read.offset", 64, Unsigned(4)), member("color_read.bits", 68, Unsigned(2)),
        member("color_read.flags", 70, Unsigned(2)),
        member("color_write.hindex", 72, Unsigned(4)),
        member("color_write.offset", 76, Unsigned(4)),
        member("color_write.bits", 80, Unsigned(2)),
        member("color_write.flags", 82, Unsigned(2)), member("zs_read.hindex", 84, Unsigned(4)),
        member("zs_read.offset", 88, Unsigned(4)), member("zs_read.bits", 92, Unsigned(2)),
        member("zs_read.flags", 94, Unsigned(2)), member("zs_write.hindex", 96, Unsigned(4)),
        member("zs_write.offset", 100, Unsigned(4)), member("zs_write.bits", 104, Unsigned(2)),
        member("zs_write.flags", 106, Unsigned(2)),
        member("msaa_color_write.hindex", 108, Unsigned(4)),
        member("msaa_color_write.offset", 112, Unsigned(4)),
        member("msaa_color_write.bits", 116, Unsigned(2)),
        member("msaa_color_write.flags", 118, Unsigned(2)),
        member("msaa_zs_write.hindex", 120, Unsigned(4)),
        member("msaa_zs_write.offset", 124, Unsigned(4)),
        member("msaa_zs_write.bits", 128, Unsigned(2)),
        member("msaa_zs_write.flags", 130, Unsigned(2)), member("clear_color", 132, Array(4, 2)),
        member("clear_z", 140, Unsigned(4)), member("clear_s", 144, Unsigned(1)),
        member("pad", 145, Bits(0, 24)), member("flags", 148, Unsigned(4)),
        member("seqno", 152, Unsigned(8)), member("perfmonid", 160, Unsigned(4)),
        member("in_sync", 164, Unsigned(4)), member("out_sync", 168, Unsigned(4)),
        member("pad2", 172, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VC4_WAIT_SEQNO: Layout = Layout {
    name: "struct drm_vc4_wait_seqno",
    size: 16,
    members: &[
        member("seqno", 0, Unsigned(8)), member("timeout_ns", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_VC4_WAIT_BO: Layout = Layout {
    name: "struct drm_vc4_wait_bo",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("timeout_ns", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_VC4_CREATE_BO: Layout = Layout {
    name: "struct drm_vc4_create_bo",
    size: 16,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("handle", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VC4_MMAP_BO: Layout = Layout {
    name: "struct drm_vc4_mmap_bo",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_VC4_CREATE_SHADER_BO: Layout = Layout {
    name: "struct drm_vc4_create_shader_bo",
    size: 24,
    members: &[
        member("size", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("data", 8, Unsigned(8)), member("handle", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VC4_GET_HANG_STATE: Layout = Layout {
    name: "struct drm_vc4_get_hang_state",
    size: 160,
    members: &[
        member("bo", 0, Unsigned(8)), member("bo_count", 8, Unsigned(4)),
        member("start_bin", 12, Unsigned(4)), member("start_render", 16, Unsigned(4)),
        member("ct0ca", 20, Unsigned(4)), member("ct0ea", 24, Unsigned(4)),
        member("ct1ca", 28, Unsigned(4)), member("ct1ea", 32, Unsigned(4)),
        member("ct0cs", 36, Unsigned(4)), member("ct1cs", 40, Unsigned(4)),
        member("ct0ra0", 44, Unsigned(4)), member("ct1ra0", 48, Unsigned(4)),
        member("bpca", 52, Unsigned(4)), member("bpcs", 56, Unsigned(4)),
        member("bpoa", 60, Unsigned(4)), member("bpos", 64, Unsigned(4)),
        member("vpmbase", 68, Unsigned(4)), member("dbge", 72, Unsigned(4)),
        member("fdbgo", 76, Unsigned(4)), member("fdbgb", 80, Unsigned(4)),
        member("fdbgr", 84, Unsigned(4)), member("fdbgs", 88, Unsigned(4)),
        member("errstat", 92, Unsigned(4)), member("pad", 96, Array(4, 16)),
    ],
};

const LAYOUT_DRM_VC4_GET_PARAM: Layout = Layout {
    name: "struct drm_vc4_get_param",
    size: 16,
    members: &[
        member("param", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_VC4_SET_TILING: Layout = Layout {
    name: "struct drm_vc4_set_tiling",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("modifier", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_VC4_GET_TILING: Layout = Layout {
    name: "struct drm_vc4_get_tiling",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("modifier", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_VC4_LABEL_BO: Layout = Layout {
    name: "struct drm_vc4_label_bo",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("len", 4, Unsigned(4)),
        member("name", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_VC4_GEM_MADVISE: Layout = Layout {
    name: "struct drm_vc4_gem_madvise",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("madv", 4, Unsigned(4)),
        member("retained", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VC4_PERFMON_CREATE: Layout = Layout {
    name: "struct drm_vc4_perfmon_create",
    size: 24,
    members: &[
        member("id", 0, Unsigned(4)), member("ncounters", 4, Unsigned(4)),
        member("events", 8, Array(1, 16)),
    ],
};

const LAYOUT_DRM_VC4_PERFMON_DESTROY: Layout = Layout {
    name: "struct drm_vc4_perfmon_destroy",
    size: 4,
    members: &[
        member("id", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_VC4_PERFMON_GET_VALUES: Layout = Layout {
    name: "struct drm_vc4_perfmon_get_values",
    size: 16,
    members: &[
        member("id", 0, Unsigned(4)), member("values_ptr", 8, Unsigned(8)),
    ],
};
