//! `linux/pcitest.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/pcitest.h";

/// 0x5001
pub const PCITEST_BAR: Ioctl = ioctl(FROM, "PCITEST_BAR", 0x5001);
/// 0x5002
pub const PCITEST_INTX_IRQ: Ioctl = ioctl(FROM, "PCITEST_INTX_IRQ", 0x5002);
/// 0x5002
pub const PCITEST_LEGACY_IRQ: Ioctl = ioctl(FROM, "PCITEST_LEGACY_IRQ", 0x5002);
/// 0x40045003
pub const PCITEST_MSI: Ioctl = taking(FROM, "PCITEST_MSI", 0x40045003, &LAYOUT_INT);
/// 0x40085004
pub const PCITEST_WRITE: Ioctl = taking(FROM, "PCITEST_WRITE", 0x40085004, &LAYOUT_LONG_UNSIGNED_INT);
/// 0x40085005
pub const PCITEST_READ: Ioctl = taking(FROM, "PCITEST_READ", 0x40085005, &LAYOUT_LONG_UNSIGNED_INT);
/// 0x40085006
pub const PCITEST_COPY: Ioctl = taking(FROM, "PCITEST_COPY", 0x40085006, &LAYOUT_LONG_UNSIGNED_INT);
/// 0x40045007
pub const PCITEST_MSIX: Ioctl = taking(FROM, "PCITEST_MSIX", 0x40045007, &LAYOUT_INT);
/// 0x40045008
pub const PCITEST_SET_IRQTYPE: Ioctl = taking(FROM, "PCITEST_SET_IRQTYPE", 0x40045008, &LAYOUT_INT);
/// 0x5009
pub const PCITEST_GET_IRQTYPE: Ioctl = ioctl(FROM, "PCITEST_GET_IRQTYPE", 0x5009);
/// 0x500a
pub const PCITEST_BARS: Ioctl = ioctl(FROM, "PCITEST_BARS", 0x500a);
/// 0x500b
pub const PCITEST_DOORBELL: Ioctl = ioctl(FROM, "PCITEST_DOORBELL", 0x500b);
/// 0x500c
pub const PCITEST_BAR_SUBRANGE: Ioctl = ioctl(FROM, "PCITEST_BAR_SUBRANGE", 0x500c);
/// 0x5010
pub const PCITEST_CLEAR_IRQ: Ioctl = ioctl(FROM, "PCITEST_CLEAR_IRQ", 0x5010);

/// Each of them.
pub const ALL: [Ioctl; 14] = [
    PCITEST_BAR, PCITEST_INTX_IRQ, PCITEST_LEGACY_IRQ, PCITEST_MSI, PCITEST_WRITE,
    PCITEST_READ, PCITEST_COPY, PCITEST_MSIX, PCITEST_SET_IRQTYPE, PCITEST_GET_IRQTYPE,
    PCITEST_BARS, PCITEST_DOORBELL, PCITEST_BAR_SUBRANGE, PCITEST_CLEAR_IRQ,
];

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_LONG_UNSIGNED_INT: Layout = Layout {
    name: "long unsigned int",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};
