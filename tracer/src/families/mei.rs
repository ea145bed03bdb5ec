//! Intel's management engine (`drivers/misc/mei`) and the security engine that newer processors have
//! (`drivers/misc/issei`).

use super::{Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};
use crate::uapi;

/// The family.
pub const FAMILY: Family = Family {
    name: "mei",
    title: "Intel management engine",
    kinds: &[
        Kind {
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
        },
        Kind {
            name: "security-engine",
            title: "clients of the security engine's firmware, /dev/issei0",
            operations: &[issei("issei_fops")],
            commands: &[&SECURITY, SECURITY_TRANSFERS, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, issei("issei_read")),
                Probe::new(Call::Write, issei("issei_write")),
            ],
            sysfs: &[Sysfs::all("issei")],
            kernels: "7.2 and newer",
            ..Kind::NONE
        },
    ],
};

const fn mei(name: &'static str) -> Symbol {
    Symbol::of("mei", name)
}

const fn issei(name: &'static str) -> Symbol {
    Symbol::of("issei", name)
}

const UAPI: &str = "linux/mei.h";
const SECURITY_UAPI: &str = "linux/issei.h";

const COMMANDS: [Command; 4] = Command::all(uapi::mei::ALL, Class::Driver);

/// Messages to and from the client that the file is connected to.
const TRANSFERS: &[Command] = &[
    message("write", Entries::WRITE, UAPI),
    message("read", Entries::READ, UAPI),
];

const SECURITY: [Command; 2] = Command::all(uapi::issei::ALL, Class::Driver);

const SECURITY_TRANSFERS: &[Command] = &[
    message("write", Entries::WRITE, SECURITY_UAPI),
    message("read", Entries::READ, SECURITY_UAPI),
];

const fn message(name: &'static str, entries: Entries, source: &'static str) -> Command {
    Command::passthrough(name, 0, source, &generic::TRANSFER)
        .by(entries)
        .class(Class::Opaque, None)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::{decode::decode, tests::of_length};

    #[test]
    fn a_message_is_its_client_s_and_the_connection_the_driver_s() {
        let kind = &FAMILY.kinds[0];
        let decoded = decode(kind, None, &of_length(entry::WRITE, 0, 12));
        let named = &decoded.named;
        assert_eq!(named.command.map(|command| command.name), Some("write"));
        assert_eq!((named.class, decoded.amount), (Class::Opaque, Some(12)));
        // IOCTL_MEI_CONNECT_CLIENT
        let connect = decode(kind, None, &of_length(entry::IOCTL, 0xc010_4801, 0)).named;
        let command = connect.command.map(|command| command.name);
        assert_eq!(command, Some("IOCTL_MEI_CONNECT_CLIENT"));
        assert_eq!(connect.class, Class::Driver);
    }
}
