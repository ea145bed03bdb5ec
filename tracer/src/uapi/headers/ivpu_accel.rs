//! `drm/ivpu_accel.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/ivpu_accel.h";

/// 0xc0106440
pub const DRM_IOCTL_IVPU_GET_PARAM: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_GET_PARAM", 0xc0106440, &LAYOUT_DRM_IVPU_PARAM);
/// 0x40106441
pub const DRM_IOCTL_IVPU_SET_PARAM: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_SET_PARAM", 0x40106441, &LAYOUT_DRM_IVPU_PARAM);
/// 0xc0186442
pub const DRM_IOCTL_IVPU_BO_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_BO_CREATE", 0xc0186442, &LAYOUT_DRM_IVPU_BO_CREATE);
/// 0xc0206443
pub const DRM_IOCTL_IVPU_BO_INFO: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_BO_INFO", 0xc0206443, &LAYOUT_DRM_IVPU_BO_INFO);
/// 0x40206445
pub const DRM_IOCTL_IVPU_SUBMIT: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_SUBMIT", 0x40206445, &LAYOUT_DRM_IVPU_SUBMIT);
/// 0xc0186446
pub const DRM_IOCTL_IVPU_BO_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_BO_WAIT", 0xc0186446, &LAYOUT_DRM_IVPU_BO_WAIT);
/// 0xc0206447
pub const DRM_IOCTL_IVPU_METRIC_STREAMER_START: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_METRIC_STREAMER_START", 0xc0206447, &LAYOUT_DRM_IVPU_METRIC_STREAMER_START);
/// 0x40086448
pub const DRM_IOCTL_IVPU_METRIC_STREAMER_STOP: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_METRIC_STREAMER_STOP", 0x40086448, &LAYOUT_DRM_IVPU_METRIC_STREAMER_STOP);
/// 0xc0206449
pub const DRM_IOCTL_IVPU_METRIC_STREAMER_GET_DATA: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_METRIC_STREAMER_GET_DATA", 0xc0206449, &LAYOUT_DRM_IVPU_METRIC_STREAMER_GET_DATA);
/// 0xc020644a
pub const DRM_IOCTL_IVPU_METRIC_STREAMER_GET_INFO: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_METRIC_STREAMER_GET_INFO", 0xc020644a, &LAYOUT_DRM_IVPU_METRIC_STREAMER_GET_DATA);
/// 0xc00c644b
pub const DRM_IOCTL_IVPU_CMDQ_CREATE: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_CMDQ_CREATE", 0xc00c644b, &LAYOUT_DRM_IVPU_CMDQ_CREATE);
/// 0x4004644c
pub const DRM_IOCTL_IVPU_CMDQ_DESTROY: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_CMDQ_DESTROY", 0x4004644c, &LAYOUT_DRM_IVPU_CMDQ_DESTROY);
/// 0x4020644d
pub const DRM_IOCTL_IVPU_CMDQ_SUBMIT: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_CMDQ_SUBMIT", 0x4020644d, &LAYOUT_DRM_IVPU_CMDQ_SUBMIT);
/// 0xc020644e
pub const DRM_IOCTL_IVPU_BO_CREATE_FROM_USERPTR: Ioctl = taking(FROM, "DRM_IOCTL_IVPU_BO_CREATE_FROM_USERPTR", 0xc020644e, &LAYOUT_DRM_IVPU_BO_CREATE_FROM_USERPTR);

/// Each of them.
pub const ALL: [Ioctl; 14] = [
    DRM_IOCTL_IVPU_GET_PARAM, DRM_IOCTL_IVPU_SET_PARAM, DRM_IOCTL_IVPU_BO_CREATE,
    DRM_IOCTL_IVPU_BO_INFO, DRM_IOCTL_IVPU_SUBMIT, DRM_IOCTL_IVPU_BO_WAIT,
    DRM_IOCTL_IVPU_METRIC_STREAMER_START, DRM_IOCTL_IVPU_METRIC_STREAMER_STOP,
    DRM_IOCTL_IVPU_METRIC_STREAMER_GET_DATA, DRM_IOCTL_IVPU_METRIC_STREAMER_GET_INFO,
    DRM_IOCTL_IVPU_CMDQ_CREATE, DRM_IOCTL_IVPU_CMDQ_DESTROY, DRM_IOCTL_IVPU_CMDQ_SUBMIT,
    DRM_IOCTL_IVPU_BO_CREATE_FROM_USERPTR,
];

const LAYOUT_DRM_IVPU_PARAM: Layout = Layout {
    name: "struct drm_ivpu_param",
    size: 16,
    members: &[
        member("param", 0, Unsigned(4)), member("index", 4, Unsigned(4)),
        member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_IVPU_BO_CREATE: Layout = Layout {
    name: "struct drm_ivpu_bo_create",
    size: 24,
    members: &[
        member("size", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("handle", 12, Unsigned(4)), member("vpu_addr", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_IVPU_BO_INFO: Layout = Layout {
    name: "struct drm_ivpu_bo_info",
    size: 32,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("vpu_addr", 8, Unsigned(8)), member("mmap_offset", 16, Unsigned(8)),
        member("size", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_IVPU_SUBMIT: Layout = Layout {
    name: "struct drm_ivpu_submit",
    size: 32,
    members: &[
        member("buffers_ptr", 0, Unsigned(8)), member("buffer_count", 8, Unsigned(4)),
        member("engine", 12, Unsigned(4)), member("flags", 16, Unsigned(4)),
        member("commands_offset", 20, Unsigned(4)), member("priority", 24, Unsigned(4)),
    ],
};

const LAYOUT_DRM_IVPU_BO_WAIT: Layout = Layout {
    name: "struct drm_ivpu_bo_wait",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("timeout_ns", 8, Signed(8)), member("job_status", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_IVPU_METRIC_STREAMER_START: Layout = Layout {
    name: "struct drm_ivpu_metric_streamer_start",
    size: 32,
    members: &[
        member("metric_group_mask", 0, Unsigned(8)),
        member("sampling_period_ns", 8, Unsigned(8)),
        member("read_period_samples", 16, Unsigned(4)), member("sample_size", 20, Unsigned(4)),
        member("max_data_size", 24, Unsigned(4)),
    ],
};

const LAYOUT_DRM_IVPU_METRIC_STREAMER_STOP: Layout = Layout {
    name: "struct drm_ivpu_metric_streamer_stop",
    size: 8,
    members: &[
        member("metric_group_mask", 0, Unsigned(8)),
    ],
};

const LAYOUT_DRM_IVPU_METRIC_STREAMER_GET_DATA: Layout = Layout {
    name: "struct drm_ivpu_metric_streamer_get_data",
    size: 32,
    members: &[
        member("metric_group_mask", 0, Unsigned(8)), member("buffer_ptr", 8, Unsigned(8)),
        member("buffer_size", 16, Unsigned(8)), member("data_size", 24, Unsigned(8)),
    ],
};

const LAYOUT_DRM_IVPU_CMDQ_CREATE: Layout = Layout {
    name: "struct drm_ivpu_cmdq_create",
    size: 12,
    members: &[
        member("cmdq_id", 0, Unsigned(4)), member("priority", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)),
    ],
};

const LAYOUT_DRM_IVPU_CMDQ_DESTROY: Layout = Layout {
    name: "struct drm_ivpu_cmdq_destroy",
    size: 4,
    members: &[
        member("cmdq_id", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_IVPU_CMDQ_SUBMIT: Layout = Layout {
    name: "struct drm_ivpu_cmdq_submit",
    size: 32,
    members: &[
        member("buffers_ptr", 0, Unsigned(8)), member("buffer_count", 8, Unsigned(4)),
        member("cmdq_id", 12, Unsigned(4)), member("flags", 16, Unsigned(4)),
        member("commands_offset", 20, Unsigned(4)),
        member("preempt_buffer_index", 24, Unsigned(4)), member("reserved", 28, Unsigned(4)),
    ],
};

const LAYOUT_DRM_IVPU_BO_CREATE_FROM_USERPTR: Layout = Layout {
    name: "struct drm_ivpu_bo_create_from_userptr",
    size: 32,
    members: &[
        member("user_ptr", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
        member("flags", 16, Unsigned(4)), member("handle", 20, Unsigned(4)),
        member("vpu_addr", 24, Unsigned(8)),
    ],
};
