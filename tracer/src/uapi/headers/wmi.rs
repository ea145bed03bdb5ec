//! `linux/wmi.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/wmi.h";

/// 0xc0345700
pub const DELL_WMI_SMBIOS_CMD: Ioctl = taking(FROM, "DELL_WMI_SMBIOS_CMD", 0xc0345700, &LAYOUT_DELL_WMI_SMBIOS_BUFFER);

/// Each of them.
pub const ALL: [Ioctl; 1] = [
    DELL_WMI_SMBIOS_CMD,
];

const LAYOUT_DELL_WMI_SMBIOS_BUFFER: Layout = Layout {
    name: "struct dell_wmi_smbios_buffer",
    size: 52,
    members: &[
        member("length", 0, Unsigned(8)), member("std.cmd_class", 8, Unsigned(2)),
        member("std.cmd_select", 10, Unsigned(2)), member("std.input", 12, Array(4, 4)),
        member("std.output", 28, Array(4, 4)), member("ext.argattrib", 44, Unsigned(4)),
        member("ext.blength", 48, Unsigned(4)),
    ],
};
