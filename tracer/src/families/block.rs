//! Block devices: what the block layer answers for disks of any driver, and the disks that are put
//! together from others (`drivers/md/dm.c`).

use super::{
    Class, Command, Family, Kind, Symbol, Sysfs, Via, generic,
    ioctl::{io, ior, iow, iowr},
    nvme, scsi,
};

/// The family. Where a disk of the device mapper is one whole lower device, its ioctls are handed on to
/// that, multipath among them.
pub const FAMILY: Family = Family {
    name: "block",
    title: "disks that are put together from others",
    kinds: &[Kind {
        name: "mapped",
        title: "device mapper, /dev/dm-0, /dev/mapper/root",
        via: Via::Disk,
        operations: &[mapper("dm_blk_dops"), mapper("dm_rq_blk_dops")],
        commands: &[
            nvme::COMMANDS,
            scsi::SG_IO,
            scsi::SG,
            scsi::MIDLAYER,
            scsi::ATA,
            scsi::PACKET,
            COMMANDS,
            TRACE,
            SELF_ENCRYPTING,
            generic::COMMANDS,
        ],
        sysfs: &[Sysfs::named("block", "dm-")],
        proven: true,
        ..Kind::NONE
    }],
};

const fn mapper(name: &'static str) -> Symbol {
    Symbol::of("dm_mod", name)
}

const BLOCK: &str = "linux/fs.h, linux/blkpg.h";
const TRACE_UAPI: &str = "linux/blktrace_api.h";
const ZONED: &str = "linux/blkzoned.h";
const RESERVATIONS: &str = "linux/pr.h";
const GEOMETRY: &str = "linux/hdreg.h";
const OPAL: &str = "linux/sed-opal.h, TCG Storage Opal SSC";

/// The block layer's own.
pub const COMMANDS: &[Command] = &[
    block("BLKROSET", io(0x12, 93)),
    block("BLKROGET", io(0x12, 94)),
    block("BLKRRPART", io(0x12, 95)),
    block("BLKGETSIZE", io(0x12, 96)),
    block("BLKFLSBUF", io(0x12, 97)),
    block("BLKRASET", io(0x12, 98)),
    block("BLKRAGET", io(0x12, 99)),
    block("BLKFRASET", io(0x12, 100)),
    block("BLKFRAGET", io(0x12, 101)),
    block("BLKSECTSET", io(0x12, 102)),
    block("BLKSECTGET", io(0x12, 103)),
    block("BLKSSZGET", io(0x12, 104)),
    block("BLKPG", io(0x12, 105)),
    block("BLKBSZGET", ior(0x12, 112, 8)),
    block("BLKBSZSET", iow(0x12, 113, 8)),
    block("BLKGETSIZE64", ior(0x12, 114, 8)),
    block("BLKDISCARD", io(0x12, 119)),
    block("BLKIOMIN", io(0x12, 120)),
    block("BLKIOOPT", io(0x12, 121)),
    block("BLKALIGNOFF", io(0x12, 122)),
    block("BLKPBSZGET", io(0x12, 123)),
    block("BLKDISCARDZEROES", io(0x12, 124)),
    block("BLKSECDISCARD", io(0x12, 125)),
    block("BLKROTATIONAL", io(0x12, 126)),
    block("BLKZEROOUT", io(0x12, 127)),
    block("BLKGETDISKSEQ", ior(0x12, 128, 8)),
    standard("BLKREPORTZONE", iowr(0x12, 130, 16), ZONED),
    standard("BLKRESETZONE", iow(0x12, 131, 16), ZONED),
    standard("BLKGETZONESZ", ior(0x12, 132, 4), ZONED),
    standard("BLKGETNRZONES", ior(0x12, 133, 4), ZONED),
    standard("BLKOPENZONE", iow(0x12, 134, 16), ZONED),
    standard("BLKCLOSEZONE", iow(0x12, 135, 16), ZONED),
    standard("BLKFINISHZONE", iow(0x12, 136, 16), ZONED),
    standard("IOC_PR_REGISTER", iow(b'p', 200, 24), RESERVATIONS),
    standard("IOC_PR_RESERVE", iow(b'p', 201, 16), RESERVATIONS),
    standard("IOC_PR_RELEASE", iow(b'p', 202, 16), RESERVATIONS),
    standard("IOC_PR_PREEMPT", iow(b'p', 203, 24), RESERVATIONS),
    standard("IOC_PR_PREEMPT_ABORT", iow(b'p', 204, 24), RESERVATIONS),
    standard("IOC_PR_CLEAR", iow(b'p', 205, 16), RESERVATIONS),
    standard("HDIO_GETGEO", 0x0301, GEOMETRY),
];

/// Tracing of a disk's queue, which sg offers for its device, too.
pub const TRACE: &[Command] = &[
    standard("BLKTRACESETUP", iowr(0x12, 115, 72), TRACE_UAPI),
    standard("BLKTRACESTART", io(0x12, 116), TRACE_UAPI),
    standard("BLKTRACESTOP", io(0x12, 117), TRACE_UAPI),
    standard("BLKTRACETEARDOWN", io(0x12, 118), TRACE_UAPI),
];

/// Self-encrypting drives. The drivers that have such drives answer these, the controllers of
/// NVMe drives among them.
pub const SELF_ENCRYPTING: &[Command] = &[
    opal("IOC_OPAL_SAVE", iow(b'p', 220, 280)),
    opal("IOC_OPAL_LOCK_UNLOCK", iow(b'p', 221, 280)),
    opal("IOC_OPAL_TAKE_OWNERSHIP", iow(b'p', 222, 264)),
    opal("IOC_OPAL_ACTIVATE_LSP", iow(b'p', 223, 280)),
    opal("IOC_OPAL_SET_PW", iow(b'p', 224, 544)),
    opal("IOC_OPAL_ACTIVATE_USR", iow(b'p', 225, 272)),
    opal("IOC_OPAL_REVERT_TPR", iow(b'p', 226, 264)),
    opal("IOC_OPAL_LR_SETUP", iow(b'p', 227, 296)),
    opal("IOC_OPAL_ADD_USR_TO_LR", iow(b'p', 228, 280)),
    opal("IOC_OPAL_ENABLE_DISABLE_MBR", iow(b'p', 229, 272)),
    opal("IOC_OPAL_ERASE_LR", iow(b'p', 230, 272)),
    opal("IOC_OPAL_SECURE_ERASE_LR", iow(b'p', 231, 272)),
    opal("IOC_OPAL_PSID_REVERT_TPR", iow(b'p', 232, 264)),
    opal("IOC_OPAL_MBR_DONE", iow(b'p', 233, 272)),
    opal("IOC_OPAL_WRITE_SHADOW_MBR", iow(b'p', 234, 288)),
    opal("IOC_OPAL_GENERIC_TABLE_RW", iow(b'p', 235, 312)),
    opal("IOC_OPAL_GET_STATUS", ior(b'p', 236, 8)),
];

const fn standard(name: &'static str, number: u32, source: &'static str) -> Command {
    Command::plain(name, number, Class::Standard, source)
}

const fn block(name: &'static str, number: u32) -> Command {
    standard(name, number, BLOCK)
}

const fn opal(name: &'static str, number: u32) -> Command {
    standard(name, number, OPAL)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;
    use crate::families::tests::number;

    #[test]
    fn numbers_are_those_of_the_headers() {
        let number = |name| number(&[COMMANDS, TRACE, SELF_ENCRYPTING], name);
        assert_eq!(number("BLKRRPART"), Some(0x125f));
        assert_eq!(number("BLKPG"), Some(0x1269));
        assert_eq!(number("BLKGETSIZE64"), Some(0x8008_1272));
        assert_eq!(number("BLKTRACESETUP"), Some(0xc048_1273));
        assert_eq!(number("BLKREPORTZONE"), Some(0xc010_1282));
        assert_eq!(number("IOC_PR_PREEMPT_ABORT"), Some(0x4018_70cc));
        assert_eq!(number("IOC_OPAL_SET_PW"), Some(0x4220_70e0));
        assert_eq!(number("IOC_OPAL_GENERIC_TABLE_RW"), Some(0x4138_70eb));
        assert_eq!(number("IOC_OPAL_GET_STATUS"), Some(0x8008_70ec));
    }

    #[test]
    fn commands_of_the_lower_devices_have_names() {
        let name = |number| {
            let found = FAMILY.kinds[0].command(entry::IOCTL, number);
            found.map(|command| command.name)
        };
        assert_eq!(name(0xc048_4e41), Some("NVME_IOCTL_ADMIN_CMD"));
        assert_eq!(name(0x2285), Some("SG_IO"));
        assert_eq!(name(0x8008_1272), Some("BLKGETSIZE64"));
    }
}
