//! iommufd: IOMMU page tables as objects of a file (`drivers/iommu/iommufd`).

use tracer_common::spec::{ArgumentSpec, Field, flag};

use super::{
    Argument, Call, Class, Command, Family, Kind, Probe, Symbol, Sysfs, generic, ioctl::io, vfio,
};

/// The family.
pub const FAMILY: Family = Family {
    name: "iommufd",
    title: "IOMMU page tables that userspace manages",
    kinds: &[Kind {
        name: "file",
        title: "I/O address spaces and page tables, /dev/iommu",
        operations: &[iommufd("iommufd_fops")],
        // It speaks as a VFIO container, too, and may be built to be /dev/vfio/vfio.
        commands: &[COMMANDS, vfio::VERSION, vfio::TYPE1, generic::COMMANDS],
        probes: &[
            Probe::new(Call::Ioctl, iommufd("iommufd_fops_ioctl")),
            Probe::new(Call::Release, iommufd("iommufd_fops_release")),
        ],
        sysfs: &[Sysfs::named("misc", "iommu")],
        proven: true,
        ..Kind::NONE
    }],
};

const fn iommufd(name: &'static str) -> Symbol {
    Symbol::of("iommufd", name)
}

const UAPI: &str = "linux/iommufd.h";

const COMMANDS: &[Command] = &[
    decoded("IOMMU_DESTROY", 0x80, &DESTROY),
    standard("IOMMU_IOAS_ALLOC", 0x81),
    standard("IOMMU_IOAS_ALLOW_IOVAS", 0x82),
    decoded("IOMMU_IOAS_COPY", 0x83, &COPY),
    standard("IOMMU_IOAS_IOVA_RANGES", 0x84),
    decoded("IOMMU_IOAS_MAP", 0x85, &MAP),
    decoded("IOMMU_IOAS_UNMAP", 0x86, &UNMAP),
    standard("IOMMU_OPTION", 0x87),
    standard("IOMMU_VFIO_IOAS", 0x88),
    driver("IOMMU_HWPT_ALLOC", 0x89),
    driver("IOMMU_GET_HW_INFO", 0x8a),
    standard("IOMMU_HWPT_SET_DIRTY_TRACKING", 0x8b),
    standard("IOMMU_HWPT_GET_DIRTY_BITMAP", 0x8c),
    driver("IOMMU_HWPT_INVALIDATE", 0x8d),
    standard("IOMMU_FAULT_QUEUE_ALLOC", 0x8e),
    decoded("IOMMU_IOAS_MAP_FILE", 0x8f, &MAP_FILE),
    driver("IOMMU_VIOMMU_ALLOC", 0x90),
    driver("IOMMU_VDEVICE_ALLOC", 0x91),
    standard("IOMMU_IOAS_CHANGE_PROCESS", 0x92),
    driver("IOMMU_VEVENTQ_ALLOC", 0x93),
    driver("IOMMU_HW_QUEUE_ALLOC", 0x94),
    standard("IOMMU_IOAS_NOIOMMU_GET_PA", 0x95),
];

const fn standard(name: &'static str, number: u8) -> Command {
    Command::plain(name, io(b';', number), Class::Standard, UAPI)
}

const fn decoded(name: &'static str, number: u8, argument: &'static Argument) -> Command {
    Command::passthrough(name, io(b';', number), UAPI, argument).class(Class::Standard, None)
}

/// Carries data that the header lays out for one IOMMU driver each.
const fn driver(name: &'static str, number: u8) -> Command {
    Command::plain(name, io(b';', number), Class::Driver, UAPI)
}

/// struct iommu_destroy. What an I/O address space maps goes with it.
const DESTROY: Argument = Argument::new(ArgumentSpec {
    object: Field::at(4, 32),
    flags: flag::ENDS,
    ..ArgumentSpec::new(8)
});

/// struct iommu_ioas_map up to length.
const MAP: Argument = Argument::new(ArgumentSpec {
    object: Field::at(8, 32),
    amount: [Field::at(24, 32), Field::at(28, 32)],
    flags: flag::WIDE | flag::HOLDS,
    ..ArgumentSpec::new(32)
});

/// struct iommu_ioas_map_file up to length, which lies where iommu_ioas_map has it, as does the id.
const MAP_FILE: Argument = MAP;

/// struct iommu_ioas_copy up to length. What is mapped at two addresses is counted at both.
const COPY: Argument = Argument::new(ArgumentSpec {
    object: Field::at(8, 32),
    amount: [Field::at(16, 32), Field::at(20, 32)],
    flags: flag::WIDE | flag::HOLDS,
    ..ArgumentSpec::new(24)
});

/// struct iommu_ioas_unmap. The kernel writes back how much it unmapped.
const UNMAP: Argument = Argument::new(ArgumentSpec {
    object: Field::at(4, 32),
    amount: [Field::at(16, 32), Field::at(20, 32)],
    flags: flag::WIDE | flag::RELEASES,
    ..ArgumentSpec::new(24)
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_header() {
        for (number, command) in (0x3b80..).zip(COMMANDS) {
            assert_eq!(command.number, number, "{}", command.name);
        }
        assert_eq!(COMMANDS.len(), 0x16);
    }

    #[test]
    fn lengths_lie_where_the_structures_have_them() {
        assert_eq!(MAP.spec.amount.map(|field| field.word), [6, 7]);
        assert_eq!(COPY.spec.amount.map(|field| field.word), [4, 5]);
        assert_eq!(UNMAP.spec.amount.map(|field| field.word), [4, 5]);
        let objects = [&MAP, &COPY, &UNMAP, &DESTROY].map(|argument| argument.spec.object.word);
        assert_eq!(objects, [2, 2, 1, 1]);
    }
}
