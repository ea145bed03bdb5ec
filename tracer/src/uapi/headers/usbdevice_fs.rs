//! `linux/usbdevice_fs.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/usbdevice_fs.h";

/// 0xc0185500
pub const USBDEVFS_CONTROL: Ioctl = taking(FROM, "USBDEVFS_CONTROL", 0xc0185500, &LAYOUT_USBDEVFS_CTRLTRANSFER);
/// 0xc0185502
pub const USBDEVFS_BULK: Ioctl = taking(FROM, "USBDEVFS_BULK", 0xc0185502, &LAYOUT_USBDEVFS_BULKTRANSFER);
/// 0x80045503
pub const USBDEVFS_RESETEP: Ioctl = taking(FROM, "USBDEVFS_RESETEP", 0x80045503, &LAYOUT_UNSIGNED_INT);
/// 0x80085504
pub const USBDEVFS_SETINTERFACE: Ioctl = taking(FROM, "USBDEVFS_SETINTERFACE", 0x80085504, &LAYOUT_USBDEVFS_SETINTERFACE);
/// 0x80045505
pub const USBDEVFS_SETCONFIGURATION: Ioctl = taking(FROM, "USBDEVFS_SETCONFIGURATION", 0x80045505, &LAYOUT_UNSIGNED_INT);
/// 0x41045508
pub const USBDEVFS_GETDRIVER: Ioctl = taking(FROM, "USBDEVFS_GETDRIVER", 0x41045508, &LAYOUT_USBDEVFS_GETDRIVER);
/// 0x8038550a
pub const USBDEVFS_SUBMITURB: Ioctl = taking(FROM, "USBDEVFS_SUBMITURB", 0x8038550a, &LAYOUT_USBDEVFS_URB);
/// 0x550b
pub const USBDEVFS_DISCARDURB: Ioctl = ioctl(FROM, "USBDEVFS_DISCARDURB", 0x550b);
/// 0x4004550c
pub const USBDEVFS_REAPURB32: Ioctl = taking(FROM, "USBDEVFS_REAPURB32", 0x4004550c, &LAYOUT___U32);
/// 0x4008550c
pub const USBDEVFS_REAPURB: Ioctl = ioctl(FROM, "USBDEVFS_REAPURB", 0x4008550c);
/// 0x4004550d
pub const USBDEVFS_REAPURBNDELAY32: Ioctl = taking(FROM, "USBDEVFS_REAPURBNDELAY32", 0x4004550d, &LAYOUT___U32);
/// 0x4008550d
pub const USBDEVFS_REAPURBNDELAY: Ioctl = ioctl(FROM, "USBDEVFS_REAPURBNDELAY", 0x4008550d);
/// 0x8010550e
pub const USBDEVFS_DISCSIGNAL: Ioctl = taking(FROM, "USBDEVFS_DISCSIGNAL", 0x8010550e, &LAYOUT_USBDEVFS_DISCONNECTSIGNAL);
/// 0x8004550f
pub const USBDEVFS_CLAIMINTERFACE: Ioctl = taking(FROM, "USBDEVFS_CLAIMINTERFACE", 0x8004550f, &LAYOUT_UNSIGNED_INT);
/// 0x80045510
pub const USBDEVFS_RELEASEINTERFACE: Ioctl = taking(FROM, "USBDEVFS_RELEASEINTERFACE", 0x80045510, &LAYOUT_UNSIGNED_INT);
/// 0x40085511
pub const USBDEVFS_CONNECTINFO: Ioctl = taking(FROM, "USBDEVFS_CONNECTINFO", 0x40085511, &LAYOUT_USBDEVFS_CONNECTINFO);
/// 0xc0105512
pub const USBDEVFS_IOCTL: Ioctl = taking(FROM, "USBDEVFS_IOCTL", 0xc0105512, &LAYOUT_USBDEVFS_IOCTL);
/// 0x80805513
pub const USBDEVFS_HUB_PORTINFO: Ioctl = taking(FROM, "USBDEVFS_HUB_PORTINFO", 0x80805513, &LAYOUT_USBDEVFS_HUB_PORTINFO);
/// 0x5514
pub const USBDEVFS_RESET: Ioctl = ioctl(FROM, "USBDEVFS_RESET", 0x5514);
/// 0x80045515
pub const USBDEVFS_CLEAR_HALT: Ioctl = taking(FROM, "USBDEVFS_CLEAR_HALT", 0x80045515, &LAYOUT_UNSIGNED_INT);
/// 0x5516
pub const USBDEVFS_DISCONNECT: Ioctl = ioctl(FROM, "USBDEVFS_DISCONNECT", 0x5516);
/// 0x5517
pub const USBDEVFS_CONNECT: Ioctl = ioctl(FROM, "USBDEVFS_CONNECT", 0x5517);
/// 0x80045518
pub const USBDEVFS_CLAIM_PORT: Ioctl = taking(FROM, "USBDEVFS_CLAIM_PORT", 0x80045518, &LAYOUT_UNSIGNED_INT);
/// 0x80045519
pub const USBDEVFS_RELEASE_PORT: Ioctl = taking(FROM, "USBDEVFS_RELEASE_PORT", 0x80045519, &LAYOUT_UNSIGNED_INT);
/// 0x8004551a
pub const USBDEVFS_GET_CAPABILITIES: Ioctl = taking(FROM, "USBDEVFS_GET_CAPABILITIES", 0x8004551a, &LAYOUT___U32);
/// 0x8108551b
pub const USBDEVFS_DISCONNECT_CLAIM: Ioctl = taking(FROM, "USBDEVFS_DISCONNECT_CLAIM", 0x8108551b, &LAYOUT_USBDEVFS_DISCONNECT_CLAIM);
/// 0x8008551c
pub const USBDEVFS_ALLOC_STREAMS: Ioctl = taking(FROM, "USBDEVFS_ALLOC_STREAMS", 0x8008551c, &LAYOUT_USBDEVFS_STREAMS);
/// 0x8008551d
pub const USBDEVFS_FREE_STREAMS: Ioctl = taking(FROM, "USBDEVFS_FREE_STREAMS", 0x8008551d, &LAYOUT_USBDEVFS_STREAMS);
/// 0x4004551e
pub const USBDEVFS_DROP_PRIVILEGES: Ioctl = taking(FROM, "USBDEVFS_DROP_PRIVILEGES", 0x4004551e, &LAYOUT___U32);
/// 0x551f
pub const USBDEVFS_GET_SPEED: Ioctl = ioctl(FROM, "USBDEVFS_GET_SPEED", 0x551f);
/// 0x5521
pub const USBDEVFS_FORBID_SUSPEND: Ioctl = ioctl(FROM, "USBDEVFS_FORBID_SUSPEND", 0x5521);
/// 0x5522
pub const USBDEVFS_ALLOW_SUSPEND: Ioctl = ioctl(FROM, "USBDEVFS_ALLOW_SUSPEND", 0x5522);
/// 0x5523
pub const USBDEVFS_WAIT_FOR_RESUME: Ioctl = ioctl(FROM, "USBDEVFS_WAIT_FOR_RESUME", 0x5523);

/// Each of them.
pub const ALL: [Ioctl; 33] = [
    USBDEVFS_CONTROL, USBDEVFS_BULK, USBDEVFS_RESETEP, USBDEVFS_SETINTERFACE,
    USBDEVFS_SETCONFIGURATION, USBDEVFS_GETDRIVER, USBDEVFS_SUBMITURB, USBDEVFS_DISCARDURB,
    USBDEVFS_REAPURB32, USBDEVFS_REAPURB, USBDEVFS_REAPURBNDELAY32, USBDEVFS_REAPURBNDELAY,
    USBDEVFS_DISCSIGNAL, USBDEVFS_CLAIMINTERFACE, USBDEVFS_RELEASEINTERFACE,
    USBDEVFS_CONNECTINFO, USBDEVFS_IOCTL, USBDEVFS_HUB_PORTINFO, USBDEVFS_RESET,
    USBDEVFS_CLEAR_HALT, USBDEVFS_DISCONNECT, USBDEVFS_CONNECT, USBDEVFS_CLAIM_PORT,
    USBDEVFS_RELEASE_PORT, USBDEVFS_GET_CAPABILITIES, USBDEVFS_DISCONNECT_CLAIM,
    USBDEVFS_ALLOC_STREAMS, USBDEVFS_FREE_STREAMS, USBDEVFS_DROP_PRIVILEGES,
    USBDEVFS_GET_SPEED, USBDEVFS_FORBID_SUSPEND, USBDEVFS_ALLOW_SUSPEND,
    USBDEVFS_WAIT_FOR_RESUME,
];

const LAYOUT_USBDEVFS_CTRLTRANSFER: Layout = Layout {
    name: "struct usbdevfs_ctrltransfer",
    size: 24,
    members: &[
        member("bRequestType", 0, Unsigned(1)), member("bRequest", 1, Unsigned(1)),
        member("wValue", 2, Unsigned(2)), member("wIndex", 4, Unsigned(2)),
        member("wLength", 6, Unsigned(2)), member("timeout", 8, Unsigned(4)),
        member("data", 16, Pointer),
    ],
};

const LAYOUT_USBDEVFS_BULKTRANSFER: Layout = Layout {
    name: "struct usbdevfs_bulktransfer",
    size: 24,
    members: &[
        member("ep", 0, Unsigned(4)), member("len", 4, Unsigned(4)),
        member("timeout", 8, Unsigned(4)), member("data", 16, Pointer),
    ],
};

const LAYOUT_UNSIGNED_INT: Layout = Layout {
    name: "unsigned int",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_USBDEVFS_SETINTERFACE: Layout = Layout {
    name: "struct usbdevfs_setinterface",
    size: 8,
    members: &[
        member("interface", 0, Unsigned(4)), member("altsetting", 4, Unsigned(4)),
    ],
};

const LAYOUT_USBDEVFS_GETDRIVER: Layout = Layout {
    name: "struct usbdevfs_getdriver",
    size: 260,
    members: &[
        member("interface", 0, Unsigned(4)), member("driver", 4, Text(256)),
    ],
};

const LAYOUT_USBDEVFS_URB: Layout = Layout {
    name: "struct usbdevfs_urb",
    size: 56,
    members: &[
        member("type", 0, Unsigned(1)), member("endpoint", 1, Unsigned(1)),
        member("status", 4, Signed(4)), member("flags", 8, Unsigned(4)),
        member("buffer", 16, Pointer), member("buffer_length", 24, Signed(4)),
        member("actual_length", 28, Signed(4)), member("start_frame", 32, Signed(4)),
        member("number_of_packets", 36, Signed(4)), member("error_count", 40, Signed(4)),
        member("signr", 44, Unsigned(4)), member("usercontext", 48, Pointer),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_USBDEVFS_DISCONNECTSIGNAL: Layout = Layout {
    name: "struct usbdevfs_disconnectsignal",
    size: 16,
    members: &[
        member("signr", 0, Unsigned(4)), member("context", 8, Pointer),
    ],
};

const LAYOUT_USBDEVFS_CONNECTINFO: Layout = Layout {
    name: "struct usbdevfs_connectinfo",
    size: 8,
    members: &[
        member("devnum", 0, Unsigned(4)), member("slow", 4, Unsigned(1)),
    ],
};

const LAYOUT_USBDEVFS_IOCTL: Layout = Layout {
    name: "struct usbdevfs_ioctl",
    size: 16,
    members: &[
        member("ifno", 0, Signed(4)), member("ioctl_code", 4, Signed(4)),
        member("data", 8, Pointer),
    ],
};

const LAYOUT_USBDEVFS_HUB_PORTINFO: Layout = Layout {
    name: "struct usbdevfs_hub_portinfo",
    size: 128,
    members: &[
        member("nports", 0, Signed(1)), member("port", 1, Text(127)),
    ],
};

const LAYOUT_USBDEVFS_DISCONNECT_CLAIM: Layout = Layout {
    name: "struct usbdevfs_disconnect_claim",
    size: 264,
    members: &[
        member("interface", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("driver", 8, Text(256)),
    ],
};

const LAYOUT_USBDEVFS_STREAMS: Layout = Layout {
    name: "struct usbdevfs_streams",
    size: 8,
    members: &[
        member("num_streams", 0, Unsigned(4)), member("num_eps", 4, Unsigned(4)),
    ],
};
