//! `linux/hidraw.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/hidraw.h";

/// 0xd
pub const HIDIOCTL_LAST: Ioctl = taking(FROM, "HIDIOCTL_LAST", 0xd, &LAYOUT_INT);
/// 0x80044801
pub const HIDIOCGRDESCSIZE: Ioctl = taking(FROM, "HIDIOCGRDESCSIZE", 0x80044801, &LAYOUT_INT);
/// 0x90044802
pub const HIDIOCGRDESC: Ioctl = taking(FROM, "HIDIOCGRDESC", 0x90044802, &LAYOUT_HIDRAW_REPORT_DESCRIPTOR);
/// 0x80084803
pub const HIDIOCGRAWINFO: Ioctl = taking(FROM, "HIDIOCGRAWINFO", 0x80084803, &LAYOUT_HIDRAW_DEVINFO);
/// 0x80004804
pub const HIDIOCGRAWNAME: Ioctl = ioctl(FROM, "HIDIOCGRAWNAME", 0x80004804);
/// 0x80004805
pub const HIDIOCGRAWPHYS: Ioctl = ioctl(FROM, "HIDIOCGRAWPHYS", 0x80004805);
/// 0xc0004806
pub const HIDIOCSFEATURE: Ioctl = ioctl(FROM, "HIDIOCSFEATURE", 0xc0004806);
/// 0xc0004807
pub const HIDIOCGFEATURE: Ioctl = ioctl(FROM, "HIDIOCGFEATURE", 0xc0004807);
/// 0x80004808
pub const HIDIOCGRAWUNIQ: Ioctl = ioctl(FROM, "HIDIOCGRAWUNIQ", 0x80004808);
/// 0xc0004809
pub const HIDIOCSINPUT: Ioctl = ioctl(FROM, "HIDIOCSINPUT", 0xc0004809);
/// 0xc000480a
pub const HIDIOCGINPUT: Ioctl = ioctl(FROM, "HIDIOCGINPUT", 0xc000480a);
/// 0xc000480b
pub const HIDIOCSOUTPUT: Ioctl = ioctl(FROM, "HIDIOCSOUTPUT", 0xc000480b);
/// 0xc000480c
pub const HIDIOCGOUTPUT: Ioctl = ioctl(FROM, "HIDIOCGOUTPUT", 0xc000480c);
/// 0x4004480d
pub const HIDIOCREVOKE: Ioctl = taking(FROM, "HIDIOCREVOKE", 0x4004480d, &LAYOUT_INT);

/// Each of them.
pub const ALL: [Ioctl; 14] = [
    HIDIOCTL_LAST, HIDIOCGRDESCSIZE, HIDIOCGRDESC, HIDIOCGRAWINFO, HIDIOCGRAWNAME,
    HIDIOCGRAWPHYS, HIDIOCSFEATURE, HIDIOCGFEATURE, HIDIOCGRAWUNIQ, HIDIOCSINPUT,
    HIDIOCGINPUT, HIDIOCSOUTPUT, HIDIOCGOUTPUT, HIDIOCREVOKE,
];

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_HIDRAW_REPORT_DESCRIPTOR: Layout = Layout {
    name: "struct hidraw_report_descriptor",
    size: 4100,
    members: &[
        member("size", 0, Unsigned(4)), member("value", 4, Array(1, 4096)),
    ],
};

const LAYOUT_HIDRAW_DEVINFO: Layout = Layout {
    name: "struct hidraw_devinfo",
    size: 8,
    members: &[
        member("bustype", 0, Unsigned(4)), member("vendor", 4, Signed(2)),
        member("product", 6, Signed(2)),
    ],
};
