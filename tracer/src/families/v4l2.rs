//! Video4Linux: cameras, decoders, tuners (`drivers/media/v4l2-core`).

mod buffer;
mod control;

use tracer_common::spec::{ArgumentSpec, Field};

use self::{
    buffer::{BUFFER, DOCUMENTED_BUFFER, FORMAT, FORMAT_32},
    control::{CONTROL, FIRST_CONTROL, FIRST_CONTROL_32},
};
use super::{
    Argument, Class, Command, Entries, Family, Kind, Symbol, Sysfs,
    copied::{Parameter, Watch},
    generic,
    ioctl::{ior, iow, iowr},
};
use crate::uapi::{Ioctl, am437x_vpfe, ivtv, omap3isp, uvcvideo, v4l2_subdev, videodev2};

/// The family.
pub const FAMILY: Family = Family {
    name: "v4l2",
    title: "Video4Linux: cameras, decoders, tuners",
    kinds: &[Kind {
        name: "device",
        title: "video, radio and sub-devices, /dev/video0, /dev/v4l-subdev0",
        operations: &[Symbol::of("videodev", "v4l2_fops")],
        watch: Some(&COPIES),
        commands: &[&COMMANDS, &SUBDEVICES, &UVC, COMMANDS_32, generic::COMMANDS],
        // The numbers 192 to 255 are for drivers (BASE_VIDIOC_PRIVATE), and whatever the core does not
        // know reaches the driver, too.
        unlisted: Class::Opaque,
        by_driver: &[
            ("omap3isp", &[&OMAP3ISP]),
            ("ivtv", &[&IVTV]),
            ("vpfe", &[&AM437X]),
            ("radio-si4713", &[SI4713]),
            ("rkisp1", &[DOCUMENTED]),
            ("mali-c55", &[DOCUMENTED]),
            ("pispbe", &[DOCUMENTED]),
            ("c3-isp", &[DOCUMENTED]),
        ],
        sysfs: &[Sysfs::all("video4linux")],
        proven: true,
        ..Kind::NONE
    }],
};

/// What video_usercopy calls with its copy, of `v4l2-ioctl.c` and `v4l2-subdev.c`: (file, number, copy).
const COPIES: Watch = Watch {
    functions: &[
        Symbol::of("videodev", "__video_do_ioctl"),
        Symbol::of("videodev", "subdev_do_ioctl_lock"),
    ],
    copy: Parameter::At(2),
    commands: &[],
};

const COMPAT: &str = "drivers/media/v4l2-core/v4l2-compat-ioctl32.c";
const COMPAT_UVC: &str = "drivers/media/usb/uvc/uvc_v4l2.c";
const REGISTERS: Option<&str> = Some("the registers of one chip");
const UNITS: Option<&str> = Some("an extension unit and its controls are its vendor's");

const fn compat(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, COMPAT).by(Entries::COMPAT)
}

/// What its argument says decides the class; where no table has that, nothing does.
const fn told(ioctl: Ioctl, argument: &'static Argument) -> Command {
    Command::of(ioctl, Class::Unknown).with(argument)
}

const fn told_32(name: &'static str, number: u32, argument: &'static Argument) -> Command {
    Command::passthrough(name, number, COMPAT, argument).by(Entries::COMPAT)
}

const COMMANDS: [Command; 83] = Command::all_but(
    videodev2::ALL,
    Class::Standard,
    [
        told(videodev2::VIDIOC_S_FMT, &FORMAT),
        told(videodev2::VIDIOC_TRY_FMT, &FORMAT),
        told(videodev2::VIDIOC_QBUF, &BUFFER),
        told(videodev2::VIDIOC_PREPARE_BUF, &BUFFER),
        told(videodev2::VIDIOC_G_CTRL, &CONTROL),
        told(videodev2::VIDIOC_S_CTRL, &CONTROL),
        told(videodev2::VIDIOC_QUERYCTRL, &CONTROL),
        told(videodev2::VIDIOC_QUERYMENU, &CONTROL),
        told(videodev2::VIDIOC_QUERY_EXT_CTRL, &CONTROL),
        told(videodev2::VIDIOC_G_EXT_CTRLS, &FIRST_CONTROL),
        told(videodev2::VIDIOC_S_EXT_CTRLS, &FIRST_CONTROL),
        told(videodev2::VIDIOC_TRY_EXT_CTRLS, &FIRST_CONTROL),
        Command::of(videodev2::VIDIOC_DBG_S_REGISTER, Class::Opaque)
            .class(Class::Opaque, REGISTERS),
        Command::of(videodev2::VIDIOC_DBG_G_REGISTER, Class::Opaque)
            .class(Class::Opaque, REGISTERS),
    ],
);

/// What sub-devices have beside the numbers that video devices share with them.
const SUBDEVICES: [Command; 16] = Command::all(
    [
        v4l2_subdev::VIDIOC_SUBDEV_QUERYCAP,
        v4l2_subdev::VIDIOC_SUBDEV_ENUM_MBUS_CODE,
        v4l2_subdev::VIDIOC_SUBDEV_G_FMT,
        v4l2_subdev::VIDIOC_SUBDEV_S_FMT,
        v4l2_subdev::VIDIOC_SUBDEV_G_FRAME_INTERVAL,
        v4l2_subdev::VIDIOC_SUBDEV_S_FRAME_INTERVAL,
        v4l2_subdev::VIDIOC_SUBDEV_G_ROUTING,
        v4l2_subdev::VIDIOC_SUBDEV_S_ROUTING,
        v4l2_subdev::VIDIOC_SUBDEV_G_CROP,
        v4l2_subdev::VIDIOC_SUBDEV_S_CROP,
        v4l2_subdev::VIDIOC_SUBDEV_G_SELECTION,
        v4l2_subdev::VIDIOC_SUBDEV_S_SELECTION,
        v4l2_subdev::VIDIOC_SUBDEV_ENUM_FRAME_SIZE,
        v4l2_subdev::VIDIOC_SUBDEV_ENUM_FRAME_INTERVAL,
        v4l2_subdev::VIDIOC_SUBDEV_G_CLIENT_CAP,
        v4l2_subdev::VIDIOC_SUBDEV_S_CLIENT_CAP,
    ],
    Class::Standard,
);

/// Controls of USB cameras beside those of the specification. No other driver's numbers have this type.
const UVC: [Command; 4] = [
    Command::of(uvcvideo::UVCIOC_CTRL_MAP, Class::Driver),
    Command::of(uvcvideo::UVCIOC_CTRL_QUERY, Class::Opaque)
        .with(&UNIT)
        .class(Class::Opaque, UNITS),
    Command::plain(
        "UVCIOC_CTRL_MAP32",
        iowr(b'u', 0x20, 88),
        Class::Driver,
        COMPAT_UVC,
    )
    .by(Entries::COMPAT),
    Command::passthrough(
        "UVCIOC_CTRL_QUERY32",
        iowr(b'u', 0x21, 12),
        COMPAT_UVC,
        &UNIT,
    )
    .by(Entries::COMPAT)
    .class(Class::Opaque, UNITS),
];

/// struct uvc_xu_control_query up to its pointer, the same for 32 bits: unit, selector, query, size.
const UNIT: Argument = Argument {
    second: Some("unit"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(1, 8),
        second: Field::at(0, 8),
        amount: [Field::at(4, 16), Field::ABSENT],
        ..ArgumentSpec::new(8)
    })
};

/// Of drivers of image processors all of whose formats of parameters are in exported headers.
const DOCUMENTED: &[Command] = &[
    told(videodev2::VIDIOC_QBUF, &DOCUMENTED_BUFFER),
    told(videodev2::VIDIOC_PREPARE_BUF, &DOCUMENTED_BUFFER),
];

/// In the range of numbers that every driver may use in its own way.
const OMAP3ISP: [Command; 7] = Command::all(omap3isp::ALL, Class::Driver);

const IVTV: [Command; 2] = Command::all(ivtv::ALL, Class::Driver);

const AM437X: [Command; 1] = Command::all(am437x_vpfe::ALL, Class::Driver);

/// Its header is not exported: struct si4713_rnl is seven words.
const SI4713: &[Command] = &[Command::plain(
    "SI4713_IOC_MEASURE_RNL",
    iowr(V, 192, 28),
    Class::Driver,
    "include/linux/platform_data/media/si4713.h",
)];

/// What 32-bit processes of x86 pass where pointers or their alignment make a difference.
const COMMANDS_32: &[Command] = &[
    compat("VIDIOC_G_FMT32", iowr(V, 4, 204)),
    told_32("VIDIOC_S_FMT32", iowr(V, 5, 204), &FORMAT_32),
    compat("VIDIOC_QUERYBUF32", iowr(V, 9, 76)),
    compat("VIDIOC_QUERYBUF32_TIME32", iowr(V, 9, 68)),
    compat("VIDIOC_G_FBUF32", ior(V, 10, 44)),
    compat("VIDIOC_S_FBUF32", iow(V, 11, 44)),
    told_32("VIDIOC_QBUF32", iowr(V, 15, 76), &BUFFER),
    told_32("VIDIOC_QBUF32_TIME32", iowr(V, 15, 68), &BUFFER),
    compat("VIDIOC_DQBUF32", iowr(V, 17, 76)),
    compat("VIDIOC_DQBUF32_TIME32", iowr(V, 17, 68)),
    compat("VIDIOC_ENUMSTD32", iowr(V, 25, 64)),
    compat("VIDIOC_ENUMINPUT32", iowr(V, 26, 76)),
    compat("VIDIOC_G_EDID32", iowr(V, 40, 36)),
    compat("VIDIOC_S_EDID32", iowr(V, 41, 36)),
    told_32("VIDIOC_TRY_FMT32", iowr(V, 64, 204), &FORMAT_32),
    told_32("VIDIOC_G_EXT_CTRLS32", iowr(V, 71, 24), &FIRST_CONTROL_32),
    told_32("VIDIOC_S_EXT_CTRLS32", iowr(V, 72, 24), &FIRST_CONTROL_32),
    told_32("VIDIOC_TRY_EXT_CTRLS32", iowr(V, 73, 24), &FIRST_CONTROL_32),
    compat("VIDIOC_DQEVENT32", ior(V, 89, 128)),
    compat("VIDIOC_DQEVENT32_TIME32", ior(V, 89, 120)),
    compat("VIDIOC_CREATE_BUFS32", iowr(V, 92, 248)),
    told_32("VIDIOC_PREPARE_BUF32", iowr(V, 93, 76), &BUFFER),
    told_32("VIDIOC_PREPARE_BUF32_TIME32", iowr(V, 93, 68), &BUFFER),
];

/// The type of every number.
const V: u8 = b'V';

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::{
        decode::{Given, decode},
        tests::number,
    };

    #[test]
    fn numbers_are_those_of_the_drivers() {
        let number = |name| number(&[COMMANDS_32, &UVC], name);
        for (name, expected) in [
            ("VIDIOC_G_FMT32", 0xc0cc_5604),
            ("VIDIOC_QBUF32", 0xc04c_560f),
            ("VIDIOC_QBUF32_TIME32", 0xc044_560f),
            ("UVCIOC_CTRL_MAP32", 0xc058_7520),
            ("UVCIOC_CTRL_QUERY32", 0xc00c_7521),
        ] {
            assert_eq!(number(name), Some(expected), "{name}");
        }
    }

    #[test]
    fn parameters_are_as_open_as_their_driver_s_formats() {
        let class = |driver, kind: u8| {
            let argument = [0, 0, 0, 0, kind, 0, 0, 0];
            let given = Given {
                entry: entry::IOCTL,
                number: videodev2::VIDIOC_QBUF.number,
                argument: &argument,
                ..Given::default()
            };
            decode(&FAMILY.kinds[0], Some(driver), &given).named.class
        };
        // V4L2_BUF_TYPE_META_OUTPUT, V4L2_BUF_TYPE_VIDEO_CAPTURE
        assert_eq!(class("rkisp1", 14), Class::Driver);
        assert_eq!(class("pispbe", 14), Class::Driver);
        assert_eq!(class("ipu3-imgu", 14), Class::Opaque);
        assert_eq!(class("rkisp1", 1), Class::Standard);
        assert_eq!(class("rkisp1", 15), Class::Unknown);
    }

    #[test]
    fn what_no_table_has_is_unknown() {
        let class = |ioctl: Ioctl, argument: &[u8]| {
            let given = Given {
                entry: entry::IOCTL,
                number: ioctl.number,
                argument,
                ..Given::default()
            };
            decode(&FAMILY.kinds[0], None, &given).named.class
        };
        assert_eq!(
            class(videodev2::VIDIOC_QBUF, &[0, 0, 0, 0, 15, 0, 0, 0]),
            Class::Unknown
        );
        // Of a class that no header has yet, and of vivid's own.
        assert_eq!(
            class(videodev2::VIDIOC_G_CTRL, &[0x00, 0x09, 0xa6, 0]),
            Class::Unknown
        );
        assert_eq!(
            class(videodev2::VIDIOC_G_CTRL, &[0x00, 0xf0, 0xf0, 0]),
            Class::Driver
        );
    }

    #[test]
    fn what_goes_to_the_device_says_how_much_it_is() {
        let amount = |kind: u8| {
            // index, type, bytesused
            let argument = [0, 0, 0, 0, kind, 0, 0, 0, 0x00, 0x10, 0, 0];
            let given = Given {
                entry: entry::IOCTL,
                number: videodev2::VIDIOC_QBUF.number,
                argument: &argument,
                ..Given::default()
            };
            decode(&FAMILY.kinds[0], None, &given).amount
        };
        // V4L2_BUF_TYPE_VIDEO_OUTPUT, V4L2_BUF_TYPE_META_OUTPUT, V4L2_BUF_TYPE_VIDEO_CAPTURE
        assert_eq!(amount(2), Some(4096));
        assert_eq!(amount(14), Some(4096));
        assert_eq!(amount(1), None);
    }

    #[test]
    fn what_the_core_does_not_know_is_the_driver_s_own() {
        let kind = &FAMILY.kinds[0];
        // VIDIOC_OMAP3ISP_CCDC_CFG
        let number = 0xc038_56c1;
        assert!(kind.command(entry::IOCTL, number).is_none());
        assert_eq!(kind.unlisted, Class::Opaque);
        let of_driver = kind.command_of("omap3isp", entry::IOCTL, number);
        assert_eq!(of_driver.map(|known| known.class), Some(Class::Driver));
        assert!(kind.command_of("uvcvideo", entry::IOCTL, number).is_none());
    }
}
