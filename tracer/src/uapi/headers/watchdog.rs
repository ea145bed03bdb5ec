//! `linux/watchdog.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/watchdog.h";

/// 0x80285700
pub const WDIOC_GETSUPPORT: Ioctl = taking(FROM, "WDIOC_GETSUPPORT", 0x80285700, &LAYOUT_WATCHDOG_INFO);
/// 0x80045701
pub const WDIOC_GETSTATUS: Ioctl = taking(FROM, "WDIOC_GETSTATUS", 0x80045701, &LAYOUT_INT);
/// 0x80045702
pub const WDIOC_GETBOOTSTATUS: Ioctl = taking(FROM, "WDIOC_GETBOOTSTATUS", 0x80045702, &LAYOUT_INT);
/// 0x80045703
pub const WDIOC_GETTEMP: Ioctl = taking(FROM, "WDIOC_GETTEMP", 0x80045703, &LAYOUT_INT);
/// 0x80045704
pub const WDIOC_SETOPTIONS: Ioctl = taking(FROM, "WDIOC_SETOPTIONS", 0x80045704, &LAYOUT_INT);
/// 0x80045705
pub const WDIOC_KEEPALIVE: Ioctl = taking(FROM, "WDIOC_KEEPALIVE", 0x80045705, &LAYOUT_INT);
/// 0xc0045706
pub const WDIOC_SETTIMEOUT: Ioctl = taking(FROM, "WDIOC_SETTIMEOUT", 0xc0045706, &LAYOUT_INT);
/// 0x80045707
pub const WDIOC_GETTIMEOUT: Ioctl = taking(FROM, "WDIOC_GETTIMEOUT", 0x80045707, &LAYOUT_INT);
/// 0xc0045708
pub const WDIOC_SETPRETIMEOUT: Ioctl = taking(FROM, "WDIOC_SETPRETIMEOUT", 0xc0045708, &LAYOUT_INT);
/// 0x80045709
pub const WDIOC_GETPRETIMEOUT: Ioctl = taking(FROM, "WDIOC_GETPRETIMEOUT", 0x80045709, &LAYOUT_INT);
/// 0x8004570a
pub const WDIOC_GETTIMELEFT: Ioctl = taking(FROM, "WDIOC_GETTIMELEFT", 0x8004570a, &LAYOUT_INT);

/// Each of them.
pub const ALL: [Ioctl; 11] = [
    WDIOC_GETSUPPORT, WDIOC_GETSTATUS, WDIOC_GETBOOTSTATUS, WDIOC_GETTEMP, WDIOC_SETOPTIONS,
    WDIOC_KEEPALIVE, WDIOC_SETTIMEOUT, WDIOC_GETTIMEOUT, WDIOC_SETPRETIMEOUT,
    WDIOC_GETPRETIMEOUT, WDIOC_GETTIMELEFT,
];

const LAYOUT_WATCHDOG_INFO: Layout = Layout {
    name: "struct watchdog_info",
    size: 40,
    members: &[
        member("options", 0, Unsigned(4)), member("firmware_version", 4, Unsigned(4)),
        member("identity", 8, Array(1, 32)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};
