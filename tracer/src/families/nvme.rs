//! NVMe: controllers, namespaces as character devices and as disks (`drivers/nvme/host`).

mod admin;
mod copied;
mod fabrics;
mod io;

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Class, CodeRange, CodeTable, Command, Detail, Entries, Family, Kind, SubCommands,
    Symbol, Sysfs, Via, block, cdb, generic, ioctl::iow,
};
use crate::uapi::{Ioctl, nvme_ioctl as uapi};

/// The family.
pub const FAMILY: Family = Family {
    name: "nvme",
    title: "NVM Express controllers and namespaces",
    kinds: &[
        Kind {
            name: "controller",
            title: "controller, /dev/nvme0",
            operations: &[core("nvme_dev_fops")],
            commands: &[
                COMMANDS,
                URING_ADMIN,
                &block::SELF_ENCRYPTING,
                generic::COMMANDS,
            ],
            check: Some(&copied::CHECK),
            sysfs: &[Sysfs::named("nvme", "nvme")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "generic",
            title: "namespace as a character device, /dev/ng0n1",
            operations: &[core("nvme_ns_chr_fops"), core("nvme_ns_head_chr_fops")],
            commands: &[
                COMMANDS,
                URING_IO,
                &block::SELF_ENCRYPTING,
                generic::COMMANDS,
            ],
            check: Some(&copied::CHECK),
            sysfs: &[Sysfs::all("nvme-generic")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "disk",
            title: "namespace as a disk, and its partitions, /dev/nvme0n1",
            via: Via::Disk,
            operations: &[core("nvme_bdev_ops"), core("nvme_ns_head_ops")],
            commands: &[
                COMMANDS,
                block::COMMANDS,
                &block::ZONED,
                &block::RESERVATIONS,
                block::TRACE,
                &block::SELF_ENCRYPTING,
                generic::COMMANDS,
            ],
            check: Some(&copied::CHECK),
            sysfs: &[Sysfs::named("block", "nvme")],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const fn core(name: &'static str) -> Symbol {
    Symbol::of("nvme_core", name)
}

/// sizeof(struct nvme_user_io32)
const USER_IO_32: u32 = 44;

/// The driver names the same numbers on every kind and refuses those that make no sense there.
pub(super) const COMMANDS: &[Command] = &[
    Command::of(uapi::NVME_IOCTL_ID, Class::Driver),
    passthrough(uapi::NVME_IOCTL_ADMIN_CMD, &ADMIN),
    passthrough(uapi::NVME_IOCTL_SUBMIT_IO, &SUBMIT_IO),
    passthrough(uapi::NVME_IOCTL_IO_CMD, &IO),
    Command::of(uapi::NVME_IOCTL_RESET, Class::Driver),
    Command::of(uapi::NVME_IOCTL_SUBSYS_RESET, Class::Driver),
    Command::of(uapi::NVME_IOCTL_RESCAN, Class::Driver),
    passthrough(uapi::NVME_IOCTL_ADMIN64_CMD, &ADMIN),
    passthrough(uapi::NVME_IOCTL_IO64_CMD, &IO),
    passthrough(uapi::NVME_IOCTL_IO64_CMD_VEC, &IO_VECTOR),
    // Of 32-bit processes on x86, whose structure has no padding at its end.
    Command::passthrough(
        "NVME_IOCTL_SUBMIT_IO32",
        iow(b'N', 0x42, USER_IO_32),
        "drivers/nvme/host/ioctl.c",
        &SUBMIT_IO,
    ),
];

/// io_uring commands. Their structure, nvme_uring_cmd, is as far as the specs go that of the ioctls.
const URING_IO: &[Command] = &[
    passthrough(uapi::NVME_URING_CMD_IO, &IO).by(Entries::URING),
    passthrough(uapi::NVME_URING_CMD_IO_VEC, &IO_VECTOR).by(Entries::URING),
];

/// Those that a controller takes.
const URING_ADMIN: &[Command] = &[
    passthrough(uapi::NVME_URING_CMD_ADMIN, &ADMIN).by(Entries::URING),
    passthrough(uapi::NVME_URING_CMD_ADMIN_VEC, &ADMIN_VECTOR).by(Entries::URING),
];

/// Its opcode decides the class.
const fn passthrough(ioctl: Ioctl, argument: &'static Argument) -> Command {
    Command::of(ioctl, Class::Unknown).with(argument)
}

/// The opcode of all four structures.
const OPCODE: Field = Field::at(0, 8);
/// The namespace id of both passthru structures.
const NSID: Field = Field::at(4, 32);

/// Both passthru structures up to cdw13.
const PASSTHRU_SPEC: ArgumentSpec = ArgumentSpec {
    sub: OPCODE,
    second: NSID,
    amount: [Field::at(32, 32), Field::at(36, 32)],
    ..ArgumentSpec::new(56)
};

const ADMIN: Argument = Argument {
    spec: PASSTHRU_SPEC,
    alternatives: &[],
    sub: &[admin::COMMANDS],
    second: Some("nsid"),
};

const IO: Argument = Argument {
    spec: PASSTHRU_SPEC,
    alternatives: &[],
    sub: &[io::COMMANDS],
    second: Some("nsid"),
};

/// With vec_cnt in data_len's place: the lengths lie behind another pointer.
const VECTOR_SPEC: ArgumentSpec = ArgumentSpec {
    amount: [Field::ABSENT; 2],
    ..PASSTHRU_SPEC
};

const IO_VECTOR: Argument = Argument {
    spec: VECTOR_SPEC,
    ..IO
};

const ADMIN_VECTOR: Argument = Argument {
    spec: VECTOR_SPEC,
    ..ADMIN
};

/// struct nvme_user_io counts logical blocks, whose size only the device knows.
const SUBMIT_IO: Argument = Argument {
    spec: ArgumentSpec {
        sub: OPCODE,
        ..ArgumentSpec::new(4)
    },
    alternatives: &[],
    sub: &[SubCommands {
        details: &[],
        ..io::COMMANDS
    }],
    second: None,
};

const FABRICS: &str = "NVM Express Base Specification 2.1, section 6";

#[cfg(test)]
mod tests;
