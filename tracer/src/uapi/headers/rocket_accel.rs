//! `drm/rocket_accel.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "drm/rocket_accel.h";

/// 0xc0186440
pub const DRM_IOCTL_ROCKET_CREATE_BO: Ioctl = taking(FROM, "DRM_IOCTL_ROCKET_CREATE_BO", 0xc0186440, &LAYOUT_DRM_ROCKET_CREATE_BO);
/// 0x40186441
pub const DRM_IOCTL_ROCKET_SUBMIT: Ioctl = taking(FROM, "DRM_IOCTL_ROCKET_SUBMIT", 0x40186441, &LAYOUT_DRM_ROCKET_SUBMIT);
/// 0x40106442
pub const DRM_IOCTL_ROCKET_PREP_BO: Ioctl = taking(FROM, "DRM_IOCTL_ROCKET_PREP_BO", 0x40106442, &LAYOUT_DRM_ROCKET_PREP_BO);
/// 0x40086443
pub const DRM_IOCTL_ROCKET_FINI_BO: Ioctl = taking(FROM, "DRM_IOCTL_ROCKET_FINI_BO", 0x40086443, &LAYOUT_DRM_ROCKET_FINI_BO);

/// Each of them.
pub const ALL: [Ioctl; 4] = [
    DRM_IOCTL_ROCKET_CREATE_BO, DRM_IOCTL_ROCKET_SUBMIT, DRM_IOCTL_ROCKET_PREP_BO,
    DRM_IOCTL_ROCKET_FINI_BO,
];

const LAYOUT_DRM_ROCKET_CREATE_BO: Layout = Layout {
    name: "struct drm_rocket_create_bo",
    size: 24,
    members: &[
        member("size", 0, Unsigned(4)), member("handle", 4, Unsigned(4)),
        member("dma_address", 8, Unsigned(8)), member("offset", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ROCKET_SUBMIT: Layout = Layout {
    name: "struct drm_rocket_submit",
    size: 24,
    members: &[
        member("jobs", 0, Unsigned(8)), member("job_count", 8, Unsigned(4)),
        member("job_struct_size", 12, Unsigned(4)), member("reserved", 16, Unsigned(8)),
    ],
};

const LAYOUT_DRM_ROCKET_PREP_BO: Layout = Layout {
    name: "struct drm_rocket_prep_bo",
    size: 16,
    members: &[
        member("handle", 0, Unsigned(4)), member("reserved", 4, Unsigned(4)),
        member("timeout_ns", 8, Signed(8)),
    ],
};

const LAYOUT_DRM_ROCKET_FINI_BO: Layout = Layout {
    name: "struct drm_rocket_fini_bo",
    size: 8,
    members: &[
        member("handle", 0, Unsigned(4)), member("reserved", 4, Unsigned(4)),
    ],
};
