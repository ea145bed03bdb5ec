//! `linux/hiddev.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/hiddev.h";

/// 0x80044801
pub const HIDIOCGVERSION: Ioctl = taking(FROM, "HIDIOCGVERSION", 0x80044801, &LAYOUT_INT);
/// 0x4802
pub const HIDIOCAPPLICATION: Ioctl = ioctl(FROM, "HIDIOCAPPLICATION", 0x4802);
/// 0x801c4803
pub const HIDIOCGDEVINFO: Ioctl = taking(FROM, "HIDIOCGDEVINFO", 0x801c4803, &LAYOUT_HIDDEV_DEVINFO);
/// 0x81044804
pub const HIDIOCGSTRING: Ioctl = taking(FROM, "HIDIOCGSTRING", 0x81044804, &LAYOUT_HIDDEV_STRING_DESCRIPTOR);
/// 0x4805
pub const HIDIOCINITREPORT: Ioctl = ioctl(FROM, "HIDIOCINITREPORT", 0x4805);
/// 0x400c4807
pub const HIDIOCGREPORT: Ioctl = taking(FROM, "HIDIOCGREPORT", 0x400c4807, &LAYOUT_HIDDEV_REPORT_INFO);
/// 0x400c4808
pub const HIDIOCSREPORT: Ioctl = taking(FROM, "HIDIOCSREPORT", 0x400c4808, &LAYOUT_HIDDEV_REPORT_INFO);
/// 0xc00c4809
pub const HIDIOCGREPORTINFO: Ioctl = taking(FROM, "HIDIOCGREPORTINFO", 0xc00c4809, &LAYOUT_HIDDEV_REPORT_INFO);
/// 0xc038480a
pub const HIDIOCGFIELDINFO: Ioctl = taking(FROM, "HIDIOCGFIELDINFO", 0xc038480a, &LAYOUT_HIDDEV_FIELD_INFO);
/// 0xc018480b
pub const HIDIOCGUSAGE: Ioctl = taking(FROM, "HIDIOCGUSAGE", 0xc018480b, &LAYOUT_HIDDEV_USAGE_REF);
/// 0x4018480c
pub const HIDIOCSUSAGE: Ioctl = taking(FROM, "HIDIOCSUSAGE", 0x4018480c, &LAYOUT_HIDDEV_USAGE_REF);
/// 0xc018480d
pub const HIDIOCGUCODE: Ioctl = taking(FROM, "HIDIOCGUCODE", 0xc018480d, &LAYOUT_HIDDEV_USAGE_REF);
/// 0x8004480e
pub const HIDIOCGFLAG: Ioctl = taking(FROM, "HIDIOCGFLAG", 0x8004480e, &LAYOUT_INT);
/// 0x4004480f
pub const HIDIOCSFLAG: Ioctl = taking(FROM, "HIDIOCSFLAG", 0x4004480f, &LAYOUT_INT);
/// 0x40184810
pub const HIDIOCGCOLLECTIONINDEX: Ioctl = taking(FROM, "HIDIOCGCOLLECTIONINDEX", 0x40184810, &LAYOUT_HIDDEV_USAGE_REF);
/// 0xc0104811
pub const HIDIOCGCOLLECTIONINFO: Ioctl = taking(FROM, "HIDIOCGCOLLECTIONINFO", 0xc0104811, &LAYOUT_HIDDEV_COLLECTION_INFO);
/// 0xd01c4813
pub const HIDIOCGUSAGES: Ioctl = taking(FROM, "HIDIOCGUSAGES", 0xd01c4813, &LAYOUT_HIDDEV_USAGE_REF_MULTI);
/// 0x501c4814
pub const HIDIOCSUSAGES: Ioctl = taking(FROM, "HIDIOCSUSAGES", 0x501c4814, &LAYOUT_HIDDEV_USAGE_REF_MULTI);

/// Each of them.
pub const ALL: [Ioctl; 18] = [
    HIDIOCGVERSION, HIDIOCAPPLICATION, HIDIOCGDEVINFO, HIDIOCGSTRING, HIDIOCINITREPORT,
    HIDIOCGREPORT, HIDIOCSREPORT, HIDIOCGREPORTINFO, HIDIOCGFIELDINFO, HIDIOCGUSAGE,
    HIDIOCSUSAGE, HIDIOCGUCODE, HIDIOCGFLAG, HIDIOCSFLAG, HIDIOCGCOLLECTIONINDEX,
    HIDIOCGCOLLECTIONINFO, HIDIOCGUSAGES, HIDIOCSUSAGES,
];

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_HIDDEV_DEVINFO: Layout = Layout {
    name: "struct hiddev_devinfo",
    size: 28,
    members: &[
        member("bustype", 0, Unsigned(4)), member("busnum", 4, Unsigned(4)),
        member("devnum", 8, Unsigned(4)), member("ifnum", 12, Unsigned(4)),
        member("vendor", 16, Signed(2)), member("product", 18, Signed(2)),
        member("version", 20, Signed(2)), member("num_applications", 24, Unsigned(4)),
    ],
};

const LAYOUT_HIDDEV_STRING_DESCRIPTOR: Layout = Layout {
    name: "struct hiddev_string_descriptor",
    size: 260,
    members: &[
        member("index", 0, Signed(4)), member("value", 4, Text(256)),
    ],
};

const LAYOUT_HIDDEV_REPORT_INFO: Layout = Layout {
    name: "struct hiddev_report_info",
    size: 12,
    members: &[
        member("report_type", 0, Unsigned(4)), member("report_id", 4, Unsigned(4)),
        member("num_fields", 8, Unsigned(4)),
    ],
};

const LAYOUT_HIDDEV_FIELD_INFO: Layout = Layout {
    name: "struct hiddev_field_info",
    size: 56,
    members: &[
        member("report_type", 0, Unsigned(4)), member("report_id", 4, Unsigned(4)),
        member("field_index", 8, Unsigned(4)), member("maxusage", 12, Unsigned(4)),
        member("flags", 16, Unsigned(4)), member("physical", 20, Unsigned(4)),
        member("logical", 24, Unsigned(4)), member("application", 28, Unsigned(4)),
        member("logical_minimum", 32, Signed(4)), member("logical_maximum", 36, Signed(4)),
        member("physical_minimum", 40, Signed(4)), member("physical_maximum", 44, Signed(4)),
        member("unit_exponent", 48, Unsigned(4)), member("unit", 52, Unsigned(4)),
    ],
};

const LAYOUT_HIDDEV_USAGE_REF: Layout = Layout {
    name: "struct hiddev_usage_ref",
    size: 24,
    members: &[
        member("report_type", 0, Unsigned(4)), member("report_id", 4, Unsigned(4)),
        member("field_index", 8, Unsigned(4)), member("usage_index", 12, Unsigned(4)),
        member("usage_code", 16, Unsigned(4)), member("value", 20, Signed(4)),
    ],
};

const LAYOUT_HIDDEV_COLLECTION_INFO: Layout = Layout {
    name: "struct hiddev_collection_info",
    size: 16,
    members: &[
        member("index", 0, Unsigned(4)), member("type", 4, Unsigned(4)),
        member("usage", 8, Unsigned(4)), member("level", 12, Unsigned(4)),
    ],
};

const LAYOUT_HIDDEV_USAGE_REF_MULTI: Layout = Layout {
    name: "struct hiddev_usage_ref_multi",
    size: 4124,
    members: &[
        member("uref.report_type", 0, Unsigned(4)), member("uref.report_id", 4, Unsigned(4)),
        member("uref.field_index", 8, Unsigned(4)), member("uref.usage_index", 12, Unsigned(4)),
        member("uref.usage_code", 16, Unsigned(4)), member("uref.value", 20, Signed(4)),
        member("num_values", 24, Unsigned(4)), member("values", 28, Array(4, 1024)),
    ],
};
