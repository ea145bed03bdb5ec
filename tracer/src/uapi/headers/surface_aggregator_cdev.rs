//! `linux/surface_aggregator/cdev.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/surface_aggregator/cdev.h";

/// 0xc028a501
pub const SSAM_CDEV_REQUEST: Ioctl = taking(FROM, "SSAM_CDEV_REQUEST", 0xc028a501, &LAYOUT_SSAM_CDEV_REQUEST);
/// 0x4005a502
pub const SSAM_CDEV_NOTIF_REGISTER: Ioctl = taking(FROM, "SSAM_CDEV_NOTIF_REGISTER", 0x4005a502, &LAYOUT_SSAM_CDEV_NOTIFIER_DESC);
/// 0x4005a503
pub const SSAM_CDEV_NOTIF_UNREGISTER: Ioctl = taking(FROM, "SSAM_CDEV_NOTIF_UNREGISTER", 0x4005a503, &LAYOUT_SSAM_CDEV_NOTIFIER_DESC);
/// 0x4007a504
pub const SSAM_CDEV_EVENT_ENABLE: Ioctl = taking(FROM, "SSAM_CDEV_EVENT_ENABLE", 0x4007a504, &LAYOUT_SSAM_CDEV_EVENT_DESC);
/// 0x4007a505
pub const SSAM_CDEV_EVENT_DISABLE: Ioctl = taking(FROM, "SSAM_CDEV_EVENT_DISABLE", 0x4007a505, &LAYOUT_SSAM_CDEV_EVENT_DESC);

/// Each of them.
pub const ALL: [Ioctl; 5] = [
    SSAM_CDEV_REQUEST, SSAM_CDEV_NOTIF_REGISTER, SSAM_CDEV_NOTIF_UNREGISTER,
    SSAM_CDEV_EVENT_ENABLE, SSAM_CDEV_EVENT_DISABLE,
];

const LAYOUT_SSAM_CDEV_REQUEST: Layout = Layout {
    name: "struct ssam_cdev_request",
    size: 40,
    members: &[
        member("target_category", 0, Unsigned(1)), member("target_id", 1, Unsigned(1)),
        member("command_id", 2, Unsigned(1)), member("instance_id", 3, Unsigned(1)),
        member("flags", 4, Unsigned(2)), member("status", 6, Signed(2)),
        member("payload.data", 8, Unsigned(8)), member("payload.length", 16, Unsigned(2)),
        member("payload.__pad", 18, Array(1, 6)), member("response.data", 24, Unsigned(8)),
        member("response.length", 32, Unsigned(2)), member("response.__pad", 34, Array(1, 6)),
    ],
};

const LAYOUT_SSAM_CDEV_NOTIFIER_DESC: Layout = Layout {
    name: "struct ssam_cdev_notifier_desc",
    size: 5,
    members: &[
        member("priority", 0, Signed(4)), member("target_category", 4, Unsigned(1)),
    ],
};

const LAYOUT_SSAM_CDEV_EVENT_DESC: Layout = Layout {
    name: "struct ssam_cdev_event_desc",
    size: 7,
    members: &[
        member("reg.target_category", 0, Unsigned(1)), member("reg.target_id", 1, Unsigned(1)),
        member("reg.cid_enable", 2, Unsigned(1)), member("reg.cid_disable", 3, Unsigned(1)),
        member("id.target_category", 4, Unsigned(1)), member("id.instance", 5, Unsigned(1)),
        member("flags", 6, Unsigned(1)),
    ],
};
