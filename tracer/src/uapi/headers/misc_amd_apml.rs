//! `misc/amd-apml.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "misc/amd-apml.h";

/// 0xc00cf900
pub const SBRMI_IOCTL_MBOX_CMD: Ioctl = taking(FROM, "SBRMI_IOCTL_MBOX_CMD", 0xc00cf900, &LAYOUT_APML_MBOX_MSG);
/// 0xc010f901
pub const SBRMI_IOCTL_CPUID_CMD: Ioctl = taking(FROM, "SBRMI_IOCTL_CPUID_CMD", 0xc010f901, &LAYOUT_APML_CPUID_MSG);
/// 0xc010f902
pub const SBRMI_IOCTL_MCAMSR_CMD: Ioctl = taking(FROM, "SBRMI_IOCTL_MCAMSR_CMD", 0xc010f902, &LAYOUT_APML_MCAMSR_MSG);
/// 0xc004f903
pub const SBRMI_IOCTL_REG_XFER_CMD: Ioctl = taking(FROM, "SBRMI_IOCTL_REG_XFER_CMD", 0xc004f903, &LAYOUT_APML_REG_XFER_MSG);
/// 0xc004f904
pub const SBTSI_IOCTL_REG_XFER_CMD: Ioctl = taking(FROM, "SBTSI_IOCTL_REG_XFER_CMD", 0xc004f904, &LAYOUT_APML_TSI_XFER_MSG);

/// Each of them.
pub const ALL: [Ioctl; 5] = [
    SBRMI_IOCTL_MBOX_CMD, SBRMI_IOCTL_CPUID_CMD, SBRMI_IOCTL_MCAMSR_CMD,
    SBRMI_IOCTL_REG_XFER_CMD, SBTSI_IOCTL_REG_XFER_CMD,
];

const LAYOUT_APML_MBOX_MSG: Layout = Layout {
    name: "struct apml_mbox_msg",
    size: 12,
    members: &[
        member("cmd", 0, Unsigned(4)), member("mb_in_out", 4, Unsigned(4)),
        member("fw_ret_code", 8, Unsigned(4)),
    ],
};

const LAYOUT_APML_CPUID_MSG: Layout = Layout {
    name: "struct apml_cpuid_msg",
    size: 16,
    members: &[
        member("cpu_in_out", 0, Unsigned(8)), member("fw_ret_code", 8, Unsigned(4)),
        member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_APML_MCAMSR_MSG: Layout = Layout {
    name: "struct apml_mcamsr_msg",
    size: 16,
    members: &[
        member("mcamsr_in_out", 0, Unsigned(8)), member("fw_ret_code", 8, Unsigned(4)),
        member("pad", 12, Unsigned(4)),
    ],
};

const LAYOUT_APML_REG_XFER_MSG: Layout = Layout {
    name: "struct apml_reg_xfer_msg",
    size: 4,
    members: &[
        member("reg_addr", 0, Unsigned(2)), member("data_in_out", 2, Unsigned(1)),
        member("rflag", 3, Unsigned(1)),
    ],
};

const LAYOUT_APML_TSI_XFER_MSG: Layout = Layout {
    name: "struct apml_tsi_xfer_msg",
    size: 4,
    members: &[
        member("reg_addr", 0, Unsigned(1)), member("data_in_out", 1, Unsigned(1)),
        member("rflag", 2, Unsigned(1)), member("pad", 3, Unsigned(1)),
    ],
};
