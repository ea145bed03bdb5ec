//! HID devices as reports: hidraw (`drivers/hid/hidraw.c`), and as usages: hiddev
//! (`drivers/hid/usbhid/hiddev.c`).
//!
//! A report is `opaque` whoever defined its usages. Whether they are on one of the vendor's usage pages
//! (0xff00 to 0xffff) is in the report descriptor, which is another for every device and which the argument
//! does not carry; classes here are those of commands, and come from tables alone. So a keyboard's report
//! is not told from a vendor's.

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Call, Class, CodeTable, Command, Entries, Family, Kind, Probe, SubCommands, Symbol,
    Sysfs, generic, ioctl::ior,
};
use crate::uapi::{Ioctl, hiddev, hidraw};

/// The family.
pub const FAMILY: Family = Family {
    name: "hid",
    title: "human interface devices as raw reports",
    kinds: &[
        Kind {
            name: "raw",
            title: "reports, /dev/hidraw0",
            operations: &[Symbol::of("hid", "hidraw_ops")],
            command_mask: WITHOUT_SIZE,
            commands: &[&COMMANDS, TRANSFERS, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::of("hid", "hidraw_read")),
                Probe::new(Call::Write, Symbol::of("hid", "hidraw_write")),
            ],
            sysfs: &[Sysfs::all("hidraw")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "usages",
            title: "usages of reports, /dev/usb/hiddev0",
            operations: &[Symbol::of("usbhid", "hiddev_fops")],
            command_mask: WITHOUT_SIZE,
            commands: &[&USAGES, NAMES, generic::COMMANDS],
            sysfs: &[Sysfs::named("usbmisc", "hiddev")],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const UAPI: &str = "linux/hidraw.h";
/// The driver compares a number without its size, which is a length that the caller chooses.
const WITHOUT_SIZE: u32 = 0xc000_ffff;
const BY_USAGE: Option<&str> = Some("the device's report descriptor says what it means");

const COMMANDS: [Command; 13] = Command::all_but(
    [
        hidraw::HIDIOCGRDESCSIZE,
        hidraw::HIDIOCGRDESC,
        hidraw::HIDIOCGRAWINFO,
        hidraw::HIDIOCGRAWNAME,
        hidraw::HIDIOCGRAWPHYS,
        hidraw::HIDIOCSFEATURE,
        hidraw::HIDIOCGFEATURE,
        hidraw::HIDIOCGRAWUNIQ,
        hidraw::HIDIOCSINPUT,
        hidraw::HIDIOCGINPUT,
        hidraw::HIDIOCSOUTPUT,
        hidraw::HIDIOCGOUTPUT,
        hidraw::HIDIOCREVOKE,
    ],
    Class::Standard,
    [
        report(hidraw::HIDIOCSFEATURE),
        report(hidraw::HIDIOCGFEATURE),
        report(hidraw::HIDIOCSINPUT),
        report(hidraw::HIDIOCGINPUT),
        report(hidraw::HIDIOCSOUTPUT),
        report(hidraw::HIDIOCGOUTPUT),
    ],
);

/// An output report is written; input reports are read, whose ids are not known before.
const TRANSFERS: &[Command] = &[
    Command::passthrough("write", 0, UAPI, &OUTPUT)
        .by(Entries::WRITE)
        .class(Class::Opaque, BY_USAGE),
    Command::passthrough("read", 0, UAPI, &generic::TRANSFER)
        .by(Entries::READ)
        .class(Class::Opaque, BY_USAGE),
];

const fn report(ioctl: Ioctl) -> Command {
    Command::of(ioctl, Class::Opaque)
        .with(&REPORT)
        .class(Class::Opaque, BY_USAGE)
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

/// The kernel takes reports apart into usages and knows what they mean as far as the device tells it.
const USAGES: [Command; 18] = Command::all_but(
    hiddev::ALL,
    Class::Standard,
    [
        usage(hiddev::HIDIOCGREPORT),
        usage(hiddev::HIDIOCSREPORT),
        usage(hiddev::HIDIOCGUSAGE),
        usage(hiddev::HIDIOCSUSAGE),
        usage(hiddev::HIDIOCGUSAGES),
        usage(hiddev::HIDIOCSUSAGES),
    ],
);

/// Their size is a length that the caller chooses.
const NAMES: &[Command] = &[
    Command::plain("HIDIOCGNAME", ior(b'H', 0x06, 0), Class::Standard, HIDDEV),
    Command::plain("HIDIOCGPHYS", ior(b'H', 0x12, 0), Class::Standard, HIDDEV),
];

const HIDDEV: &str = "linux/hiddev.h";

const fn usage(ioctl: Ioctl) -> Command {
    Command::of(ioctl, Class::Opaque)
        .with(&USAGE)
        .class(Class::Opaque, BY_USAGE)
}

/// What struct hiddev_report_info and struct hiddev_usage_ref begin with: report_type, report_id.
const USAGE: Argument = Argument {
    sub: &[SubCommands::new(
        "report",
        &[CodeTable {
            source: HIDDEV,
            class: Class::Unknown,
            note: BY_USAGE,
            codes: &[(1, "input"), (2, "output"), (3, "feature")],
        }],
    )],
    second: Some("id"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(0, 32),
        second: Field::at(4, 32),
        ..ArgumentSpec::new(8)
    })
};

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
