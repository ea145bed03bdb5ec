//! `linux/dm-ioctl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/dm-ioctl.h";

/// 0xc138fd00
pub const DM_VERSION: Ioctl = taking(FROM, "DM_VERSION", 0xc138fd00, &LAYOUT_DM_IOCTL);
/// 0xc138fd01
pub const DM_REMOVE_ALL: Ioctl = taking(FROM, "DM_REMOVE_ALL", 0xc138fd01, &LAYOUT_DM_IOCTL);
/// 0xc138fd02
pub const DM_LIST_DEVICES: Ioctl = taking(FROM, "DM_LIST_DEVICES", 0xc138fd02, &LAYOUT_DM_IOCTL);
/// 0xc138fd03
pub const DM_DEV_CREATE: Ioctl = taking(FROM, "DM_DEV_CREATE", 0xc138fd03, &LAYOUT_DM_IOCTL);
/// 0xc138fd04
pub const DM_DEV_REMOVE: Ioctl = taking(FROM, "DM_DEV_REMOVE", 0xc138fd04, &LAYOUT_DM_IOCTL);
/// 0xc138fd05
pub const DM_DEV_RENAME: Ioctl = taking(FROM, "DM_DEV_RENAME", 0xc138fd05, &LAYOUT_DM_IOCTL);
/// 0xc138fd06
pub const DM_DEV_SUSPEND: Ioctl = taking(FROM, "DM_DEV_SUSPEND", 0xc138fd06, &LAYOUT_DM_IOCTL);
/// 0xc138fd07
pub const DM_DEV_STATUS: Ioctl = taking(FROM, "DM_DEV_STATUS", 0xc138fd07, &LAYOUT_DM_IOCTL);
/// 0xc138fd08
pub const DM_DEV_WAIT: Ioctl = taking(FROM, "DM_DEV_WAIT", 0xc138fd08, &LAYOUT_DM_IOCTL);
/// 0xc138fd09
pub const DM_TABLE_LOAD: Ioctl = taking(FROM, "DM_TABLE_LOAD", 0xc138fd09, &LAYOUT_DM_IOCTL);
/// 0xc138fd0a
pub const DM_TABLE_CLEAR: Ioctl = taking(FROM, "DM_TABLE_CLEAR", 0xc138fd0a, &LAYOUT_DM_IOCTL);
/// 0xc138fd0b
pub const DM_TABLE_DEPS: Ioctl = taking(FROM, "DM_TABLE_DEPS", 0xc138fd0b, &LAYOUT_DM_IOCTL);
/// 0xc138fd0c
pub const DM_TABLE_STATUS: Ioctl = taking(FROM, "DM_TABLE_STATUS", 0xc138fd0c, &LAYOUT_DM_IOCTL);
/// 0xc138fd0d
pub const DM_LIST_VERSIONS: Ioctl = taking(FROM, "DM_LIST_VERSIONS", 0xc138fd0d, &LAYOUT_DM_IOCTL);
/// 0xc138fd0e
pub const DM_TARGET_MSG: Ioctl = taking(FROM, "DM_TARGET_MSG", 0xc138fd0e, &LAYOUT_DM_IOCTL);
/// 0xc138fd0f
pub const DM_DEV_SET_GEOMETRY: Ioctl = taking(FROM, "DM_DEV_SET_GEOMETRY", 0xc138fd0f, &LAYOUT_DM_IOCTL);
/// 0xc138fd10
pub const DM_DEV_ARM_POLL: Ioctl = taking(FROM, "DM_DEV_ARM_POLL", 0xc138fd10, &LAYOUT_DM_IOCTL);
/// 0xc138fd11
pub const DM_GET_TARGET_VERSION: Ioctl = taking(FROM, "DM_GET_TARGET_VERSION", 0xc138fd11, &LAYOUT_DM_IOCTL);
/// 0xfd12
pub const DM_MPATH_PROBE_PATHS: Ioctl = ioctl(FROM, "DM_MPATH_PROBE_PATHS", 0xfd12);

/// Each of them.
pub const ALL: [Ioctl; 19] = [
    DM_VERSION, DM_REMOVE_ALL, DM_LIST_DEVICES, DM_DEV_CREATE, DM_DEV_REMOVE, DM_DEV_RENAME,
    DM_DEV_SUSPEND, DM_DEV_STATUS, DM_DEV_WAIT, DM_TABLE_LOAD, DM_TABLE_CLEAR, DM_TABLE_DEPS,
    DM_TABLE_STATUS, DM_LIST_VERSIONS, DM_TARGET_MSG, DM_DEV_SET_GEOMETRY, DM_DEV_ARM_POLL,
    DM_GET_TARGET_VERSION, DM_MPATH_PROBE_PATHS,
];

const LAYOUT_DM_IOCTL: Layout = Layout {
    name: "struct dm_ioctl",
    size: 312,
    members: &[
        member("version", 0, Array(4, 3)), member("data_size", 12, Unsigned(4)),
        member("data_start", 16, Unsigned(4)), member("target_count", 20, Unsigned(4)),
        member("open_count", 24, Signed(4)), member("flags", 28, Unsigned(4)),
        member("event_nr", 32, Unsigned(4)), member("padding", 36, Unsigned(4)),
        member("dev", 40, Unsigned(8)), member("name", 48, Text(128)),
        member("uuid", 176, Text(129)),
    ],
};
