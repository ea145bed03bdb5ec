//! NVMe: controllers, namespaces as character devices and as disks (`drivers/nvme/host`).

mod admin;
mod fabrics;

use tracer_common::spec::{ArgumentSpec, Field};

use super::{
    Argument, Class, CodeRange, CodeTable, Command, Detail, Entries, Family, Kind, SubCommands,
    Symbol, Sysfs, Via, block, cdb, generic,
    ioctl::{io, iow, iowr},
};

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
                block::SELF_ENCRYPTING,
                generic::COMMANDS,
            ],
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
                block::SELF_ENCRYPTING,
                generic::COMMANDS,
            ],
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
                block::TRACE,
                block::SELF_ENCRYPTING,
                generic::COMMANDS,
            ],
            sysfs: &[Sysfs::named("block", "nvme")],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const fn core(name: &'static str) -> Symbol {
    Symbol::of("nvme_core", name)
}

const UAPI: &str = "linux/nvme_ioctl.h";

/// sizeof(struct nvme_passthru_cmd)
const PASSTHRU: u32 = 72;
/// sizeof(struct nvme_passthru_cmd64)
const PASSTHRU64: u32 = 80;
/// sizeof(struct nvme_user_io)
const USER_IO: u32 = 48;
/// sizeof(struct nvme_user_io32)
const USER_IO_32: u32 = 44;

/// The driver names the same numbers on every kind and refuses those that make no sense there.
pub(super) const COMMANDS: &[Command] = &[
    driver("NVME_IOCTL_ID", io(b'N', 0x40)),
    passthrough("NVME_IOCTL_ADMIN_CMD", iowr(b'N', 0x41, PASSTHRU), &ADMIN),
    passthrough("NVME_IOCTL_SUBMIT_IO", iow(b'N', 0x42, USER_IO), &SUBMIT_IO),
    passthrough("NVME_IOCTL_IO_CMD", iowr(b'N', 0x43, PASSTHRU), &IO),
    driver("NVME_IOCTL_RESET", io(b'N', 0x44)),
    driver("NVME_IOCTL_SUBSYS_RESET", io(b'N', 0x45)),
    driver("NVME_IOCTL_RESCAN", io(b'N', 0x46)),
    passthrough(
        "NVME_IOCTL_ADMIN64_CMD",
        iowr(b'N', 0x47, PASSTHRU64),
        &ADMIN,
    ),
    passthrough("NVME_IOCTL_IO64_CMD", iowr(b'N', 0x48, PASSTHRU64), &IO),
    passthrough(
        "NVME_IOCTL_IO64_CMD_VEC",
        iowr(b'N', 0x49, PASSTHRU64),
        &IO_VECTOR,
    ),
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
    passthrough("NVME_URING_CMD_IO", iowr(b'N', 0x80, PASSTHRU), &IO).by(Entries::URING),
    passthrough(
        "NVME_URING_CMD_IO_VEC",
        iowr(b'N', 0x81, PASSTHRU),
        &IO_VECTOR,
    )
    .by(Entries::URING),
];

/// Those that a controller takes.
const URING_ADMIN: &[Command] = &[
    passthrough("NVME_URING_CMD_ADMIN", iowr(b'N', 0x82, PASSTHRU), &ADMIN).by(Entries::URING),
    passthrough(
        "NVME_URING_CMD_ADMIN_VEC",
        iowr(b'N', 0x83, PASSTHRU),
        &ADMIN_VECTOR,
    )
    .by(Entries::URING),
];

const fn driver(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Driver, UAPI)
}

const fn passthrough(name: &'static str, number: u32, argument: &'static Argument) -> Command {
    Command::passthrough(name, number, UAPI, argument)
}

/// The opcode of all four structures.
const OPCODE: Field = Field::at(0, 8);
/// The namespace id of both passthru structures.
const NSID: Field = Field::at(4, 32);

/// Both passthru structures up to cdw10.
const PASSTHRU_SPEC: ArgumentSpec = ArgumentSpec {
    sub: OPCODE,
    second: NSID,
    amount: [Field::at(32, 32), Field::at(36, 32)],
    ..ArgumentSpec::new(44)
};

const ADMIN: Argument = Argument {
    spec: PASSTHRU_SPEC,
    alternatives: &[],
    sub: &[ADMIN_COMMANDS],
    second: Some("nsid"),
};

const IO: Argument = Argument {
    spec: PASSTHRU_SPEC,
    alternatives: &[],
    sub: &[IO_COMMANDS],
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
        ..IO_COMMANDS
    }],
    second: None,
};

const BASE: &str = "NVM Express Base Specification 2.1, section 5";
const FABRICS: &str = "NVM Express Base Specification 2.1, section 6";
const BASE_IO: &str = "NVM Express Base Specification 2.1, section 7";

const ADMIN_COMMANDS: SubCommands = SubCommands {
    group: "admin",
    when: None,
    tables: &[
        CodeTable {
            source: BASE,
            class: Class::Standard,
            note: None,
            codes: &[
                (0x00, "delete-io-submission-queue"),
                (0x01, "create-io-submission-queue"),
                (0x02, "get-log-page"),
                (0x04, "delete-io-completion-queue"),
                (0x05, "create-io-completion-queue"),
                (0x06, "identify"),
                (0x08, "abort"),
                (0x09, "set-features"),
                (0x0a, "get-features"),
                (0x0c, "asynchronous-event-request"),
                (0x0d, "namespace-management"),
                (0x10, "firmware-commit"),
                (0x11, "firmware-image-download"),
                (0x14, "device-self-test"),
                (0x15, "namespace-attachment"),
                (0x18, "keep-alive"),
                (0x19, "directive-send"),
                (0x1a, "directive-receive"),
                (0x1c, "virtualization-management"),
                (0x1d, "nvme-mi-send"),
                (0x1e, "nvme-mi-receive"),
                (0x20, "capacity-management"),
                (0x21, "discovery-information-management"),
                (0x22, "fabric-zoning-receive"),
                (0x24, "lockdown"),
                (0x25, "fabric-zoning-lookup"),
                (0x28, "clear-exported-nvm-resource-configuration"),
                (0x29, "fabric-zoning-send"),
                (0x2a, "create-exported-nvm-subsystem"),
                (0x2d, "manage-exported-nvm-subsystem"),
                (0x31, "manage-exported-namespace"),
                (0x35, "manage-exported-port"),
                (0x39, "send-discovery-log-page"),
                (0x3d, "track-send"),
                (0x3e, "track-receive"),
                (0x41, "migration-send"),
                (0x42, "migration-receive"),
                (0x45, "controller-data-queue"),
                (0x7c, "doorbell-buffer-config"),
                (0x80, "format-nvm"),
                (0x81, "security-send"),
                (0x82, "security-receive"),
                (0x84, "sanitize"),
            ],
        },
        CodeTable {
            source: FABRICS,
            class: Class::Standard,
            note: None,
            codes: &[(0x7f, "fabrics")],
        },
        CodeTable {
            source: "NVM Express NVM Command Set Specification 1.1, section 4",
            class: Class::Standard,
            note: None,
            codes: &[(0x86, "get-lba-status")],
        },
        CodeTable {
            source: "NVM Express Computational Programs Command Set Specification 1.0",
            class: Class::Standard,
            note: None,
            codes: &[
                (0x85, "load-program"),
                (0x88, "program-activation-management"),
                (0x89, "memory-range-set-management"),
            ],
        },
    ],
    ranges: &[CodeRange {
        source: BASE,
        class: Class::Opaque,
        codes: 0xc0..=0xff,
        name: "vendor",
        note: None,
    }],
    details: admin::DETAILS,
};

const IO_COMMANDS: SubCommands = SubCommands {
    group: "io",
    when: None,
    tables: &[
        CodeTable {
            source: "NVM Express NVM Command Set Specification 1.1, section 3",
            class: Class::Standard,
            note: None,
            codes: &[
                (0x01, "write"),
                (0x02, "read"),
                (0x04, "write-uncorrectable"),
                (0x05, "compare"),
                (0x08, "write-zeroes"),
                (0x09, "dataset-management"),
                (0x0c, "verify"),
                (0x19, "copy"),
            ],
        },
        CodeTable {
            source: BASE_IO,
            class: Class::Standard,
            note: None,
            codes: &[
                (0x00, "flush"),
                (0x0d, "reservation-register"),
                (0x0e, "reservation-report"),
                (0x11, "reservation-acquire"),
                (0x12, "io-management-receive"),
                (0x15, "reservation-release"),
                (0x18, "cancel"),
                (0x1d, "io-management-send"),
            ],
        },
        CodeTable {
            source: FABRICS,
            class: Class::Standard,
            note: None,
            codes: &[(0x7f, "fabrics")],
        },
        CodeTable {
            source: "NVM Express Zoned Namespace Command Set Specification 1.2, section 3",
            class: Class::Standard,
            note: None,
            codes: &[
                (0x79, "zone-management-send"),
                (0x7a, "zone-management-receive"),
                (0x7d, "zone-append"),
            ],
        },
        // Store (0x01) and Retrieve (0x02) keep their codes' names in the NVM command set: the
        // command does not tell which set its namespace speaks.
        CodeTable {
            source: "NVM Express Key Value Command Set Specification 1.1, section 3",
            class: Class::Standard,
            note: None,
            codes: &[(0x06, "kv-list"), (0x10, "kv-delete"), (0x14, "kv-exist")],
        },
    ],
    ranges: &[CodeRange {
        source: BASE_IO,
        class: Class::Opaque,
        codes: 0x80..=0xff,
        name: "vendor",
        note: None,
    }],
    details: &[fabrics::COMMANDS],
};

#[cfg(test)]
mod tests;
