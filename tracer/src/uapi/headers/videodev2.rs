//! `linux/videodev2.h` of linux-libc-dev 7.3.4-1~bpo13+1. Written by `cargo xtask uapi`.

use crate::uapi::{Form::*, Ioctl, Layout, ioctl, member, taking};

const FROM: &str = "linux/videodev2.h";

/// 0x80685600
pub const VIDIOC_QUERYCAP: Ioctl = taking(FROM, "VIDIOC_QUERYCAP", 0x80685600, &LAYOUT_V4L2_CAPABILITY);
/// 0xc0405602
pub const VIDIOC_ENUM_FMT: Ioctl = taking(FROM, "VIDIOC_ENUM_FMT", 0xc0405602, &LAYOUT_V4L2_FMTDESC);
/// 0xc0d05604
pub const VIDIOC_G_FMT: Ioctl = taking(FROM, "VIDIOC_G_FMT", 0xc0d05604, &LAYOUT_V4L2_FORMAT);
/// 0xc0d05605
pub const VIDIOC_S_FMT: Ioctl = taking(FROM, "VIDIOC_S_FMT", 0xc0d05605, &LAYOUT_V4L2_FORMAT);
/// 0xc0145608
pub const VIDIOC_REQBUFS: Ioctl = taking(FROM, "VIDIOC_REQBUFS", 0xc0145608, &LAYOUT_V4L2_REQUESTBUFFERS);
/// 0xc0585609
pub const VIDIOC_QUERYBUF: Ioctl = taking(FROM, "VIDIOC_QUERYBUF", 0xc0585609, &LAYOUT_V4L2_BUFFER);
/// 0x8030560a
pub const VIDIOC_G_FBUF: Ioctl = taking(FROM, "VIDIOC_G_FBUF", 0x8030560a, &LAYOUT_V4L2_FRAMEBUFFER);
/// 0x4030560b
pub const VIDIOC_S_FBUF: Ioctl = taking(FROM, "VIDIOC_S_FBUF", 0x4030560b, &LAYOUT_V4L2_FRAMEBUFFER);
/// 0x4004560e
pub const VIDIOC_OVERLAY: Ioctl = taking(FROM, "VIDIOC_OVERLAY", 0x4004560e, &LAYOUT_INT);
/// 0xc058560f
pub const VIDIOC_QBUF: Ioctl = taking(FROM, "VIDIOC_QBUF", 0xc058560f, &LAYOUT_V4L2_BUFFER);
/// 0xc0405610
pub const VIDIOC_EXPBUF: Ioctl = taking(FROM, "VIDIOC_EXPBUF", 0xc0405610, &LAYOUT_V4L2_EXPORTBUFFER);
/// 0xc0585611
pub const VIDIOC_DQBUF: Ioctl = taking(FROM, "VIDIOC_DQBUF", 0xc0585611, &LAYOUT_V4L2_BUFFER);
/// 0x40045612
pub const VIDIOC_STREAMON: Ioctl = taking(FROM, "VIDIOC_STREAMON", 0x40045612, &LAYOUT_INT);
/// 0x40045613
pub const VIDIOC_STREAMOFF: Ioctl = taking(FROM, "VIDIOC_STREAMOFF", 0x40045613, &LAYOUT_INT);
/// 0xc0cc5615
pub const VIDIOC_G_PARM: Ioctl = taking(FROM, "VIDIOC_G_PARM", 0xc0cc5615, &LAYOUT_V4L2_STREAMPARM);
/// 0xc0cc5616
pub const VIDIOC_S_PARM: Ioctl = taking(FROM, "VIDIOC_S_PARM", 0xc0cc5616, &LAYOUT_V4L2_STREAMPARM);
/// 0x80085617
pub const VIDIOC_G_STD: Ioctl = taking(FROM, "VIDIOC_G_STD", 0x80085617, &LAYOUT_V4L2_STD_ID);
/// 0x40085618
pub const VIDIOC_S_STD: Ioctl = taking(FROM, "VIDIOC_S_STD", 0x40085618, &LAYOUT_V4L2_STD_ID);
/// 0xc0485619
pub const VIDIOC_ENUMSTD: Ioctl = taking(FROM, "VIDIOC_ENUMSTD", 0xc0485619, &LAYOUT_V4L2_STANDARD);
/// 0xc050561a
pub const VIDIOC_ENUMINPUT: Ioctl = taking(FROM, "VIDIOC_ENUMINPUT", 0xc050561a, &LAYOUT_V4L2_INPUT);
/// 0xc008561b
pub const VIDIOC_G_CTRL: Ioctl = taking(FROM, "VIDIOC_G_CTRL", 0xc008561b, &LAYOUT_V4L2_CONTROL);
/// 0xc008561c
pub const VIDIOC_S_CTRL: Ioctl = taking(FROM, "VIDIOC_S_CTRL", 0xc008561c, &LAYOUT_V4L2_CONTROL);
/// 0xc054561d
pub const VIDIOC_G_TUNER: Ioctl = taking(FROM, "VIDIOC_G_TUNER", 0xc054561d, &LAYOUT_V4L2_TUNER);
/// 0x4054561e
pub const VIDIOC_S_TUNER: Ioctl = taking(FROM, "VIDIOC_S_TUNER", 0x4054561e, &LAYOUT_V4L2_TUNER);
/// 0x80345621
pub const VIDIOC_G_AUDIO: Ioctl = taking(FROM, "VIDIOC_G_AUDIO", 0x80345621, &LAYOUT_V4L2_AUDIO);
/// 0x40345622
pub const VIDIOC_S_AUDIO: Ioctl = taking(FROM, "VIDIOC_S_AUDIO", 0x40345622, &LAYOUT_V4L2_AUDIO);
/// 0xc0445624
pub const VIDIOC_QUERYCTRL: Ioctl = taking(FROM, "VIDIOC_QUERYCTRL", 0xc0445624, &LAYOUT_V4L2_QUERYCTRL);
/// 0xc02c5625
pub const VIDIOC_QUERYMENU: Ioctl = taking(FROM, "VIDIOC_QUERYMENU", 0xc02c5625, &LAYOUT_V4L2_QUERYMENU);
/// 0x80045626
pub const VIDIOC_G_INPUT: Ioctl = taking(FROM, "VIDIOC_G_INPUT", 0x80045626, &LAYOUT_INT);
/// 0xc0045627
pub const VIDIOC_S_INPUT: Ioctl = taking(FROM, "VIDIOC_S_INPUT", 0xc0045627, &LAYOUT_INT);
/// 0xc0285628
pub const VIDIOC_G_EDID: Ioctl = taking(FROM, "VIDIOC_G_EDID", 0xc0285628, &LAYOUT_V4L2_EDID);
/// 0xc0285629
pub const VIDIOC_S_EDID: Ioctl = taking(FROM, "VIDIOC_S_EDID", 0xc0285629, &LAYOUT_V4L2_EDID);
/// 0x8004562e
pub const VIDIOC_G_OUTPUT: Ioctl = taking(FROM, "VIDIOC_G_OUTPUT", 0x8004562e, &LAYOUT_INT);
/// 0xc004562f
pub const VIDIOC_S_OUTPUT: Ioctl = taking(FROM, "VIDIOC_S_OUTPUT", 0xc004562f, &LAYOUT_INT);
/// 0xc0485630
pub const VIDIOC_ENUMOUTPUT: Ioctl = taking(FROM, "VIDIOC_ENUMOUTPUT", 0xc0485630, &LAYOUT_V4L2_OUTPUT);
/// 0x80345631
pub const VIDIOC_G_AUDOUT: Ioctl = taking(FROM, "VIDIOC_G_AUDOUT", 0x80345631, &LAYOUT_V4L2_AUDIOOUT);
/// 0x40345632
pub const VIDIOC_S_AUDOUT: Ioctl = taking(FROM, "VIDIOC_S_AUDOUT", 0x40345632, &LAYOUT_V4L2_AUDIOOUT);
/// 0xc0445636
pub const VIDIOC_G_MODULATOR: Ioctl = taking(FROM, "VIDIOC_G_MODULATOR", 0xc0445636, &LAYOUT_V4L2_MODULATOR);
/// 0x40445637
pub const VIDIOC_S_MODULATOR: Ioctl = taking(FROM, "VIDIOC_S_MODULATOR", 0x40445637, &LAYOUT_V4L2_MODULATOR);
/// 0xc02c5638
pub const VIDIOC_G_FREQUENCY: Ioctl = taking(FROM, "VIDIOC_G_FREQUENCY", 0xc02c5638, &LAYOUT_V4L2_FREQUENCY);
/// 0x402c5639
pub const VIDIOC_S_FREQUENCY: Ioctl = taking(FROM, "VIDIOC_S_FREQUENCY", 0x402c5639, &LAYOUT_V4L2_FREQUENCY);
/// 0xc02c563a
pub const VIDIOC_CROPCAP: Ioctl = taking(FROM, "VIDIOC_CROPCAP", 0xc02c563a, &LAYOUT_V4L2_CROPCAP);
/// 0xc014563b
pub const VIDIOC_G_CROP: Ioctl = taking(FROM, "VIDIOC_G_CROP", 0xc014563b, &LAYOUT_V4L2_CROP);
/// 0x4014563c
pub const VIDIOC_S_CROP: Ioctl = taking(FROM, "VIDIOC_S_CROP", 0x4014563c, &LAYOUT_V4L2_CROP);
/// 0x808c563d
pub const VIDIOC_G_JPEGCOMP: Ioctl = taking(FROM, "VIDIOC_G_JPEGCOMP", 0x808c563d, &LAYOUT_V4L2_JPEGCOMPRESSION);
/// 0x408c563e
pub const VIDIOC_S_JPEGCOMP: Ioctl = taking(FROM, "VIDIOC_S_JPEGCOMP", 0x408c563e, &LAYOUT_V4L2_JPEGCOMPRESSION);
/// 0x8008563f
pub const VIDIOC_QUERYSTD: Ioctl = taking(FROM, "VIDIOC_QUERYSTD", 0x8008563f, &LAYOUT_V4L2_STD_ID);
/// 0xc0d05640
pub const VIDIOC_TRY_FMT: Ioctl = taking(FROM, "VIDIOC_TRY_FMT", 0xc0d05640, &LAYOUT_V4L2_FORMAT);
/// 0xc0345641
pub const VIDIOC_ENUMAUDIO: Ioctl = taking(FROM, "VIDIOC_ENUMAUDIO", 0xc0345641, &LAYOUT_V4L2_AUDIO);
/// 0xc0345642
pub const VIDIOC_ENUMAUDOUT: Ioctl = taking(FROM, "VIDIOC_ENUMAUDOUT", 0xc0345642, &LAYOUT_V4L2_AUDIOOUT);
/// 0x80045643
pub const VIDIOC_G_PRIORITY: Ioctl = taking(FROM, "VIDIOC_G_PRIORITY", 0x80045643, &LAYOUT___U32);
/// 0x40045644
pub const VIDIOC_S_PRIORITY: Ioctl = taking(FROM, "VIDIOC_S_PRIORITY", 0x40045644, &LAYOUT___U32);
/// 0xc0745645
pub const VIDIOC_G_SLICED_VBI_CAP: Ioctl = taking(FROM, "VIDIOC_G_SLICED_VBI_CAP", 0xc0745645, &LAYOUT_V4L2_SLICED_VBI_CAP);
/// 0x5646
pub const VIDIOC_LOG_STATUS: Ioctl = ioctl(FROM, "VIDIOC_LOG_STATUS", 0x5646);
/// 0xc0205647
pub const VIDIOC_G_EXT_CTRLS: Ioctl = taking(FROM, "VIDIOC_G_EXT_CTRLS", 0xc0205647, &LAYOUT_V4L2_EXT_CONTROLS);
/// 0xc0205648
pub const VIDIOC_S_EXT_CTRLS: Ioctl = taking(FROM, "VIDIOC_S_EXT_CTRLS", 0xc0205648, &LAYOUT_V4L2_EXT_CONTROLS);
/// 0xc0205649
pub const VIDIOC_TRY_EXT_CTRLS: Ioctl = taking(FROM, "VIDIOC_TRY_EXT_CTRLS", 0xc0205649, &LAYOUT_V4L2_EXT_CONTROLS);
/// 0xc02c564a
pub const VIDIOC_ENUM_FRAMESIZES: Ioctl = taking(FROM, "VIDIOC_ENUM_FRAMESIZES", 0xc02c564a, &LAYOUT_V4L2_FRMSIZEENUM);
/// 0xc034564b
pub const VIDIOC_ENUM_FRAMEINTERVALS: Ioctl = taking(FROM, "VIDIOC_ENUM_FRAMEINTERVALS", 0xc034564b, &LAYOUT_V4L2_FRMIVALENUM);
/// 0x8818564c
pub const VIDIOC_G_ENC_INDEX: Ioctl = taking(FROM, "VIDIOC_G_ENC_INDEX", 0x8818564c, &LAYOUT_V4L2_ENC_IDX);
/// 0xc028564d
pub const VIDIOC_ENCODER_CMD: Ioctl = taking(FROM, "VIDIOC_ENCODER_CMD", 0xc028564d, &LAYOUT_V4L2_ENCODER_CMD);
/// 0xc028564e
pub const VIDIOC_TRY_ENCODER_CMD: Ioctl = taking(FROM, "VIDIOC_TRY_ENCODER_CMD", 0xc028564e, &LAYOUT_V4L2_ENCODER_CMD);
/// 0x4038564f
pub const VIDIOC_DBG_S_REGISTER: Ioctl = taking(FROM, "VIDIOC_DBG_S_REGISTER", 0x4038564f, &LAYOUT_V4L2_DBG_REGISTER);
/// 0xc0385650
pub const VIDIOC_DBG_G_REGISTER: Ioctl = taking(FROM, "VIDIOC_DBG_G_REGISTER", 0xc0385650, &LAYOUT_V4L2_DBG_REGISTER);
/// 0x40305652
pub const VIDIOC_S_HW_FREQ_SEEK: Ioctl = taking(FROM, "VIDIOC_S_HW_FREQ_SEEK", 0x40305652, &LAYOUT_V4L2_HW_FREQ_SEEK);
/// 0xc0845657
pub const VIDIOC_S_DV_TIMINGS: Ioctl = taking(FROM, "VIDIOC_S_DV_TIMINGS", 0xc0845657, &LAYOUT_V4L2_DV_TIMINGS);
/// 0xc0845658
pub const VIDIOC_G_DV_TIMINGS: Ioctl = taking(FROM, "VIDIOC_G_DV_TIMINGS", 0xc0845658, &LAYOUT_V4L2_DV_TIMINGS);
/// 0x80885659
pub const VIDIOC_DQEVENT: Ioctl = taking(FROM, "VIDIOC_DQEVENT", 0x80885659, &LAYOUT_V4L2_EVENT);
/// 0x4020565a
pub const VIDIOC_SUBSCRIBE_EVENT: Ioctl = taking(FROM, "VIDIOC_SUBSCRIBE_EVENT", 0x4020565a, &LAYOUT_V4L2_EVENT_SUBSCRIPTION);
/// 0x4020565b
pub const VIDIOC_UNSUBSCRIBE_EVENT: Ioctl = taking(FROM, "VIDIOC_UNSUBSCRIBE_EVENT", 0x4020565b, &LAYOUT_V4L2_EVENT_SUBSCRIPTION);
/// 0xc100565c
pub const VIDIOC_CREATE_BUFS: Ioctl = taking(FROM, "VIDIOC_CREATE_BUFS", 0xc100565c, &LAYOUT_V4L2_CREATE_BUFFERS);
/// 0xc058565d
pub const VIDIOC_PREPARE_BUF: Ioctl = taking(FROM, "VIDIOC_PREPARE_BUF", 0xc058565d, &LAYOUT_V4L2_BUFFER);
/// 0xc040565e
pub const VIDIOC_G_SELECTION: Ioctl = taking(FROM, "VIDIOC_G_SELECTION", 0xc040565e, &LAYOUT_V4L2_SELECTION);
/// 0xc040565f
pub const VIDIOC_S_SELECTION: Ioctl = taking(FROM, "VIDIOC_S_SELECTION", 0xc040565f, &LAYOUT_V4L2_SELECTION);
/// 0xc0485660
pub const VIDIOC_DECODER_CMD: Ioctl = taking(FROM, "VIDIOC_DECODER_CMD", 0xc0485660, &LAYOUT_V4L2_DECODER_CMD);
/// 0xc0485661
pub const VIDIOC_TRY_DECODER_CMD: Ioctl = taking(FROM, "VIDIOC_TRY_DECODER_CMD", 0xc0485661, &LAYOUT_V4L2_DECODER_CMD);
/// 0xc0945662
pub const VIDIOC_ENUM_DV_TIMINGS: Ioctl = taking(FROM, "VIDIOC_ENUM_DV_TIMINGS", 0xc0945662, &LAYOUT_V4L2_ENUM_DV_TIMINGS);
/// 0x80845663
pub const VIDIOC_QUERY_DV_TIMINGS: Ioctl = taking(FROM, "VIDIOC_QUERY_DV_TIMINGS", 0x80845663, &LAYOUT_V4L2_DV_TIMINGS);
/// 0xc0905664
pub const VIDIOC_DV_TIMINGS_CAP: Ioctl = taking(FROM, "VIDIOC_DV_TIMINGS_CAP", 0xc0905664, &LAYOUT_V4L2_DV_TIMINGS_CAP);
/// 0xc0405665
pub const VIDIOC_ENUM_FREQ_BANDS: Ioctl = taking(FROM, "VIDIOC_ENUM_FREQ_BANDS", 0xc0405665, &LAYOUT_V4L2_FREQUENCY_BAND);
/// 0xc0c85666
pub const VIDIOC_DBG_G_CHIP_INFO: Ioctl = taking(FROM, "VIDIOC_DBG_G_CHIP_INFO", 0xc0c85666, &LAYOUT_V4L2_DBG_CHIP_INFO);
/// 0xc0e85667
pub const VIDIOC_QUERY_EXT_CTRL: Ioctl = taking(FROM, "VIDIOC_QUERY_EXT_CTRL", 0xc0e85667, &LAYOUT_V4L2_QUERY_EXT_CTRL);
/// 0xc0405668
pub const VIDIOC_REMOVE_BUFS: Ioctl = taking(FROM, "VIDIOC_REMOVE_BUFS", 0xc0405668, &LAYOUT_V4L2_REMOVE_BUFFERS);

/// Each of them.
pub const ALL: [Ioctl; 83] = [
    VIDIOC_QUERYCAP, VIDIOC_ENUM_FMT, VIDIOC_G_FMT, VIDIOC_S_FMT, VIDIOC_REQBUFS,
    VIDIOC_QUERYBUF, VIDIOC_G_FBUF, VIDIOC_S_FBUF, VIDIOC_OVERLAY, VIDIOC_QBUF,
    VIDIOC_EXPBUF, VIDIOC_DQBUF, VIDIOC_STREAMON, VIDIOC_STREAMOFF, VIDIOC_G_PARM,
    VIDIOC_S_PARM, VIDIOC_G_STD, VIDIOC_S_STD, VIDIOC_ENUMSTD, VIDIOC_ENUMINPUT,
    VIDIOC_G_CTRL, VIDIOC_S_CTRL, VIDIOC_G_TUNER, VIDIOC_S_TUNER, VIDIOC_G_AUDIO,
    VIDIOC_S_AUDIO, VIDIOC_QUERYCTRL, VIDIOC_QUERYMENU, VIDIOC_G_INPUT, VIDIOC_S_INPUT,
    VIDIOC_G_EDID, VIDIOC_S_EDID, VIDIOC_G_OUTPUT, VIDIOC_S_OUTPUT, VIDIOC_ENUMOUTPUT,
    VIDIOC_G_AUDOUT, VIDIOC_S_AUDOUT, VIDIOC_G_MODULATOR, VIDIOC_S_MODULATOR,
    VIDIOC_G_FREQUENCY, VIDIOC_S_FREQUENCY, VIDIOC_CROPCAP, VIDIOC_G_CROP, VIDIOC_S_CROP,
    VIDIOC_G_JPEGCOMP, VIDIOC_S_JPEGCOMP, VIDIOC_QUERYSTD, VIDIOC_TRY_FMT, VIDIOC_ENUMAUDIO,
    VIDIOC_ENUMAUDOUT, VIDIOC_G_PRIORITY, VIDIOC_S_PRIORITY, VIDIOC_G_SLICED_VBI_CAP,
    VIDIOC_LOG_STATUS, VIDIOC_G_EXT_CTRLS, VIDIOC_S_EXT_CTRLS, VIDIOC_TRY_EXT_CTRLS,
    VIDIOC_ENUM_FRAMESIZES, VIDIOC_ENUM_FRAMEINTERVALS, VIDIOC_G_ENC_INDEX,
    VIDIOC_ENCODER_CMD, VIDIOC_TRY_ENCODER_CMD, VIDIOC_DBG_S_REGISTER, VIDIOC_DBG_G_REGISTER,
    VIDIOC_S_HW_FREQ_SEEK, VIDIOC_S_DV_TIMINGS, VIDIOC_G_DV_TIMINGS, VIDIOC_DQEVENT,
    VIDIOC_SUBSCRIBE_EVENT, VIDIOC_UNSUBSCRIBE_EVENT, VIDIOC_CREATE_BUFS, VIDIOC_PREPARE_BUF,
    VIDIOC_G_SELECTION, VIDIOC_S_SELECTION, VIDIOC_DECODER_CMD, VIDIOC_TRY_DECODER_CMD,
    VIDIOC_ENUM_DV_TIMINGS, VIDIOC_QUERY_DV_TIMINGS, VIDIOC_DV_TIMINGS_CAP,
    VIDIOC_ENUM_FREQ_BANDS, VIDIOC_DBG_G_CHIP_INFO, VIDIOC_QUERY_EXT_CTRL,
    VIDIOC_REMOVE_BUFS,
];

const LAYOUT_V4L2_CAPABILITY: Layout = Layout {
    name: "struct v4l2_capability",
    size: 104,
    members: &[
        member("driver", 0, Array(1, 16)), member("card", 16, Array(1, 32)),
        member("bus_info", 48, Array(1, 32)), member("version", 80, Unsigned(4)),
        member("capabilities", 84, Unsigned(4)), member("device_caps", 88, Unsigned(4)),
        member("reserved", 92, Array(4, 3)),
    ],
};

const LAYOUT_V4L2_FMTDESC: Layout = Layout {
    name: "struct v4l2_fmtdesc",
    size: 64,
    members: &[
        member("index", 0, Unsigned(4)), member("type", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)), member("description", 12, Array(1, 32)),
        member("pixelformat", 44, Unsigned(4)), member("mbus_code", 48, Unsigned(4)),
        member("reserved", 52, Array(4, 3)),
    ],
};

const LAYOUT_V4L2_FORMAT: Layout = Layout {
    name: "struct v4l2_format",
    size: 208,
    members: &[
        member("type", 0, Unsigned(4)), member("fmt.pix.width", 8, Unsigned(4)),
        member("fmt.pix.height", 12, Unsigned(4)),
        member("fmt.pix.pixelformat", 16, Unsigned(4)), member("fmt.pix.field", 20, Unsigned(4)),
        member("fmt.pix.bytesperline", 24, Unsigned(4)),
        member("fmt.pix.sizeimage", 28, Unsigned(4)),
        member("fmt.pix.colorspace", 32, Unsigned(4)), member("fmt.pix.priv", 36, Unsigned(4)),
        member("fmt.pix.flags", 40, Unsigned(4)), member("fmt.pix.ycbcr_enc", 44, Unsigned(4)),
        member("fmt.pix.quantization", 48, Unsigned(4)),
        member("fmt.pix.xfer_func", 52, Unsigned(4)),
    ],
};

const LAYOUT_V4L2_REQUESTBUFFERS: Layout = Layout {
    name: "struct v4l2_requestbuffers",
    size: 20,
    members: &[
        member("count", 0, Unsigned(4)), member("type", 4, Unsigned(4)),
        member("memory", 8, Unsigned(4)), member("capabilities", 12, Unsigned(4)),
        member("flags", 16, Unsigned(1)), member("reserved", 17, Array(1, 3)),
    ],
};

const LAYOUT_V4L2_BUFFER: Layout = Layout {
    name: "struct v4l2_buffer",
    size: 88,
    members: &[
        member("index", 0, Unsigned(4)), member("type", 4, Unsigned(4)),
        member("bytesused", 8, Unsigned(4)), member("flags", 12, Unsigned(4)),
        member("field", 16, Unsigned(4)), member("timestamp.tv_sec", 24, Signed(8)),
        member("timestamp.tv_usec", 32, Signed(8)), member("timecode.type", 40, Unsigned(4)),
        member("timecode.flags", 44, Unsigned(4)), member("timecode.frames", 48, Unsigned(1)),
        member("timecode.seconds", 49, Unsigned(1)), member("timecode.minutes", 50, Unsigned(1)),
        member("timecode.hours", 51, Unsigned(1)), member("timecode.userbits", 52, Array(1, 4)),
        member("sequence", 56, Unsigned(4)), member("memory", 60, Unsigned(4)),
        member("m.offset", 64, Unsigned(4)), member("length", 72, Unsigned(4)),
        member("reserved2", 76, Unsigned(4)), member("request_fd", 80, Signed(4)),
    ],
};

const LAYOUT_V4L2_FRAMEBUFFER: Layout = Layout {
    name: "struct v4l2_framebuffer",
    size: 48,
    members: &[
        member("capability", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("base", 8, Pointer), member("fmt.width", 16, Unsigned(4)),
        member("fmt.height", 20, Unsigned(4)), member("fmt.pixelformat", 24, Unsigned(4)),
        member("fmt.field", 28, Unsigned(4)), member("fmt.bytesperline", 32, Unsigned(4)),
        member("fmt.sizeimage", 36, Unsigned(4)), member("fmt.colorspace", 40, Unsigned(4)),
        member("fmt.priv", 44, Unsigned(4)),
    ],
};

const LAYOUT_INT: Layout = Layout {
    name: "int",
    size: 4,
    members: &[
        member("", 0, Signed(4)),
    ],
};

const LAYOUT_V4L2_EXPORTBUFFER: Layout = Layout {
    name: "struct v4l2_exportbuffer",
    size: 64,
    members: &[
        member("type", 0, Unsigned(4)), member("index", 4, Unsigned(4)),
        member("plane", 8, Unsigned(4)), member("flags", 12, Unsigned(4)),
        member("fd", 16, Signed(4)), member("reserved", 20, Array(4, 11)),
    ],
};

const LAYOUT_V4L2_STREAMPARM: Layout = Layout {
    name: "struct v4l2_streamparm",
    size: 204,
    members: &[
        member("type", 0, Unsigned(4)), member("parm.capture.capability", 4, Unsigned(4)),
        member("parm.capture.capturemode", 8, Unsigned(4)),
        member("parm.capture.timeperframe.numerator", 12, Unsigned(4)),
        member("parm.capture.timeperframe.denominator", 16, Unsigned(4)),
        member("parm.capture.extendedmode", 20, Unsigned(4)),
        member("parm.capture.readbuffers", 24, Unsigned(4)),
        member("parm.capture.reserved", 28, Array(4, 4)),
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

const LAYOUT_V4L2_INPUT: Layout = Layout {
    name: "struct v4l2_input",
    size: 80,
    members: &[
        member("index", 0, Unsigned(4)), member("name", 4, Array(1, 32)),
        member("type", 36, Unsigned(4)), member("audioset", 40, Unsigned(4)),
        member("tuner", 44, Unsigned(4)), member("std", 48, Unsigned(8)),
        member("status", 56, Unsigned(4)), member("capabilities", 60, Unsigned(4)),
        member("reserved", 64, Array(4, 3)),
    ],
};

const LAYOUT_V4L2_CONTROL: Layout = Layout {
    name: "struct v4l2_control",
    size: 8,
    members: &[
        member("id", 0, Unsigned(4)), member("value", 4, Signed(4)),
    ],
};

const LAYOUT_V4L2_TUNER: Layout = Layout {
    name: "struct v4l2_tuner",
    size: 84,
    members: &[
        member("index", 0, Unsigned(4)), member("name", 4, Array(1, 32)),
        member("type", 36, Unsigned(4)), member("capability", 40, Unsigned(4)),
        member("rangelow", 44, Unsigned(4)), member("rangehigh", 48, Unsigned(4)),
        member("rxsubchans", 52, Unsigned(4)), member("audmode", 56, Unsigned(4)),
        member("signal", 60, Signed(4)), member("afc", 64, Signed(4)),
        member("reserved", 68, Array(4, 4)),
    ],
};

const LAYOUT_V4L2_AUDIO: Layout = Layout {
    name: "struct v4l2_audio",
    size: 52,
    members: &[
        member("index", 0, Unsigned(4)), member("name", 4, Array(1, 32)),
        member("capability", 36, Unsigned(4)), member("mode", 40, Unsigned(4)),
        member("reserved", 44, Array(4, 2)),
    ],
};

const LAYOUT_V4L2_QUERYCTRL: Layout = Layout {
    name: "struct v4l2_queryctrl",
    size: 68,
    members: &[
        member("id", 0, Unsigned(4)), member("type", 4, Unsigned(4)),
        member("name", 8, Array(1, 32)), member("minimum", 40, Signed(4)),
        member("maximum", 44, Signed(4)), member("step", 48, Signed(4)),
        member("default_value", 52, Signed(4)), member("flags", 56, Unsigned(4)),
        member("reserved", 60, Array(4, 2)),
    ],
};

const LAYOUT_V4L2_QUERYMENU: Layout = Layout {
    name: "struct v4l2_querymenu",
    size: 44,
    members: &[
        member("id", 0, Unsigned(4)), member("index", 4, Unsigned(4)),
        member("name", 8, Array(1, 32)), member("reserved", 40, Unsigned(4)),
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

const LAYOUT_V4L2_OUTPUT: Layout = Layout {
    name: "struct v4l2_output",
    size: 72,
    members: &[
        member("index", 0, Unsigned(4)), member("name", 4, Array(1, 32)),
        member("type", 36, Unsigned(4)), member("audioset", 40, Unsigned(4)),
        member("modulator", 44, Unsigned(4)), member("std", 48, Unsigned(8)),
        member("capabilities", 56, Unsigned(4)), member("reserved", 60, Array(4, 3)),
    ],
};

const LAYOUT_V4L2_AUDIOOUT: Layout = Layout {
    name: "struct v4l2_audioout",
    size: 52,
    members: &[
        member("index", 0, Unsigned(4)), member("name", 4, Array(1, 32)),
        member("capability", 36, Unsigned(4)), member("mode", 40, Unsigned(4)),
        member("reserved", 44, Array(4, 2)),
    ],
};

const LAYOUT_V4L2_MODULATOR: Layout = Layout {
    name: "struct v4l2_modulator",
    size: 68,
    members: &[
        member("index", 0, Unsigned(4)), member("name", 4, Array(1, 32)),
        member("capability", 36, Unsigned(4)), member("rangelow", 40, Unsigned(4)),
        member("rangehigh", 44, Unsigned(4)), member("txsubchans", 48, Unsigned(4)),
        member("type", 52, Unsigned(4)), member("reserved", 56, Array(4, 3)),
    ],
};

const LAYOUT_V4L2_FREQUENCY: Layout = Layout {
    name: "struct v4l2_frequency",
    size: 44,
    members: &[
        member("tuner", 0, Unsigned(4)), member("type", 4, Unsigned(4)),
        member("frequency", 8, Unsigned(4)), member("reserved", 12, Array(4, 8)),
    ],
};

const LAYOUT_V4L2_CROPCAP: Layout = Layout {
    name: "struct v4l2_cropcap",
    size: 44,
    members: &[
        member("type", 0, Unsigned(4)), member("bounds.left", 4, Signed(4)),
        member("bounds.top", 8, Signed(4)), member("bounds.width", 12, Unsigned(4)),
        member("bounds.height", 16, Unsigned(4)), member("defrect.left", 20, Signed(4)),
        member("defrect.top", 24, Signed(4)), member("defrect.width", 28, Unsigned(4)),
        member("defrect.height", 32, Unsigned(4)),
        member("pixelaspect.numerator", 36, Unsigned(4)),
        member("pixelaspect.denominator", 40, Unsigned(4)),
    ],
};

const LAYOUT_V4L2_CROP: Layout = Layout {
    name: "struct v4l2_crop",
    size: 20,
    members: &[
        member("type", 0, Unsigned(4)), member("c.left", 4, Signed(4)),
        member("c.top", 8, Signed(4)), member("c.width", 12, Unsigned(4)),
        member("c.height", 16, Unsigned(4)),
    ],
};

const LAYOUT_V4L2_JPEGCOMPRESSION: Layout = Layout {
    name: "struct v4l2_jpegcompression",
    size: 140,
    members: &[
        member("quality", 0, Signed(4)), member("APPn", 4, Signed(4)),
        member("APP_len", 8, Signed(4)), member("APP_data", 12, Text(60)),
        member("COM_len", 72, Signed(4)), member("COM_data", 76, Text(60)),
        member("jpeg_markers", 136, Unsigned(4)),
    ],
};

const LAYOUT___U32: Layout = Layout {
    name: "__u32",
    size: 4,
    members: &[
        member("", 0, Unsigned(4)),
    ],
};

const LAYOUT_V4L2_SLICED_VBI_CAP: Layout = Layout {
    name: "struct v4l2_sliced_vbi_cap",
    size: 116,
    members: &[
        member("service_set", 0, Unsigned(2)), member("service_lines", 2, Array(4, 24)),
        member("type", 100, Unsigned(4)), member("reserved", 104, Array(4, 3)),
    ],
};

const LAYOUT_V4L2_EXT_CONTROLS: Layout = Layout {
    name: "struct v4l2_ext_controls",
    size: 32,
    members: &[
        member("ctrl_class", 0, Unsigned(4)), member("count", 4, Unsigned(4)),
        member("error_idx", 8, Unsigned(4)), member("request_fd", 12, Signed(4)),
        member("reserved", 16, Array(4, 1)), member("controls", 24, Pointer),
    ],
};

const LAYOUT_V4L2_FRMSIZEENUM: Layout = Layout {
    name: "struct v4l2_frmsizeenum",
    size: 44,
    members: &[
        member("index", 0, Unsigned(4)), member("pixel_format", 4, Unsigned(4)),
        member("type", 8, Unsigned(4)), member("discrete.width", 12, Unsigned(4)),
        member("discrete.height", 16, Unsigned(4)), member("reserved", 36, Array(4, 2)),
    ],
};

const LAYOUT_V4L2_FRMIVALENUM: Layout = Layout {
    name: "struct v4l2_frmivalenum",
    size: 52,
    members: &[
        member("index", 0, Unsigned(4)), member("pixel_format", 4, Unsigned(4)),
        member("width", 8, Unsigned(4)), member("height", 12, Unsigned(4)),
        member("type", 16, Unsigned(4)), member("discrete.numerator", 20, Unsigned(4)),
        member("discrete.denominator", 24, Unsigned(4)), member("reserved", 44, Array(4, 2)),
    ],
};

const LAYOUT_V4L2_ENC_IDX: Layout = Layout {
    name: "struct v4l2_enc_idx",
    size: 2072,
    members: &[
        member("entries", 0, Unsigned(4)), member("entries_cap", 4, Unsigned(4)),
        member("reserved", 8, Array(4, 4)), member("entry", 24, Array(32, 64)),
    ],
};

const LAYOUT_V4L2_ENCODER_CMD: Layout = Layout {
    name: "struct v4l2_encoder_cmd",
    size: 40,
    members: &[
        member("cmd", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("raw.data", 8, Array(4, 8)),
    ],
};

const LAYOUT_V4L2_DBG_REGISTER: Layout = Layout {
    name: "struct v4l2_dbg_register",
    size: 56,
    members: &[
        member("match.type", 0, Unsigned(4)), member("match.addr", 4, Unsigned(4)),
        member("size", 36, Unsigned(4)), member("reg", 40, Unsigned(8)),
        member("val", 48, Unsigned(8)),
    ],
};

const LAYOUT_V4L2_HW_FREQ_SEEK: Layout = Layout {
    name: "struct v4l2_hw_freq_seek",
    size: 48,
    members: &[
        member("tuner", 0, Unsigned(4)), member("type", 4, Unsigned(4)),
        member("seek_upward", 8, Unsigned(4)), member("wrap_around", 12, Unsigned(4)),
        member("spacing", 16, Unsigned(4)), member("rangelow", 20, Unsigned(4)),
        member("rangehigh", 24, Unsigned(4)), member("reserved", 28, Array(4, 5)),
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

const LAYOUT_V4L2_EVENT: Layout = Layout {
    name: "struct v4l2_event",
    size: 136,
    members: &[
        member("type", 0, Unsigned(4)), member("u.vsync.field", 8, Unsigned(1)),
        member("pending", 72, Unsigned(4)), member("sequence", 76, Unsigned(4)),
        member("timestamp.tv_sec", 80, Signed(8)), member("timestamp.tv_nsec", 88, Signed(8)),
        member("id", 96, Unsigned(4)), member("reserved", 100, Array(4, 8)),
    ],
};

const LAYOUT_V4L2_EVENT_SUBSCRIPTION: Layout = Layout {
    name: "struct v4l2_event_subscription",
    size: 32,
    members: &[
        member("type", 0, Unsigned(4)), member("id", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)), member("reserved", 12, Array(4, 5)),
    ],
};

const LAYOUT_V4L2_CREATE_BUFFERS: Layout = Layout {
    name: "struct v4l2_create_buffers",
    size: 256,
    members: &[
        member("index", 0, Unsigned(4)), member("count", 4, Unsigned(4)),
        member("memory", 8, Unsigned(4)), member("format.type", 16, Unsigned(4)),
        member("format.fmt.pix.width", 24, Unsigned(4)),
        member("format.fmt.pix.height", 28, Unsigned(4)),
        member("format.fmt.pix.pixelformat", 32, Unsigned(4)),
        member("format.fmt.pix.field", 36, Unsigned(4)),
        member("format.fmt.pix.bytesperline", 40, Unsigned(4)),
        member("format.fmt.pix.sizeimage", 44, Unsigned(4)),
        member("format.fmt.pix.colorspace", 48, Unsigned(4)),
        member("format.fmt.pix.priv", 52, Unsigned(4)),
        member("format.fmt.pix.flags", 56, Unsigned(4)),
        member("format.fmt.pix.ycbcr_enc", 60, Unsigned(4)),
        member("format.fmt.pix.quantization", 64, Unsigned(4)),
        member("format.fmt.pix.xfer_func", 68, Unsigned(4)),
        member("capabilities", 224, Unsigned(4)), member("flags", 228, Unsigned(4)),
        member("max_num_buffers", 232, Unsigned(4)), member("reserved", 236, Array(4, 5)),
    ],
};

const LAYOUT_V4L2_SELECTION: Layout = Layout {
    name: "struct v4l2_selection",
    size: 64,
    members: &[
        member("type", 0, Unsigned(4)), member("target", 4, Unsigned(4)),
        member("flags", 8, Unsigned(4)), member("r.left", 12, Signed(4)),
        member("r.top", 16, Signed(4)), member("r.width", 20, Unsigned(4)),
        member("r.height", 24, Unsigned(4)), member("reserved", 28, Array(4, 9)),
    ],
};

const LAYOUT_V4L2_DECODER_CMD: Layout = Layout {
    name: "struct v4l2_decoder_cmd",
    size: 72,
    members: &[
        member("cmd", 0, Unsigned(4)), member("flags", 4, Unsigned(4)),
        member("stop.pts", 8, Unsigned(8)),
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

const LAYOUT_V4L2_FREQUENCY_BAND: Layout = Layout {
    name: "struct v4l2_frequency_band",
    size: 64,
    members: &[
        member("tuner", 0, Unsigned(4)), member("type", 4, Unsigned(4)),
        member("index", 8, Unsigned(4)), member("capability", 12, Unsigned(4)),
        member("rangelow", 16, Unsigned(4)), member("rangehigh", 20, Unsigned(4)),
        member("modulation", 24, Unsigned(4)), member("reserved", 28, Array(4, 9)),
    ],
};

const LAYOUT_V4L2_DBG_CHIP_INFO: Layout = Layout {
    name: "struct v4l2_dbg_chip_info",
    size: 200,
    members: &[
        member("match.type", 0, Unsigned(4)), member("match.addr", 4, Unsigned(4)),
        member("name", 36, Text(32)), member("flags", 68, Unsigned(4)),
        member("reserved", 72, Array(4, 32)),
    ],
};

const LAYOUT_V4L2_QUERY_EXT_CTRL: Layout = Layout {
    name: "struct v4l2_query_ext_ctrl",
    size: 232,
    members: &[
        member("id", 0, Unsigned(4)), member("type", 4, Unsigned(4)),
        member("name", 8, Text(32)), member("minimum", 40, Signed(8)),
        member("maximum", 48, Signed(8)), member("step", 56, Unsigned(8)),
        member("default_value", 64, Signed(8)), member("flags", 72, Unsigned(4)),
        member("elem_size", 76, Unsigned(4)), member("elems", 80, Unsigned(4)),
        member("nr_of_dims", 84, Unsigned(4)), member("dims", 88, Array(4, 4)),
        member("reserved", 104, Array(4, 32)),
    ],
};

const LAYOUT_V4L2_REMOVE_BUFFERS: Layout = Layout {
    name: "struct v4l2_remove_buffers",
    size: 64,
    members: &[
        member("index", 0, Unsigned(4)), member("count", 4, Unsigned(4)),
        member("type", 8, Unsigned(4)), member("reserved", 12, Array(4, 13)),
    ],
};
