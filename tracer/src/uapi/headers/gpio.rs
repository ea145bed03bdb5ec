//! `linux/gpio.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/gpio.h";

/// 0x8044b401
pub const GPIO_GET_CHIPINFO_IOCTL: Ioctl = taking(FROM, "GPIO_GET_CHIPINFO_IOCTL", 0x8044b401, &LAYOUT_GPIOCHIP_INFO);
/// 0xc048b402
pub const GPIO_GET_LINEINFO_IOCTL: Ioctl = taking(FROM, "GPIO_GET_LINEINFO_IOCTL", 0xc048b402, &LAYOUT_GPIOLINE_INFO);
/// 0xc16cb403
pub const GPIO_GET_LINEHANDLE_IOCTL: Ioctl = taking(FROM, "GPIO_GET_LINEHANDLE_IOCTL", 0xc16cb403, &LAYOUT_GPIOHANDLE_REQUEST);
/// 0xc030b404
pub const GPIO_GET_LINEEVENT_IOCTL: Ioctl = taking(FROM, "GPIO_GET_LINEEVENT_IOCTL", 0xc030b404, &LAYOUT_GPIOEVENT_REQUEST);
/// 0xc100b405
pub const GPIO_V2_GET_LINEINFO_IOCTL: Ioctl = taking(FROM, "GPIO_V2_GET_LINEINFO_IOCTL", 0xc100b405, &LAYOUT_GPIO_V2_LINE_INFO);
/// 0xc100b406
pub const GPIO_V2_GET_LINEINFO_WATCH_IOCTL: Ioctl = taking(FROM, "GPIO_V2_GET_LINEINFO_WATCH_IOCTL", 0xc100b406, &LAYOUT_GPIO_V2_LINE_INFO);
/// 0xc250b407
pub const GPIO_V2_GET_LINE_IOCTL: Ioctl = taking(FROM, "GPIO_V2_GET_LINE_IOCTL", 0xc250b407, &LAYOUT_GPIO_V2_LINE_REQUEST);
/// 0xc040b408
pub const GPIOHANDLE_GET_LINE_VALUES_IOCTL: Ioctl = taking(FROM, "GPIOHANDLE_GET_LINE_VALUES_IOCTL", 0xc040b408, &LAYOUT_GPIOHANDLE_DATA);
/// 0xc040b409
pub const GPIOHANDLE_SET_LINE_VALUES_IOCTL: Ioctl = taking(FROM, "GPIOHANDLE_SET_LINE_VALUES_IOCTL", 0xc040b409, &LAYOUT_GPIOHANDLE_DATA);
/// 0xc054b40a
pub const GPIOHANDLE_SET_CONFIG_IOCTL: Ioctl = taking(FROM, "GPIOHANDLE_SET_CONFIG_IOCTL", 0xc054b40a, &LAYOUT_GPIOHANDLE_CONFIG);
/// 0xc048b40b
pub const GPIO_GET_LINEINFO_WATCH_IOCTL: Ioctl = taking(FROM, "GPIO_GET_LINEINFO_WATCH_IOCTL", 0xc048b40b, &LAYOUT_GPIOLINE_INFO);
/// 0xc004b40c
pub const GPIO_GET_LINEINFO_UNWATCH_IOCTL: Ioctl = taking(FROM, "GPIO_GET_LINEINFO_UNWATCH_IOCTL", 0xc004b40c, &LAYOUT___U32);
/// 0xc110b40d
pub const GPIO_V2_LINE_SET_CONFIG_IOCTL: Ioctl = taking(FROM, "GPIO_V2_LINE_SET_CONFIG_IOCTL", 0xc110b40d, &LAYOUT_GPIO_V2_LINE_CONFIG);
/// 0xc010b40e
pub const GPIO_V2_LINE_GET_VALUES_IOCTL: Ioctl = taking(FROM, "GPIO_V2_LINE_GET_VALUES_IOCTL", 0xc010b40e, &LAYOUT_GPIO_V2_LINE_VALUES);
/// 0xc010b40f
pub const GPIO_V2_LINE_SET_VALUES_IOCTL: Ioctl = taking(FROM, "GPIO_V2_LINE_SET_VALUES_IOCTL", 0xc010b40f, &LAYOUT_GPIO_V2_LINE_VALUES);

/// Each of them.
pub const ALL: [Ioctl; 15] = [
    GPIO_GET_CHIPINFO_IOCTL, GPIO_GET_LINEINFO_IOCTL, GPIO_GET_LINEHANDLE_IOCTL,
    GPIO_GET_LINEEVENT_IOCTL, GPIO_V2_GET_LINEINFO_IOCTL, GPIO_V2_GET_LINEINFO_WATCH_IOCTL,
    GPIO_V2_GET_LINE_IOCTL, GPIOHANDLE_GET_LINE_VALUES_IOCTL,
    GPIOHANDLE_SET_LINE_VALUES_IOCTL, GPIOHANDLE_SET_CONFIG_IOCTL,
    GPIO_GET_LINEINFO_WATCH_IOCTL, GPIO_GET_LINEINFO_UNWATCH_IOCTL,
    GPIO_V2_LINE_SET_CONFIG_IOCTL, GPIO_V2_LINE_GET_VALUES_IOCTL,
    GPIO_V2_LINE_SET_VALUES_IOCTL,
];

const LAYOUT_GPIOCHIP_INFO: Layout = Layout {
    name: "struct gpiochip_info",
    size: 68,
    members: &[
        member("name", 0, Text(32)), member("label", 32, Text(32)),
        member("lines", 64, Unsigned(4)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_GPIO_V2_LINE_INFO: Layout = Layout {
    name: "struct gpio_v2_line_info",
    size: 256,
    members: &[
        member("name", 0, Text(32)), member("consumer", 32, Text(32)),
        member("offset", 64, Unsigned(4)), member("num_attrs", 68, Unsigned(4)),
        member("flags", 72, Unsigned(8)), member("attrs", 80, Array(16, 10)),
        member("padding", 240, Array(4, 4)),
    ],
};

const LAYOUT_GPIO_V2_LINE_REQUEST: Layout = Layout {
    name: "struct gpio_v2_line_request",
    size: 592,
    members: &[
        member("offsets", 0, Array(4, 64)),
    ],
};

const LAYOUT_GPIO_V2_LINE_CONFIG: Layout = Layout {
    name: "struct gpio_v2_line_config",
    size: 272,
    members: &[
        member("flags", 0, Unsigned(8)), member("num_attrs", 8, Unsigned(4)),
        member("padding", 12, Array(4, 5)), member("attrs", 32, Array(24, 10)),
    ],
};

const LAYOUT_GPIO_V2_LINE_VALUES: Layout = Layout {
    name: "struct gpio_v2_line_values",
    size: 16,
    members: &[
        member("bits", 0, Unsigned(8)), member("mask", 8, Unsigned(8)),
    ],
};

const LAYOUT_GPIOLINE_INFO: Layout = Layout {
    name: "struct gpioline_info",
    size: 72,
    members: &[
        member("line_offset", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("name", 8, Text(32)), member("consumer", 40, Text(32)),
    ],
};

const LAYOUT_GPIOHANDLE_REQUEST: Layout = Layout {
    name: "struct gpiohandle_request",
    size: 364,
    members: &[
        member("lineoffsets", 0, Array(4, 64)),
    ],
};

const LAYOUT_GPIOEVENT_REQUEST: Layout = Layout {
    name: "struct gpioevent_request",
    size: 48,
    members: &[
        member("lineoffset", 0, Unsigned(4)), member("handleflags", 4, Unsigned(4)),
        member("eventflags", 8, Unsigned(4)), member("consumer_label", 12, Text(32)),
        member("fd", 44, Signed(4)),
    ],
};

const LAYOUT_GPIOHANDLE_DATA: Layout = Layout {
    name: "struct gpiohandle_data",
    size: 64,
    members: &[
        member("values", 0, Array(1, 64)),
    ],
};

const LAYOUT_GPIOHANDLE_CONFIG: Layout = Layout {
    name: "struct gpiohandle_config",
    size: 84,
    members: &[
        member("flags", 0, Unsigned(4)), member("default_values", 4, Array(1, 64)),
        member("padding", 68, Array(4, 4)),
    ],
};
