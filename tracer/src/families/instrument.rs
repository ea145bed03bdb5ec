//! Measurement, control and time.

use tracer_common::spec::{ArgumentSpec, Field};

use super::{Argument, Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};
use crate::uapi::{comedi, counter, gpib_ioctl, phantom, ptp_clock};

/// The family.
pub const FAMILY: Family = Family {
    name: "instrument",
    title: "measurement, control and time",
    kinds: &[
        Kind {
            name: "comedi",
            title: "card of analogue and digital lines, /dev/comedi0",
            operations: &[Symbol::of("comedi", "comedi_fops")],
            commands: &[&COMEDI, SAMPLES, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::of("comedi", "comedi_read")),
                Probe::new(Call::Write, Symbol::of("comedi", "comedi_write")),
            ],
            sysfs: &[Sysfs::all("comedi")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "gpib",
            title: "bus of instruments, /dev/gpib0",
            operations: &[Symbol::of("gpib_common", "ib_fops")],
            commands: &[&GPIB, generic::COMMANDS],
            sysfs: &[Sysfs::all("gpib_common")],
            ..Kind::NONE
        },
        Kind {
            name: "counter",
            title: "counter, /dev/counter0",
            operations: &[Symbol::of("counter", "counter_fops")],
            commands: &[&COUNTER, generic::COMMANDS],
            sysfs: &[Sysfs::all("counter")],
            ..Kind::NONE
        },
        Kind {
            name: "clock",
            title: "clock of a network adapter, /dev/ptp0",
            operations: &[Symbol::built_in("posix_clock_file_operations")],
            commands: &[&CLOCK, generic::COMMANDS],
            sysfs: &[Sysfs::all("ptp")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "haptic",
            title: "arm that is felt (SensAble PHANToM), /dev/phantom0",
            operations: &[Symbol::of("phantom", "phantom_file_ops")],
            commands: &[&HAPTIC, generic::COMMANDS],
            sysfs: &[Sysfs::all("phantom")],
            ..Kind::NONE
        },
    ],
};

/// Registers, but for one that says how the driver shall behave.
const HAPTIC: [Command; 9] = Command::all_but(
    phantom::ALL,
    Class::Opaque,
    [Command::of(phantom::PHN_NOT_OH, Class::Driver)],
);

const COMEDI: [Command; 17] = Command::all(comedi::ALL, Class::Standard);

/// What is measured and put out.
const SAMPLES: &[Command] = &[
    sample("read", Entries::READ),
    sample("write", Entries::WRITE),
];

const fn sample(name: &'static str, entries: Entries) -> Command {
    Command::passthrough(name, 0, "linux/comedi.h", &generic::TRANSFER)
        .by(entries)
        .class(Class::Standard, None)
}

const GPIB: [Command; 38] = Command::all_but(
    gpib_ioctl::ALL,
    Class::Standard,
    [
        transfer(gpib_ioctl::IBRD),
        transfer(gpib_ioctl::IBWRT),
        transfer(gpib_ioctl::IBCMD).class(Class::Standard, None),
    ],
);

const fn transfer(ioctl: crate::uapi::Ioctl) -> Command {
    Command::of(ioctl, Class::Opaque).with(&TRANSFER).class(
        Class::Opaque,
        Some("the commands of the instrument, mostly SCPI"),
    )
}

/// struct gpib_read_write_ioctl up to its length: buffer_ptr, requested_transfer_count.
const TRANSFER: Argument = Argument::new(ArgumentSpec {
    amount: [Field::at(8, 32), Field::ABSENT],
    ..ArgumentSpec::new(12)
});

const COUNTER: [Command; 3] = Command::all(counter::ALL, Class::Standard);

const CLOCK: [Command; 22] = Command::all(ptp_clock::ALL, Class::Standard);

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::decode::{Given, decode};

    #[test]
    fn a_transfer_over_gpib_says_how_long_it_is() {
        let kind = FAMILY.kinds.iter().find(|kind| {
            let known = kind.command(entry::IOCTL, gpib_ioctl::IBWRT.number);
            known.is_some_and(|known| known.name == "IBWRT")
        });
        // struct gpib_read_write_ioctl: buffer_ptr, requested_transfer_count.
        let mut transfer = [0; 24];
        transfer[8] = 5;
        let decoded = decode(
            kind.expect("a board"),
            None,
            &Given {
                entry: entry::IOCTL,
                number: gpib_ioctl::IBWRT.number,
                argument: &transfer,
                ..Given::default()
            },
        );
        assert_eq!(
            (decoded.named.class, decoded.amount),
            (Class::Opaque, Some(5))
        );
    }
}
