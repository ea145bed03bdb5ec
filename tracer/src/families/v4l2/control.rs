//! Controls: what a device can be told, by id.

use tracer_common::spec::{ArgumentSpec, Field, flag};

use crate::{
    families::{Argument, Class, CodeRange, CodeTable, SubCommands},
    uapi::codes,
};

const UAPI: &str = "linux/v4l2-controls.h";

/// The id that struct v4l2_control begins with, as what describes a control and its menu does.
pub(super) const CONTROL: Argument = Argument {
    sub: &[CONTROLS],
    ..Argument::new(ArgumentSpec {
        sub: Field::at(0, 32),
        ..ArgumentSpec::new(4)
    })
};

/// struct v4l2_ext_controls: which, count, error_idx, request_fd, reserved, controls. The first of them
/// stands for all, which mostly are of one class.
pub(super) const FIRST_CONTROL: Argument = first(&[ArgumentSpec {
    pointer: 24 / 4,
    ..behind(32)
}]);

/// struct v4l2_ext_controls32, likewise.
pub(super) const FIRST_CONTROL_32: Argument = first(&[ArgumentSpec {
    pointer: 20 / 4,
    flags: flag::SHORT_POINTER,
    ..behind(24)
}]);

const fn behind(length: u16) -> ArgumentSpec {
    ArgumentSpec {
        pointed: 4,
        sub: Field::at(0, 32).pointed(),
        ..ArgumentSpec::new(length)
    }
}

/// Without any control the command asks whether there are controls of a class.
const fn first(with_controls: &'static [ArgumentSpec]) -> Argument {
    Argument {
        alternatives: with_controls,
        sub: &[CONTROLS],
        ..Argument::new(ArgumentSpec {
            guard_word: 1,
            guard: 0,
            guard_mask: u32::MAX,
            sub: Field::at(0, 32),
            ..ArgumentSpec::new(8)
        })
    }
}

const CONTROLS: SubCommands = SubCommands::new(
    "control",
    &[
        CodeTable {
            source: "linux/videodev2.h",
            class: Class::Standard,
            note: None,
            codes: &[
                (0, "current-values"),
                (0x0f00_0000, "default-values"),
                (0x0f01_0000, "values-of-a-request"),
                (0x0f02_0000, "least-values"),
                (0x0f03_0000, "greatest-values"),
            ],
        },
        CodeTable {
            source: UAPI,
            class: Class::Standard,
            note: None,
            codes: codes::V4L2_CONTROLS,
        },
        of_driver(UAPI, codes::V4L2_CONTROLS_OF_DRIVERS),
        of_driver("linux/aspeed-video.h", codes::ASPEED_VIDEO_OF_DRIVERS),
        of_driver("linux/ccs.h", codes::CCS_OF_DRIVERS),
        of_driver("linux/dw100.h", codes::DW100_OF_DRIVERS),
        of_driver("linux/max2175.h", codes::MAX2175_OF_DRIVERS),
        of_driver(
            "linux/media/arm/mali-c55-config.h",
            codes::MALI_C55_CONFIG_OF_DRIVERS,
        ),
        of_driver("linux/npcm-video.h", codes::NPCM_VIDEO_OF_DRIVERS),
        of_driver("linux/rkisp1-config.h", codes::RKISP1_CONFIG_OF_DRIVERS),
        of_driver("linux/thp7312.h", codes::THP7312_OF_DRIVERS),
        of_driver("linux/uvcvideo.h", codes::UVCVIDEO_OF_DRIVERS),
        of_driver(
            "linux/xilinx-v4l2-controls.h",
            codes::XILINX_V4L2_CONTROLS_OF_DRIVERS,
        ),
    ],
)
// What a newer header names, and what none does.
.ranges(&[
    class(0x0098_0000, "user"),
    class(0x0099_0000, "codec"),
    class(0x009a_0000, "camera"),
    class(0x009b_0000, "fm-transmitter"),
    class(0x009c_0000, "flash"),
    class(0x009d_0000, "jpeg"),
    class(0x009e_0000, "image-source"),
    class(0x009f_0000, "image-processing"),
    class(0x00a0_0000, "digital-video"),
    class(0x00a1_0000, "fm-receiver"),
    class(0x00a2_0000, "rf-tuner"),
    class(0x00a3_0000, "detection"),
    class(0x00a4_0000, "stateless-codec"),
    class(0x00a5_0000, "colorimetry"),
    // In each class the ids from 0x1000 on are drivers' (V4L2_CTRL_DRIVER_PRIV); the header names some.
    driver(0x0098_1900, 0x0098_190f, "meye"),
    driver(0x0098_1910, 0x0098_192f, "bttv"),
    driver(0x0098_1930, 0x0098_193f, "s2255"),
    driver(0x0098_1940, 0x0098_194f, "si476x"),
    driver(0x0098_1950, 0x0098_195f, "ti-vpe"),
    driver(0x0098_1960, 0x0098_196f, "saa7134"),
    driver(0x0098_1970, 0x0098_197f, "adv7180"),
    driver(0x0098_1980, 0x0098_198f, "tc358743"),
    driver(0x0098_1990, 0x0098_19af, "max217x"),
    driver(0x0098_19b0, 0x0098_19bf, "imx"),
    driver(0x0098_19c0, 0x0098_19df, "atmel-isc"),
    driver(0x0098_19e0, 0x0098_19ef, "coda"),
    driver(0x0098_19f0, 0x0098_1a6f, "ccs"),
    driver(0x0098_1a70, 0x0098_1a7f, "allegro"),
    driver(0x0098_1a80, 0x0098_1a8f, "isl7998x"),
    driver(0x0098_1a90, 0x0098_1a9f, "dw100"),
    driver(0x0098_1aa0, 0x0098_1aaf, "aspeed"),
    driver(0x0098_1ab0, 0x0098_1abf, "npcm"),
    driver(0x0098_1ac0, 0x0098_1adf, "thp7312"),
    driver(0x0098_1ae0, 0x0098_1b1f, "uvc"),
    driver(0x0098_1b20, 0x0098_1b2f, "rkisp1"),
    driver(0x0098_1b30, 0x0098_1b3f, "mali-c55"),
    private(0x0098_1000, 0x0098_18ff, "user-driver"),
    private(0x0098_1b40, 0x0098_ffff, "user-driver"),
    driver(0x0099_1000, 0x0099_10ff, "cx2341x"),
    driver(0x0099_1100, 0x0099_11ff, "mfc51"),
    private(0x0099_1200, 0x0099_ffff, "codec-driver"),
    private(0x009a_1000, 0x009a_ffff, "camera-driver"),
    private(0x009b_1000, 0x009b_ffff, "fm-transmitter-driver"),
    private(0x009c_1000, 0x009c_ffff, "flash-driver"),
    private(0x009d_1000, 0x009d_ffff, "jpeg-driver"),
    private(0x009e_1000, 0x009e_ffff, "image-source-driver"),
    private(0x009f_1000, 0x009f_ffff, "image-processing-driver"),
    private(0x00a0_1000, 0x00a0_ffff, "digital-video-driver"),
    private(0x00a1_1000, 0x00a1_ffff, "fm-receiver-driver"),
    private(0x00a2_1000, 0x00a2_ffff, "rf-tuner-driver"),
    private(0x00a3_1000, 0x00a3_ffff, "detection-driver"),
    private(0x00a4_1000, 0x00a4_ffff, "stateless-codec-driver"),
    private(0x00a5_1000, 0x00a5_ffff, "colorimetry-driver"),
    CodeRange {
        source: "linux/videodev2.h; drivers/media/test-drivers/vivid/vivid-ctrls.c: VIVID_CID_VIVID_BASE",
        class: Class::Driver,
        codes: 0x00f0_0000..=0x00ff_ffff,
        name: "private-class",
        note: Some("of a class that a driver has for itself; the device describes it, no header does"),
    },
    // V4L2_CID_PRIVATE_BASE
    private(0x0800_0000, 0x0800_ffff, "old-driver"),
    // V4L2_CTRL_FLAG_NEXT_CTRL and V4L2_CTRL_FLAG_NEXT_COMPOUND, of what is asked for a description.
    CodeRange {
        source: "linux/videodev2.h",
        class: Class::Standard,
        codes: 0x4000_0000..=0xffff_ffff,
        name: "next",
        note: None,
    },
]);

/// Controls of one driver each that its header names.
const fn of_driver(source: &'static str, codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source,
        class: Class::Driver,
        note: None,
        codes,
    }
}

/// Controls that the header defines for all drivers, with their class's own id.
const fn class(first: u32, name: &'static str) -> CodeRange {
    CodeRange {
        source: UAPI,
        class: Class::Standard,
        codes: first..=first + 0xfff,
        name,
        note: None,
    }
}

/// Controls that the header keeps for one driver.
const fn driver(first: u32, last: u32, name: &'static str) -> CodeRange {
    CodeRange {
        source: UAPI,
        class: Class::Driver,
        codes: first..=last,
        name,
        note: None,
    }
}

const fn private(first: u32, last: u32, name: &'static str) -> CodeRange {
    CodeRange {
        source: UAPI,
        class: Class::Driver,
        codes: first..=last,
        name,
        note: Some("the device describes it (VIDIOC_QUERYCTRL), no header does"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(id: u32) -> (String, Class) {
        let sub = CONTROLS.name(id);
        (sub.name.into_owned(), sub.class)
    }

    #[test]
    fn a_control_has_its_header_s_name() {
        for (id, name, class) in [
            (0x0098_0900, "brightness", Class::Standard),
            (0x009a_0902, "exposure-absolute", Class::Standard),
            (0x0099_0001, "codec-class", Class::Standard),
            (0x0099_09cf, "mpeg-video-bitrate", Class::Standard),
            (0x00a4_0907, "stateless-h264-decode-params", Class::Standard),
            (0x009f_0902, "pixel-rate", Class::Standard),
            (
                0x0099_1000,
                "mpeg-cx2341x-video-spatial-filter-mode",
                Class::Driver,
            ),
            (0x0098_1aa1, "aspeed-hq-mode", Class::Driver),
            (0x0098_1b21, "supported-params-blocks", Class::Driver),
            (0x0098_1ae2, "uvc-region-of-interest-auto", Class::Driver),
        ] {
            assert_eq!(named(id), (format!("control.{name}"), class), "{id:#x}");
        }
    }

    #[test]
    fn a_control_without_a_name_is_its_class_s_or_a_driver_s() {
        for (id, name, class) in [
            (0x0098_0fff, "user", Class::Standard),
            (0x009a_0fff, "camera", Class::Standard),
            // V4L2_CID_USER_BTTV_BASE, and behind the only control of Mali C55.
            (0x0098_1910, "bttv", Class::Driver),
            (0x0098_1b31, "mali-c55", Class::Driver),
            (0x0099_110f, "mfc51", Class::Driver),
            (0x009a_1000, "camera-driver", Class::Driver),
            (0x0800_0000, "old-driver", Class::Driver),
            // VIVID_CID_VIVID_CLASS, VIVID_CID_VIVID_BASE
            (0x00f0_0001, "private-class", Class::Driver),
            (0x00f0_f000, "private-class", Class::Driver),
        ] {
            assert_eq!(named(id), (format!("control.{name}"), class), "{id:#x}");
        }
        assert_eq!(named(0x00a6_0900).1, Class::Unknown);
    }

    #[test]
    fn a_description_is_asked_for_by_id_or_as_the_next() {
        // V4L2_CTRL_FLAG_NEXT_CTRL
        assert_eq!(named(0x8098_0900), ("control.next".into(), Class::Standard));
        assert_eq!(named(0xc000_0000).0, "control.next");
        assert_eq!(named(0x0f02_0000).0, "control.least-values");
    }
}
