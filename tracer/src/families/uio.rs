//! UIO: memory and interrupts of devices that userspace drives (`drivers/uio`).

use super::{Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};

/// The family.
pub const FAMILY: Family = Family {
    name: "uio",
    title: "devices that userspace drives without an IOMMU",
    kinds: &[Kind {
        name: "device",
        title: "memory and interrupts of a device, /dev/uio0",
        operations: &[uio("uio_fops")],
        selector: Some(PAGE_SHIFT),
        commands: &[INTERRUPTS, MAPS, generic::COMMANDS],
        probes: &[
            Probe::new(Call::Read, uio("uio_read")),
            Probe::new(Call::Write, uio("uio_write")),
        ],
        sysfs: &[Sysfs::all("uio")],
        proven: true,
        ..Kind::NONE
    }],
};

const fn uio(name: &'static str) -> Symbol {
    Symbol::of("uio", name)
}

/// A map is selected by as many pages (of x86).
const PAGE_SHIFT: u8 = 12;
const MANUAL: &str = "Documentation/driver-api/uio-howto.rst";

/// A read waits for an interrupt and tells how many there were; a write enables or disables them.
const INTERRUPTS: &[Command] = &[
    Command::passthrough("interrupts", 0, MANUAL, &generic::TRANSFER)
        .by(Entries::TRANSFER)
        .class(Class::Standard, None),
];

const MAPS: &[Command] = &[
    map("map0", 0),
    map("map1", 1),
    map("map2", 2),
    map("map3", 3),
    map("map4", 4),
];

const fn map(name: &'static str, number: u32) -> Command {
    Command::passthrough(name, number, MANUAL, &generic::MAPPING)
        .by(Entries::MMAP)
        .class(
            Class::Opaque,
            Some("what goes through the mapping is not seen"),
        )
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::{decode::decode, tests::of_length};

    #[test]
    fn a_map_is_told_by_its_page() {
        let kind = &FAMILY.kinds[0];
        assert_eq!(kind.selector, Some(PAGE_SHIFT));
        let decoded = decode(kind, None, &of_length(entry::MMAP, 2, 8192));
        let named = &decoded.named;
        assert_eq!(named.command.map(|command| command.name), Some("map2"));
        assert_eq!(named.class, Class::Opaque);
        assert_eq!(decoded.amount, Some(8192));
        let decoded = decode(kind, None, &of_length(entry::READ, 0, 4));
        let named = &decoded.named;
        assert_eq!(
            named.command.map(|command| command.name),
            Some("interrupts")
        );
        assert_eq!((named.class, decoded.amount), (Class::Standard, Some(4)));
    }
}
