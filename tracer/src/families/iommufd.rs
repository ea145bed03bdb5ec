//! iommufd: IOMMU page tables as objects of a file (`drivers/iommu/iommufd`).

use tracer_common::spec::{ArgumentSpec, Field, flag};

use super::{
    Argument, Call, Class, CodeTable, Command, Family, Kind, Probe, SubCommands, Symbol, Sysfs,
    generic, vfio,
};
use crate::uapi::{Ioctl, iommufd as header};

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
        kernels: "6.2 and newer, with CONFIG_IOMMUFD",
        proven: true,
        ..Kind::NONE
    }],
};

const fn iommufd(name: &'static str) -> Symbol {
    Symbol::of("iommufd", name)
}

const UAPI: &str = "linux/iommufd.h";

const COMMANDS: &[Command] = &[
    decoded(header::IOMMU_DESTROY, &DESTROY),
    standard(header::IOMMU_IOAS_ALLOC),
    standard(header::IOMMU_IOAS_ALLOW_IOVAS),
    decoded(header::IOMMU_IOAS_COPY, &COPY),
    standard(header::IOMMU_IOAS_IOVA_RANGES),
    decoded(header::IOMMU_IOAS_MAP, &MAP),
    decoded(header::IOMMU_IOAS_UNMAP, &UNMAP),
    decoded(header::IOMMU_OPTION, &OPTION),
    standard(header::IOMMU_VFIO_IOAS),
    typed(header::IOMMU_HWPT_ALLOC, &HWPT),
    typed(header::IOMMU_GET_HW_INFO, &HW_INFO),
    standard(header::IOMMU_HWPT_SET_DIRTY_TRACKING),
    standard(header::IOMMU_HWPT_GET_DIRTY_BITMAP),
    typed(header::IOMMU_HWPT_INVALIDATE, &INVALIDATE),
    standard(header::IOMMU_FAULT_QUEUE_ALLOC),
    decoded(header::IOMMU_IOAS_MAP_FILE, &MAP_FILE),
    typed(header::IOMMU_VIOMMU_ALLOC, &VIOMMU),
    standard(header::IOMMU_VDEVICE_ALLOC),
    standard(header::IOMMU_IOAS_CHANGE_PROCESS),
    typed(header::IOMMU_VEVENTQ_ALLOC, &VEVENTQ),
    typed(header::IOMMU_HW_QUEUE_ALLOC, &HW_QUEUE),
    standard(header::IOMMU_IOAS_NOIOMMU_GET_PA),
];

const fn standard(ioctl: Ioctl) -> Command {
    Command::of(ioctl, Class::Standard)
}

const fn decoded(ioctl: Ioctl, argument: &'static Argument) -> Command {
    standard(ioctl).with(argument)
}

/// Carries data that the header lays out for one IOMMU driver each, and says which; the sub-command's
/// class is the type's, and a type that the header does not have says nothing.
const fn typed(ioctl: Ioctl, argument: &'static Argument) -> Command {
    Command::of(ioctl, Class::Unknown).with(argument)
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

/// struct iommu_hwpt_alloc up to data_len.
const HWPT: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[
            any(&[(0, "no-data")]),
            one(&[(1, "vtd-s1"), (2, "arm-smmuv3"), (3, "amd-guest")]),
        ],
    )],
    ..Argument::new(ArgumentSpec {
        amount: [Field::at(28, 32), Field::ABSENT],
        ..kind(24, 32)
    })
};

/// struct iommu_hw_info up to in_data_type, which is read where a flag says so.
const HW_INFO: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[
            any(&[(0, "default")]),
            one(&[
                (1, "intel-vtd"),
                (2, "arm-smmuv3"),
                (3, "tegra241-cmdqv"),
                (4, "amd"),
            ]),
        ],
    )],
    ..Argument::new(ArgumentSpec {
        amount: [Field::at(12, 32), Field::ABSENT],
        ..kind(24, 28)
    })
};

/// struct iommu_hwpt_invalidate up to data_type.
const INVALIDATE: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[one(&[(0, "vtd-s1"), (1, "arm-smmuv3")])],
    )],
    ..Argument::new(kind(16, 20))
};

/// struct iommu_viommu_alloc up to type.
const VIOMMU: Argument = Argument {
    sub: VIRTUAL,
    ..Argument::new(kind(8, 12))
};

/// struct iommu_veventq_alloc up to type.
const VEVENTQ: Argument = Argument {
    sub: VIRTUAL,
    ..Argument::new(kind(12, 16))
};

const VIRTUAL: &[SubCommands] = &[SubCommands::new(
    "",
    &[
        any(&[(0, "default")]),
        one(&[(1, "arm-smmuv3"), (2, "tegra241-cmdqv")]),
    ],
)];

/// struct iommu_hw_queue_alloc up to type.
const HW_QUEUE: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[any(&[(0, "default")]), one(&[(1, "tegra241-cmdqv")])],
    )],
    ..Argument::new(kind(12, 16))
};

/// struct iommu_option up to op.
const OPTION: Argument = Argument {
    sub: &[SubCommands::new(
        "",
        &[any(&[(0, "rlimit-mode"), (1, "huge-pages")])],
    )],
    // 0 sets, 1 gets.
    second: Some("operation"),
    ..Argument::new(ArgumentSpec {
        second: Field::at(8, 16),
        ..kind(4, 12)
    })
};

/// The type lies at an offset of a structure of which so much is read.
const fn kind(offset: u8, length: u16) -> ArgumentSpec {
    ArgumentSpec {
        sub: Field::at(offset, 32),
        ..ArgumentSpec::new(length)
    }
}

/// Types that are the same on every machine.
const fn any(codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        source: UAPI,
        class: Class::Standard,
        note: None,
        codes,
    }
}

/// Types that are one IOMMU's.
const fn one(codes: &'static [(u32, &'static str)]) -> CodeTable {
    CodeTable {
        class: Class::Driver,
        ..any(codes)
    }
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::decode::{Given, decode};

    #[test]
    fn types_lie_where_the_structures_have_them() {
        for (ioctl, argument, path) in [
            (header::IOMMU_HWPT_ALLOC, &HWPT, "data_type"),
            (header::IOMMU_GET_HW_INFO, &HW_INFO, "in_data_type"),
            (header::IOMMU_HWPT_INVALIDATE, &INVALIDATE, "data_type"),
            (header::IOMMU_VIOMMU_ALLOC, &VIOMMU, "type"),
            (header::IOMMU_VEVENTQ_ALLOC, &VEVENTQ, "type"),
            (header::IOMMU_HW_QUEUE_ALLOC, &HW_QUEUE, "type"),
            (header::IOMMU_OPTION, &OPTION, "option_id"),
        ] {
            let layout = ioctl.takes.expect("a structure");
            let member = layout.members.iter().find(|member| member.path == path);
            let at = member.map(|member| member.offset / 4);
            assert_eq!(
                at,
                Some(u16::from(argument.spec.sub.word)),
                "{}",
                ioctl.name
            );
        }
    }

    #[test]
    fn a_type_without_a_name_is_unknown() {
        let class = |kind: u8| {
            let mut argument = [0; 32];
            // data_type of struct iommu_hwpt_alloc
            argument[24] = kind;
            let given = Given {
                entry: entry::IOCTL,
                number: header::IOMMU_HWPT_ALLOC.number,
                argument: &argument,
                ..Given::default()
            };
            decode(&FAMILY.kinds[0], None, &given).named.class
        };
        assert_eq!(class(0), Class::Standard);
        assert_eq!(class(1), Class::Driver);
        assert_eq!(class(0xff), Class::Unknown);
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
