//! `linux/fsl_mc.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/fsl_mc.h";

/// 0xc04052e0
pub const FSL_MC_SEND_MC_COMMAND: Ioctl = taking(FROM, "FSL_MC_SEND_MC_COMMAND", 0xc04052e0, &LAYOUT_FSL_MC_COMMAND);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    FSL_MC_SEND_MC_COMMAND,
];

const LAYOUT_FSL_MC_COMMAND: Layout = Layout {
    name: "struct fsl_mc_command",
    size: 64,
    members: &[
        member("header", 0, Unsigned(8)), member("params", 8, Array(8, 7)),
    ],
};
