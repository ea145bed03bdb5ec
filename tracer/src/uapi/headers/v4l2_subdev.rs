//! `linux/v4l2-subdev.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, member, taking};

const FROM: &str = "linux/v4l2-subdev.h";

/// 0x80405600
pub const VIDIOC_SUBDEV_QUERYCAP: Ioctl = taking(FROM, "VIDIOC_SUBDEV_QUERYCAP", 0x80405600, &LAYOUT_V4L2_SUBDEV_CAPABILITY);
/// 0xc0305602
pub const VIDIOC_SUBDEV_ENUM_MBUS_CODE: Ioctl = taking(FROM, "VIDIOC_SUBDEV_ENUM_MBUS_CODE", 0xc0305602, &LAYOUT_V4L2_SUBDEV_MBUS_CODE_ENUM);
/// 0xc0585604
pub const VIDIOC_SUBDEV_G_FMT: Ioctl = taking(FROM, "VIDIOC_SUBDEV_G_FMT", 0xc0585604, &LAYOUT_V4L2_SUBDEV_FORMAT);
/// 0xc0585605
pub const VIDIOC_SUBDEV_S_FMT: Ioctl = taking(FROM, "VIDIOC_SUBDEV_S_FMT", 0xc0585605, &LAYOUT_V4L2_SUBDEV_FORMAT);
/// 0xc0305615
pub const VIDIOC_SUBDEV_G_FRAME_INTERVAL: Ioctl = taking(FROM, "VIDIOC_SUBDEV_G_FRAME_INTERVAL", 0xc0305615, &LAYOUT_V4L2_SUBDEV_FRAME_INTERVAL);
/// 0xc0305616
pub const VIDIOC_SUBDEV_S_FRAME_INTERVAL: Ioctl = taking(FROM, "VIDIOC_SUBDEV_S_FRAME_INTERVAL", 0xc0305616, &LAYOUT_V4L2_SUBDEV_FRAME_INTERVAL);
/// 0x80085617
pub const VIDIOC_SUBDEV_G_STD: Ioctl = taking(FROM, "VIDIOC_SUBDEV_G_STD", 0x80085617, &LAYOUT_V4L2_STD_ID);
/// 0x40085618
pub const VIDIOC_SUBDEV_S_STD: Ioctl = taking(FROM, "VIDIOC_SUBDEV_S_STD", 0x40085618, &LAYOUT_V4L2_STD_ID);
/// 0xc0485619
pub const VIDIOC_SUBDEV_ENUMSTD: Ioctl = taking(FROM, "VIDIOC_SUBDEV_ENUMSTD", 0xc0485619, &LAYOUT_V4L2_STANDARD);
/// 0xc0405626
pub const VIDIOC_SUBDEV_G_ROUTING: Ioctl = taking(FROM, "VIDIOC_SUBDEV_G_ROUTING", 0xc0405626, &LAYOUT_V4L2_SUBDEV_ROUTING);
/// 0xc0405627
pub const VIDIOC_SUBDEV_S_ROUTING: Ioctl = taking(FROM, "VIDIOC_SUBDEV_S_ROUTING", 0xc0405627, &LAYOUT_V4L2_SUBDEV_ROUTING);
/// 0xc0285628
pub const VIDIOC_SUBDEV_G_EDID: Ioctl = taking(FROM, "VIDIOC_SUBDEV_G_EDID", 0xc0285628, &LAYOUT_V4L2_EDID);
/// 0xc0285629
pub const VIDIOC_SUBDEV_S_EDID: Ioctl = taking(FROM, "VIDIOC_SUBDEV_S_EDID", 0xc0285629, &LAYOUT_V4L2_EDID);
/// 0xc038563b
pub const VIDIOC_SUBDEV_G_CROP: Ioctl = taking(FROM, "VIDIOC_SUBDEV_G_CROP", 0xc038563b, &LAYOUT_V4L2_SUBDEV_CROP);
/// 0xc038563c
pub const VIDIOC_SUBDEV_S_CROP: Ioctl = taking(FROM, "VIDIOC_SUBDEV_S_CROP", 0xc038563c, &LAYOUT_V4L2_SUBDEV_CROP);
/// 0xc040563d
pub const VIDIOC_SUBDEV_G_SELECTION: Ioctl = taking(FROM, "VIDIOC_SUBDEV_G_SELECTION", 0xc040563d, &LAYOUT_V4L2_SUBDEV_SELECTION);
/// 0xc040563e
pub const VIDIOC_SUBDEV_S_SELECTION: Ioctl = taking(FROM, "VIDIOC_SUBDEV_S_SELECTION", 0xc040563e, &LAYOUT_V4L2_SUBDEV_SELECTION);
/// 0x8008563f
pub const VIDIOC_SUBDEV_QUERYSTD: Ioctl = taking(FROM, "VIDIOC_SUBDEV_QUERYSTD", 0x8008563f, &LAYOUT_V4L2_STD_ID);
/// 0xc040564a
pub const VIDIOC_SUBDEV_ENUM_FRAME_SIZE: Ioctl = taking(FROM, "VIDIOC_SUBDEV_ENUM_FRAME_SIZE", 0xc040564a, &LAYOUT_V4L2_SUBDEV_FRAME_SIZE_ENUM);
/// 0xc040564b
pub const VIDIOC_SUBDEV_ENUM_FRAME_INTERVAL: Ioctl = taking(FROM, "VIDIOC_SUBDEV_ENUM_FRAME_INTERVAL", 0xc040564b, &LAYOUT_V4L2_SUBDEV_FRAME_INTERVAL_ENUM);
/// 0xc0845657
pub const VIDIOC_SUBDEV_S_DV_TIMINGS: Ioctl = taking(FROM, "VIDIOC_SUBDEV_S_DV_TIMINGS", 0xc0845657, &LAYOUT_V4L2_DV_TIMINGS);
/// 0xc0845658
pub const VIDIOC_SUBDEV_G_DV_TIMINGS: Ioctl = taking(FROM, "VIDIOC_SUBDEV_G_DV_TIMINGS", 0xc0845658, &LAYOUT_V4L2_DV_TIMINGS);
/// 0xc0945662
pub const VIDIOC_SUBDEV_ENUM_DV_TIMINGS: Ioctl = taking(FROM, "VIDIOC_SUBDEV_ENUM_DV_TIMINGS", 0xc0945662, &LAYOUT_V4L2_ENUM_DV_TIMINGS);
/// 0x80845663
pub const VIDIOC_SUBDEV_QUERY_DV_TIMINGS: Ioctl = taking(FROM, "VIDIOC_SUBDEV_QUERY_DV_TIMINGS", 0x80845663, &LAYOUT_V4L2_DV_TIMINGS);
/// 0xc0905664
pub const VIDIOC_SUBDEV_DV_TIMINGS_CAP: Ioctl = taking(FROM, "VIDIOC_SUBDEV_DV_TIMINGS_CAP", 0xc0905664, &LAYOUT_V4L2_DV_TIMINGS_CAP);
/// 0x80085665
pub const VIDIOC_SUBDEV_G_CLIENT_CAP: Ioctl = taking(FROM, "VIDIOC_SUBDEV_G_CLIENT_CAP", 0x80085665, &LAYOUT_V4L2_SUBDEV_CLIENT_CAPABILITY);
/// 0xc0085666
pub const VIDIOC_SUBDEV_S_CLIENT_CAP: Ioctl = taking(FROM, "VIDIOC_SUBDEV_S_CLIENT_CAP", 0xc0085666, &LAYOUT_V4L2_SUBDEV_CLIENT_CAPABILITY);

/// Each of them.
pub const ALL: [Ioctl; 27] = [
    VIDIOC_SUBDEV_QUERYCAP, VIDIOC_SUBDEV_ENUM_MBUS_CODE, VIDIOC_SUBDEV_G_FMT,
    VIDIOC_SUBDEV_S_FMT, VIDIOC_SUBDEV_G_FRAME_INTERVAL, VIDIOC_SUBDEV_S_FRAME_INTERVAL,
    VIDIOC_SUBDEV_G_STD, VIDIOC_SUBDEV_S_STD, VIDIOC_SUBDEV_ENUMSTD, VIDIOC_SUBDEV_G_ROUTING,
    VIDIOC_SUBDEV_S_ROUTING, VIDIOC_SUBDEV_G_EDID, VIDIOC_SUBDEV_S_EDID,
    VIDIOC_SUBDEV_G_CROP, VIDIOC_SUBDEV_S_CROP, VIDIOC_SUBDEV_G_SELECTION,
    VIDIOC_SUBDEV_S_SELECTION, VIDIOC_SUBDEV_QUERYSTD, VIDIOC_SUBDEV_ENUM_FRAME_SIZE,
    VIDIOC_SUBDEV_ENUM_FRAME_INTERVAL, VIDIOC_SUBDEV_S_DV_TIMINGS,
    VIDIOC_SUBDEV_G_DV_TIMINGS, VIDIOC_SUBDEV_ENUM_DV_TIMINGS,
    VIDIOC_SUBDEV_QUERY_DV_TIMINGS, VIDIOC_SUBDEV_DV_TIMINGS_CAP, VIDIOC_SUBDEV_G_CLIENT_CAP,
    VIDIOC_SUBDEV_S_CLIENT_CAP,
];

const LAYOUT_V4L2_SUBDEV_CAPABILITY: Layout = Layout {
    name: "struct v4l2_subdev_capability",
    size: 64,
    members: &[
        member("version", 0, Unsigned(4)), member("capabilities", 4, Unsigned(4)),
        member("reserved", 8, Array(4, 14)),
    ],
};

const LAYOUT_V4L2_SUBDEV_FORMAT: Layout = Layout {
    name: "struct v4l2_subdev_format",
    size: 88,
    members: &[
        member("which", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("format.width", 8, Unsigned(4)), member("format.height", 12, Unsigned(4)),
        member("format.code", 16, Unsigned(4)), member("format.field", 20, Unsigned(4)),
        member("format.colorspace", 24, Unsigned(4)),
        member("format.ycbcr_enc", 28, Unsigned(2)),
        member("format.quantization", 30, Unsigned(2)),
        member("format.xfer_func", 32, Unsigned(2)), member("format.flags", 34, Unsigned(2)),
        member("format.reserved", 36, Array(2, 10)), member("stream", 56, Unsigned(4)),
        member("reserved", 60, Array(4, 7)),
    ],
};

const LAYOUT_V4L2_SUBDEV_FRAME_INTERVAL: Layout = Layout {
    name: "struct v4l2_subdev_frame_interval",
    size: 48,
    members: &[
        member("pad", 0, Unsigned(4)), member("interval.numerator", 4, Unsigned(4)),
        member("interval.denominator", 8, Unsigned(4)), member("stream", 12, Unsigned(4)),
        member("which", 16, Unsigned(4)), member("reserved", 20, Array(4, 7)),
    ],
};

const LAYOUT_V4L2_SUBDEV_MBUS_CODE_ENUM: Layout = Layout {
    name: "struct v4l2_subdev_mbus_code_enum",
    size: 48,
    members: &[
        member("pad", 0, Unsigned(4)), member("index", 4, Unsigned(4)),
        member("code", 8, Unsigned(4)), member("which", 12, Unsigned(4)),
        member("flags", 16, Unsigned(4)), member("stream", 20, Unsigned(4)),
        member("reserved", 24, Array(4, 6)),
    ],
};

const LAYOUT_V4L2_SUBDEV_FRAME_SIZE_ENUM: Layout = Layout {
    name: "struct v4l2_subdev_frame_size_enum",
    size: 64,
    members: &[
        member("index", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("code", 8, Unsigned(4)), member("min_width", 12, Unsigned(4)),
        member("max_width", 16, Unsigned(4)), member("min_height", 20, Unsigned(4)),
        member("max_height", 24, Unsigned(4)), member("which", 28, Unsigned(4)),
        member("stream", 32, Unsigned(4)), member("reserved", 36, Array(4, 7)),
    ],
};

const LAYOUT_V4L2_SUBDEV_FRAME_INTERVAL_ENUM: Layout = Layout {
    name: "struct v4l2_subdev_frame_interval_enum",
    size: 64,
    members: &[
        member("index", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("code", 8, Unsigned(4)), member("width", 12, Unsigned(4)),
        member("height", 16, Unsigned(4)), member("interval.numerator", 20, Unsigned(4)),
        member("interval.denominator", 24, Unsigned(4)), member("which", 28, Unsigned(4)),
        member("stream", 32, Unsigned(4)), member("reserved", 36, Array(4, 7)),
    ],
};

const LAYOUT_V4L2_SUBDEV_CROP: Layout = Layout {
    name: "struct v4l2_subdev_crop",
    size: 56,
    members: &[
        member("which", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("rect.left", 8, Signed(4)), member("rect.top", 12, Signed(4)),
        member("rect.width", 16, Unsigned(4)), member("rect.height", 20, Unsigned(4)),
        member("stream", 24, Unsigned(4)), member("reserved", 28, Array(4, 7)),
    ],
};

const LAYOUT_V4L2_SUBDEV_SELECTION: Layout = Layout {
    name: "struct v4l2_subdev_selection",
    size: 64,
    members: &[
        member("which", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("target", 8, Unsigned(4)), member("flags", 12, Unsigned(4)),
        member("r.left", 16, Signed(4)), member("r.top", 20, Signed(4)),
        member("r.width", 24, Unsigned(4)), member("r.height", 28, Unsigned(4)),
        member("stream", 32, Unsigned(4)), member("reserved", 36, Array(4, 7)),
    ],
};

const LAYOUT_V4L2_SUBDEV_ROUTING: Layout = Layout {
    name: "struct v4l2_subdev_routing",
    size: 64,
    members: &[
        member("which", 0, Unsigned(4)), member("len_routes", 4, Unsigned(4)),
        member("routes", 8, Unsigned(8)), member("num_routes", 16, Unsigned(4)),
        member("reserved", 20, Array(4, 11)),
    ],
};

const LAYOUT_V4L2_SUBDEV_CLIENT_CAPABILITY: Layout = Layout {
    name: "struct v4l2_subdev_client_capability",
    size: 8,
    members: &[
        member("capabilities", 0, Unsigned(8)),
    ],
};

const LAYOUT_V4L2_STD_ID: Layout = Layout {
    name: "v4l2_std_id",
    size: 8,
    members: &[
        member("", 0, Unsigned(8)),
    ],
};

const LAYOUT_V4L2_STANDARD: Layout = Layout {
    name: "struct v4l2_standard",
    size: 72,
    members: &[
        member("index", 0, Unsigned(4)), member("id", 8, Unsigned(8)),
        member("name", 16, Array(1, 24)), member("frameperiod.numerator", 40, Unsigned(4)),
        member("frameperiod.denominator", 44, Unsigned(4)),
        member("framelines", 48, Unsigned(4)), member("reserved", 52, Array(4, 4)),
    ],
};

const LAYOUT_V4L2_EDID: Layout = Layout {
    name: "struct v4l2_edid",
    size: 40,
    members: &[
        member("pad", 0, Unsigned(4)), member("start_block", 4, Unsigned(4)),
        member("blocks", 8, Unsigned(4)), member("reserved", 12, Array(4, 5)),
        member("edid", 32, Pointer),
    ],
};

const LAYOUT_V4L2_DV_TIMINGS: Layout = Layout {
    name: "struct v4l2_dv_timings",
    size: 132,
    members: &[
        member("type", 0, Unsigned(4)), member("bt.width", 4, Unsigned(4)),
        member("bt.height", 8, Unsigned(4)), member("bt.interlaced", 12, Unsigned(4)),
        member("bt.polarities", 16, Unsigned(4)), member("bt.pixelclock", 20, Unsigned(8)),
        member("bt.hfrontporch", 28, Unsigned(4)), member("bt.hsync", 32, Unsigned(4)),
        member("bt.hbackporch", 36, Unsigned(4)), member("bt.vfrontporch", 40, Unsigned(4)),
        member("bt.vsync", 44, Unsigned(4)), member("bt.vbackporch", 48, Unsigned(4)),
        member("bt.il_vfrontporch", 52, Unsigned(4)), member("bt.il_vsync", 56, Unsigned(4)),
        member("bt.il_vbackporch", 60, Unsigned(4)), member("bt.standards", 64, Unsigned(4)),
        member("bt.flags", 68, Unsigned(4)),
        member("bt.picture_aspect.numerator", 72, Unsigned(4)),
        member("bt.picture_aspect.denominator", 76, Unsigned(4)),
        member("bt.cea861_vic", 80, Unsigned(1)), member("bt.hdmi_vic", 81, Unsigned(1)),
        member("bt.reserved", 82, Array(1, 46)),
    ],
};

const LAYOUT_V4L2_ENUM_DV_TIMINGS: Layout = Layout {
    name: "struct v4l2_enum_dv_timings",
    size: 148,
    members: &[
        member("index", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("reserved", 8, Array(4, 2)), member("timings.type", 16, Unsigned(4)),
        member("timings.bt.width", 20, Unsigned(4)),
        member("timings.bt.height", 24, Unsigned(4)),
        member("timings.bt.interlaced", 28, Unsigned(4)),
        member("timings.bt.polarities", 32, Unsigned(4)),
        member("timings.bt.pixelclock", 36, Unsigned(8)),
        member("timings.bt.hfrontporch", 44, Unsigned(4)),
        member("timings.bt.hsync", 48, Unsigned(4)),
        member("timings.bt.hbackporch", 52, Unsigned(4)),
        member("timings.bt.vfrontporch", 56, Unsigned(4)),
        member("timings.bt.vsync", 60, Unsigned(4)),
        member("timings.bt.vbackporch", 64, Unsigned(4)),
        member("timings.bt.il_vfrontporch", 68, Unsigned(4)),
        member("timings.bt.il_vsync", 72, Unsigned(4)),
        member("timings.bt.il_vbackporch", 76, Unsigned(4)),
        member("timings.bt.standards", 80, Unsigned(4)),
        member("timings.bt.flags", 84, Unsigned(4)),
        member("timings.bt.picture_aspect.numerator", 88, Unsigned(4)),
        member("timings.bt.picture_aspect.denominator", 92, Unsigned(4)),
        member("timings.bt.cea861_vic", 96, Unsigned(1)),
        member("timings.bt.hdmi_vic", 97, Unsigned(1)),
        member("timings.bt.reserved", 98, Array(1, 46)),
    ],
};

const LAYOUT_V4L2_DV_TIMINGS_CAP: Layout = Layout {
    name: "struct v4l2_dv_timings_cap",
    size: 144,
    members: &[
        member("type", 0, Unsigned(4)), member("pad", 4, Unsigned(4)),
        member("reserved", 8, Array(4, 2)), member("bt.min_width", 16, Unsigned(4)),
        member("bt.max_width", 20, Unsigned(4)), member("bt.min_height", 24, Unsigned(4)),
        member("bt.max_height", 28, Unsigned(4)), member("bt.min_pixelclock", 32, Unsigned(8)),
        member("bt.max_pixelclock", 40, Unsigned(8)), member("bt.standards", 48, Unsigned(4)),
        member("bt.capabilities", 52, Unsigned(4)), member("bt.reserved", 56, Array(4, 16)),
    ],
};
