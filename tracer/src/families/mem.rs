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
