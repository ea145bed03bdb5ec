//! HID devices as reports: hidraw (`drivers/hid/hidraw.c`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic,
    ioctl::{ior, iow, iowr},
};

/// The family.
pub const FAMILY: Family = Family {
    name: "hid",
    title: "human interface devices as raw reports",
    kinds: &[Kind {
        name: "raw",
        title: "reports, /dev/hidraw0",
        operations: &[Symbol::of("hid", "hidraw_ops")],
        command_mask: WITHOUT_SIZE,
        commands: &[COMMANDS, TRANSFERS, generic::COMMANDS],
        probes: &[
            Probe::new(Call::Read, Symbol::of("hid", "hidraw_read")),
            Probe::new(Call::Write, Symbol::of("hid", "hidraw_write")),
        ],
        sysfs: &[Sysfs::all("hidraw")],
        proven: true,
        ..Kind::NONE
    }],
};

const UAPI: &str = "linux/hidraw.h";
/// The driver compares a number without its size, which is a length that the caller chooses.
const WITHOUT_SIZE: u32 = 0xc000_ffff;
const BY_USAGE: Option<&str> = Some("the device's report descriptor says what it means");

const COMMANDS: &[Command] = &[
    standard("HIDIOCGRDESCSIZE", ior(b'H', 0x01, 0)),
    standard("HIDIOCGRDESC", ior(b'H', 0x02, 0)),
    standard("HIDIOCGRAWINFO", ior(b'H', 0x03, 0)),
    standard("HIDIOCGRAWNAME", ior(b'H', 0x04, 0)),
    standard("HIDIOCGRAWPHYS", ior(b'H', 0x05, 0)),
    report("HIDIOCSFEATURE", iowr(b'H', 0x06, 0)),
    report("HIDIOCGFEATURE", iowr(b'H', 0x07, 0)),
    standard("HIDIOCGRAWUNIQ", ior(b'H', 0x08, 0)),
    report("HIDIOCSINPUT", iowr(b'H', 0x09, 0)),
    report("HIDIOCGINPUT", iowr(b'H', 0x0a, 0)),
    report("HIDIOCSOUTPUT", iowr(b'H', 0x0b, 0)),
    report("HIDIOCGOUTPUT", iowr(b'H', 0x0c, 0)),
    standard("HIDIOCREVOKE", iow(b'H', 0x0d, 0)),
];

/// An output report is written; input reports are read, whose ids are not known before.
const TRANSFERS: &[Command] = &[
    Command::passthrough("write", 0, UAPI, &OUTPUT)
        .by(Entries::WRITE)
        .class(Class::Opaque, BY_USAGE),
    Command::passthrough("read", 0, UAPI, &generic::TRANSFER)
        .by(Entries::READ)
        .class(Class::Opaque, BY_USAGE),
];

const fn standard(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, UAPI)
}

const fn report(name: &'static str, number: u32) -> Command {
    Command::passthrough(name, number, UAPI, &REPORT).class(Class::Opaque, BY_USAGE)
}

/// A report begins with its id, 0 where the device does not number them.
const REPORT_ID: ArgumentSpec = ArgumentSpec {
    sub: Field::at(0, 8),
    ..ArgumentSpec::new(4)
};

const REPORT: Argument = Argument::new(REPORT_ID);

const OUTPUT: Argument = Argument::new(ArgumentSpec {
    amount: generic::LENGTH,
    flags: generic::TRANSFER.spec.flags,
    ..REPORT_ID
});

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;

    #[test]
    fn a_number_is_compared_without_its_size() {
        let kind = &FAMILY.kinds[0];
        let name = |number| kind.command(entry::IOCTL, number).map(|found| found.name);
        assert_eq!(name(0x8004_4801), Some("HIDIOCGRDESCSIZE"));
        assert_eq!(name(0x9004_4802), Some("HIDIOCGRDESC"));
        assert_eq!(name(0x8100_4804), Some("HIDIOCGRAWNAME"));
        assert_eq!(name(0xc040_4806), Some("HIDIOCSFEATURE"));
        assert_eq!(name(0xc001_4806), Some("HIDIOCSFEATURE"));
        assert_eq!(name(0x4004_480d), Some("HIDIOCREVOKE"));
        assert_eq!(name(0x8040_4806), None);
    }
}
