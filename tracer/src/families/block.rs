//! Block devices: what the block layer answers for disks of any driver, and the disks of drivers
//! without a family of their own, with the nodes that set such disks up.

mod floppy;
mod mmc;

use super::{Class, Command, Entries, Family, Kind, Symbol, Sysfs, Via, generic, nvme, scsi};
use crate::uapi::{
    Ioctl, blk_crypto, blkdev, blkpg, blkzoned, dm_ioctl, fs, hdreg, loop_device, nbd, pr,
    raid_md_u, sed_opal,
};

/// The family. Where a disk of the device mapper is one whole lower device, its ioctls are handed on to
/// that, multipath among them.
pub const FAMILY: Family = Family {
    name: "block",
    title: "disks of other drivers, and disks that are put together from others",
    kinds: &[
        Kind {
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
                scsi::CCISS,
                COMMANDS,
                &ZONED,
                &RESERVATIONS,
                TRACE,
                &SELF_ENCRYPTING,
                generic::COMMANDS,
            ],
            sysfs: &[Sysfs::named("block", "dm-")],
            proven: true,
            ..Kind::NONE
        },
        // The driver looks at the type and the number only (`drivers/md/dm-ioctl.c`).
        Kind {
            name: "mapper",
            title: "sets up mapped disks, /dev/mapper/control",
            operations: &[mapper("_ctl_fops")],
            command_mask: 0xffff,
            commands: &[&MAPPER, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "device-mapper")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "loop",
            title: "disk in a file, /dev/loop0",
            via: Via::Disk,
            operations: &[Symbol::of("loop", "lo_fops")],
            commands: &[LOOP, COMMANDS, TRACE, generic::COMMANDS],
            sysfs: &[Sysfs::named("block", "loop")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "loop-control",
            title: "adds and removes loop disks, /dev/loop-control",
            operations: &[Symbol::of("loop", "loop_ctl_fops")],
            commands: &[LOOP_CONTROL, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "loop-control")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "nbd",
            title: "network block device, /dev/nbd0",
            via: Via::Disk,
            operations: &[Symbol::of("nbd", "nbd_fops")],
            commands: &[&NBD, COMMANDS, &ZONED, TRACE, generic::COMMANDS],
            sysfs: &[Sysfs::named("block", "nbd")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "mmc",
            title: "MMC or SD card as a disk, /dev/mmcblk0",
            via: Via::Disk,
            operations: &[Symbol::of("mmc_block", "mmc_bdops")],
            commands: &[mmc::COMMANDS, COMMANDS, TRACE, generic::COMMANDS],
            sysfs: &[Sysfs::named("block", "mmcblk")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "mmc-rpmb",
            title: "replay-protected partition of an MMC, /dev/mmcblk0rpmb",
            operations: &[Symbol::of("mmc_block", "mmc_rpmb_fileops")],
            commands: &[mmc::COMMANDS, generic::COMMANDS],
            sysfs: &[Sysfs::all("mmc_rpmb")],
            ..Kind::NONE
        },
        Kind {
            name: "raid",
            title: "RAID of disks, /dev/md0",
            via: Via::Disk,
            operations: &[Symbol::of("md_mod", "md_fops")],
            commands: &[&RAID, COMMANDS, TRACE, generic::COMMANDS],
            sysfs: &[Sysfs::named("block", "md")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "virtio",
            title: "disk of a virtual machine, /dev/vda",
            via: Via::Disk,
            operations: &[Symbol::of("virtio_blk", "virtblk_fops")],
            commands: &[COMMANDS, &ZONED, TRACE, generic::COMMANDS],
            sysfs: &[Sysfs::named("block", "vd")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "floppy",
            title: "floppy disk, /dev/fd0",
            via: Via::Disk,
            operations: &[Symbol::of("floppy", "floppy_fops")],
            commands: &[floppy::COMMANDS, COMMANDS, TRACE, generic::COMMANDS],
            sysfs: &[Sysfs::named("block", "fd")],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const fn mapper(name: &'static str) -> Symbol {
    Symbol::of("dm_mod", name)
}

/// The block layer's own.
pub const COMMANDS: &[Command] = &[
    standard(fs::BLKROSET),
    standard(fs::BLKROGET),
    standard(fs::BLKRRPART),
    standard(fs::BLKGETSIZE),
    standard(fs::BLKFLSBUF),
    standard(fs::BLKRASET),
    standard(fs::BLKRAGET),
    standard(fs::BLKFRASET),
    standard(fs::BLKFRAGET),
    standard(fs::BLKSECTSET),
    standard(fs::BLKSECTGET),
    standard(fs::BLKSSZGET),
    standard(blkpg::BLKPG),
    standard(fs::BLKBSZGET),
    standard(fs::BLKBSZSET),
    standard(fs::BLKGETSIZE64),
    standard(fs::BLKDISCARD),
    standard(fs::BLKIOMIN),
    standard(fs::BLKIOOPT),
    standard(fs::BLKALIGNOFF),
    standard(fs::BLKPBSZGET),
    standard(fs::BLKDISCARDZEROES),
    standard(fs::BLKSECDISCARD),
    standard(fs::BLKROTATIONAL),
    standard(fs::BLKZEROOUT),
    standard(fs::BLKGETDISKSEQ),
    standard(hdreg::HDIO_GETGEO),
    standard(blk_crypto::BLKCRYPTOIMPORTKEY),
    standard(blk_crypto::BLKCRYPTOGENERATEKEY),
    standard(blk_crypto::BLKCRYPTOPREPAREKEY),
    // By io_uring, from Linux 6.12 on.
    standard(blkdev::BLOCK_URING_CMD_DISCARD).by(Entries::URING),
    standard(blkdev::BLOCK_URING_CMD_ZONE_RESET_ALL).by(Entries::URING),
];

/// Zones of a disk.
pub const ZONED: [Command; blkzoned::ALL.len()] = Command::all(blkzoned::ALL, Class::Standard);

/// Persistent reservations, of disks whose drivers have them.
pub const RESERVATIONS: [Command; pr::ALL.len()] = Command::all(pr::ALL, Class::Standard);

/// Tracing of a disk's queue, which sg offers for its device, too.
pub const TRACE: &[Command] = &[
    standard(fs::BLKTRACESETUP),
    standard(fs::BLKTRACESETUP2),
    standard(fs::BLKTRACESTART),
    standard(fs::BLKTRACESTOP),
    standard(fs::BLKTRACETEARDOWN),
];

/// Self-encrypting drives, as TCG Storage's Opal defines them. The drivers that have such drives answer
/// these, the controllers of NVMe drives among them.
pub const SELF_ENCRYPTING: [Command; sed_opal::ALL.len()] =
    Command::all(sed_opal::ALL, Class::Standard);

const MAPPER: [Command; dm_ioctl::ALL.len()] = Command::all(dm_ioctl::ALL, Class::Standard);
const NBD: [Command; nbd::ALL.len()] = Command::all(nbd::ALL, Class::Standard);
const RAID: [Command; raid_md_u::ALL.len()] = Command::all(raid_md_u::ALL, Class::Standard);

const LOOP: &[Command] = &[
    standard(loop_device::LOOP_SET_FD),
    standard(loop_device::LOOP_CLR_FD),
    standard(loop_device::LOOP_SET_STATUS),
    standard(loop_device::LOOP_GET_STATUS),
    standard(loop_device::LOOP_SET_STATUS64),
    standard(loop_device::LOOP_GET_STATUS64),
    standard(loop_device::LOOP_CHANGE_FD),
    standard(loop_device::LOOP_SET_CAPACITY),
    standard(loop_device::LOOP_SET_DIRECT_IO),
    standard(loop_device::LOOP_SET_BLOCK_SIZE),
    standard(loop_device::LOOP_CONFIGURE),
];

const LOOP_CONTROL: &[Command] = &[
    standard(loop_device::LOOP_CTL_ADD),
    standard(loop_device::LOOP_CTL_REMOVE),
    standard(loop_device::LOOP_CTL_GET_FREE),
];

const fn standard(ioctl: Ioctl) -> Command {
    Command::of(ioctl, Class::Standard)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;

    fn kind(name: &str) -> &'static Kind {
        let mut kinds = FAMILY.kinds.iter();
        kinds.find(|kind| kind.name == name).expect("a kind")
    }

    fn name(of: &str, number: u32) -> Option<&'static str> {
        let found = kind(of).command(entry::IOCTL, number);
        found.map(|command| command.name)
    }

    #[test]
    fn commands_of_the_lower_devices_have_names() {
        assert_eq!(name("mapped", 0xc048_4e41), Some("NVME_IOCTL_ADMIN_CMD"));
        assert_eq!(name("mapped", 0x2285), Some("SG_IO"));
        assert_eq!(name("mapped", 0x8008_1272), Some("BLKGETSIZE64"));
        assert_eq!(name("mapped", 0xc058_420b), Some("CCISS_PASSTHRU"));
    }

    #[test]
    fn the_mapper_compares_neither_size_nor_direction() {
        assert_eq!(name("mapper", 0xc138_fd09), Some("DM_TABLE_LOAD"));
        assert_eq!(name("mapper", 0xfd09), Some("DM_TABLE_LOAD"));
        assert_eq!(name("mapper", 0xfe09), None);
    }

    #[test]
    fn disks_and_their_control_nodes_have_commands_of_their_own() {
        for of in ["loop", "nbd", "mmc", "raid", "virtio"] {
            assert_eq!(kind(of).via, Via::Disk);
            assert_eq!(name(of, 0x125f), Some("BLKRRPART"), "{of}");
        }
        assert_eq!(name("loop", 0x4c00), Some("LOOP_SET_FD"));
        assert_eq!(name("loop", 0x4c82), None);
        assert_eq!(name("loop-control", 0x4c82), Some("LOOP_CTL_GET_FREE"));
        assert_eq!(name("loop-control", 0x4c00), None);
        assert_eq!(name("nbd", 0xab03), Some("NBD_DO_IT"));
        assert_eq!(name("raid", 0x8048_0911), Some("GET_ARRAY_INFO"));
    }
}
