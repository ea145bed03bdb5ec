//! Intel's management engine (`drivers/misc/mei`).

use super::{
    Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic,
    ioctl::{ior, iow, iowr},
};

/// The family.
pub const FAMILY: Family = Family {
    name: "mei",
    title: "Intel management engine",
    kinds: &[Kind {
        name: "engine",
        title: "clients of the engine's firmware, /dev/mei0",
        operations: &[mei("mei_fops")],
        commands: &[COMMANDS, TRANSFERS, generic::COMMANDS],
        probes: &[
            Probe::new(Call::Read, mei("mei_read")),
            Probe::new(Call::Write, mei("mei_write")),
        ],
        sysfs: &[Sysfs::all("mei")],
        ..Kind::NONE
    }],
};

const fn mei(name: &'static str) -> Symbol {
    Symbol::of("mei", name)
}

const UAPI: &str = "linux/mei.h";

const COMMANDS: &[Command] = &[
    driver("IOCTL_MEI_CONNECT_CLIENT", iowr(b'H', 0x01, 16)),
    driver("IOCTL_MEI_NOTIFY_SET", iow(b'H', 0x02, 4)),
    driver("IOCTL_MEI_NOTIFY_GET", ior(b'H', 0x03, 4)),
    driver("IOCTL_MEI_CONNECT_CLIENT_VTAG", iowr(b'H', 0x04, 20)),
];

/// Messages to and from the client that the file is connected to.
const TRANSFERS: &[Command] = &[
    message("write", Entries::WRITE),
    message("read", Entries::READ),
];

const fn driver(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Driver, UAPI)
}

const fn message(name: &'static str, entries: Entries) -> Command {
    Command::passthrough(name, 0, UAPI, &generic::TRANSFER)
        .by(entries)
        .class(Class::Opaque, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_header() {
        let numbers: Vec<_> = COMMANDS.iter().map(|command| command.number).collect();
        assert_eq!(
            numbers,
            [0xc010_4801, 0x4004_4802, 0x8004_4803, 0xc014_4804]
        );
    }
}
