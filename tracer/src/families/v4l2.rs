//! Video4Linux: cameras, decoders, tuners (`drivers/media/v4l2-core`).

use super::{
    Class, Command, Entries, Family, Kind, Symbol, Sysfs, generic,
    ioctl::{io, ior, iow, iowr},
};

/// The family. A number that is not in its table is the driver's own.
pub const FAMILY: Family = Family {
    name: "v4l2",
    title: "Video4Linux: cameras, decoders, tuners",
    kinds: &[Kind {
        name: "device",
        title: "video, radio and sub-devices, /dev/video0, /dev/v4l-subdev0",
        operations: &[Symbol::of("videodev", "v4l2_fops")],
        commands: &[COMMANDS, COMMANDS_32, generic::COMMANDS],
        sysfs: &[Sysfs::all("video4linux")],
        ..Kind::NONE
    }],
};

const UAPI: &str = "linux/videodev2.h";
const COMPAT: &str = "drivers/media/v4l2-core/v4l2-compat-ioctl32.c";

const fn standard(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, UAPI)
}

const fn compat(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, COMPAT).by(Entries::COMPAT)
}

const COMMANDS: &[Command] = &[
    standard("VIDIOC_QUERYCAP", ior(V, 0, 104)),
    standard("VIDIOC_ENUM_FMT", iowr(V, 2, 64)),
    standard("VIDIOC_G_FMT", iowr(V, 4, 208)),
    standard("VIDIOC_S_FMT", iowr(V, 5, 208)),
    standard("VIDIOC_REQBUFS", iowr(V, 8, 20)),
    standard("VIDIOC_QUERYBUF", iowr(V, 9, 88)),
    standard("VIDIOC_G_FBUF", ior(V, 10, 48)),
    standard("VIDIOC_S_FBUF", iow(V, 11, 48)),
    standard("VIDIOC_OVERLAY", iow(V, 14, 4)),
    standard("VIDIOC_QBUF", iowr(V, 15, 88)),
    standard("VIDIOC_EXPBUF", iowr(V, 16, 64)),
    standard("VIDIOC_DQBUF", iowr(V, 17, 88)),
    standard("VIDIOC_STREAMON", iow(V, 18, 4)),
    standard("VIDIOC_STREAMOFF", iow(V, 19, 4)),
    standard("VIDIOC_G_PARM", iowr(V, 21, 204)),
    standard("VIDIOC_S_PARM", iowr(V, 22, 204)),
    standard("VIDIOC_G_STD", ior(V, 23, 8)),
    standard("VIDIOC_S_STD", iow(V, 24, 8)),
    standard("VIDIOC_ENUMSTD", iowr(V, 25, 72)),
    standard("VIDIOC_ENUMINPUT", iowr(V, 26, 80)),
    standard("VIDIOC_G_CTRL", iowr(V, 27, 8)),
    standard("VIDIOC_S_CTRL", iowr(V, 28, 8)),
    standard("VIDIOC_G_TUNER", iowr(V, 29, 84)),
    standard("VIDIOC_S_TUNER", iow(V, 30, 84)),
    standard("VIDIOC_G_AUDIO", ior(V, 33, 52)),
    standard("VIDIOC_S_AUDIO", iow(V, 34, 52)),
    standard("VIDIOC_QUERYCTRL", iowr(V, 36, 68)),
    standard("VIDIOC_QUERYMENU", iowr(V, 37, 44)),
    standard("VIDIOC_G_INPUT", ior(V, 38, 4)),
    standard("VIDIOC_S_INPUT", iowr(V, 39, 4)),
    standard("VIDIOC_G_EDID", iowr(V, 40, 40)),
    standard("VIDIOC_S_EDID", iowr(V, 41, 40)),
    standard("VIDIOC_G_OUTPUT", ior(V, 46, 4)),
    standard("VIDIOC_S_OUTPUT", iowr(V, 47, 4)),
    standard("VIDIOC_ENUMOUTPUT", iowr(V, 48, 72)),
    standard("VIDIOC_G_AUDOUT", ior(V, 49, 52)),
    standard("VIDIOC_S_AUDOUT", iow(V, 50, 52)),
    standard("VIDIOC_G_MODULATOR", iowr(V, 54, 68)),
    standard("VIDIOC_S_MODULATOR", iow(V, 55, 68)),
    standard("VIDIOC_G_FREQUENCY", iowr(V, 56, 44)),
    standard("VIDIOC_S_FREQUENCY", iow(V, 57, 44)),
    standard("VIDIOC_CROPCAP", iowr(V, 58, 44)),
    standard("VIDIOC_G_CROP", iowr(V, 59, 20)),
    standard("VIDIOC_S_CROP", iow(V, 60, 20)),
    standard("VIDIOC_G_JPEGCOMP", ior(V, 61, 140)),
    standard("VIDIOC_S_JPEGCOMP", iow(V, 62, 140)),
    standard("VIDIOC_QUERYSTD", ior(V, 63, 8)),
    standard("VIDIOC_TRY_FMT", iowr(V, 64, 208)),
    standard("VIDIOC_ENUMAUDIO", iowr(V, 65, 52)),
    standard("VIDIOC_ENUMAUDOUT", iowr(V, 66, 52)),
    standard("VIDIOC_G_PRIORITY", ior(V, 67, 4)),
    standard("VIDIOC_S_PRIORITY", iow(V, 68, 4)),
    standard("VIDIOC_G_SLICED_VBI_CAP", iowr(V, 69, 116)),
    standard("VIDIOC_LOG_STATUS", io(V, 70)),
    standard("VIDIOC_G_EXT_CTRLS", iowr(V, 71, 32)),
    standard("VIDIOC_S_EXT_CTRLS", iowr(V, 72, 32)),
    standard("VIDIOC_TRY_EXT_CTRLS", iowr(V, 73, 32)),
    standard("VIDIOC_ENUM_FRAMESIZES", iowr(V, 74, 44)),
    standard("VIDIOC_ENUM_FRAMEINTERVALS", iowr(V, 75, 52)),
    standard("VIDIOC_G_ENC_INDEX", ior(V, 76, 2072)),
    standard("VIDIOC_ENCODER_CMD", iowr(V, 77, 40)),
    standard("VIDIOC_TRY_ENCODER_CMD", iowr(V, 78, 40)),
    standard("VIDIOC_DBG_S_REGISTER", iow(V, 79, 56)),
    standard("VIDIOC_DBG_G_REGISTER", iowr(V, 80, 56)),
    standard("VIDIOC_S_HW_FREQ_SEEK", iow(V, 82, 48)),
    standard("VIDIOC_S_DV_TIMINGS", iowr(V, 87, 132)),
    standard("VIDIOC_G_DV_TIMINGS", iowr(V, 88, 132)),
    standard("VIDIOC_DQEVENT", ior(V, 89, 136)),
    standard("VIDIOC_SUBSCRIBE_EVENT", iow(V, 90, 32)),
    standard("VIDIOC_UNSUBSCRIBE_EVENT", iow(V, 91, 32)),
    standard("VIDIOC_CREATE_BUFS", iowr(V, 92, 256)),
    standard("VIDIOC_PREPARE_BUF", iowr(V, 93, 88)),
    standard("VIDIOC_G_SELECTION", iowr(V, 94, 64)),
    standard("VIDIOC_S_SELECTION", iowr(V, 95, 64)),
    standard("VIDIOC_DECODER_CMD", iowr(V, 96, 72)),
    standard("VIDIOC_TRY_DECODER_CMD", iowr(V, 97, 72)),
    standard("VIDIOC_ENUM_DV_TIMINGS", iowr(V, 98, 148)),
    standard("VIDIOC_QUERY_DV_TIMINGS", ior(V, 99, 132)),
    standard("VIDIOC_DV_TIMINGS_CAP", iowr(V, 100, 144)),
    standard("VIDIOC_ENUM_FREQ_BANDS", iowr(V, 101, 64)),
    standard("VIDIOC_DBG_G_CHIP_INFO", iowr(V, 102, 200)),
    standard("VIDIOC_QUERY_EXT_CTRL", iowr(V, 103, 232)),
    standard("VIDIOC_REMOVE_BUFS", iowr(V, 104, 64)),
];

/// What 32-bit processes of x86 pass where pointers or their alignment make a difference.
const COMMANDS_32: &[Command] = &[
    compat("VIDIOC_G_FMT32", iowr(V, 4, 204)),
    compat("VIDIOC_S_FMT32", iowr(V, 5, 204)),
    compat("VIDIOC_QUERYBUF32", iowr(V, 9, 76)),
    compat("VIDIOC_QUERYBUF32_TIME32", iowr(V, 9, 68)),
    compat("VIDIOC_G_FBUF32", ior(V, 10, 44)),
    compat("VIDIOC_S_FBUF32", iow(V, 11, 44)),
    compat("VIDIOC_QBUF32", iowr(V, 15, 76)),
    compat("VIDIOC_QBUF32_TIME32", iowr(V, 15, 68)),
    compat("VIDIOC_DQBUF32", iowr(V, 17, 76)),
    compat("VIDIOC_DQBUF32_TIME32", iowr(V, 17, 68)),
    compat("VIDIOC_ENUMSTD32", iowr(V, 25, 64)),
    compat("VIDIOC_ENUMINPUT32", iowr(V, 26, 76)),
    compat("VIDIOC_G_EDID32", iowr(V, 40, 36)),
    compat("VIDIOC_S_EDID32", iowr(V, 41, 36)),
    compat("VIDIOC_TRY_FMT32", iowr(V, 64, 204)),
    compat("VIDIOC_G_EXT_CTRLS32", iowr(V, 71, 24)),
    compat("VIDIOC_S_EXT_CTRLS32", iowr(V, 72, 24)),
    compat("VIDIOC_TRY_EXT_CTRLS32", iowr(V, 73, 24)),
    compat("VIDIOC_DQEVENT32", ior(V, 89, 128)),
    compat("VIDIOC_DQEVENT32_TIME32", ior(V, 89, 120)),
    compat("VIDIOC_CREATE_BUFS32", iowr(V, 92, 248)),
    compat("VIDIOC_PREPARE_BUF32", iowr(V, 93, 76)),
    compat("VIDIOC_PREPARE_BUF32_TIME32", iowr(V, 93, 68)),
];

/// The type of every number.
const V: u8 = b'V';

#[cfg(test)]
mod tests {
    use super::*;
    use crate::families::tests::number;

    #[test]
    fn numbers_are_those_of_the_header() {
        let number = |name| number(&[COMMANDS, COMMANDS_32], name);
        for (name, expected) in [
            ("VIDIOC_QUERYCAP", 0x8068_5600),
            ("VIDIOC_G_FMT", 0xc0d0_5604),
            ("VIDIOC_G_FMT32", 0xc0cc_5604),
            ("VIDIOC_REQBUFS", 0xc014_5608),
            ("VIDIOC_QBUF", 0xc058_560f),
            ("VIDIOC_QBUF32", 0xc04c_560f),
            ("VIDIOC_QBUF32_TIME32", 0xc044_560f),
            ("VIDIOC_STREAMON", 0x4004_5612),
            ("VIDIOC_LOG_STATUS", 0x5646),
            ("VIDIOC_S_EXT_CTRLS", 0xc020_5648),
            ("VIDIOC_DQEVENT", 0x8088_5659),
            ("VIDIOC_DBG_S_REGISTER", 0x4038_564f),
            ("VIDIOC_REMOVE_BUFS", 0xc040_5668),
        ] {
            assert_eq!(number(name), Some(expected), "{name}");
        }
    }
}
