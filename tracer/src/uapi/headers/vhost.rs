//! `linux/vhost.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/vhost.h";

/// 0x4008af00
pub const VHOST_SET_FEATURES: Ioctl = taking(FROM, "VHOST_SET_FEATURES", 0x4008af00, &LAYOUT___U64);
/// 0x8008af00
pub const VHOST_GET_FEATURES: Ioctl = taking(FROM, "VHOST_GET_FEATURES", 0x8008af00, &LAYOUT___U64);
/// 0xaf01
pub const VHOST_SET_OWNER: Ioctl = ioctl(FROM, "VHOST_SET_OWNER", 0xaf01);
/// 0xaf02
pub const VHOST_RESET_OWNER: Ioctl = ioctl(FROM, "VHOST_RESET_OWNER", 0xaf02);
/// 0x4008af03
pub const VHOST_SET_MEM_TABLE: Ioctl = taking(FROM, "VHOST_SET_MEM_TABLE", 0x4008af03, &LAYOUT_VHOST_MEMORY);
/// 0x4008af04
pub const VHOST_SET_LOG_BASE: Ioctl = taking(FROM, "VHOST_SET_LOG_BASE", 0x4008af04, &LAYOUT___U64);
/// 0x4004af07
pub const VHOST_SET_LOG_FD: Ioctl = taking(FROM, "VHOST_SET_LOG_FD", 0x4004af07, &LAYOUT_INT);
/// 0x8004af08
pub const VHOST_NEW_WORKER: Ioctl = taking(FROM, "VHOST_NEW_WORKER", 0x8004af08, &LAYOUT_VHOST_WORKER_STATE);
/// 0x4004af09
pub const VHOST_FREE_WORKER: Ioctl = taking(FROM, "VHOST_FREE_WORKER", 0x4004af09, &LAYOUT_VHOST_WORKER_STATE);
/// 0x4008af10
pub const VHOST_SET_VRING_NUM: Ioctl = taking(FROM, "VHOST_SET_VRING_NUM", 0x4008af10, &LAYOUT_VHOST_VRING_STATE);
/// 0x4028af11
pub const VHOST_SET_VRING_ADDR: Ioctl = taking(FROM, "VHOST_SET_VRING_ADDR", 0x4028af11, &LAYOUT_VHOST_VRING_ADDR);
/// 0x4008af12
pub const VHOST_SET_VRING_BASE: Ioctl = taking(FROM, "VHOST_SET_VRING_BASE", 0x4008af12, &LAYOUT_VHOST_VRING_STATE);
/// 0xc008af12
pub const VHOST_GET_VRING_BASE: Ioctl = taking(FROM, "VHOST_GET_VRING_BASE", 0xc008af12, &LAYOUT_VHOST_VRING_STATE);
/// 0x4008af13
pub const VHOST_SET_VRING_ENDIAN: Ioctl = taking(FROM, "VHOST_SET_VRING_ENDIAN", 0x4008af13, &LAYOUT_VHOST_VRING_STATE);
/// 0x4008af14
pub const VHOST_GET_VRING_ENDIAN: Ioctl = taking(FROM, "VHOST_GET_VRING_ENDIAN", 0x4008af14, &LAYOUT_VHOST_VRING_STATE);
/// 0x4008af15
pub const VHOST_ATTACH_VRING_WORKER: Ioctl = taking(FROM, "VHOST_ATTACH_VRING_WORKER", 0x4008af15, &LAYOUT_VHOST_VRING_WORKER);
/// 0xc008af16
pub const VHOST_GET_VRING_WORKER: Ioctl = taking(FROM, "VHOST_GET_VRING_WORKER", 0xc008af16, &LAYOUT_VHOST_VRING_WORKER);
/// 0x4008af20
pub const VHOST_SET_VRING_KICK: Ioctl = taking(FROM, "VHOST_SET_VRING_KICK", 0x4008af20, &LAYOUT_VHOST_VRING_FILE);
/// 0x4008af21
pub const VHOST_SET_VRING_CALL: Ioctl = taking(FROM, "VHOST_SET_VRING_CALL", 0x4008af21, &LAYOUT_VHOST_VRING_FILE);
/// 0x4008af22
pub const VHOST_SET_VRING_ERR: Ioctl = taking(FROM, "VHOST_SET_VRING_ERR", 0x4008af22, &LAYOUT_VHOST_VRING_FILE);
/// 0x4008af23
pub const VHOST_SET_VRING_BUSYLOOP_TIMEOUT: Ioctl = taking(FROM, "VHOST_SET_VRING_BUSYLOOP_TIMEOUT", 0x4008af23, &LAYOUT_VHOST_VRING_STATE);
/// 0x4008af24
pub const VHOST_GET_VRING_BUSYLOOP_TIMEOUT: Ioctl = taking(FROM, "VHOST_GET_VRING_BUSYLOOP_TIMEOUT", 0x4008af24, &LAYOUT_VHOST_VRING_STATE);
/// 0x4008af25
pub const VHOST_SET_BACKEND_FEATURES: Ioctl = taking(FROM, "VHOST_SET_BACKEND_FEATURES", 0x4008af25, &LAYOUT___U64);
/// 0x8008af26
pub const VHOST_GET_BACKEND_FEATURES: Ioctl = taking(FROM, "VHOST_GET_BACKEND_FEATURES", 0x8008af26, &LAYOUT___U64);
/// 0x4008af30
pub const VHOST_NET_SET_BACKEND: Ioctl = taking(FROM, "VHOST_NET_SET_BACKEND", 0x4008af30, &LAYOUT_VHOST_VRING_FILE);
/// 0x40e8af40
pub const VHOST_SCSI_SET_ENDPOINT: Ioctl = taking(FROM, "VHOST_SCSI_SET_ENDPOINT", 0x40e8af40, &LAYOUT_VHOST_SCSI_TARGET);
/// 0x40e8af41
pub const VHOST_SCSI_CLEAR_ENDPOINT: Ioctl = taking(FROM, "VHOST_SCSI_CLEAR_ENDPOINT", 0x40e8af41, &LAYOUT_VHOST_SCSI_TARGET);
/// 0x4004af42
pub const VHOST_SCSI_GET_ABI_VERSION: Ioctl = taking(FROM, "VHOST_SCSI_GET_ABI_VERSION", 0x4004af42, &LAYOUT_INT);
/// 0x4004af43
pub const VHOST_SCSI_SET_EVENTS_MISSED: Ioctl = taking(FROM, "VHOST_SCSI_SET_EVENTS_MISSED", 0x4004af43, &LAYOUT___U32);
/// 0x4004af44
pub const VHOST_SCSI_GET_EVENTS_MISSED: Ioctl = taking(FROM, "VHOST_SCSI_GET_EVENTS_MISSED", 0x4004af44, &LAYOUT___U32);
/// 0x4008af60
pub const VHOST_VSOCK_SET_GUEST_CID: Ioctl = taking(FROM, "VHOST_VSOCK_SET_GUEST_CID", 0x4008af60, &LAYOUT___U64);
/// 0x4004af61
pub const VHOST_VSOCK_SET_RUNNING: Ioctl = taking(FROM, "VHOST_VSOCK_SET_RUNNING", 0x4004af61, &LAYOUT_INT);
/// 0x8004af70
pub const VHOST_VDPA_GET_DEVICE_ID: Ioctl = taking(FROM, "VHOST_VDPA_GET_DEVICE_ID", 0x8004af70, &LAYOUT___U32);
/// 0x8001af71
pub const VHOST_VDPA_GET_STATUS: Ioctl = taking(FROM, "VHOST_VDPA_GET_STATUS", 0x8001af71, &LAYOUT___U8);
/// 0x4001af72
pub const VHOST_VDPA_SET_STATUS: Ioctl = taking(FROM, "VHOST_VDPA_SET_STATUS", 0x4001af72, &LAYOUT___U8);
/// 0x8008af73
pub const VHOST_VDPA_GET_CONFIG: Ioctl = taking(FROM, "VHOST_VDPA_GET_CONFIG", 0x8008af73, &LAYOUT_VHOST_VDPA_CONFIG);
/// 0x4008af74
pub const VHOST_VDPA_SET_CONFIG: Ioctl = taking(FROM, "VHOST_VDPA_SET_CONFIG", 0x4008af74, &LAYOUT_VHOST_VDPA_CONFIG);
/// 0x4008af75
pub const VHOST_VDPA_SET_VRING_ENABLE: Ioctl = taking(FROM, "VHOST_VDPA_SET_VRING_ENABLE", 0x4008af75, &LAYOUT_VHOST_VRING_STATE);
/// 0x8002af76
pub const VHOST_VDPA_GET_VRING_NUM: Ioctl = taking(FROM, "VHOST_VDPA_GET_VRING_NUM", 0x8002af76, &LAYOUT___U16);
/// 0x4004af77
pub const VHOST_VDPA_SET_CONFIG_CALL: Ioctl = taking(FROM, "VHOST_VDPA_SET_CONFIG_CALL", 0x4004af77, &LAYOUT_INT);
/// 0x8010af78
pub const VHOST_VDPA_GET_IOVA_RANGE: Ioctl = taking(FROM, "VHOST_VDPA_GET_IOVA_RANGE", 0x8010af78, &LAYOUT_VHOST_VDPA_IOVA_RANGE);
/// 0x8004af79
pub const VHOST_VDPA_GET_CONFIG_SIZE: Ioctl = taking(FROM, "VHOST_VDPA_GET_CONFIG_SIZE", 0x8004af79, &LAYOUT___U32);
/// 0x8004af7a
pub const VHOST_VDPA_GET_AS_NUM: Ioctl = taking(FROM, "VHOST_VDPA_GET_AS_NUM", 0x8004af7a, &LAYOUT_UNSIGNED_INT);
/// 0xc008af7b
pub const VHOST_VDPA_GET_VRING_GROUP: Ioctl = taking(FROM, "VHOST_VDPA_GET_VRING_GROUP", 0xc008af7b, &LAYOUT_VHOST_VRING_STATE);
/// 0x4008af7c
pub const VHOST_VDPA_SET_GROUP_ASID: Ioctl = taking(FROM, "VHOST_VDPA_SET_GROUP_ASID", 0x4008af7c, &LAYOUT_VHOST_VRING_STATE);
/// 0xaf7d
pub const VHOST_VDPA_SUSPEND: Ioctl = ioctl(FROM, "VHOST_VDPA_SUSPEND", 0xaf7d);
/// 0xaf7e
pub const VHOST_VDPA_RESUME: Ioctl = ioctl(FROM, "VHOST_VDPA_RESUME", 0xaf7e);
/// 0xc008af7f
pub const VHOST_VDPA_GET_VRING_DESC_GROUP: Ioctl = taking(FROM, "VHOST_VDPA_GET_VRING_DESC_GROUP", 0xc008af7f, &LAYOUT_VHOST_VRING_STATE);
/// 0x8004af80
pub const VHOST_VDPA_GET_VQS_COUNT: Ioctl = taking(FROM, "VHOST_VDPA_GET_VQS_COUNT", 0x8004af80, &LAYOUT___U32);
/// 0x8004af81
pub const VHOST_VDPA_GET_GROUP_NUM: Ioctl = taking(FROM, "VHOST_VDPA_GET_GROUP_NUM", 0x8004af81, &LAYOUT___U32);
/// 0xc008af82
pub const VHOST_VDPA_GET_VRING_SIZE: Ioctl = taking(FROM, "VHOST_VDPA_GET_VRING_SIZE", 0xc008af82, &LAYOUT_VHOST_VRING_STATE);
/// 0x4008af83
pub const VHOST_SET_FEATURES_ARRAY: Ioctl = taking(FROM, "VHOST_SET_FEATURES_ARRAY", 0x4008af83, &LAYOUT_VHOST_FEATURES_ARRAY);
/// 0x8008af83
pub const VHOST_GET_FEATURES_ARRAY: Ioctl = taking(FROM, "VHOST_GET_FEATURES_ARRAY", 0x8008af83, &LAYOUT_VHOST_FEATURES_ARRAY);
/// 0x4001af84
pub const VHOST_SET_FORK_FROM_OWNER: Ioctl = taking(FROM, "VHOST_SET_FORK_FROM_OWNER", 0x4001af84, &LAYOUT___U8);
/// 0x8001af85
pub const VHOST_GET_FORK_FROM_OWNER: Ioctl = taking(FROM, "VHOST_GET_FORK_FROM_OWNER", 0x8001af85, &LAYOUT___U8);

/// Each of them.
pub const ALL: [Ioctl; 55] = [
    VHOST_SET_FEATURES, VHOST_GET_FEATURES, VHOST_SET_OWNER, VHOST_RESET_OWNER,
    VHOST_SET_MEM_TABLE, VHOST_SET_LOG_BASE, VHOST_SET_LOG_FD, VHOST_NEW_WORKER,
    VHOST_FREE_WORKER, VHOST_SET_VRING_NUM, VHOST_SET_VRING_ADDR, VHOST_SET_VRING_BASE,
    VHOST_GET_VRING_BASE, VHOST_SET_VRING_ENDIAN, VHOST_GET_VRING_ENDIAN,
    VHOST_ATTACH_VRING_WORKER, VHOST_GET_VRING_WORKER, VHOST_SET_VRING_KICK,
    VHOST_SET_VRING_CALL, VHOST_SET_VRING_ERR, VHOST_SET_VRING_BUSYLOOP_TIMEOUT,
    VHOST_GET_VRING_BUSYLOOP_TIMEOUT, VHOST_SET_BACKEND_FEATURES, VHOST_GET_BACKEND_FEATURES,
    VHOST_NET_SET_BACKEND, VHOST_SCSI_SET_ENDPOINT, VHOST_SCSI_CLEAR_ENDPOINT,
    VHOST_SCSI_GET_ABI_VERSION, VHOST_SCSI_SET_EVENTS_MISSED, VHOST_SCSI_GET_EVENTS_MISSED,
    VHOST_VSOCK_SET_GUEST_CID, VHOST_VSOCK_SET_RUNNING, VHOST_VDPA_GET_DEVICE_ID,
    VHOST_VDPA_GET_STATUS, VHOST_VDPA_SET_STATUS, VHOST_VDPA_GET_CONFIG,
    VHOST_VDPA_SET_CONFIG, VHOST_VDPA_SET_VRING_ENABLE, VHOST_VDPA_GET_VRING_NUM,
    VHOST_VDPA_SET_CONFIG_CALL, VHOST_VDPA_GET_IOVA_RANGE, VHOST_VDPA_GET_CONFIG_SIZE,
    VHOST_VDPA_GET_AS_NUM, VHOST_VDPA_GET_VRING_GROUP, VHOST_VDPA_SET_GROUP_ASID,
    VHOST_VDPA_SUSPEND, VHOST_VDPA_RESUME, VHOST_VDPA_GET_VRING_DESC_GROUP,
    VHOST_VDPA_GET_VQS_COUNT, VHOST_VDPA_GET_GROUP_NUM, VHOST_VDPA_GET_VRING_SIZE,
    VHOST_SET_FEATURES_ARRAY, VHOST_GET_FEATURES_ARRAY, VHOST_SET_FORK_FROM_OWNER,
    VHOST_GET_FORK_FROM_OWNER,
];

const LAYOUT___U64: Layout = Layout {
    name: "__u64",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_VHOST_MEMORY: Layout = Layout {
    name: "struct vhost_memory",
    size: 8,
    members: &[
        member("nregions", 0, Unsigned(4)), member("padding", 4, Unsigned(4)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_VHOST_WORKER_STATE: Layout = Layout {
    name: "struct vhost_worker_state",
    size: 4,
    members: &[
        member("worker_id", 0, Unsigned(4)),
    ],
};

const LAYOUT_VHOST_VRING_STATE: Layout = Layout {
    name: "struct vhost_vring_state",
    size: 8,
    members: &[
        member("index", 0, Unsigned(4)), member("num", 4, Unsigned(4)),
    ],
};

const LAYOUT_VHOST_VRING_ADDR: Layout = Layout {
    name: "struct vhost_vring_addr",
    size: 40,
    members: &[
        member("index", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("desc_user_addr", 8, Unsigned(8)), member("used_user_addr", 16, Unsigned(8)),
        member("avail_user_addr", 24, Unsigned(8)), member("log_guest_addr", 32, Unsigned(8)),
    ],
};

const LAYOUT_VHOST_VRING_WORKER: Layout = Layout {
    name: "struct vhost_vring_worker",
    size: 8,
    members: &[
        member("index", 0, Unsigned(4)), member("worker_id", 4, Unsigned(4)),
    ],
};

const LAYOUT_VHOST_VRING_FILE: Layout = Layout {
    name: "struct vhost_vring_file",
    size: 8,
    members: &[
        member("index", 0, Unsigned(4)), member("fd", 4, Signed(4)),
    ],
};

const LAYOUT_VHOST_SCSI_TARGET: Layout = Layout {
    name: "struct vhost_scsi_target",
    size: 232,
    members: &[
        member("abi_version", 0, Signed(4)), member("vhost_wwpn", 4, Text(224)),
        member("vhost_tpgt", 228, Unsigned(2)), member("reserved", 230, Unsigned(2)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT___U8: Layout = Layout {
    name: "__u8",
    size: 1,
    members: &[
        member("", 0, Unsigned(1)),
    ],
};

const LAYOUT_VHOST_VDPA_CONFIG: Layout = Layout {
    name: "struct vhost_vdpa_config",
    size: 8,
    members: &[
        member("off", 0, Unsigned(4)), member("len", 4, Unsigned(4)),
    ],
};

const LAYOUT___U16: Layout = Layout {
    name: "__u16",
    size: 2,
    members: &[
        member("", 0, Unsigned(2)),
    ],
};

const LAYOUT_VHOST_VDPA_IOVA_RANGE: Layout = Layout {
    name: "struct vhost_vdpa_iova_range",
    size: 16,
    members: &[
        member("first", 0, Unsigned(8)), member("last", 8, Unsigned(8)),
    ],
};

const LAYOUT_UNSIGNED_INT: Layout = Layout {
    name: "unsigned int",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_VHOST_FEATURES_ARRAY: Layout = Layout {
    name: "struct vhost_features_array",
    size: 8,
    members: &[
        member("count", 0, Unsigned(8)),
    ],
};
