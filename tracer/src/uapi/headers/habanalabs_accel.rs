//! `drm/habanalabs_accel.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/habanalabs_accel.h";

/// 0xc0186440
pub const DRM_IOCTL_HL_INFO: Ioctl = taking(FROM, "DRM_IOCTL_HL_INFO", 0xc0186440, &LAYOUT_HL_INFO_ARGS);
/// 0xc0186441
pub const DRM_IOCTL_HL_CB: Ioctl = taking(FROM, "DRM_IOCTL_HL_CB", 0xc0186441, &LAYOUT_UNION_HL_CB_ARGS);
/// 0xc0306442
pub const DRM_IOCTL_HL_CS: Ioctl = taking(FROM, "DRM_IOCTL_HL_CS", 0xc0306442, &LAYOUT_UNION_HL_CS_ARGS);
/// 0xc0386443
pub const DRM_IOCTL_HL_WAIT_CS: Ioctl = taking(FROM, "DRM_IOCTL_HL_WAIT_CS", 0xc0386443, &LAYOUT_UNION_HL_WAIT_CS_ARGS);
/// 0xc0286444
pub const DRM_IOCTL_HL_MEMORY: Ioctl = taking(FROM, "DRM_IOCTL_HL_MEMORY", 0xc0286444, &LAYOUT_UNION_HL_MEM_ARGS);
/// 0xc0286445
pub const DRM_IOCTL_HL_DEBUG: Ioctl = taking(FROM, "DRM_IOCTL_HL_DEBUG", 0xc0286445, &LAYOUT_HL_DEBUG_ARGS);

/// Each of them.
pub const ALL: [Ioctl; 6] = [
    DRM_IOCTL_HL_INFO, DRM_IOCTL_HL_CB, DRM_IOCTL_HL_CS, DRM_IOCTL_HL_WAIT_CS,
    DRM_IOCTL_HL_MEMORY, DRM_IOCTL_HL_DEBUG,
];

const LAYOUT_HL_INFO_ARGS: Layout = Layout {
    name: "struct hl_info_args",
    size: 24,
    members: &[
        member("return_pointer", 0, Unsigned(8)), member("return_size", 8, Unsigned(4)),
        member("op", 12, Unsigned(4)), member("dcore_id", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_UNION_HL_CB_ARGS: Layout = Layout {
    name: "union hl_cb_args",
    size: 24,
    members: &[
        member("in.cb_handle", 0, Unsigned(8)), member("in.op", 8, Unsigned(4)),
        member("in.cb_size", 12, Unsigned(4)), member("in.ctx_id", 16, Unsigned(4)),
        member("in.flags", 20, Unsigned(4)),
    ],
};

const LAYOUT_UNION_HL_CS_ARGS: Layout = Layout {
    name: "union hl_cs_args",
    size: 48,
    members: &[
        member("in.chunks_restore", 0, Unsigned(8)), member("in.chunks_execute", 8, Unsigned(8)),
        member("in.seq", 16, Unsigned(8)), member("in.num_chunks_restore", 24, Unsigned(4)),
        member("in.num_chunks_execute", 28, Unsigned(4)), member("in.timeout", 32, Unsigned(4)),
        member("in.cs_flags", 36, Unsigned(4)), member("in.ctx_id", 40, Unsigned(4)),
        member("in.pad", 44, Array(1, 4)),
    ],
};

const LAYOUT_UNION_HL_WAIT_CS_ARGS: Layout = Layout {
    name: "union hl_wait_cs_args",
    size: 56,
    members: &[
        member("in.seq", 0, Unsigned(8)), member("in.timeout_us", 8, Unsigned(8)),
        member("in.ctx_id", 16, Unsigned(4)), member("in.flags", 20, Unsigned(4)),
        member("in.seq_arr_len", 24, Unsigned(1)), member("in.pad", 25, Array(1, 7)),
        member("in.cq_counters_offset", 32, Unsigned(8)),
        member("in.timestamp_handle", 40, Unsigned(8)),
        member("in.timestamp_offset", 48, Unsigned(8)),
    ],
};

const LAYOUT_UNION_HL_MEM_ARGS: Layout = Layout {
    name: "union hl_mem_args",
    size: 40,
    members: &[
        member("in.alloc.mem_size", 0, Unsigned(8)),
        member("in.alloc.page_size", 8, Unsigned(8)), member("in.op", 24, Unsigned(4)),
        member("in.flags", 28, Unsigned(4)), member("in.ctx_id", 32, Unsigned(4)),
        member("in.num_of_elements", 36, Unsigned(4)),
    ],
};

const LAYOUT_HL_DEBUG_ARGS: Layout = Layout {
    name: "struct hl_debug_args",
    size: 40,
    members: &[
        member("input_ptr", 0, Unsigned(8)), member("output_ptr", 8, Unsigned(8)),
        member("input_size", 16, Unsigned(4)), member("output_size", 20, Unsigned(4)),
        member("op", 24, Unsigned(4)), member("reg_idx", 28, Unsigned(4)),
        member("enable", 32, Unsigned(4)), member("ctx_id", 36, Unsigned(4)),
    ],
};
