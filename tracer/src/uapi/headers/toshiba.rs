//! `linux/toshiba.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/toshiba.h";

/// 0xc0187490
pub const TOSH_SMM: Ioctl = taking(FROM, "TOSH_SMM", 0xc0187490, &LAYOUT_SMMREGISTERS);
/// 0xc0187491
pub const TOSHIBA_ACPI_SCI: Ioctl = taking(FROM, "TOSHIBA_ACPI_SCI", 0xc0187491, &LAYOUT_SMMREGISTERS);

/// Each of them.
pub const ALL: [Ioctl; 2] = [
    TOSH_SMM, TOSHIBA_ACPI_SCI,
];

const LAYOUT_SMMREGISTERS: Layout = Layout {
    name: "SMMRegisters",
    size: 24,
    members: &[
        member("eax", 0, Unsigned(4)), member("ebx", 4, Unsigned(4)),
        member("ecx", 8, Unsigned(4)), member("edx", 12, Unsigned(4)),
        member("esi", 16, Unsigned(4)), member("edi", 20, Unsigned(4)),
    ],
};
