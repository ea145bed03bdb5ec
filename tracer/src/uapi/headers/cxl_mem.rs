//! `linux/cxl_mem.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/cxl_mem.h";

/// 0x2064696c
pub const CXL_MEM_SEND_COMMAND: Ioctl = taking(FROM, "CXL_MEM_SEND_COMMAND", 0x2064696c, &LAYOUT_CXL_SEND_COMMAND);
/// 0x61766e49
pub const CXL_MEM_QUERY_COMMANDS: Ioctl = taking(FROM, "CXL_MEM_QUERY_COMMANDS", 0x61766e49, &LAYOUT_CXL_MEM_QUERY_COMMANDS);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    CXL_MEM_SEND_COMMAND, CXL_MEM_QUERY_COMMANDS,
];

const LAYOUT_CXL_MEM_QUERY_COMMANDS: Layout = Layout {
    name: "struct cxl_mem_query_commands",
    size: 8,
    members: &[
        member("n_commands", 0, Unsigned(4)), member("rsvd", 4, Unsigned(4)),
    ],
};

const LAYOUT_CXL_SEND_COMMAND: Layout = Layout {
    name: "struct cxl_send_command",
    size: 48,
    members: &[
        member("id", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("raw.opcode", 8, Unsigned(2)), member("raw.rsvd", 10, Unsigned(2)),
        member("retval", 12, Unsigned(4)), member("in.size", 16, Unsigned(4)),
        member("in.rsvd", 20, Unsigned(4)), member("in.payload", 24, Unsigned(8)),
        member("out.size", 32, Unsigned(4)), member("out.rsvd", 36, Unsigned(4)),
        member("out.payload", 40, Unsigned(8)),
    ],
};
