//! VFIO: containers, groups and devices (`drivers/vfio`).

use tracer_common::spec::{ArgumentSpec, Field, call, flag};

use super::{
    Argument, Call, Class, CodeTable, Command, Entries, Family, Kind, Path, Probe, SubCommands,
    Symbol, Sysfs, Via, generic, registers,
};
use crate::uapi::{Ioctl, vfio as header};

mod migration;

/// The family.
pub const FAMILY: Family = Family {
    name: "vfio",
    title: "devices that userspace drives itself",
    kinds: &[
        Kind {
            name: "container",
            title: "IOMMU mappings of a set of groups, /dev/vfio/vfio",
            operations: &[vfio("vfio_fops")],
            commands: &[VERSION, TYPE1, CONTAINER, generic::COMMANDS],
            // What is mapped goes with the container's last group, before the container or after
            // its last descriptor.
            probes: &[
                Probe::new(Call::Ioctl, vfio("vfio_fops_unl_ioctl")),
                Probe::new(Call::Release, vfio("vfio_fops_release")),
                Probe::new(Call::AddressSpace, type1("vfio_iommu_type1_ioctl")),
                Probe::new(Call::AddressSpaceEnd, type1("vfio_iommu_type1_release")),
            ],
            sysfs: &[Sysfs::named("misc", "vfio")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "group",
            title: "IOMMU group, /dev/vfio/12",
            operations: &[vfio("vfio_group_fops")],
            commands: &[GROUP, generic::COMMANDS],
            sysfs: &[Sysfs::all("vfio")],
            proven: true,
            ..Kind::NONE
        },
        // A device that a group gave out has the anonymous inode, one that was opened as
        // /dev/vfio/devices/vfio0 has its own: the private data leads from both to the device.
        Kind {
            name: "device",
            title: "device, from its group or /dev/vfio/devices/vfio0",
            via: Via::Name(&[FROM_FILE, FROM_DEVICE]),
            operations: &[vfio("vfio_device_fops")],
            selector: Some(REGION_SHIFT),
            commands: &[DEVICE, REGIONS, generic::COMMANDS],
            probes: &[
                Probe::new(Call::Read, vfio("vfio_device_fops_read")),
                Probe::new(Call::Write, vfio("vfio_device_fops_write")),
            ],
            sysfs: &[Sysfs::all("vfio-dev")],
            links: &["anon_inode:[vfio-device]"],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "migration",
            title: "state of a device that is moved to another machine",
            via: Via::Alike,
            operations: migration::OPERATIONS,
            commands: &[migration::COMMANDS, generic::COMMANDS],
            probes: migration::PROBES,
            links: migration::LINKS,
            proven: true,
            ..Kind::NONE
        },
    ],
};

const fn vfio(name: &'static str) -> Symbol {
    Symbol::of("vfio", name)
}

const fn type1(name: &'static str) -> Symbol {
    Symbol::of("vfio_iommu_type1", name)
}

/// Since Linux 6.6 the private data of a device's file is what the file has to itself.
const FROM_FILE: Path = Path {
    module: Some("vfio"),
    members: &[
        ("vfio_device_file", "device"),
        ("vfio_device", "dev"),
        ("device", "kobj.name"),
    ],
};

/// Before, it is the device.
const FROM_DEVICE: Path = Path {
    module: Some("vfio"),
    members: &[("vfio_device", "dev"), ("device", "kobj.name")],
};

const UAPI: &str = "linux/vfio.h";
/// VFIO_PCI_OFFSET_SHIFT
const REGION_SHIFT: u8 = 40;

const fn standard(ioctl: Ioctl) -> Command {
    Command::of(ioctl, Class::Standard)
}

const fn decoded(ioctl: Ioctl, argument: &'static Argument) -> Command {
    standard(ioctl).with(argument)
}

/// Of every file that groups and devices are set to.
pub(super) const VERSION: &[Command] = &[standard(header::VFIO_GET_API_VERSION)];

/// Some of the numbers mean one thing to the type 1 IOMMU driver and another to that of pSeries
/// (sPAPR). They have the name that type 1 gives them. These iommufd takes as well
/// (`drivers/iommu/iommufd/vfio_compat.c`).
pub(super) const TYPE1: &[Command] = &[
    decoded(header::VFIO_CHECK_EXTENSION, &EXTENSION),
    decoded(header::VFIO_SET_IOMMU, &EXTENSION),
    shared(
        header::VFIO_IOMMU_GET_INFO,
        "VFIO_IOMMU_SPAPR_TCE_GET_INFO on pSeries",
    ),
    decoded(header::VFIO_IOMMU_MAP_DMA, &MAP_DMA),
    decoded(header::VFIO_IOMMU_UNMAP_DMA, &UNMAP_DMA),
];

const CONTAINER: &[Command] = &[
    standard(header::VFIO_IOMMU_ENABLE),
    standard(header::VFIO_IOMMU_DISABLE),
    shared(
        header::VFIO_IOMMU_DIRTY_PAGES,
        "VFIO_IOMMU_SPAPR_REGISTER_MEMORY on pSeries",
    ),
    standard(header::VFIO_IOMMU_SPAPR_UNREGISTER_MEMORY),
    standard(header::VFIO_IOMMU_SPAPR_TCE_CREATE),
    standard(header::VFIO_IOMMU_SPAPR_TCE_REMOVE),
    standard(header::VFIO_EEH_PE_OP),
];

const fn shared(ioctl: Ioctl, other: &'static str) -> Command {
    standard(ioctl).class(Class::Standard, Some(other))
}

const GROUP: &[Command] = &[
    standard(header::VFIO_GROUP_GET_STATUS),
    standard(header::VFIO_GROUP_SET_CONTAINER),
    standard(header::VFIO_GROUP_UNSET_CONTAINER),
    standard(header::VFIO_GROUP_GET_DEVICE_FD),
];

const DEVICE: &[Command] = &[
    standard(header::VFIO_DEVICE_GET_INFO),
    decoded(header::VFIO_DEVICE_GET_REGION_INFO, &REGION_INFO),
    decoded(header::VFIO_DEVICE_GET_IRQ_INFO, &IRQ_INFO),
    decoded(header::VFIO_DEVICE_SET_IRQS, &SET_IRQS),
    standard(header::VFIO_DEVICE_RESET),
    standard(header::VFIO_DEVICE_GET_PCI_HOT_RESET_INFO),
    standard(header::VFIO_DEVICE_PCI_HOT_RESET),
    standard(header::VFIO_DEVICE_QUERY_GFX_PLANE),
    standard(header::VFIO_DEVICE_GET_GFX_DMABUF),
    standard(header::VFIO_DEVICE_IOEVENTFD),
    decoded(header::VFIO_DEVICE_FEATURE, &FEATURE),
    standard(header::VFIO_DEVICE_BIND_IOMMUFD),
    standard(header::VFIO_DEVICE_ATTACH_IOMMUFD_PT),
    standard(header::VFIO_DEVICE_DETACH_IOMMUFD_PT),
];

const REGION_NAMES: &str = "linux/vfio.h: VFIO_PCI_BAR0_REGION_INDEX and so on";

/// What is read, written and mapped, by region.
const REGIONS: &[Command] = &[
    transfer("bar0", 0),
    transfer("bar1", 1),
    transfer("bar2", 2),
    transfer("bar3", 3),
    transfer("bar4", 4),
    transfer("bar5", 5),
    mapping("bar0", 0),
    mapping("bar1", 1),
    mapping("bar2", 2),
    mapping("bar3", 3),
    mapping("bar4", 4),
    mapping("bar5", 5),
    Command::passthrough("rom", 6, REGION_NAMES, &generic::TRANSFER)
        .by(Entries::TRANSFER)
        .class(Class::Opaque, None),
    Command::passthrough("config", 7, REGION_NAMES, &registers::CONFIGURATION)
        .by(Entries::TRANSFER)
        .class(Class::Standard, None),
    Command::passthrough("vga", 8, REGION_NAMES, &generic::TRANSFER)
        .by(Entries::TRANSFER)
        .class(Class::Standard, None),
];

/// What goes through a BAR is the device's own, read and written in the kernel's sight.
const fn transfer(name: &'static str, region: u32) -> Command {
    Command::passthrough(name, region, REGION_NAMES, &generic::TRANSFER)
        .by(Entries::TRANSFER)
        .class(Class::Opaque, None)
}

/// And mapped, without its sight from then on.
const fn mapping(name: &'static str, region: u32) -> Command {
    Command::passthrough(name, region, REGION_NAMES, &generic::MAPPING)
        .by(Entries::MMAP)
        .class(
            Class::Opaque,
            Some("what goes through the mapping is not seen"),
        )
}

const fn names(codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source: UAPI,
        class: Class::Standard,
        note: None,
        codes,
    }
}

/// The argument is an extension's number, no address.
const EXTENSION: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[names(&[
            (1, "type1"),
            (2, "spapr-tce"),
            (3, "type1v2"),
            (4, "dma-cc"),
            (5, "eeh"),
            (6, "type1-nesting"),
            (7, "spapr-tce-v2"),
            (8, "noiommu"),
            (9, "unmap-all"),
            (10, "update-vaddr"),
        ])],
    )],
    ..Argument::new(ArgumentSpec {
        sub: Field::call(call::ARGUMENT),
        ..ArgumentSpec::new(0)
    })
};

/// struct vfio_iommu_type1_dma_map: argsz, flags, vaddr, iova, size.
const MAP_DMA: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[names(&[
            (0, "none"),
            (1, "r"),
            (2, "w"),
            (3, "rw"),
            (4, "vaddr"),
        ])],
    )],
    alternatives: &[MAP],
    ..Argument::new(ArgumentSpec {
        flags: flag::WIDE | flag::HOLDS,
        ..unless_address(MAP)
    })
};

const MAP: ArgumentSpec = ArgumentSpec {
    sub: Field::at(4, 32),
    amount: [Field::at(24, 32), Field::at(28, 32)],
    flags: flag::WIDE,
    ..ArgumentSpec::new(32)
};

/// Only where the flags lack VFIO_DMA_MAP_FLAG_VADDR or VFIO_DMA_UNMAP_FLAG_VADDR, which change the
/// address of what stays mapped.
const fn unless_address(spec: ArgumentSpec) -> ArgumentSpec {
    ArgumentSpec {
        guard_word: 1,
        guard: 0,
        guard_mask: 4,
        ..spec
    }
}

/// struct vfio_iommu_type1_dma_unmap up to size: argsz, flags, iova, size. The kernel writes back how
/// much it unmapped.
const UNMAP_DMA: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[names(&[
            (0, "range"),
            (1, "get-dirty-bitmap"),
            (2, "all"),
            (4, "vaddr"),
            (6, "vaddr-all"),
        ])],
    )],
    alternatives: &[UNMAP],
    ..Argument::new(ArgumentSpec {
        flags: flag::WIDE | flag::RELEASES,
        ..unless_address(UNMAP)
    })
};

const UNMAP: ArgumentSpec = ArgumentSpec {
    sub: Field::at(4, 32),
    amount: [Field::at(16, 32), Field::at(20, 32)],
    flags: flag::WIDE,
    ..ArgumentSpec::new(24)
};

/// struct vfio_region_info up to index.
const REGION_INFO: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[names(&[
            (0, "bar0"),
            (1, "bar1"),
            (2, "bar2"),
            (3, "bar3"),
            (4, "bar4"),
            (5, "bar5"),
            (6, "rom"),
            (7, "config"),
            (8, "vga"),
        ])],
    )],
    ..Argument::new(INDEX)
};

/// struct vfio_irq_info up to index.
const IRQ_INFO: Argument = Argument {
    sub: &[INTERRUPTS],
    ..Argument::new(INDEX)
};

/// argsz, flags, index: both structures begin so, as does struct vfio_irq_set.
const INDEX: ArgumentSpec = ArgumentSpec {
    sub: Field::at(8, 32),
    ..ArgumentSpec::new(12)
};

/// struct vfio_irq_set: data type and action are flags.
const SET_IRQS: Argument = Argument {
    sub: &[INTERRUPTS],
    second: Some("flags"),
    ..Argument::new(ArgumentSpec {
        second: Field::at(4, 32),
        ..INDEX
    })
};

const INTERRUPTS: SubCommands = SubCommands::new(
    "",
    &[names(&[
        (0, "intx"),
        (1, "msi"),
        (2, "msix"),
        (3, "err"),
        (4, "req"),
    ])],
);

/// struct vfio_device_feature: the index is the flags' lower half, what is done with it the upper.
const FEATURE: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[names(&[
            (0, "pci-vf-token"),
            (1, "migration"),
            (2, "mig-device-state"),
            (3, "low-power-entry"),
            (4, "low-power-entry-with-wakeup"),
            (5, "low-power-exit"),
            (6, "dma-logging-start"),
            (7, "dma-logging-stop"),
            (8, "dma-logging-report"),
            (9, "mig-data-size"),
            (10, "bus-master"),
            (11, "dma-buf"),
            (12, "mig-precopy-info-v2"),
            (13, "zpci-error"),
        ])],
    )],
    // 1 gets, 2 sets, 4 asks whether it could.
    second: Some("operation"),
    ..Argument::new(ArgumentSpec {
        sub: Field::at(4, 16),
        second: Field::at(6, 16),
        ..ArgumentSpec::new(8)
    })
};

#[cfg(test)]
mod tests;
