//! `linux/mmc/ioctl.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/mmc/ioctl.h";

/// 0xc048b300
pub const MMC_IOC_CMD: Ioctl = taking(FROM, "MMC_IOC_CMD", 0xc048b300, &LAYOUT_MMC_IOC_CMD);
/// 0xc008b301
pub const MMC_IOC_MULTI_CMD: Ioctl = taking(FROM, "MMC_IOC_MULTI_CMD", 0xc008b301, &LAYOUT_MMC_IOC_MULTI_CMD);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    MMC_IOC_CMD, MMC_IOC_MULTI_CMD,
];

const LAYOUT_MMC_IOC_CMD: Layout = Layout {
    name: "struct mmc_ioc_cmd",
    size: 72,
    members: &[
        member("write_flag", 0, Signed(4)), member("is_acmd", 4, Signed(4)),
        member("opcode", 8, Unsigned(4)), member("arg", 12, Unsigned(4)),
        member("response", 16, Array(4, 4)), member("flags", 32, Unsigned(4)),
        member("blksz", 36, Unsigned(4)), member("blocks", 40, Unsigned(4)),
        member("postsleep_min_us", 44, Unsigned(4)), member("postsleep_max_us", 48, Unsigned(4)),
        member("data_timeout_ns", 52, Unsigned(4)), member("cmd_timeout_ms", 56, Unsigned(4)),
        member("__pad", 60, Unsigned(4)), member("data_ptr", 64, Unsigned(8)),
    ],
};

const LAYOUT_MMC_IOC_MULTI_CMD: Layout = Layout {
    name: "struct mmc_ioc_multi_cmd",
    size: 8,
    members: &[
        member("num_of_cmds", 0, Unsigned(8)),
    ],
};
