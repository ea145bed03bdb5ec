//! Buffers and the formats of what is in them.

use tracer_common::spec::{ArgumentSpec, Field};

use crate::families::{Argument, Class, CodeRange, CodeTable, SubCommands, When};

const UAPI: &str = "linux/videodev2.h";

/// struct v4l2_buffer up to bytesused: index, type, bytesused. The same in every form of it. What a buffer for
/// the device has in it bytesused says; in others it is what the device wrote before, or nothing. Of buffers
/// of several planes each plane says it.
pub(super) const BUFFER: Argument = Argument {
    alternatives: &[for_device(PARAMETERS), TYPE],
    sub: &[TYPES],
    ..Argument::new(for_device(VIDEO_OUTPUT))
};

const TYPE: ArgumentSpec = ArgumentSpec {
    sub: Field::at(4, 32),
    ..ArgumentSpec::new(8)
};

const fn for_device(kind: u32) -> ArgumentSpec {
    ArgumentSpec {
        guard_word: 1,
        guard: kind,
        guard_mask: u32::MAX,
        amount: [Field::at(8, 32), Field::ABSENT],
        length: 12,
        ..TYPE
    }
}

/// V4L2_BUF_TYPE_VIDEO_OUTPUT
const VIDEO_OUTPUT: u32 = 2;

/// The same of a driver that takes parameters only in formats that a header lays out.
pub(super) const DOCUMENTED_BUFFER: Argument = Argument {
    sub: &[SubCommands {
        tables: &[PARAMETERS_OF_HEADER, DATA, PRIVATE],
        ..TYPES
    }],
    ..BUFFER
};

/// struct v4l2_format: type, and aligned to 8 bytes what holds for it, of which metadata begins with its
/// format.
pub(super) const FORMAT: Argument = format(ArgumentSpec {
    sub: Field::at(8, 32),
    ..ArgumentSpec::new(12)
});

/// struct v4l2_format32, which is aligned to 4 bytes.
pub(super) const FORMAT_32: Argument = format(ArgumentSpec {
    sub: Field::at(4, 32),
    ..ArgumentSpec::new(8)
});

/// V4L2_BUF_TYPE_META_OUTPUT
const PARAMETERS: u32 = 14;

const OTHER_TYPES: ArgumentSpec = ArgumentSpec {
    sub: Field::at(0, 32),
    second: Field::at(0, 32),
    ..ArgumentSpec::new(4)
};

const fn format(of_metadata: ArgumentSpec) -> Argument {
    Argument {
        alternatives: &[OTHER_TYPES],
        sub: &[FORMATS, TYPES],
        second: Some("type"),
        ..Argument::new(ArgumentSpec {
            guard_word: 0,
            guard: PARAMETERS,
            guard_mask: u32::MAX,
            second: Field::at(0, 32),
            ..of_metadata
        })
    }
}

const TYPES: SubCommands = SubCommands::new("buffer", &[DATA, PARAMETERS_OF_ANY, PRIVATE]);

const DATA: CodeTable = CodeTable {
    source: UAPI,
    class: Class::Standard,
    note: None,
    codes: &[
        (1, "video-capture"),
        (VIDEO_OUTPUT, "video-output"),
        (3, "video-overlay"),
        (4, "vbi-capture"),
        (5, "vbi-output"),
        (6, "sliced-vbi-capture"),
        (7, "sliced-vbi-output"),
        (8, "video-output-overlay"),
        (9, "video-capture-planes"),
        (10, "video-output-planes"),
        (11, "sdr-capture"),
        (12, "sdr-output"),
        (13, "metadata-capture"),
    ],
};

const PARAMETERS_OF_ANY: CodeTable = CodeTable {
    source: UAPI,
    class: Class::Opaque,
    note: Some(
        "parameters of an image processor; the format that was set says whose they are, and whether a header documents them",
    ),
    codes: &[(PARAMETERS, "metadata-output")],
};

const PARAMETERS_OF_HEADER: CodeTable = CodeTable {
    source: "linux/rkisp1-config.h, linux/media/",
    class: Class::Driver,
    note: Some(
        "parameters of an image processor; every format that the driver takes is in a header",
    ),
    codes: &[(PARAMETERS, "metadata-output")],
};

const PRIVATE: CodeTable = CodeTable {
    source: UAPI,
    class: Class::Opaque,
    note: Some("the driver's own"),
    codes: &[(0x80, "private")],
};

/// Formats of an image processor's parameters.
const FORMATS: SubCommands = SubCommands::new(
    "parameters",
    &[
        documented("linux/rkisp1-config.h", &[(0x5031_4b52, "rockchip-isp1")]),
        documented(
            "linux/rkisp1-config.h",
            &[(0x4531_4b52, "rockchip-isp1-extensible")],
        ),
        documented(
            "linux/media/amlogic/c3-isp-config.h",
            &[(0x4d50_3343, "amlogic-c3")],
        ),
        documented(
            "linux/media/raspberrypi/pisp_be_config.h",
            &[(0x4342_5052, "raspberry-pi-back-end")],
        ),
        documented(
            "linux/media/raspberrypi/pisp_fe_config.h",
            &[(0x4346_5052, "raspberry-pi-front-end")],
        ),
        documented(
            "linux/media/arm/mali-c55-config.h",
            &[(0x5035_3543, "mali-c55")],
        ),
        documented(
            "linux/media/dreamchip/rppx1-config.h",
            &[(0x5031_5244, "dreamchip-rpp-x1")],
        ),
    ],
)
.ranges(&[
    // Whatever lies between those.
    undocumented(0, 0x4342_5051),
    undocumented(0x4342_5053, 0x4346_5051),
    undocumented(0x4346_5053, 0x4531_4b51),
    undocumented(0x4531_4b53, 0x4d50_3342),
    undocumented(0x4d50_3344, 0x5031_4b51),
    undocumented(0x5031_4b53, 0x5031_5243),
    undocumented(0x5031_5245, 0x5035_3542),
    undocumented(0x5035_3544, 0xffff_ffff),
])
.when(When::is(PARAMETERS));

/// Formats that a header lays out. Their codes are four characters, the first the lowest.
const fn documented(source: &'static str, codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source,
        class: Class::Driver,
        note: None,
        codes,
    }
}

const fn undocumented(first: u32, last: u32) -> CodeRange {
    CodeRange {
        source: UAPI,
        class: Class::Opaque,
        codes: first..=last,
        name: "undocumented",
        note: Some("no exported header lays it out"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_as_open_as_their_format() {
        let named = |code: [u8; 4]| {
            let sub = FORMAT.name(u32::from_le_bytes(code), PARAMETERS);
            sub.map(|sub| (sub.name.into_owned(), sub.class))
        };
        assert_eq!(
            named(*b"RK1P"),
            Some(("parameters.rockchip-isp1".into(), Class::Driver))
        );
        assert_eq!(
            named(*b"DR1P"),
            Some(("parameters.dreamchip-rpp-x1".into(), Class::Driver))
        );
        // Intel's IPU3.
        assert_eq!(
            named(*b"ip3p"),
            Some(("parameters.undocumented".into(), Class::Opaque))
        );
        let sub = FORMAT.name(1, 1).expect("a type");
        assert_eq!(
            (&*sub.name, sub.class),
            ("buffer.video-capture", Class::Standard)
        );
        assert_eq!(TYPES.name(14).class, Class::Opaque);
    }
}
