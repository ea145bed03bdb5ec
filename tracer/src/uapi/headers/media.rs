//! `linux/media.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/media.h";

/// 0xc1007c00
pub const MEDIA_IOC_DEVICE_INFO: Ioctl = taking(FROM, "MEDIA_IOC_DEVICE_INFO", 0xc1007c00, &LAYOUT_MEDIA_DEVICE_INFO);
/// 0xc1007c01
pub const MEDIA_IOC_ENUM_ENTITIES: Ioctl = taking(FROM, "MEDIA_IOC_ENUM_ENTITIES", 0xc1007c01, &LAYOUT_MEDIA_ENTITY_DESC);
/// 0xc0287c02
pub const MEDIA_IOC_ENUM_LINKS: Ioctl = taking(FROM, "MEDIA_IOC_ENUM_LINKS", 0xc0287c02, &LAYOUT_MEDIA_LINKS_ENUM);
/// 0xc0347c03
pub const MEDIA_IOC_SETUP_LINK: Ioctl = taking(FROM, "MEDIA_IOC_SETUP_LINK", 0xc0347c03, &LAYOUT_MEDIA_LINK_DESC);
/// 0xc0487c04
pub const MEDIA_IOC_G_TOPOLOGY: Ioctl = taking(FROM, "MEDIA_IOC_G_TOPOLOGY", 0xc0487c04, &LAYOUT_MEDIA_V2_TOPOLOGY);
/// 0x80047c05
pub const MEDIA_IOC_REQUEST_ALLOC: Ioctl = taking(FROM, "MEDIA_IOC_REQUEST_ALLOC", 0x80047c05, &LAYOUT_INT);
/// 0x7c80
pub const MEDIA_REQUEST_IOC_QUEUE: Ioctl = ioctl(FROM, "MEDIA_REQUEST_IOC_QUEUE", 0x7c80);
/// 0x7c81
pub const MEDIA_REQUEST_IOC_REINIT: Ioctl = ioctl(FROM, "MEDIA_REQUEST_IOC_REINIT", 0x7c81);

/// Each of them.
pub const ALL: [Ioctl; 8] = [
    MEDIA_IOC_DEVICE_INFO, MEDIA_IOC_ENUM_ENTITIES, MEDIA_IOC_ENUM_LINKS,
    MEDIA_IOC_SETUP_LINK, MEDIA_IOC_G_TOPOLOGY, MEDIA_IOC_REQUEST_ALLOC,
    MEDIA_REQUEST_IOC_QUEUE, MEDIA_REQUEST_IOC_REINIT,
];

const LAYOUT_MEDIA_DEVICE_INFO: Layout = Layout {
    name: "struct media_device_info",
    size: 256,
    members: &[
        member("driver", 0, Text(16)), member("model", 16, Text(32)),
        member("serial", 48, Text(40)), member("bus_info", 88, Text(32)),
        member("media_version", 120, Unsigned(4)), member("hw_revision", 124, Unsigned(4)),
        member("driver_version", 128, Unsigned(4)), member("reserved", 132, Array(4, 31)),
    ],
};

const LAYOUT_MEDIA_ENTITY_DESC: Layout = Layout {
    name: "struct media_entity_desc",
    size: 256,
    members: &[
        member("id", 0, Unsigned(4)), member("name", 4, Text(32)),
        member("type", 36, Unsigned(4)), member("revision", 40, Unsigned(4)),
        member("flags", 44, Unsigned(4)), member("group_id", 48, Unsigned(4)),
        member("pads", 52, Unsigned(2)), member("links", 54, Unsigned(2)),
        member("reserved", 56, Array(4, 4)), member("dev.major", 72, Unsigned(4)),
        member("dev.minor", 76, Unsigned(4)),
    ],
};

const LAYOUT_MEDIA_LINKS_ENUM: Layout = Layout {
    name: "struct media_links_enum",
    size: 40,
    members: &[
        member("entity", 0, Unsigned(4)), member("pads", 8, Pointer),
        member("links", 16, Pointer), member("reserved", 24, Array(4, 4)),
    ],
};

const LAYOUT_MEDIA_LINK_DESC: Layout = Layout {
    name: "struct media_link_desc",
    size: 52,
    members: &[
        member("source.entity", 0, Unsigned(4)), member("source.index", 4, Unsigned(2)),
        member("source.flags", 8, Unsigned(4)), member("source.reserved", 12, Array(4, 2)),
        member("sink.entity", 20, Unsigned(4)), member("sink.index", 24, Unsigned(2)),
        member("sink.flags", 28, Unsigned(4)), member("sink.reserved", 32, Array(4, 2)),
        member("flags", 40, Unsigned(4)), member("reserved", 44, Array(4, 2)),
    ],
};

const LAYOUT_MEDIA_V2_TOPOLOGY: Layout = Layout {
    name: "struct media_v2_topology",
    size: 72,
    members: &[
        member("topology_version", 0, Unsigned(8)), member("num_entities", 8, Unsigned(4)),
        member("reserved1", 12, Unsigned(4)), member("ptr_entities", 16, Unsigned(8)),
        member("num_interfaces", 24, Unsigned(4)), member("reserved2", 28, Unsigned(4)),
        member("ptr_interfaces", 32, Unsigned(8)), member("num_pads", 40, Unsigned(4)),
        member("reserved3", 44, Unsigned(4)), member("ptr_pads", 48, Unsigned(8)),
        member("num_links", 56, Unsigned(4)), member("reserved4", 60, Unsigned(4)),
        member("ptr_links", 64, Unsigned(8)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};
