//! `linux/ndctl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/ndctl.h";

/// 0xc0204e01
pub const ND_IOCTL_ARS_CAP: Ioctl = taking(FROM, "ND_IOCTL_ARS_CAP", 0xc0204e01, &LAYOUT_ND_CMD_ARS_CAP);
/// 0xc0204e02
pub const ND_IOCTL_ARS_START: Ioctl = taking(FROM, "ND_IOCTL_ARS_START", 0xc0204e02, &LAYOUT_ND_CMD_ARS_START);
/// 0xc0084e03
pub const ND_IOCTL_DIMM_FLAGS: Ioctl = taking(FROM, "ND_IOCTL_DIMM_FLAGS", 0xc0084e03, &LAYOUT_ND_CMD_DIMM_FLAGS);
/// 0xc0304e03
pub const ND_IOCTL_ARS_STATUS: Ioctl = taking(FROM, "ND_IOCTL_ARS_STATUS", 0xc0304e03, &LAYOUT_ND_CMD_ARS_STATUS);
/// 0xc00c4e04
pub const ND_IOCTL_GET_CONFIG_SIZE: Ioctl = taking(FROM, "ND_IOCTL_GET_CONFIG_SIZE", 0xc00c4e04, &LAYOUT_ND_CMD_GET_CONFIG_SIZE);
/// 0xc0204e04
pub const ND_IOCTL_CLEAR_ERROR: Ioctl = taking(FROM, "ND_IOCTL_CLEAR_ERROR", 0xc0204e04, &LAYOUT_ND_CMD_CLEAR_ERROR);
/// 0xc00c4e05
pub const ND_IOCTL_GET_CONFIG_DATA: Ioctl = taking(FROM, "ND_IOCTL_GET_CONFIG_DATA", 0xc00c4e05, &LAYOUT_ND_CMD_GET_CONFIG_DATA_HDR);
/// 0xc0084e06
pub const ND_IOCTL_SET_CONFIG_DATA: Ioctl = taking(FROM, "ND_IOCTL_SET_CONFIG_DATA", 0xc0084e06, &LAYOUT_ND_CMD_SET_CONFIG_HDR);
/// 0xc0084e09
pub const ND_IOCTL_VENDOR: Ioctl = taking(FROM, "ND_IOCTL_VENDOR", 0xc0084e09, &LAYOUT_ND_CMD_VENDOR_HDR);
/// 0xc0404e0a
pub const ND_IOCTL_CALL: Ioctl = taking(FROM, "ND_IOCTL_CALL", 0xc0404e0a, &LAYOUT_ND_CMD_PKG);

/// Each of them.
pub const ALL: [Ioctl; 10] = [
    ND_IOCTL_ARS_CAP, ND_IOCTL_ARS_START, ND_IOCTL_DIMM_FLAGS, ND_IOCTL_ARS_STATUS,
    ND_IOCTL_GET_CONFIG_SIZE, ND_IOCTL_CLEAR_ERROR, ND_IOCTL_GET_CONFIG_DATA,
    ND_IOCTL_SET_CONFIG_DATA, ND_IOCTL_VENDOR, ND_IOCTL_CALL,
];

const LAYOUT_ND_CMD_DIMM_FLAGS: Layout = Layout {
    name: "struct nd_cmd_dimm_flags",
    size: 8,
    members: &[
        member("status", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
    ],
};

const LAYOUT_ND_CMD_GET_CONFIG_SIZE: Layout = Layout {
    name: "struct nd_cmd_get_config_size",
    size: 12,
    members: &[
        member("status", 0, Unsigned(4)), member("config_size", 4, Unsigned(4)),
        member("max_xfer", 8, Unsigned(4)),
    ],
};

const LAYOUT_ND_CMD_GET_CONFIG_DATA_HDR: Layout = Layout {
    name: "struct nd_cmd_get_config_data_hdr",
    size: 12,
    members: &[
        member("in_offset", 0, Unsigned(4)), member("in_length", 4, Unsigned(4)),
        member("status", 8, Unsigned(4)),
    ],
};

const LAYOUT_ND_CMD_SET_CONFIG_HDR: Layout = Layout {
    name: "struct nd_cmd_set_config_hdr",
    size: 8,
    members: &[
        member("in_offset", 0, Unsigned(4)), member("in_length", 4, Unsigned(4)),
    ],
};

const LAYOUT_ND_CMD_VENDOR_HDR: Layout = Layout {
    name: "struct nd_cmd_vendor_hdr",
    size: 8,
    members: &[
        member("opcode", 0, Unsigned(4)), member("in_length", 4, Unsigned(4)),
    ],
};

const LAYOUT_ND_CMD_ARS_CAP: Layout = Layout {
    name: "struct nd_cmd_ars_cap",
    size: 32,
    members: &[
        member("address", 0, Unsigned(8)), member("length", 8, Unsigned(8)),
        member("status", 16, Unsigned(4)), member("max_ars_out", 20, Unsigned(4)),
        member("clear_err_unit", 24, Unsigned(4)), member("flags", 28, Unsigned(2)),
        member("reserved", 30, Unsigned(2)),
    ],
};

const LAYOUT_ND_CMD_ARS_START: Layout = Layout {
    name: "struct nd_cmd_ars_start",
    size: 32,
    members: &[
        member("address", 0, Unsigned(8)), member("length", 8, Unsigned(8)),
        member("type", 16, Unsigned(2)), member("flags", 18, Unsigned(1)),
        member("reserved", 19, Array(1, 5)), member("status", 24, Unsigned(4)),
        member("scrub_time", 28, Unsigned(4)),
    ],
};

const LAYOUT_ND_CMD_ARS_STATUS: Layout = Layout {
    name: "struct nd_cmd_ars_status",
    size: 48,
    members: &[
        member("status", 0, Unsigned(4)), member("out_length", 4, Unsigned(4)),
        member("address", 8, Unsigned(8)), member("length", 16, Unsigned(8)),
        member("restart_address", 24, Unsigned(8)), member("restart_length", 32, Unsigned(8)),
        member("type", 40, Unsigned(2)), member("flags", 42, Unsigned(2)),
        member("num_records", 44, Unsigned(4)),
    ],
};

const LAYOUT_ND_CMD_CLEAR_ERROR: Layout = Layout {
    name: "struct nd_cmd_clear_error",
    size: 32,
    members: &[
        member("address", 0, Unsigned(8)), member("length", 8, Unsigned(8)),
        member("status", 16, Unsigned(4)), member("reserved", 20, Array(1, 4)),
        member("cleared", 24, Unsigned(8)),
    ],
};

const LAYOUT_ND_CMD_PKG: Layout = Layout {
    name: "struct nd_cmd_pkg",
    size: 64,
    members: &[
        member("nd_family", 0, Unsigned(8)), member("nd_command", 8, Unsigned(8)),
        member("nd_size_in", 16, Unsigned(4)), member("nd_size_out", 20, Unsigned(4)),
        member("nd_reserved2", 24, Array(4, 9)), member("nd_fw_size", 60, Unsigned(4)),
    ],
};
