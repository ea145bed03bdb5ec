//! `drm/etnaviv_drm.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/etnaviv_drm.h";

/// 0xc0106440
pub const DRM_IOCTL_ETNAVIV_GET_PARAM: Ioctl = taking(FROM, "DRM_IOCTL_ETNAVIV_GET_PARAM", 0xc0106440, &LAYOUT_DRM_ETNAVIV_PARAM);
/// 0xc0106442
pub const DRM_IOCTL_ETNAVIV_GEM_NEW: Ioctl = taking(FROM, "DRM_IOCTL_ETNAVIV_GEM_NEW", 0xc0106442, &LAYOUT_DRM_ETNAVIV_GEM_NEW);
/// 0xc0106443
pub const DRM_IOCTL_ETNAVIV_GEM_INFO: Ioctl = taking(FROM, "DRM_IOCTL_ETNAVIV_GEM_INFO", 0xc0106443, &LAYOUT_DRM_ETNAVIV_GEM_INFO);
/// 0x40186444
pub const DRM_IOCTL_ETNAVIV_GEM_CPU_PREP: Ioctl = taking(FROM, "DRM_IOCTL_ETNAVIV_GEM_CPU_PREP", 0x40186444, &LAYOUT_DRM_ETNAVIV_GEM_CPU_PREP);
/// 0x40086445
pub const DRM_IOCTL_ETNAVIV_GEM_CPU_FINI: Ioctl = taking(FROM, "DRM_IOCTL_ETNAVIV_GEM_CPU_FINI", 0x40086445, &LAYOUT_DRM_ETNAVIV_GEM_CPU_FINI);
/// 0xc0486446
pub const DRM_IOCTL_ETNAVIV_GEM_SUBMIT: Ioctl = taking(FROM, "DRM_IOCTL_ETNAVIV_GEM_SUBMIT", 0xc0486446, &LAYOUT_DRM_ETNAVIV_GEM_SUBMIT);
/// 0x40206447
pub const DRM_IOCTL_ETNAVIV_WAIT_FENCE: Ioctl = taking(FROM, "DRM_IOCTL_ETNAVIV_WAIT_FENCE", 0x40206447, &LAYOUT_DRM_ETNAVIV_WAIT_FENCE);
/// 0xc0186448
pub const DRM_IOCTL_ETNAVIV_GEM_USERPTR: Ioctl = taking(FROM, "DRM_IOCTL_ETNAVIV_GEM_USERPTR", 0xc0186448, &LAYOUT_DRM_ETNAVIV_GEM_USERPTR);
/// 0x40206449
pub const DRM_IOCTL_ETNAVIV_GEM_WAIT: Ioctl = taking(FROM, "DRM_IOCTL_ETNAVIV_GEM_WAIT", 0x40206449, &LAYOUT_DRM_ETNAVIV_GEM_WAIT);
/// 0xc048644a
pub const DRM_IOCTL_ETNAVIV_PM_QUERY_DOM: Ioctl = taking(FROM, "DRM_IOCTL_ETNAVIV_PM_QUERY_DOM", 0xc048644a, &LAYOUT_DRM_ETNAVIV_PM_DOMAIN);
/// 0xc04c644b
pub const DRM_IOCTL_ETNAVIV_PM_QUERY_SIG: Ioctl = taking(FROM, "DRM_IOCTL_ETNAVIV_PM_QUERY_SIG", 0xc04c644b, &LAYOUT_DRM_ETNAVIV_PM_SIGNAL);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    DRM_IOCTL_ETNAVIV_GET_PARAM, DRM_IOCTL_ETNAVIV_GEM_NEW, DRM_IOCTL_ETNAVIV_GEM_INFO,
    DRM_IOCTL_ETNAVIV_GEM_CPU_PREP, DRM_IOCTL_ETNAVIV_GEM_CPU_FINI,
    DRM_IOCTL_ETNAVIV_GEM_SUBMIT, DRM_IOCTL_ETNAVIV_WAIT_FENCE,
    DRM_IOCTL_ETNAVIV_GEM_USERPTR, DRM_IOCTL_ETNAVIV_GEM_WAIT,
    DRM_IOCTL_ETNAVIV_PM_QUERY_DOM, DRM_IOCTL_ETNAVIV_PM_QUERY_SIG,
];

const LAYOUT_DRM_ETNAVIV_PARAM: Layout = Layout {
    name: "struct drm_etnaviv_param",
    size: 16,
    members: &[
        member("pipe", 0, Unsigned(4)), member("param", 4, Unsigned(4)),
        member("value", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ETNAVIV_GEM_NEW: Layout = Layout {
    name: "struct drm_etnaviv_gem_new",
    size: 16,
    members: &[
        member("size", 0, Unsigned(8)), member("flags", 8, Unsigned(4)),
        member("handle", 12, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ETNAVIV_GEM_INFO: Layout = Layout {
    name: "struct drm_etnaviv_gem_info",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ETNAVIV_GEM_CPU_PREP: Layout = Layout {
    name: "struct drm_etnaviv_gem_cpu_prep",
    size: 24,
    members: &[
        member("handle", 0, Unsigned(4)), member("op", 4, Unsigned(4)),
        member("timeout.tv_sec", 8, Signed(8)), member("timeout.tv_nsec", 16, Signed(8)),
    ],
};

const LAYOUT_DRM_ETNAVIV_GEM_CPU_FINI: Layout = Layout {
    name: "struct drm_etnaviv_gem_cpu_fini",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ETNAVIV_GEM_SUBMIT: Layout = Layout {
    name: "struct drm_etnaviv_gem_submit",
    size: 72,
    members: &[
        member("fence", 0, Unsigned(4)), member("pipe", 4, Unsigned(4)),
        member("exec_state", 8, Unsigned(4)), member("nr_bos", 12, Unsigned(4)),
        member("nr_relocs", 16, Unsigned(4)), member("stream_size", 20, Unsigned(4)),
        member("bos", 24, Unsigned(8)), member("relocs", 32, Unsigned(8)),
        member("stream", 40, Unsigned(8)), member("flags", 48, Unsigned(4)),
        member("fence_fd", 52, Signed(4)), member("pmrs", 56, Unsigned(8)),
        member("nr_pmrs", 64, Unsigned(4)), member("pad", 68, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ETNAVIV_WAIT_FENCE: Layout = Layout {
    name: "struct drm_etnaviv_wait_fence",
    size: 32,
    members: &[
        member("pipe", 0, Unsigned(4)), member("fence", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
        member("timeout.tv_sec", 16, Signed(8)), member("timeout.tv_nsec", 24, Signed(8)),
    ],
};

const LAYOUT_DRM_ETNAVIV_GEM_USERPTR: Layout = Layout {
    name: "struct drm_etnaviv_gem_userptr",
    size: 24,
    members: &[
        member("user_ptr", 0, Unsigned(8)), member("user_size", 8, Unsigned(8)),
        member("flags", 16, Unsigned(4)), member("handle", 20, Unsigned(4)),
    ],
};

const LAYOUT_DRM_ETNAVIV_GEM_WAIT: Layout = Layout {
    name: "struct drm_etnaviv_gem_wait",
    size: 32,
    members: &[
        member("pipe", 0, Unsigned(4)), member("handle", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)), member("pad", 12, Unsigned(4)),
        member("timeout.tv_sec", 16, Signed(8)), member("timeout.tv_nsec", 24, Signed(8)),
    ],
};

const LAYOUT_DRM_ETNAVIV_PM_DOMAIN: Layout = Layout {
    name: "struct drm_etnaviv_pm_domain",
    size: 72,
    members: &[
        member("pipe", 0, Unsigned(4)), member("iter", 4, Unsigned(1)),
        member("id", 5, Unsigned(1)), member("nr_signals", 6, Unsigned(2)),
        member("name", 8, Text(64)),
    ],
};

const LAYOUT_DRM_ETNAVIV_PM_SIGNAL: Layout = Layout {
    name: "struct drm_etnaviv_pm_signal",
    size: 76,
    members: &[
        member("pipe", 0, Unsigned(4)), member("domain", 4, Unsigned(1)),
        member("pad", 5, Unsigned(1)), member("iter", 6, Unsigned(2)),
        member("id", 8, Unsigned(2)), member("name", 10, Text(64)),
    ],
};
