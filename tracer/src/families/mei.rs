//! Intel's management engine (`drivers/misc/mei`).

use super::{Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};
use crate::uapi;

/// The family.
pub const FAMILY: Family = Family {
    name: "mei",
    title: "Intel management engine",
    kinds: &[Kind {
        name: "engine",
        title: "clients of the engine's firmware, /dev/mei0",
        operations: &[mei("mei_fops")],
        commands: &[&COMMANDS, TRANSFERS, generic::COMMANDS],
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

const COMMANDS: [Command; 4] = Command::all(uapi::mei::ALL, Class::Driver);

/// Messages to and from the client that the file is connected to.
const TRANSFERS: &[Command] = &[
    message("write", Entries::WRITE),
    message("read", Entries::READ),
];

const fn message(name: &'static str, entries: Entries) -> Command {
    Command::passthrough(name, 0, UAPI, &generic::TRANSFER)
        .by(entries)
        .class(Class::Opaque, None)
}
