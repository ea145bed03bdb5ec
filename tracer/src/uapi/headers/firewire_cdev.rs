//! `linux/firewire-cdev.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/firewire-cdev.h";

/// 0xc0282300
pub const FW_CDEV_IOC_GET_INFO: Ioctl = taking(FROM, "FW_CDEV_IOC_GET_INFO", 0xc0282300, &LAYOUT_FW_CDEV_GET_INFO);
/// 0x40282301
pub const FW_CDEV_IOC_SEND_REQUEST: Ioctl = taking(FROM, "FW_CDEV_IOC_SEND_REQUEST", 0x40282301, &LAYOUT_FW_CDEV_SEND_REQUEST);
/// 0xc0202302
pub const FW_CDEV_IOC_ALLOCATE: Ioctl = taking(FROM, "FW_CDEV_IOC_ALLOCATE", 0xc0202302, &LAYOUT_FW_CDEV_ALLOCATE);
/// 0x40042303
pub const FW_CDEV_IOC_DEALLOCATE: Ioctl = taking(FROM, "FW_CDEV_IOC_DEALLOCATE", 0x40042303, &LAYOUT_FW_CDEV_DEALLOCATE);
/// 0x40182304
pub const FW_CDEV_IOC_SEND_RESPONSE: Ioctl = taking(FROM, "FW_CDEV_IOC_SEND_RESPONSE", 0x40182304, &LAYOUT_FW_CDEV_SEND_RESPONSE);
/// 0x40042305
pub const FW_CDEV_IOC_INITIATE_BUS_RESET: Ioctl = taking(FROM, "FW_CDEV_IOC_INITIATE_BUS_RESET", 0x40042305, &LAYOUT_FW_CDEV_INITIATE_BUS_RESET);
/// 0xc0182306
pub const FW_CDEV_IOC_ADD_DESCRIPTOR: Ioctl = taking(FROM, "FW_CDEV_IOC_ADD_DESCRIPTOR", 0xc0182306, &LAYOUT_FW_CDEV_ADD_DESCRIPTOR);
/// 0x40042307
pub const FW_CDEV_IOC_REMOVE_DESCRIPTOR: Ioctl = taking(FROM, "FW_CDEV_IOC_REMOVE_DESCRIPTOR", 0x40042307, &LAYOUT_FW_CDEV_REMOVE_DESCRIPTOR);
/// 0xc0202308
pub const FW_CDEV_IOC_CREATE_ISO_CONTEXT: Ioctl = taking(FROM, "FW_CDEV_IOC_CREATE_ISO_CONTEXT", 0xc0202308, &LAYOUT_FW_CDEV_CREATE_ISO_CONTEXT);
/// 0xc0182309
pub const FW_CDEV_IOC_QUEUE_ISO: Ioctl = taking(FROM, "FW_CDEV_IOC_QUEUE_ISO", 0xc0182309, &LAYOUT_FW_CDEV_QUEUE_ISO);
/// 0x4010230a
pub const FW_CDEV_IOC_START_ISO: Ioctl = taking(FROM, "FW_CDEV_IOC_START_ISO", 0x4010230a, &LAYOUT_FW_CDEV_START_ISO);
/// 0x4004230b
pub const FW_CDEV_IOC_STOP_ISO: Ioctl = taking(FROM, "FW_CDEV_IOC_STOP_ISO", 0x4004230b, &LAYOUT_FW_CDEV_STOP_ISO);
/// 0x8010230c
pub const FW_CDEV_IOC_GET_CYCLE_TIMER: Ioctl = taking(FROM, "FW_CDEV_IOC_GET_CYCLE_TIMER", 0x8010230c, &LAYOUT_FW_CDEV_GET_CYCLE_TIMER);
/// 0xc018230d
pub const FW_CDEV_IOC_ALLOCATE_ISO_RESOURCE: Ioctl = taking(FROM, "FW_CDEV_IOC_ALLOCATE_ISO_RESOURCE", 0xc018230d, &LAYOUT_FW_CDEV_ALLOCATE_ISO_RESOURCE);
/// 0x4004230e
pub const FW_CDEV_IOC_DEALLOCATE_ISO_RESOURCE: Ioctl = taking(FROM, "FW_CDEV_IOC_DEALLOCATE_ISO_RESOURCE", 0x4004230e, &LAYOUT_FW_CDEV_DEALLOCATE);
/// 0x4018230f
pub const FW_CDEV_IOC_ALLOCATE_ISO_RESOURCE_ONCE: Ioctl = taking(FROM, "FW_CDEV_IOC_ALLOCATE_ISO_RESOURCE_ONCE", 0x4018230f, &LAYOUT_FW_CDEV_ALLOCATE_ISO_RESOURCE);
/// 0x40182310
pub const FW_CDEV_IOC_DEALLOCATE_ISO_RESOURCE_ONCE: Ioctl = taking(FROM, "FW_CDEV_IOC_DEALLOCATE_ISO_RESOURCE_ONCE", 0x40182310, &LAYOUT_FW_CDEV_ALLOCATE_ISO_RESOURCE);
/// 0x2311
pub const FW_CDEV_IOC_GET_SPEED: Ioctl = ioctl(FROM, "FW_CDEV_IOC_GET_SPEED", 0x2311);
/// 0x40282312
pub const FW_CDEV_IOC_SEND_BROADCAST_REQUEST: Ioctl = taking(FROM, "FW_CDEV_IOC_SEND_BROADCAST_REQUEST", 0x40282312, &LAYOUT_FW_CDEV_SEND_REQUEST);
/// 0x40282313
pub const FW_CDEV_IOC_SEND_STREAM_PACKET: Ioctl = taking(FROM, "FW_CDEV_IOC_SEND_STREAM_PACKET", 0x40282313, &LAYOUT_FW_CDEV_SEND_STREAM_PACKET);
/// 0xc0182314
pub const FW_CDEV_IOC_GET_CYCLE_TIMER2: Ioctl = taking(FROM, "FW_CDEV_IOC_GET_CYCLE_TIMER2", 0xc0182314, &LAYOUT_FW_CDEV_GET_CYCLE_TIMER2);
/// 0xc0182315
pub const FW_CDEV_IOC_SEND_PHY_PACKET: Ioctl = taking(FROM, "FW_CDEV_IOC_SEND_PHY_PACKET", 0xc0182315, &LAYOUT_FW_CDEV_SEND_PHY_PACKET);
/// 0x40082316
pub const FW_CDEV_IOC_RECEIVE_PHY_PACKETS: Ioctl = taking(FROM, "FW_CDEV_IOC_RECEIVE_PHY_PACKETS", 0x40082316, &LAYOUT_FW_CDEV_RECEIVE_PHY_PACKETS);
/// 0x40102317
pub const FW_CDEV_IOC_SET_ISO_CHANNELS: Ioctl = taking(FROM, "FW_CDEV_IOC_SET_ISO_CHANNELS", 0x40102317, &LAYOUT_FW_CDEV_SET_ISO_CHANNELS);
/// 0x40042318
pub const FW_CDEV_IOC_FLUSH_ISO: Ioctl = taking(FROM, "FW_CDEV_IOC_FLUSH_ISO", 0x40042318, &LAYOUT_FW_CDEV_FLUSH_ISO);

/// Each of them.
pub const ALL: [Ioctl; 25] = [
    FW_CDEV_IOC_GET_INFO, FW_CDEV_IOC_SEND_REQUEST, FW_CDEV_IOC_ALLOCATE,
    FW_CDEV_IOC_DEALLOCATE, FW_CDEV_IOC_SEND_RESPONSE, FW_CDEV_IOC_INITIATE_BUS_RESET,
    FW_CDEV_IOC_ADD_DESCRIPTOR, FW_CDEV_IOC_REMOVE_DESCRIPTOR,
    FW_CDEV_IOC_CREATE_ISO_CONTEXT, FW_CDEV_IOC_QUEUE_ISO, FW_CDEV_IOC_START_ISO,
    FW_CDEV_IOC_STOP_ISO, FW_CDEV_IOC_GET_CYCLE_TIMER, FW_CDEV_IOC_ALLOCATE_ISO_RESOURCE,
    FW_CDEV_IOC_DEALLOCATE_ISO_RESOURCE, FW_CDEV_IOC_ALLOCATE_ISO_RESOURCE_ONCE,
    FW_CDEV_IOC_DEALLOCATE_ISO_RESOURCE_ONCE, FW_CDEV_IOC_GET_SPEED,
    FW_CDEV_IOC_SEND_BROADCAST_REQUEST, FW_CDEV_IOC_SEND_STREAM_PACKET,
    FW_CDEV_IOC_GET_CYCLE_TIMER2, FW_CDEV_IOC_SEND_PHY_PACKET,
    FW_CDEV_IOC_RECEIVE_PHY_PACKETS, FW_CDEV_IOC_SET_ISO_CHANNELS, FW_CDEV_IOC_FLUSH_ISO,
];

const LAYOUT_FW_CDEV_GET_INFO: Layout = Layout {
    name: "struct fw_cdev_get_info",
    size: 40,
    members: &[
        member("version", 0, Unsigned(4)), member("rom_length", 4, Unsigned(4)),
        member("rom", 8, Unsigned(8)), member("bus_reset", 16, Unsigned(8)),
        member("bus_reset_closure", 24, Unsigned(8)), member("card", 32, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_SEND_REQUEST: Layout = Layout {
    name: "struct fw_cdev_send_request",
    size: 40,
    members: &[
        member("tcode", 0, Unsigned(4)), member("length", 4, Unsigned(4)),
        member("offset", 8, Unsigned(8)), member("closure", 16, Unsigned(8)),
        member("data", 24, Unsigned(8)), member("generation", 32, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_ALLOCATE: Layout = Layout {
    name: "struct fw_cdev_allocate",
    size: 32,
    members: &[
        member("offset", 0, Unsigned(8)), member("closure", 8, Unsigned(8)),
        member("length", 16, Unsigned(4)), member("handle", 20, Unsigned(4)),
        member("region_end", 24, Unsigned(8)),
    ],
};

const LAYOUT_FW_CDEV_DEALLOCATE: Layout = Layout {
    name: "struct fw_cdev_deallocate",
    size: 4,
    members: &[
        member("handle", 0, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_SEND_RESPONSE: Layout = Layout {
    name: "struct fw_cdev_send_response",
    size: 24,
    members: &[
        member("rcode", 0, Unsigned(4)), member("length", 4, Unsigned(4)),
        member("data", 8, Unsigned(8)), member("handle", 16, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_INITIATE_BUS_RESET: Layout = Layout {
    name: "struct fw_cdev_initiate_bus_reset",
    size: 4,
    members: &[
        member("type", 0, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_ADD_DESCRIPTOR: Layout = Layout {
    name: "struct fw_cdev_add_descriptor",
    size: 24,
    members: &[
        member("immediate", 0, Unsigned(4)), member("key", 4, Unsigned(4)),
        member("data", 8, Unsigned(8)), member("length", 16, Unsigned(4)),
        member("handle", 20, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_REMOVE_DESCRIPTOR: Layout = Layout {
    name: "struct fw_cdev_remove_descriptor",
    size: 4,
    members: &[
        member("handle", 0, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_CREATE_ISO_CONTEXT: Layout = Layout {
    name: "struct fw_cdev_create_iso_context",
    size: 32,
    members: &[
        member("type", 0, Unsigned(4)), member("header_size", 4, Unsigned(4)),
        member("channel", 8, Unsigned(4)), member("speed", 12, Unsigned(4)),
        member("closure", 16, Unsigned(8)), member("handle", 24, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_QUEUE_ISO: Layout = Layout {
    name: "struct fw_cdev_queue_iso",
    size: 24,
    members: &[
        member("packets", 0, Unsigned(8)), member("data", 8, Unsigned(8)),
        member("size", 16, Unsigned(4)), member("handle", 20, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_START_ISO: Layout = Layout {
    name: "struct fw_cdev_start_iso",
    size: 16,
    members: &[
        member("cycle", 0, Signed(4)), member("sync", 4, Unsigned(4)),
        member("tags", 8, Unsigned(4)), member("handle", 12, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_STOP_ISO: Layout = Layout {
    name: "struct fw_cdev_stop_iso",
    size: 4,
    members: &[
        member("handle", 0, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_GET_CYCLE_TIMER: Layout = Layout {
    name: "struct fw_cdev_get_cycle_timer",
    size: 16,
    members: &[
        member("local_time", 0, Unsigned(8)), member("cycle_timer", 8, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_ALLOCATE_ISO_RESOURCE: Layout = Layout {
    name: "struct fw_cdev_allocate_iso_resource",
    size: 24,
    members: &[
        member("closure", 0, Unsigned(8)), member("channels", 8, Unsigned(8)),
        member("bandwidth", 16, Unsigned(4)), member("handle", 20, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_SEND_STREAM_PACKET: Layout = Layout {
    name: "struct fw_cdev_send_stream_packet",
    size: 40,
    members: &[
        member("length", 0, Unsigned(4)), member("tag", 4, Unsigned(4)),
        member("channel", 8, Unsigned(4)), member("sy", 12, Unsigned(4)),
        member("closure", 16, Unsigned(8)), member("data", 24, Unsigned(8)),
        member("generation", 32, Unsigned(4)), member("speed", 36, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_GET_CYCLE_TIMER2: Layout = Layout {
    name: "struct fw_cdev_get_cycle_timer2",
    size: 24,
    members: &[
        member("tv_sec", 0, Signed(8)), member("tv_nsec", 8, Signed(4)),
        member("clk_id", 12, Signed(4)), member("cycle_timer", 16, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_SEND_PHY_PACKET: Layout = Layout {
    name: "struct fw_cdev_send_phy_packet",
    size: 24,
    members: &[
        member("closure", 0, Unsigned(8)), member("data", 8, Array(4, 2)),
        member("generation", 16, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_RECEIVE_PHY_PACKETS: Layout = Layout {
    name: "struct fw_cdev_receive_phy_packets",
    size: 8,
    members: &[
        member("closure", 0, Unsigned(8)),
    ],
};

const LAYOUT_FW_CDEV_SET_ISO_CHANNELS: Layout = Layout {
    name: "struct fw_cdev_set_iso_channels",
    size: 16,
    members: &[
        member("channels", 0, Unsigned(8)), member("handle", 8, Unsigned(4)),
    ],
};

const LAYOUT_FW_CDEV_FLUSH_ISO: Layout = Layout {
    name: "struct fw_cdev_flush_iso",
    size: 4,
    members: &[
        member("handle", 0, Unsigned(4)),
    ],
};
