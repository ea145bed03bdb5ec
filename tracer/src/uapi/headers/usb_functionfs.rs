//! `linux/usb/functionfs.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/usb/functionfs.h";

/// 0x6701
pub const FUNCTIONFS_FIFO_STATUS: Ioctl = ioctl(FROM, "FUNCTIONFS_FIFO_STATUS", 0x6701);
/// 0x6702
pub const FUNCTIONFS_FIFO_FLUSH: Ioctl = ioctl(FROM, "FUNCTIONFS_FIFO_FLUSH", 0x6702);
/// 0x6703
pub const FUNCTIONFS_CLEAR_HALT: Ioctl = ioctl(FROM, "FUNCTIONFS_CLEAR_HALT", 0x6703);
/// 0x6780
pub const FUNCTIONFS_INTERFACE_REVMAP: Ioctl = ioctl(FROM, "FUNCTIONFS_INTERFACE_REVMAP", 0x6780);
/// 0x6781
pub const FUNCTIONFS_ENDPOINT_REVMAP: Ioctl = ioctl(FROM, "FUNCTIONFS_ENDPOINT_REVMAP", 0x6781);
/// 0x80096782
pub const FUNCTIONFS_ENDPOINT_DESC: Ioctl = taking(FROM, "FUNCTIONFS_ENDPOINT_DESC", 0x80096782, &LAYOUT_USB_ENDPOINT_DESCRIPTOR);
/// 0x40046783
pub const FUNCTIONFS_DMABUF_ATTACH: Ioctl = taking(FROM, "FUNCTIONFS_DMABUF_ATTACH", 0x40046783, &LAYOUT_INT);
/// 0x40046784
pub const FUNCTIONFS_DMABUF_DETACH: Ioctl = taking(FROM, "FUNCTIONFS_DMABUF_DETACH", 0x40046784, &LAYOUT_INT);
/// 0x40106785
pub const FUNCTIONFS_DMABUF_TRANSFER: Ioctl = taking(FROM, "FUNCTIONFS_DMABUF_TRANSFER", 0x40106785, &LAYOUT_USB_FFS_DMABUF_TRANSFER_REQ);
/// 0x40046786
pub const FUNCTIONFS_ENDPOINT_ENABLE_ZLP: Ioctl = taking(FROM, "FUNCTIONFS_ENDPOINT_ENABLE_ZLP", 0x40046786, &LAYOUT___U32);

/// Each of them.
pub const ALL: [Ioctl; 10] = [
    FUNCTIONFS_FIFO_STATUS, FUNCTIONFS_FIFO_FLUSH, FUNCTIONFS_CLEAR_HALT,
    FUNCTIONFS_INTERFACE_REVMAP, FUNCTIONFS_ENDPOINT_REVMAP, FUNCTIONFS_ENDPOINT_DESC,
    FUNCTIONFS_DMABUF_ATTACH, FUNCTIONFS_DMABUF_DETACH, FUNCTIONFS_DMABUF_TRANSFER,
    FUNCTIONFS_ENDPOINT_ENABLE_ZLP,
];

const LAYOUT_USB_ENDPOINT_DESCRIPTOR: Layout = Layout {
    name: "struct usb_endpoint_descriptor",
    size: 9,
    members: &[
        member("bLength", 0, Unsigned(1)), member("bDescriptorType", 1, Unsigned(1)),
        member("bEndpointAddress", 2, Unsigned(1)), member("bmAttributes", 3, Unsigned(1)),
        member("wMaxPacketSize", 4, Unsigned(2)), member("bInterval", 6, Unsigned(1)),
        member("bRefresh", 7, Unsigned(1)), member("bSynchAddress", 8, Unsigned(1)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_USB_FFS_DMABUF_TRANSFER_REQ: Layout = Layout {
    name: "struct usb_ffs_dmabuf_transfer_req",
    size: 16,
    members: &[
        member("fd", 0, Signed(4)), member("flags", 4, Unsigned(4)),
        member("length", 8, Unsigned(8)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};
