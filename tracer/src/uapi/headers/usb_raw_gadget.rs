//! `linux/usb/raw_gadget.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/usb/raw_gadget.h";

/// 0x41015500
pub const USB_RAW_IOCTL_INIT: Ioctl = taking(FROM, "USB_RAW_IOCTL_INIT", 0x41015500, &LAYOUT_USB_RAW_INIT);
/// 0x5501
pub const USB_RAW_IOCTL_RUN: Ioctl = ioctl(FROM, "USB_RAW_IOCTL_RUN", 0x5501);
/// 0x80085502
pub const USB_RAW_IOCTL_EVENT_FETCH: Ioctl = taking(FROM, "USB_RAW_IOCTL_EVENT_FETCH", 0x80085502, &LAYOUT_USB_RAW_EVENT);
/// 0x40085503
pub const USB_RAW_IOCTL_EP0_WRITE: Ioctl = taking(FROM, "USB_RAW_IOCTL_EP0_WRITE", 0x40085503, &LAYOUT_USB_RAW_EP_IO);
/// 0xc0085504
pub const USB_RAW_IOCTL_EP0_READ: Ioctl = taking(FROM, "USB_RAW_IOCTL_EP0_READ", 0xc0085504, &LAYOUT_USB_RAW_EP_IO);
/// 0x40095505
pub const USB_RAW_IOCTL_EP_ENABLE: Ioctl = taking(FROM, "USB_RAW_IOCTL_EP_ENABLE", 0x40095505, &LAYOUT_USB_ENDPOINT_DESCRIPTOR);
/// 0x40045506
pub const USB_RAW_IOCTL_EP_DISABLE: Ioctl = taking(FROM, "USB_RAW_IOCTL_EP_DISABLE", 0x40045506, &LAYOUT___U32);
/// 0x40085507
pub const USB_RAW_IOCTL_EP_WRITE: Ioctl = taking(FROM, "USB_RAW_IOCTL_EP_WRITE", 0x40085507, &LAYOUT_USB_RAW_EP_IO);
/// 0xc0085508
pub const USB_RAW_IOCTL_EP_READ: Ioctl = taking(FROM, "USB_RAW_IOCTL_EP_READ", 0xc0085508, &LAYOUT_USB_RAW_EP_IO);
/// 0x5509
pub const USB_RAW_IOCTL_CONFIGURE: Ioctl = ioctl(FROM, "USB_RAW_IOCTL_CONFIGURE", 0x5509);
/// 0x4004550a
pub const USB_RAW_IOCTL_VBUS_DRAW: Ioctl = taking(FROM, "USB_RAW_IOCTL_VBUS_DRAW", 0x4004550a, &LAYOUT___U32);
/// 0x83c0550b
pub const USB_RAW_IOCTL_EPS_INFO: Ioctl = taking(FROM, "USB_RAW_IOCTL_EPS_INFO", 0x83c0550b, &LAYOUT_USB_RAW_EPS_INFO);
/// 0x550c
pub const USB_RAW_IOCTL_EP0_STALL: Ioctl = ioctl(FROM, "USB_RAW_IOCTL_EP0_STALL", 0x550c);
/// 0x4004550d
pub const USB_RAW_IOCTL_EP_SET_HALT: Ioctl = taking(FROM, "USB_RAW_IOCTL_EP_SET_HALT", 0x4004550d, &LAYOUT___U32);
/// 0x4004550e
pub const USB_RAW_IOCTL_EP_CLEAR_HALT: Ioctl = taking(FROM, "USB_RAW_IOCTL_EP_CLEAR_HALT", 0x4004550e, &LAYOUT___U32);
/// 0x4004550f
pub const USB_RAW_IOCTL_EP_SET_WEDGE: Ioctl = taking(FROM, "USB_RAW_IOCTL_EP_SET_WEDGE", 0x4004550f, &LAYOUT___U32);

/// Each of them.
pub const ALL: [Ioctl; 16] = [
    USB_RAW_IOCTL_INIT, USB_RAW_IOCTL_RUN, USB_RAW_IOCTL_EVENT_FETCH,
    USB_RAW_IOCTL_EP0_WRITE, USB_RAW_IOCTL_EP0_READ, USB_RAW_IOCTL_EP_ENABLE,
    USB_RAW_IOCTL_EP_DISABLE, USB_RAW_IOCTL_EP_WRITE, USB_RAW_IOCTL_EP_READ,
    USB_RAW_IOCTL_CONFIGURE, USB_RAW_IOCTL_VBUS_DRAW, USB_RAW_IOCTL_EPS_INFO,
    USB_RAW_IOCTL_EP0_STALL, USB_RAW_IOCTL_EP_SET_HALT, USB_RAW_IOCTL_EP_CLEAR_HALT,
    USB_RAW_IOCTL_EP_SET_WEDGE,
];

const LAYOUT_USB_RAW_INIT: Layout = Layout {
    name: "struct usb_raw_init",
    size: 257,
    members: &[
        member("driver_name", 0, Array(1, 128)), member("device_name", 128, Array(1, 128)),
    ],
};

const LAYOUT_USB_RAW_EVENT: Layout = Layout {
    name: "struct usb_raw_event",
    size: 8,
    members: &[
        member("type", 0, Unsigned(4)), member("length", 4, Unsigned(4)),
    ],
};

const LAYOUT_USB_RAW_EP_IO: Layout = Layout {
    name: "struct usb_raw_ep_io",
    size: 8,
    members: &[
        member("ep", 0, Unsigned(2)), member("flags", 2, Unsigned(2)),
        member("length", 4, Unsigned(4)),
    ],
};

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

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_USB_RAW_EPS_INFO: Layout = Layout {
    name: "struct usb_raw_eps_info",
    size: 960,
    members: &[
        member("eps", 0, Array(32, 30)),
    ],
};
