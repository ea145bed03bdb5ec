//! `drm/msm_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/msm_drm.h";

/// 0xc0186440
pub const DRM_IOCTL_MSM_GET_PARAM: Ioctl = taking(FROM, "DRM_IOCTL_MSM_GET_PARAM", 0xc0186440, &LAYOUT_DRM_MSM_PARAM);
/// 0x40186441
pub const DRM_IOCTL_MSM_SET_PARAM: Ioctl = taking(FROM, "DRM_IOCTL_MSM_SET_PARAM", 0x40186441, &LAYOUT_DRM_MSM_PARAM);
/// 0xc0106442
pub const DRM_IOCTL_MSM_GEM_NEW: Ioctl = taking(FROM, "DRM_IOCTL_MSM_GEM_NEW", 0xc0106442, &LAYOUT_DRM_MSM_GEM_NEW);
/// 0xc0186443
pub const DRM_IOCTL_MSM_GEM_INFO: Ioctl = taking(FROM, "DRM_IOCTL_MSM_GEM_INFO", 0xc0186443, &LAYOUT_DRM_MSM_GEM_INFO);
/// 0x40186444
pub const DRM_IOCTL_MSM_GEM_CPU_PREP: Ioctl = taking(FROM, "DRM_IOCTL_MSM_GEM_CPU_PREP", 0x40186444, &LAYOUT_DRM_MSM_GEM_CPU_PREP);
/// 0x40046445
pub const DRM_IOCTL_MSM_GEM_CPU_FINI: Ioctl = taking(FROM, "DRM_IOCTL_MSM_GEM_CPU_FINI", 0x40046445, &LAYOUT_DRM_MSM_GEM_CPU_FINI);
/// 0xc0486446
pub const DRM_IOCTL_MSM_GEM_SUBMIT: Ioctl = taking(FROM, "DRM_IOCTL_MSM_GEM_SUBMIT", 0xc0486446, &LAYOUT_DRM_MSM_GEM_SUBMIT);
/// 0x40206447
pub const DRM_IOCTL_MSM_WAIT_FENCE: Ioctl = taking(FROM, "DRM_IOCTL_MSM_WAIT_FENCE", 0x40206447, &LAYOUT_DRM_MSM_WAIT_FENCE);
/// 0xc00c6448
pub const DRM_IOCTL_MSM_GEM_MADVISE: Ioctl = taking(FROM, "DRM_IOCTL_MSM_GEM_MADVISE", 0xc00c6448, &LAYOUT_DRM_MSM_GEM_MADVISE);
/// 0xc00c644a
pub const DRM_IOCTL_MSM_SUBMITQUEUE_NEW: Ioctl = taking(FROM, "DRM_IOCTL_MSM_SUBMITQUEUE_NEW", 0xc00c644a, &LAYOUT_DRM_MSM_SUBMITQUEUE);
/// 0x4004644b
pub const DRM_IOCTL_MSM_SUBMITQUEUE_CLOSE: Ioctl = taking(FROM, "DRM_IOCTL_MSM_SUBMITQUEUE_CLOSE", 0x4004644b, &LAYOUT___U32);
/// 0x4018644c
pub const DRM_IOCTL_MSM_SUBMITQUEUE_QUERY: Ioctl = taking(FROM, "DRM_IOCTL_MSM_SUBMITQUEUE_QUERY", 0x4018644c, &LAYOUT_DRM_MSM_SUBMITQUEUE_QUERY);
/// 0xc058644d
pub const DRM_IOCTL_MSM_VM_BIND: Ioctl = taking(FROM, "DRM_IOCTL_MSM_VM_BIND", 0xc058644d, &LAYOUT_DRM_MSM_VM_BIND);
/// 0x4020644e
pub const DRM_IOCTL_MSM_PERFCNTR_CONFIG: Ioctl = taking(FROM, "DRM_IOCTL_MSM_PERFCNTR_CONFIG", 0x4020644e, &LAYOUT_DRM_MSM_PERFCNTR_CONFIG);

/// Each of them.
pub const ALL: [Ioctl; 14] = [
    DRM_IOCTL_MSM_GET_PARAM, DRM_IOCTL_MSM_SET_PARAM, DRM_IOCTL_MSM_GEM_NEW,
    DRM_IOCTL_MSM_GEM_INFO, DRM_IOCTL_MSM_GEM_CPU_PREP, DRM_IOCTL_MSM_GEM_CPU_FINI,
    DRM_IOCTL_MSM_GEM_SUBMIT, DRM_IOCTL_MSM_WAIT_FENCE, DRM_IOCTL_MSM_GEM_MADVISE,
    DRM_IOCTL_MSM_SUBMITQUEUE_NEW, DRM_IOCTL_MSM_SUBMITQUEUE_CLOSE,
    DRM_IOCTL_MSM_SUBMITQUEUE_QUERY, DRM_IOCTL_MSM_VM_BIND, DRM_IOCTL_MSM_PERFCNTR_CONFIG,
];

const LAYOUT_DRM_MSM_PARAM: Layout = Layout {
    name: "struct drm_msm_param",
    size: 24,
    members: &[
        member("pipe", 0, Unsigned(4)), member("param", 4, Unsigned(4)),
        member("value", 8, Unsigned(8)), member("len", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MSM_GEM_NEW: Layout = Layout {
    name: "struct drm_msm_gem_new",
    size: 16,
    members: &[
        member("size", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("handle", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MSM_GEM_INFO: Layout = Layout {
    name: "struct drm_msm_gem_info",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("info", 4, Unsigned(4)),
        member("value", 8, Unsigned(8)), member("len", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MSM_GEM_CPU_PREP: Layout = Layout {
    name: "struct drm_msm_gem_cpu_prep",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("op", 4, Unsigned(4)),
        member("timeout.tv_sec", 8, Signed(8)), member("timeout.tv_nsec", 16, Signed(8)),
    ],
};

const LAYOUT_DRM_MSM_GEM_CPU_FINI: Layout = Layout {
    name: "struct drm_msm_gem_cpu_fini",
    size: 4,
    members: &[
        member("handle", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MSM_GEM_SUBMIT: Layout = Layout {
    name: "struct drm_msm_gem_submit",
    size: 72,
    members: &[
        member("flags", 0, Unsigned(4)), member("fence", 4, Unsigned(4)),
        member("nr_bos", 8, Unsigned(4)), member("nr_cmds", 12, Unsigned(4)),
        member("bos", 16, Unsigned(8)), member("cmds", 24, Unsigned(8)),
        member("fence_fd", 32, Signed(4)), member("queueid", 36, Unsigned(4)),
        member("in_syncobjs", 40, Unsigned(8)), member("out_syncobjs", 48, Unsigned(8)),
        member("nr_in_syncobjs", 56, Unsigned(4)), member("nr_out_syncobjs", 60, Unsigned(4)),
        member("syncobj_stride", 64, Unsigned(4)), member("pad", 68, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MSM_WAIT_FENCE: Layout = Layout {
    name: "struct drm_msm_wait_fence",
    size: 32,
    members: &[
        member("fence", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("timeout.tv_sec", 8, Signed(8)), member("timeout.tv_nsec", 16, Signed(8)),
        member("queueid", 24, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MSM_GEM_MADVISE: Layout = Layout {
    name: "struct drm_msm_gem_madvise",
    size: 12,
    members: &[
        member("handle", 0, Unsigned(4)), member("madv", 4, Unsigned(4)),
        member("retained", 8, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MSM_SUBMITQUEUE: Layout = Layout {
    name: "struct drm_msm_submitqueue",
    size: 12,
    members: &[
        member("flags", 0, Unsigned(4)), member("prio", 4, Unsigned(4)),
        member("id", 8, Unsigned(4)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MSM_SUBMITQUEUE_QUERY: Layout = Layout {
    name: "struct drm_msm_submitqueue_query",
    size: 24,
    members: &[
        member("data", 0, Unsigned(8)), member("id", 8, Unsigned(4)),
        member("param", 12, Unsigned(4)), member("len", 16, Unsigned(4)),
        member("pad", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MSM_VM_BIND: Layout = Layout {
    name: "struct drm_msm_vm_bind",
    size: 88,
    members: &[
        member("flags", 0, Unsigned(4)), member("nr_ops", 4, Unsigned(4)),
        member("fence_fd", 8, Signed(4)), member("queue_id", 12, Unsigned(4)),
        member("in_syncobjs", 16, Unsigned(8)), member("out_syncobjs", 24, Unsigned(8)),
        member("nr_in_syncobjs", 32, Unsigned(4)), member("nr_out_syncobjs", 36, Unsigned(4)),
        member("syncobj_stride", 40, Unsigned(4)), member("op_stride", 44, Unsigned(4)),
        member("op.op", 48, Unsigned(4)), member("op.handle", 52, Unsigned(4)),
        member("op.obj_offset", 56, Unsigned(8)), member("op.iova", 64, Unsigned(8)),
        member("op.range", 72, Unsigned(8)), member("op.flags", 80, Unsigned(4)),
        member("op.pad", 84, Unsigned(4)),
    ],
};

const LAYOUT_DRM_MSM_PERFCNTR_CONFIG: Layout = Layout {
    name: "struct drm_msm_perfcntr_config",
    size: 32,
    members: &[
        member("flags", 0, Unsigned(4)), member("nr_groups", 4, Unsigned(4)),
        member("groups", 8, Unsigned(8)), member("period", 16, Unsigned(8)),
        member("bufsz_shift", 24, Unsigned(4)), member("group_stride", 28, Unsigned(4)),
    ],
};
