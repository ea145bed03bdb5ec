//! `linux/sed-opal.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/sed-opal.h";

/// 0x411870dc
pub const IOC_OPAL_SAVE: Ioctl = taking(FROM, "IOC_OPAL_SAVE", 0x411870dc, &LAYOUT_OPAL_LOCK_UNLOCK);
/// 0x411870dd
pub const IOC_OPAL_LOCK_UNLOCK: Ioctl = taking(FROM, "IOC_OPAL_LOCK_UNLOCK", 0x411870dd, &LAYOUT_OPAL_LOCK_UNLOCK);
/// 0x410870de
pub const IOC_OPAL_TAKE_OWNERSHIP: Ioctl = taking(FROM, "IOC_OPAL_TAKE_OWNERSHIP", 0x410870de, &LAYOUT_OPAL_KEY);
/// 0x411870df
pub const IOC_OPAL_ACTIVATE_LSP: Ioctl = taking(FROM, "IOC_OPAL_ACTIVATE_LSP", 0x411870df, &LAYOUT_OPAL_LR_ACT);
/// 0x422070e0
pub const IOC_OPAL_SET_PW: Ioctl = taking(FROM, "IOC_OPAL_SET_PW", 0x422070e0, &LAYOUT_OPAL_NEW_PW);
/// 0x411070e1
pub const IOC_OPAL_ACTIVATE_USR: Ioctl = taking(FROM, "IOC_OPAL_ACTIVATE_USR", 0x411070e1, &LAYOUT_OPAL_SESSION_INFO);
/// 0x410870e2
pub const IOC_OPAL_REVERT_TPR: Ioctl = taking(FROM, "IOC_OPAL_REVERT_TPR", 0x410870e2, &LAYOUT_OPAL_KEY);
/// 0x412870e3
pub const IOC_OPAL_LR_SETUP: Ioctl = taking(FROM, "IOC_OPAL_LR_SETUP", 0x412870e3, &LAYOUT_OPAL_USER_LR_SETUP);
/// 0x411870e4
pub const IOC_OPAL_ADD_USR_TO_LR: Ioctl = taking(FROM, "IOC_OPAL_ADD_USR_TO_LR", 0x411870e4, &LAYOUT_OPAL_LOCK_UNLOCK);
/// 0x411070e5
pub const IOC_OPAL_ENABLE_DISABLE_MBR: Ioctl = taking(FROM, "IOC_OPAL_ENABLE_DISABLE_MBR", 0x411070e5, &LAYOUT_OPAL_MBR_DATA);
/// 0x411070e6
pub const IOC_OPAL_ERASE_LR: Ioctl = taking(FROM, "IOC_OPAL_ERASE_LR", 0x411070e6, &LAYOUT_OPAL_SESSION_INFO);
/// 0x411070e7
pub const IOC_OPAL_SECURE_ERASE_LR: Ioctl = taking(FROM, "IOC_OPAL_SECURE_ERASE_LR", 0x411070e7, &LAYOUT_OPAL_SESSION_INFO);
/// 0x410870e8
pub const IOC_OPAL_PSID_REVERT_TPR: Ioctl = taking(FROM, "IOC_OPAL_PSID_REVERT_TPR", 0x410870e8, &LAYOUT_OPAL_KEY);
/// 0x411070e9
pub const IOC_OPAL_MBR_DONE: Ioctl = taking(FROM, "IOC_OPAL_MBR_DONE", 0x411070e9, &LAYOUT_OPAL_MBR_DONE);
/// 0x412070ea
pub const IOC_OPAL_WRITE_SHADOW_MBR: Ioctl = taking(FROM, "IOC_OPAL_WRITE_SHADOW_MBR", 0x412070ea, &LAYOUT_OPAL_SHADOW_MBR);
/// 0x413870eb
pub const IOC_OPAL_GENERIC_TABLE_RW: Ioctl = taking(FROM, "IOC_OPAL_GENERIC_TABLE_RW", 0x413870eb, &LAYOUT_OPAL_READ_WRITE_TABLE);
/// 0x800870ec
pub const IOC_OPAL_GET_STATUS: Ioctl = taking(FROM, "IOC_OPAL_GET_STATUS", 0x800870ec, &LAYOUT_OPAL_STATUS);
/// 0x413070ed
pub const IOC_OPAL_GET_LR_STATUS: Ioctl = taking(FROM, "IOC_OPAL_GET_LR_STATUS", 0x413070ed, &LAYOUT_OPAL_LR_STATUS);
/// 0x802070ee
pub const IOC_OPAL_GET_GEOMETRY: Ioctl = taking(FROM, "IOC_OPAL_GET_GEOMETRY", 0x802070ee, &LAYOUT_OPAL_GEOMETRY);
/// 0x401070ef
pub const IOC_OPAL_DISCOVERY: Ioctl = taking(FROM, "IOC_OPAL_DISCOVERY", 0x401070ef, &LAYOUT_OPAL_DISCOVERY);
/// 0x411070f0
pub const IOC_OPAL_REVERT_LSP: Ioctl = taking(FROM, "IOC_OPAL_REVERT_LSP", 0x411070f0, &LAYOUT_OPAL_REVERT_LSP);
/// 0x422070f1
pub const IOC_OPAL_SET_SID_PW: Ioctl = taking(FROM, "IOC_OPAL_SET_SID_PW", 0x422070f1, &LAYOUT_OPAL_NEW_PW);
/// 0x422070f2
pub const IOC_OPAL_REACTIVATE_LSP: Ioctl = taking(FROM, "IOC_OPAL_REACTIVATE_LSP", 0x422070f2, &LAYOUT_OPAL_LR_REACT);
/// 0x412870f3
pub const IOC_OPAL_LR_SET_START_LEN: Ioctl = taking(FROM, "IOC_OPAL_LR_SET_START_LEN", 0x412870f3, &LAYOUT_OPAL_USER_LR_SETUP);
/// 0x412870f4
pub const IOC_OPAL_ENABLE_DISABLE_LR: Ioctl = taking(FROM, "IOC_OPAL_ENABLE_DISABLE_LR", 0x412870f4, &LAYOUT_OPAL_USER_LR_SETUP);
/// 0x411870f5
pub const IOC_OPAL_GET_SUM_STATUS: Ioctl = taking(FROM, "IOC_OPAL_GET_SUM_STATUS", 0x411870f5, &LAYOUT_OPAL_SUM_RANGES);
/// 0x70f6
pub const IOC_OPAL_STACK_RESET: Ioctl = ioctl(FROM, "IOC_OPAL_STACK_RESET", 0x70f6);

/// Each of them.
pub const ALL: [Ioctl; 27] = [
    IOC_OPAL_SAVE, IOC_OPAL_LOCK_UNLOCK, IOC_OPAL_TAKE_OWNERSHIP, IOC_OPAL_ACTIVATE_LSP,
    IOC_OPAL_SET_PW, IOC_OPAL_ACTIVATE_USR, IOC_OPAL_REVERT_TPR, IOC_OPAL_LR_SETUP,
    IOC_OPAL_ADD_USR_TO_LR, IOC_OPAL_ENABLE_DISABLE_MBR, IOC_OPAL_ERASE_LR,
    IOC_OPAL_SECURE_ERASE_LR, IOC_OPAL_PSID_REVERT_TPR, IOC_OPAL_MBR_DONE,
    IOC_OPAL_WRITE_SHADOW_MBR, IOC_OPAL_GENERIC_TABLE_RW, IOC_OPAL_GET_STATUS,
    IOC_OPAL_GET_LR_STATUS, IOC_OPAL_GET_GEOMETRY, IOC_OPAL_DISCOVERY, IOC_OPAL_REVERT_LSP,
    IOC_OPAL_SET_SID_PW, IOC_OPAL_REACTIVATE_LSP, IOC_OPAL_LR_SET_START_LEN,
    IOC_OPAL_ENABLE_DISABLE_LR, IOC_OPAL_GET_SUM_STATUS, IOC_OPAL_STACK_RESET,
];

const LAYOUT_OPAL_LOCK_UNLOCK: Layout = Layout {
    name: "struct opal_lock_unlock",
    size: 280,
    members: &[
        member("session.sum", 0, Unsigned(4)), member("session.who", 4, Unsigned(4)),
        member("session.opal_key.lr", 8, Unsigned(1)),
        member("session.opal_key.key_len", 9, Unsigned(1)),
        member("session.opal_key.key_type", 10, Unsigned(1)),
        member("session.opal_key.__align", 11, Array(1, 5)),
        member("session.opal_key.key", 16, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_KEY: Layout = Layout {
    name: "struct opal_key",
    size: 264,
    members: &[
        member("lr", 0, Unsigned(1)), member("key_len", 1, Unsigned(1)),
        member("key_type", 2, Unsigned(1)), member("__align", 3, Array(1, 5)),
        member("key", 8, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_LR_ACT: Layout = Layout {
    name: "struct opal_lr_act",
    size: 280,
    members: &[
        member("key.lr", 0, Unsigned(1)), member("key.key_len", 1, Unsigned(1)),
        member("key.key_type", 2, Unsigned(1)), member("key.__align", 3, Array(1, 5)),
        member("key.key", 8, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_NEW_PW: Layout = Layout {
    name: "struct opal_new_pw",
    size: 544,
    members: &[
        member("session.sum", 0, Unsigned(4)), member("session.who", 4, Unsigned(4)),
        member("session.opal_key.lr", 8, Unsigned(1)),
        member("session.opal_key.key_len", 9, Unsigned(1)),
        member("session.opal_key.key_type", 10, Unsigned(1)),
        member("session.opal_key.__align", 11, Array(1, 5)),
        member("session.opal_key.key", 16, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_SESSION_INFO: Layout = Layout {
    name: "struct opal_session_info",
    size: 272,
    members: &[
        member("sum", 0, Unsigned(4)), member("who", 4, Unsigned(4)),
        member("opal_key.lr", 8, Unsigned(1)), member("opal_key.key_len", 9, Unsigned(1)),
        member("opal_key.key_type", 10, Unsigned(1)),
        member("opal_key.__align", 11, Array(1, 5)), member("opal_key.key", 16, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_USER_LR_SETUP: Layout = Layout {
    name: "struct opal_user_lr_setup",
    size: 296,
    members: &[
        member("range_start", 0, Unsigned(8)), member("range_length", 8, Unsigned(8)),
        member("RLE", 16, Unsigned(4)), member("WLE", 20, Unsigned(4)),
        member("session.sum", 24, Unsigned(4)), member("session.who", 28, Unsigned(4)),
        member("session.opal_key.lr", 32, Unsigned(1)),
        member("session.opal_key.key_len", 33, Unsigned(1)),
        member("session.opal_key.key_type", 34, Unsigned(1)),
        member("session.opal_key.__align", 35, Array(1, 5)),
        member("session.opal_key.key", 40, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_MBR_DATA: Layout = Layout {
    name: "struct opal_mbr_data",
    size: 272,
    members: &[
        member("key.lr", 0, Unsigned(1)), member("key.key_len", 1, Unsigned(1)),
        member("key.key_type", 2, Unsigned(1)), member("key.__align", 3, Array(1, 5)),
        member("key.key", 8, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_MBR_DONE: Layout = Layout {
    name: "struct opal_mbr_done",
    size: 272,
    members: &[
        member("key.lr", 0, Unsigned(1)), member("key.key_len", 1, Unsigned(1)),
        member("key.key_type", 2, Unsigned(1)), member("key.__align", 3, Array(1, 5)),
        member("key.key", 8, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_SHADOW_MBR: Layout = Layout {
    name: "struct opal_shadow_mbr",
    size: 288,
    members: &[
        member("key.lr", 0, Unsigned(1)), member("key.key_len", 1, Unsigned(1)),
        member("key.key_type", 2, Unsigned(1)), member("key.__align", 3, Array(1, 5)),
        member("key.key", 8, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_READ_WRITE_TABLE: Layout = Layout {
    name: "struct opal_read_write_table",
    size: 312,
    members: &[
        member("key.lr", 0, Unsigned(1)), member("key.key_len", 1, Unsigned(1)),
        member("key.key_type", 2, Unsigned(1)), member("key.__align", 3, Array(1, 5)),
        member("key.key", 8, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_STATUS: Layout = Layout {
    name: "struct opal_status",
    size: 8,
    members: &[
        member("flags", 0, Unsigned(4)), member("reserved", 4, Unsigned(4)),
    ],
};

const LAYOUT_OPAL_LR_STATUS: Layout = Layout {
    name: "struct opal_lr_status",
    size: 304,
    members: &[
        member("session.sum", 0, Unsigned(4)), member("session.who", 4, Unsigned(4)),
        member("session.opal_key.lr", 8, Unsigned(1)),
        member("session.opal_key.key_len", 9, Unsigned(1)),
        member("session.opal_key.key_type", 10, Unsigned(1)),
        member("session.opal_key.__align", 11, Array(1, 5)),
        member("session.opal_key.key", 16, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_GEOMETRY: Layout = Layout {
    name: "struct opal_geometry",
    size: 32,
    members: &[
        member("align", 0, Unsigned(1)), member("logical_block_size", 4, Unsigned(4)),
        member("alignment_granularity", 8, Unsigned(8)),
        member("lowest_aligned_lba", 16, Unsigned(8)), member("__align", 24, Array(1, 3)),
    ],
};

const LAYOUT_OPAL_DISCOVERY: Layout = Layout {
    name: "struct opal_discovery",
    size: 16,
    members: &[
        member("data", 0, Unsigned(8)), member("size", 8, Unsigned(8)),
    ],
};

const LAYOUT_OPAL_REVERT_LSP: Layout = Layout {
    name: "struct opal_revert_lsp",
    size: 272,
    members: &[
        member("key.lr", 0, Unsigned(1)), member("key.key_len", 1, Unsigned(1)),
        member("key.key_type", 2, Unsigned(1)), member("key.__align", 3, Array(1, 5)),
        member("key.key", 8, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_LR_REACT: Layout = Layout {
    name: "struct opal_lr_react",
    size: 544,
    members: &[
        member("key.lr", 0, Unsigned(1)), member("key.key_len", 1, Unsigned(1)),
        member("key.key_type", 2, Unsigned(1)), member("key.__align", 3, Array(1, 5)),
        member("key.key", 8, Array(1, 256)),
    ],
};

const LAYOUT_OPAL_SUM_RANGES: Layout = Layout {
    name: "struct opal_sum_ranges",
    size: 280,
    members: &[
        member("key.lr", 0, Unsigned(1)), member("key.key_len", 1, Unsigned(1)),
        member("key.key_type", 2, Unsigned(1)), member("key.__align", 3, Array(1, 5)),
        member("key.key", 8, Array(1, 256)),
    ],
};
