//! Physical memory and I/O ports as files (`drivers/char/mem.c`).

use super::{Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};

/// The family.
pub const FAMILY: Family = Family {
    name: "mem",
    title: "physical memory and I/O ports",
    kinds: &[
        Kind {
            name: "memory",
            title: "physical memory, /dev/mem",
            operations: &[Symbol::built_in("mem_fops")],
            commands: &[MEMORY, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::built_in("read_mem")),
                Probe::new(Call::Write, Symbol::built_in("write_mem")),
            ],
            sysfs: &[Sysfs::named("mem", "mem")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "ports",
            title: "I/O ports, /dev/port",
            operations: &[Symbol::built_in("port_fops").near("mem_fops")],
            commands: &[PORTS, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::built_in("read_port")),
                Probe::new(Call::Write, Symbol::built_in("write_port")),
            ],
            sysfs: &[Sysfs::named("mem", "port")],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const MANUAL: &str = "mem(4)";
const ADDRESS: Option<&str> = Some("whatever device lies at the address");

const MEMORY: &[Command] = &[
    opaque("read", Entries::READ),
    opaque("write", Entries::WRITE),
    Command::passthrough("mmap", 0, MANUAL, &generic::MAPPING)
        .by(Entries::MMAP)
        .class(Class::Opaque, ADDRESS),
];

const PORTS: &[Command] = &[
    opaque("read", Entries::READ),
    opaque("write", Entries::WRITE),
];

const fn opaque(name: &'static str, entries: Entries) -> Command {
    Command::passthrough(name, 0, MANUAL, &generic::TRANSFER)
        .by(entries)
        .class(Class::Opaque, ADDRESS)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::{decode::decode, tests::of_length};

    #[test]
    fn every_access_is_opaque_and_says_how_much_it_is() {
        for (kind, entry, name) in [
            (0, entry::READ, "read"),
            (0, entry::WRITE, "write"),
            (0, entry::MMAP, "mmap"),
            (1, entry::READ, "read"),
            (1, entry::WRITE, "write"),
        ] {
            let decoded = decode(&FAMILY.kinds[kind], None, &of_length(entry, 0, 4096));
            let command = decoded.named.command.map(|command| command.name);
            assert_eq!(command, Some(name));
            assert_eq!(decoded.named.class, Class::Opaque, "{name}");
            assert_eq!(decoded.amount, Some(4096), "{name}");
        }
        let mapped = decode(&FAMILY.kinds[0], None, &of_length(entry::MMAP, 0, 1));
        assert_eq!(mapped.named.sub.map(|sub| sub.name), Some("rw".into()));
    }
}
