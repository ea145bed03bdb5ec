//! `linux/cxl_mem.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/cxl_mem.h";

/// 0x8008ce01
pub const CXL_MEM_QUERY_COMMANDS: Ioctl = taking(FROM, "CXL_MEM_QUERY_COMMANDS", 0x8008ce01, &LAYOUT_CXL_MEM_QUERY_COMMANDS);
/// 0xc030ce02
pub const CXL_MEM_SEND_COMMAND: Ioctl = taking(FROM, "CXL_MEM_SEND_COMMAND", 0xc030ce02, &LAYOUT_CXL_SEND_COMMAND);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    CXL_MEM_QUERY_COMMANDS, CXL_MEM_SEND_COMMAND,
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
