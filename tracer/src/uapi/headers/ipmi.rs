//! `linux/ipmi.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/ipmi.h";

/// 0xc030690b
pub const IPMICTL_RECEIVE_MSG_TRUNC: Ioctl = taking(FROM, "IPMICTL_RECEIVE_MSG_TRUNC", 0xc030690b, &LAYOUT_IPMI_RECV);
/// 0xc030690c
pub const IPMICTL_RECEIVE_MSG: Ioctl = taking(FROM, "IPMICTL_RECEIVE_MSG", 0xc030690c, &LAYOUT_IPMI_RECV);
/// 0x8028690d
pub const IPMICTL_SEND_COMMAND: Ioctl = taking(FROM, "IPMICTL_SEND_COMMAND", 0x8028690d, &LAYOUT_IPMI_REQ);
/// 0x8002690e
pub const IPMICTL_REGISTER_FOR_CMD: Ioctl = taking(FROM, "IPMICTL_REGISTER_FOR_CMD", 0x8002690e, &LAYOUT_IPMI_CMDSPEC);
/// 0x8002690f
pub const IPMICTL_UNREGISTER_FOR_CMD: Ioctl = taking(FROM, "IPMICTL_UNREGISTER_FOR_CMD", 0x8002690f, &LAYOUT_IPMI_CMDSPEC);
/// 0x80046910
pub const IPMICTL_SET_GETS_EVENTS_CMD: Ioctl = taking(FROM, "IPMICTL_SET_GETS_EVENTS_CMD", 0x80046910, &LAYOUT_INT);
/// 0x80046911
pub const IPMICTL_SET_MY_ADDRESS_CMD: Ioctl = taking(FROM, "IPMICTL_SET_MY_ADDRESS_CMD", 0x80046911, &LAYOUT_UNSIGNED_INT);
/// 0x80046912
pub const IPMICTL_GET_MY_ADDRESS_CMD: Ioctl = taking(FROM, "IPMICTL_GET_MY_ADDRESS_CMD", 0x80046912, &LAYOUT_UNSIGNED_INT);
/// 0x80046913
pub const IPMICTL_SET_MY_LUN_CMD: Ioctl = taking(FROM, "IPMICTL_SET_MY_LUN_CMD", 0x80046913, &LAYOUT_UNSIGNED_INT);
/// 0x80046914
pub const IPMICTL_GET_MY_LUN_CMD: Ioctl = taking(FROM, "IPMICTL_GET_MY_LUN_CMD", 0x80046914, &LAYOUT_UNSIGNED_INT);
/// 0x80306915
pub const IPMICTL_SEND_COMMAND_SETTIME: Ioctl = taking(FROM, "IPMICTL_SEND_COMMAND_SETTIME", 0x80306915, &LAYOUT_IPMI_REQ_SETTIME);
/// 0x80086916
pub const IPMICTL_SET_TIMING_PARMS_CMD: Ioctl = taking(FROM, "IPMICTL_SET_TIMING_PARMS_CMD", 0x80086916, &LAYOUT_IPMI_TIMING_PARMS);
/// 0x80086917
pub const IPMICTL_GET_TIMING_PARMS_CMD: Ioctl = taking(FROM, "IPMICTL_GET_TIMING_PARMS_CMD", 0x80086917, &LAYOUT_IPMI_TIMING_PARMS);
/// 0x80046918
pub const IPMICTL_SET_MY_CHANNEL_ADDRESS_CMD: Ioctl = taking(FROM, "IPMICTL_SET_MY_CHANNEL_ADDRESS_CMD", 0x80046918, &LAYOUT_IPMI_CHANNEL_LUN_ADDRESS_SET);
/// 0x80046919
pub const IPMICTL_GET_MY_CHANNEL_ADDRESS_CMD: Ioctl = taking(FROM, "IPMICTL_GET_MY_CHANNEL_ADDRESS_CMD", 0x80046919, &LAYOUT_IPMI_CHANNEL_LUN_ADDRESS_SET);
/// 0x8004691a
pub const IPMICTL_SET_MY_CHANNEL_LUN_CMD: Ioctl = taking(FROM, "IPMICTL_SET_MY_CHANNEL_LUN_CMD", 0x8004691a, &LAYOUT_IPMI_CHANNEL_LUN_ADDRESS_SET);
/// 0x8004691b
pub const IPMICTL_GET_MY_CHANNEL_LUN_CMD: Ioctl = taking(FROM, "IPMICTL_GET_MY_CHANNEL_LUN_CMD", 0x8004691b, &LAYOUT_IPMI_CHANNEL_LUN_ADDRESS_SET);
/// 0x800c691c
pub const IPMICTL_REGISTER_FOR_CMD_CHANS: Ioctl = taking(FROM, "IPMICTL_REGISTER_FOR_CMD_CHANS", 0x800c691c, &LAYOUT_IPMI_CMDSPEC_CHANS);
/// 0x800c691d
pub const IPMICTL_UNREGISTER_FOR_CMD_CHANS: Ioctl = taking(FROM, "IPMICTL_UNREGISTER_FOR_CMD_CHANS", 0x800c691d, &LAYOUT_IPMI_CMDSPEC_CHANS);
/// 0x8004691e
pub const IPMICTL_GET_MAINTENANCE_MODE_CMD: Ioctl = taking(FROM, "IPMICTL_GET_MAINTENANCE_MODE_CMD", 0x8004691e, &LAYOUT_INT);
/// 0x4004691f
pub const IPMICTL_SET_MAINTENANCE_MODE_CMD: Ioctl = taking(FROM, "IPMICTL_SET_MAINTENANCE_MODE_CMD", 0x4004691f, &LAYOUT_INT);

/// Each of them.
pub const ALL: [Ioctl; 21] = [
    IPMICTL_RECEIVE_MSG_TRUNC, IPMICTL_RECEIVE_MSG, IPMICTL_SEND_COMMAND,
    IPMICTL_REGISTER_FOR_CMD, IPMICTL_UNREGISTER_FOR_CMD, IPMICTL_SET_GETS_EVENTS_CMD,
    IPMICTL_SET_MY_ADDRESS_CMD, IPMICTL_GET_MY_ADDRESS_CMD, IPMICTL_SET_MY_LUN_CMD,
    IPMICTL_GET_MY_LUN_CMD, IPMICTL_SEND_COMMAND_SETTIME, IPMICTL_SET_TIMING_PARMS_CMD,
    IPMICTL_GET_TIMING_PARMS_CMD, IPMICTL_SET_MY_CHANNEL_ADDRESS_CMD,
    IPMICTL_GET_MY_CHANNEL_ADDRESS_CMD, IPMICTL_SET_MY_CHANNEL_LUN_CMD,
    IPMICTL_GET_MY_CHANNEL_LUN_CMD, IPMICTL_REGISTER_FOR_CMD_CHANS,
    IPMICTL_UNREGISTER_FOR_CMD_CHANS, IPMICTL_GET_MAINTENANCE_MODE_CMD,
    IPMICTL_SET_MAINTENANCE_MODE_CMD,
];

const LAYOUT_IPMI_REQ: Layout = Layout {
    name: "struct ipmi_req",
    size: 40,
    members: &[
        member("addr", 0, Pointer), member("addr_len", 8, Unsigned(4)),
        member("msgid", 16, Signed(8)), member("msg.netfn", 24, Unsigned(1)),
        member("msg.cmd", 25, Unsigned(1)), member("msg.data_len", 26, Unsigned(2)),
        member("msg.data", 32, Pointer),
    ],
};

const LAYOUT_IPMI_REQ_SETTIME: Layout = Layout {
    name: "struct ipmi_req_settime",
    size: 48,
    members: &[
        member("req.addr", 0, Pointer), member("req.addr_len", 8, Unsigned(4)),
        member("req.msgid", 16, Signed(8)), member("req.msg.netfn", 24, Unsigned(1)),
        member("req.msg.cmd", 25, Unsigned(1)), member("req.msg.data_len", 26, Unsigned(2)),
        member("req.msg.data", 32, Pointer), member("retries", 40, Signed(4)),
        member("retry_time_ms", 44, Unsigned(4)),
    ],
};

const LAYOUT_IPMI_RECV: Layout = Layout {
    name: "struct ipmi_recv",
    size: 48,
    members: &[
        member("recv_type", 0, Signed(4)), member("addr", 8, Pointer),
        member("addr_len", 16, Unsigned(4)), member("msgid", 24, Signed(8)),
        member("msg.netfn", 32, Unsigned(1)), member("msg.cmd", 33, Unsigned(1)),
        member("msg.data_len", 34, Unsigned(2)), member("msg.data", 40, Pointer),
    ],
};

const LAYOUT_IPMI_CMDSPEC: Layout = Layout {
    name: "struct ipmi_cmdspec",
    size: 2,
    members: &[
        member("netfn", 0, Unsigned(1)), member("cmd", 1, Unsigned(1)),
    ],
};

const LAYOUT_IPMI_CMDSPEC_CHANS: Layout = Layout {
    name: "struct ipmi_cmdspec_chans",
    size: 12,
    members: &[
        member("netfn", 0, Unsigned(4)), member("cmd", 4, Unsigned(4)),
        member("chans", 8, Unsigned(4)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_IPMI_CHANNEL_LUN_ADDRESS_SET: Layout = Layout {
    name: "struct ipmi_channel_lun_address_set",
    size: 4,
    members: &[
        member("channel", 0, Unsigned(2)), member("value", 2, Unsigned(1)),
    ],
};

const LAYOUT_UNSIGNED_INT: Layout = Layout {
    name: "unsigned int",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_IPMI_TIMING_PARMS: Layout = Layout {
    name: "struct ipmi_timing_parms",
    size: 8,
    members: &[
        member("retries", 0, Signed(4)), member("retry_time_ms", 4, Unsigned(4)),
    ],
};
