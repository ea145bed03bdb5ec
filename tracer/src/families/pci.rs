//! PCI devices through their files in sysfs and procfs: configuration space and resources
//! (`drivers/pci/pci-sysfs.c`, `drivers/pci/proc.c`); firmware of PCI switches
//! (`drivers/pci/switch/switchtec.c`).

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Call, Class, Command, Entries, Family, Kind, Path, Probe, Symbol, Sysfs, Via,
    generic, registers,
};
use crate::uapi;

/// The family.
pub const FAMILY: Family = Family {
    name: "pci",
    title: "PCI devices' registers in sysfs and procfs",
    kinds: &[
        Kind {
            name: "config",
            title: "configuration space, /sys/bus/pci/devices/0000:00:05.0/config",
            via: OBJECT,
            operations: &[Symbol::built_in("pci_read_config")],
            commands: &[CONFIGURATION],
            probes: &[
                Probe::new(Call::AttributeRead, Symbol::built_in("pci_read_config")),
                Probe::new(Call::AttributeWrite, Symbol::built_in("pci_write_config")),
            ],
            sysfs: &[Sysfs::all("pci")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "resource",
            title: "ports and memory, /sys/bus/pci/devices/0000:00:05.0/resource0",
            via: OBJECT,
            operations: &[
                Symbol::built_in("pci_mmap_resource_uc"),
                Symbol::built_in("pci_mmap_resource_wc"),
                // Ports, by the names that kernels have had for them.
                Symbol::built_in("pci_read_resource_io"),
                Symbol::built_in("pci_read_resource"),
            ],
            commands: &[RESOURCES],
            probes: &[
                Probe::new(
                    Call::AttributeRead,
                    Symbol::built_in("pci_read_resource_io"),
                ),
                Probe::new(
                    Call::AttributeWrite,
                    Symbol::built_in("pci_write_resource_io"),
                ),
                Probe::new(Call::AttributeRead, Symbol::built_in("pci_read_resource")),
                Probe::new(Call::AttributeWrite, Symbol::built_in("pci_write_resource")),
            ],
            hidden: HIDDEN,
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "procfs",
            title: "configuration space and memory, /proc/bus/pci/00/05.0",
            via: Via::Name(&[Path {
                module: None,
                members: &[("pci_dev", "dev.kobj.name")],
            }]),
            operations: &[Symbol::built_in("proc_bus_pci_ops")],
            commands: &[CONFIGURATION, MEMORY, &CONTROLS, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::built_in("proc_bus_pci_read")),
                Probe::new(Call::Write, Symbol::built_in("proc_bus_pci_write")),
            ],
            hidden: HIDDEN,
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "switch",
            title: "firmware of a PCI switch, /dev/switchtec0",
            operations: &[Symbol::of("switchtec", "switchtec_fops")],
            commands: &[&SWITCH, FIRMWARE, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, Symbol::of("switchtec", "switchtec_dev_read")),
                Probe::new(Call::Write, Symbol::of("switchtec", "switchtec_dev_write")),
            ],
            sysfs: &[Sysfs::all("switchtec")],
            ..Kind::NONE
        },
        Kind {
            name: "rom",
            title: "expansion ROM, /sys/bus/pci/devices/0000:00:05.0/rom",
            via: OBJECT,
            operations: &[Symbol::built_in("pci_read_rom")],
            commands: &[ROM],
            probes: &[
                Probe::new(Call::AttributeRead, Symbol::built_in("pci_read_rom")),
                Probe::new(Call::AttributeWrite, Symbol::built_in("pci_write_rom")),
            ],
            hidden: HIDDEN,
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "vpd",
            title: "vital product data, /sys/bus/pci/devices/0000:00:05.0/vpd",
            via: OBJECT,
            operations: &[Symbol::built_in("vpd_read")],
            commands: &[PRODUCT],
            probes: &[
                Probe::new(Call::AttributeRead, Symbol::built_in("vpd_read")),
                Probe::new(Call::AttributeWrite, Symbol::built_in("vpd_write")),
            ],
            hidden: HIDDEN,
            ..Kind::NONE
        },
        Kind {
            name: "endpoint-test",
            title: "test of an endpoint that runs Linux, /dev/pci-endpoint-test.0",
            operations: &[Symbol::of("pci_endpoint_test", "pci_endpoint_test_fops")],
            commands: &[&ENDPOINT_TEST, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "pci-endpoint-test")],
            ..Kind::NONE
        },
    ],
};

/// Why further files of a function are not listed.
const HIDDEN: &str = "each function of the bus is listed once, as pci config, with whoever has any of its files open";

/// The name of an attribute's kernel object is the device's address.
const OBJECT: Via = Via::Name(&[Path {
    module: None,
    members: &[("kobject", "name")],
}]);

const ATTRIBUTES: &str = "Documentation/PCI/sysfs-pci.rst";

const CONFIGURATION: &[Command] =
    &[
        Command::passthrough("config", 0, ATTRIBUTES, &registers::CONFIGURATION)
            .by(Entries::TRANSFER)
            .class(Class::Standard, None),
    ];

/// A write turns it on or off.
const ROM: &[Command] = &[whole("rom")];
const PRODUCT: &[Command] = &[whole("vpd")];

const fn whole(name: &'static str) -> Command {
    Command::passthrough(name, 0, ATTRIBUTES, &generic::TRANSFER)
        .by(Entries::TRANSFER)
        .class(Class::Standard, None)
}

/// Resources by their number.
const RESOURCES: &[Command] = &[
    ports("resource0", 0),
    ports("resource1", 1),
    ports("resource2", 2),
    ports("resource3", 3),
    ports("resource4", 4),
    ports("resource5", 5),
    memory("resource0", 0),
    memory("resource1", 1),
    memory("resource2", 2),
    memory("resource3", 3),
    memory("resource4", 4),
    memory("resource5", 5),
];

const fn ports(name: &'static str, number: u32) -> Command {
    Command::passthrough(name, number, ATTRIBUTES, &generic::TRANSFER)
        .by(Entries::TRANSFER)
        .class(Class::Opaque, None)
}

const fn memory(name: &'static str, number: u32) -> Command {
    Command::passthrough(name, number, ATTRIBUTES, &generic::MAPPING)
        .by(Entries::MMAP)
        .class(
            Class::Opaque,
            Some("what goes through the mapping is not seen"),
        )
}

/// Memory through procfs, where the offset is the physical address.
const MEMORY: &[Command] = &[memory("resource", 0)];

/// What a mapping through procfs is to be. The argument is a number, where there is any.
const CONTROLS: [Command; 4] = Command::all(uapi::pci::ALL, Class::Standard);

/// PCITEST_LEGACY_IRQ is the former name of one of them.
const ENDPOINT_TEST: [Command; 13] = Command::all(
    [
        uapi::pcitest::PCITEST_BAR,
        uapi::pcitest::PCITEST_INTX_IRQ,
        uapi::pcitest::PCITEST_MSI,
        uapi::pcitest::PCITEST_WRITE,
        uapi::pcitest::PCITEST_READ,
        uapi::pcitest::PCITEST_COPY,
        uapi::pcitest::PCITEST_MSIX,
        uapi::pcitest::PCITEST_SET_IRQTYPE,
        uapi::pcitest::PCITEST_GET_IRQTYPE,
        uapi::pcitest::PCITEST_BARS,
        uapi::pcitest::PCITEST_DOORBELL,
        uapi::pcitest::PCITEST_BAR_SUBRANGE,
        uapi::pcitest::PCITEST_CLEAR_IRQ,
    ],
    Class::Driver,
);

const SWITCH: [Command; 7] = Command::all(uapi::switchtec_ioctl::ALL, Class::Driver);

const MRPC: &str = "drivers/pci/switch/switchtec.c, Documentation/driver-api/switchtec.rst";

/// A command to the switch's firmware is written, and its result read.
const FIRMWARE: &[Command] = &[
    Command::passthrough("write", 0, MRPC, &REQUEST)
        .by(Entries::WRITE)
        .class(Class::Opaque, None),
    Command::passthrough("read", 0, MRPC, &generic::TRANSFER)
        .by(Entries::READ)
        .class(Class::Opaque, None),
];

/// A request begins with its command's number.
const REQUEST: Argument = Argument::new(ArgumentSpec {
    sub: Field::at(0, 32),
    amount: generic::LENGTH,
    flags: generic::TRANSFER.spec.flags,
    ..ArgumentSpec::new(4)
});

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;

    #[test]
    fn resources_are_named_by_their_number() {
        let name = |kind: usize, entry, number| {
            let found = FAMILY.kinds[kind].command(entry, number);
            found.map(|command| command.name)
        };
        assert_eq!(name(1, entry::MMAP, 5), Some("resource5"));
        assert_eq!(name(1, entry::WRITE, 0), Some("resource0"));
        assert_eq!(name(0, entry::READ, 0), Some("config"));
        assert_eq!(name(4, entry::WRITE, 0), Some("rom"));
        assert_eq!(name(5, entry::READ, 0), Some("vpd"));
    }
}
