//! `linux/pfrut.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/pfrut.h";

/// 0x4004ee01
pub const PFRU_IOC_SET_REV: Ioctl = taking(FROM, "PFRU_IOC_SET_REV", 0x4004ee01, &LAYOUT_UNSIGNED_INT);
/// 0x4004ee02
pub const PFRU_IOC_STAGE: Ioctl = taking(FROM, "PFRU_IOC_STAGE", 0x4004ee02, &LAYOUT_UNSIGNED_INT);
/// 0x4004ee03
pub const PFRU_IOC_ACTIVATE: Ioctl = taking(FROM, "PFRU_IOC_ACTIVATE", 0x4004ee03, &LAYOUT_UNSIGNED_INT);
/// 0x4004ee04
pub const PFRU_IOC_STAGE_ACTIVATE: Ioctl = taking(FROM, "PFRU_IOC_STAGE_ACTIVATE", 0x4004ee04, &LAYOUT_UNSIGNED_INT);
/// 0x805cee05
pub const PFRU_IOC_QUERY_CAP: Ioctl = taking(FROM, "PFRU_IOC_QUERY_CAP", 0x805cee05, &LAYOUT_PFRU_UPDATE_CAP_INFO);
/// 0x400cee06
pub const PFRT_LOG_IOC_SET_INFO: Ioctl = taking(FROM, "PFRT_LOG_IOC_SET_INFO", 0x400cee06, &LAYOUT_PFRT_LOG_INFO);
/// 0x800cee07
pub const PFRT_LOG_IOC_GET_INFO: Ioctl = taking(FROM, "PFRT_LOG_IOC_GET_INFO", 0x800cee07, &LAYOUT_PFRT_LOG_INFO);
/// 0x8040ee08
pub const PFRT_LOG_IOC_GET_DATA_INFO: Ioctl = taking(FROM, "PFRT_LOG_IOC_GET_DATA_INFO", 0x8040ee08, &LAYOUT_PFRT_LOG_DATA_INFO);

/// Each of them.
pub const ALL: [Ioctl; 8] = [
    PFRU_IOC_SET_REV, PFRU_IOC_STAGE, PFRU_IOC_ACTIVATE, PFRU_IOC_STAGE_ACTIVATE,
    PFRU_IOC_QUERY_CAP, PFRT_LOG_IOC_SET_INFO, PFRT_LOG_IOC_GET_INFO,
    PFRT_LOG_IOC_GET_DATA_INFO,
];

const LAYOUT_UNSIGNED_INT: Layout = Layout {
    name: "unsigned int",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_PFRU_UPDATE_CAP_INFO: Layout = Layout {
    name: "struct pfru_update_cap_info",
    size: 92,
    members: &[
        member("status", 0, Unsigned(4)), member("update_cap", 4, Unsigned(4)),
        member("code_type", 8, Array(1, 16)), member("fw_version", 24, Unsigned(4)),
        member("code_rt_version", 28, Unsigned(4)), member("drv_type", 32, Array(1, 16)),
        member("drv_rt_version", 48, Unsigned(4)), member("drv_svn", 52, Unsigned(4)),
        member("platform_id", 56, Array(1, 16)), member("oem_id", 72, Array(1, 16)),
        member("oem_info_len", 88, Unsigned(4)),
    ],
};

const LAYOUT_PFRT_LOG_INFO: Layout = Layout {
    name: "struct pfrt_log_info",
    size: 12,
    members: &[
        member("log_level", 0, Unsigned(4)), member("log_type", 4, Unsigned(4)),
        member("log_revid", 8, Unsigned(4)),
    ],
};

const LAYOUT_PFRT_LOG_DATA_INFO: Layout = Layout {
    name: "struct pfrt_log_data_info",
    size: 64,
    members: &[
        member("status", 0, Unsigned(4)), member("ext_status", 4, Unsigned(4)),
        member("chunk1_addr_lo", 8, Unsigned(8)), member("chunk1_addr_hi", 16, Unsigned(8)),
        member("chunk2_addr_lo", 24, Unsigned(8)), member("chunk2_addr_hi", 32, Unsigned(8)),
        member("max_data_size", 40, Unsigned(4)), member("chunk1_size", 44, Unsigned(4)),
        member("chunk2_size", 48, Unsigned(4)), member("rollover_cnt", 52, Unsigned(4)),
        member("reset_cnt", 56, Unsigned(4)),
    ],
};
