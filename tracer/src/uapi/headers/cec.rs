//! `linux/cec.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/cec.h";

/// 0xc04c6100
pub const CEC_ADAP_G_CAPS: Ioctl = taking(FROM, "CEC_ADAP_G_CAPS", 0xc04c6100, &LAYOUT_CEC_CAPS);
/// 0x80026101
pub const CEC_ADAP_G_PHYS_ADDR: Ioctl = taking(FROM, "CEC_ADAP_G_PHYS_ADDR", 0x80026101, &LAYOUT___U16);
/// 0x40026102
pub const CEC_ADAP_S_PHYS_ADDR: Ioctl = taking(FROM, "CEC_ADAP_S_PHYS_ADDR", 0x40026102, &LAYOUT___U16);
/// 0x805c6103
pub const CEC_ADAP_G_LOG_ADDRS: Ioctl = taking(FROM, "CEC_ADAP_G_LOG_ADDRS", 0x805c6103, &LAYOUT_CEC_LOG_ADDRS);
/// 0xc05c6104
pub const CEC_ADAP_S_LOG_ADDRS: Ioctl = taking(FROM, "CEC_ADAP_S_LOG_ADDRS", 0xc05c6104, &LAYOUT_CEC_LOG_ADDRS);
/// 0xc0386105
pub const CEC_TRANSMIT: Ioctl = taking(FROM, "CEC_TRANSMIT", 0xc0386105, &LAYOUT_CEC_MSG);
/// 0xc0386106
pub const CEC_RECEIVE: Ioctl = taking(FROM, "CEC_RECEIVE", 0xc0386106, &LAYOUT_CEC_MSG);
/// 0xc0506107
pub const CEC_DQEVENT: Ioctl = taking(FROM, "CEC_DQEVENT", 0xc0506107, &LAYOUT_CEC_EVENT);
/// 0x80046108
pub const CEC_G_MODE: Ioctl = taking(FROM, "CEC_G_MODE", 0x80046108, &LAYOUT___U32);
/// 0x40046109
pub const CEC_S_MODE: Ioctl = taking(FROM, "CEC_S_MODE", 0x40046109, &LAYOUT___U32);
/// 0x8044610a
pub const CEC_ADAP_G_CONNECTOR_INFO: Ioctl = taking(FROM, "CEC_ADAP_G_CONNECTOR_INFO", 0x8044610a, &LAYOUT_CEC_CONNECTOR_INFO);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    CEC_ADAP_G_CAPS, CEC_ADAP_G_PHYS_ADDR, CEC_ADAP_S_PHYS_ADDR, CEC_ADAP_G_LOG_ADDRS,
    CEC_ADAP_S_LOG_ADDRS, CEC_TRANSMIT, CEC_RECEIVE, CEC_DQEVENT, CEC_G_MODE, CEC_S_MODE,
    CEC_ADAP_G_CONNECTOR_INFO,
];

const LAYOUT_CEC_CAPS: Layout = Layout {
    name: "struct cec_caps",
    size: 76,
    members: &[
        member("driver", 0, Text(32)), member("name", 32, Text(32)),
        member("available_log_addrs", 64, Unsigned(4)), member("capabilities", 68, Unsigned(4)),
        member("version", 72, Unsigned(4)),
    ],
};

const LAYOUT___U16: Layout = Layout {
    name: "__u16",
    size: 2,
    members: &[
        member("", 0, Unsigned(2)),
    ],
};

const LAYOUT_CEC_LOG_ADDRS: Layout = Layout {
    name: "struct cec_log_addrs",
    size: 92,
    members: &[
        member("log_addr", 0, Array(1, 4)), member("log_addr_mask", 4, Unsigned(2)),
        member("cec_version", 6, Unsigned(1)), member("num_log_addrs", 7, Unsigned(1)),
        member("vendor_id", 8, Unsigned(4)), member("flags", 12, Unsigned(4)),
        member("osd_name", 16, Text(15)), member("primary_device_type", 31, Array(1, 4)),
        member("log_addr_type", 35, Array(1, 4)), member("all_device_types", 39, Array(1, 4)),
        member("features", 43, Array(4, 12)),
    ],
};

const LAYOUT_CEC_MSG: Layout = Layout {
    name: "struct cec_msg",
    size: 56,
    members: &[
        member("tx_ts", 0, Unsigned(8)), member("rx_ts", 8, Unsigned(8)),
        member("len", 16, Unsigned(4)), member("timeout", 20, Unsigned(4)),
        member("sequence", 24, Unsigned(4)), member("flags", 28, Unsigned(4)),
        member("msg", 32, Array(1, 16)), member("reply", 48, Unsigned(1)),
        member("rx_status", 49, Unsigned(1)), member("tx_status", 50, Unsigned(1)),
        member("tx_arb_lost_cnt", 51, Unsigned(1)), member("tx_nack_cnt", 52, Unsigned(1)),
        member("tx_low_drive_cnt", 53, Unsigned(1)), member("tx_error_cnt", 54, Unsigned(1)),
    ],
};

const LAYOUT_CEC_EVENT: Layout = Layout {
    name: "struct cec_event",
    size: 80,
    members: &[
        member("ts", 0, Unsigned(8)), member("event", 8, Unsigned(4)),
        member("flags", 12, Unsigned(4)), member("state_change.phys_addr", 16, Unsigned(2)),
        member("state_change.log_addr_mask", 18, Unsigned(2)),
        member("state_change.have_conn_info", 20, Unsigned(2)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_CEC_CONNECTOR_INFO: Layout = Layout {
    name: "struct cec_connector_info",
    size: 68,
    members: &[
        member("type", 0, Unsigned(4)), member("drm.card_no", 4, Unsigned(4)),
        member("drm.connector_id", 8, Unsigned(4)),
    ],
};
