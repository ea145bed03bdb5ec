//! vhost: the data path of virtio devices in the kernel (`drivers/vhost`).

use super::{
    Class, Command, Family, Kind, Symbol, Sysfs, generic,
    ioctl::{io, ior, iow, iowr},
};

/// The family.
pub const FAMILY: Family = Family {
    name: "vhost",
    title: "virtio devices that the kernel serves",
    kinds: &[
        Kind {
            name: "net",
            title: "network, /dev/vhost-net",
            operations: &[Symbol::of("vhost_net", "vhost_net_fops")],
            commands: &[RINGS, NET, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "vhost-net")],
            ..Kind::NONE
        },
        Kind {
            name: "scsi",
            title: "SCSI, /dev/vhost-scsi",
            operations: &[Symbol::of("vhost_scsi", "vhost_scsi_fops")],
            commands: &[RINGS, SCSI, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "vhost-scsi")],
            ..Kind::NONE
        },
        Kind {
            name: "vsock",
            title: "sockets, /dev/vhost-vsock",
            operations: &[Symbol::of("vhost_vsock", "vhost_vsock_fops")],
            commands: &[RINGS, VSOCK, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "vhost-vsock")],
            ..Kind::NONE
        },
        Kind {
            name: "vdpa",
            title: "data path of a device, /dev/vhost-vdpa-0",
            operations: &[Symbol::of("vhost_vdpa", "vhost_vdpa_fops")],
            commands: &[RINGS, VDPA, generic::COMMANDS],
            sysfs: &[Sysfs::named("vhost-vdpa", "vhost-vdpa")],
            ..Kind::NONE
        },
    ],
};

const UAPI: &str = "linux/vhost.h";
/// VHOST_VIRTIO
const VIRTIO: u8 = 0xaf;

const fn standard(name: &'static str, number: u32) -> Command {
    Command::plain(name, number, Class::Standard, UAPI)
}

/// What all answer.
const RINGS: &[Command] = &[
    standard("VHOST_GET_FEATURES", ior(VIRTIO, 0, 8)),
    standard("VHOST_SET_FEATURES", iow(VIRTIO, 0, 8)),
    standard("VHOST_SET_OWNER", io(VIRTIO, 1)),
    standard("VHOST_RESET_OWNER", io(VIRTIO, 2)),
    standard("VHOST_SET_MEM_TABLE", iow(VIRTIO, 3, 8)),
    standard("VHOST_SET_LOG_BASE", iow(VIRTIO, 4, 8)),
    standard("VHOST_SET_LOG_FD", iow(VIRTIO, 7, 4)),
    standard("VHOST_NEW_WORKER", ior(VIRTIO, 8, 4)),
    standard("VHOST_FREE_WORKER", iow(VIRTIO, 9, 4)),
    standard("VHOST_SET_VRING_NUM", iow(VIRTIO, 16, 8)),
    standard("VHOST_SET_VRING_ADDR", iow(VIRTIO, 17, 40)),
    standard("VHOST_GET_VRING_BASE", iowr(VIRTIO, 18, 8)),
    standard("VHOST_SET_VRING_BASE", iow(VIRTIO, 18, 8)),
    standard("VHOST_SET_VRING_ENDIAN", iow(VIRTIO, 19, 8)),
    standard("VHOST_GET_VRING_ENDIAN", iow(VIRTIO, 20, 8)),
    standard("VHOST_ATTACH_VRING_WORKER", iow(VIRTIO, 21, 8)),
    standard("VHOST_GET_VRING_WORKER", iowr(VIRTIO, 22, 8)),
    standard("VHOST_SET_VRING_KICK", iow(VIRTIO, 32, 8)),
    standard("VHOST_SET_VRING_CALL", iow(VIRTIO, 33, 8)),
    standard("VHOST_SET_VRING_ERR", iow(VIRTIO, 34, 8)),
    standard("VHOST_SET_VRING_BUSYLOOP_TIMEOUT", iow(VIRTIO, 35, 8)),
    standard("VHOST_GET_VRING_BUSYLOOP_TIMEOUT", iow(VIRTIO, 36, 8)),
    standard("VHOST_SET_BACKEND_FEATURES", iow(VIRTIO, 37, 8)),
    standard("VHOST_GET_BACKEND_FEATURES", ior(VIRTIO, 38, 8)),
    standard("VHOST_GET_FEATURES_ARRAY", ior(VIRTIO, 131, 8)),
    standard("VHOST_GET_FORK_FROM_OWNER", ior(VIRTIO, 133, 1)),
    standard("VHOST_SET_FEATURES_ARRAY", iow(VIRTIO, 131, 8)),
    standard("VHOST_SET_FORK_FROM_OWNER", iow(VIRTIO, 132, 1)),
];

const NET: &[Command] = &[standard("VHOST_NET_SET_BACKEND", iow(VIRTIO, 48, 8))];

const SCSI: &[Command] = &[
    standard("VHOST_SCSI_SET_ENDPOINT", iow(VIRTIO, 64, 232)),
    standard("VHOST_SCSI_CLEAR_ENDPOINT", iow(VIRTIO, 65, 232)),
    standard("VHOST_SCSI_GET_ABI_VERSION", iow(VIRTIO, 66, 4)),
    standard("VHOST_SCSI_SET_EVENTS_MISSED", iow(VIRTIO, 67, 4)),
    standard("VHOST_SCSI_GET_EVENTS_MISSED", iow(VIRTIO, 68, 4)),
];

const VSOCK: &[Command] = &[
    standard("VHOST_VSOCK_SET_GUEST_CID", iow(VIRTIO, 96, 8)),
    standard("VHOST_VSOCK_SET_RUNNING", iow(VIRTIO, 97, 4)),
];

const VDPA: &[Command] = &[
    standard("VHOST_VDPA_GET_DEVICE_ID", ior(VIRTIO, 112, 4)),
    standard("VHOST_VDPA_GET_STATUS", ior(VIRTIO, 113, 1)),
    standard("VHOST_VDPA_SET_STATUS", iow(VIRTIO, 114, 1)),
    standard("VHOST_VDPA_GET_CONFIG", ior(VIRTIO, 115, 8)),
    standard("VHOST_VDPA_SET_CONFIG", iow(VIRTIO, 116, 8)),
    standard("VHOST_VDPA_SET_VRING_ENABLE", iow(VIRTIO, 117, 8)),
    standard("VHOST_VDPA_GET_VRING_NUM", ior(VIRTIO, 118, 2)),
    standard("VHOST_VDPA_SET_CONFIG_CALL", iow(VIRTIO, 119, 4)),
    standard("VHOST_VDPA_GET_IOVA_RANGE", ior(VIRTIO, 120, 16)),
    standard("VHOST_VDPA_GET_CONFIG_SIZE", ior(VIRTIO, 121, 4)),
    standard("VHOST_VDPA_GET_AS_NUM", ior(VIRTIO, 122, 4)),
    standard("VHOST_VDPA_GET_VRING_GROUP", iowr(VIRTIO, 123, 8)),
    standard("VHOST_VDPA_SET_GROUP_ASID", iow(VIRTIO, 124, 8)),
    standard("VHOST_VDPA_SUSPEND", io(VIRTIO, 125)),
    standard("VHOST_VDPA_RESUME", io(VIRTIO, 126)),
    standard("VHOST_VDPA_GET_VRING_DESC_GROUP", iowr(VIRTIO, 127, 8)),
    standard("VHOST_VDPA_GET_VQS_COUNT", ior(VIRTIO, 128, 4)),
    standard("VHOST_VDPA_GET_GROUP_NUM", ior(VIRTIO, 129, 4)),
    standard("VHOST_VDPA_GET_VRING_SIZE", iowr(VIRTIO, 130, 8)),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::families::tests::number;

    #[test]
    fn numbers_are_those_of_the_header() {
        for (table, name, expected) in [
            (RINGS, "VHOST_GET_FEATURES", 0x8008_af00),
            (RINGS, "VHOST_SET_OWNER", 0xaf01),
            (RINGS, "VHOST_SET_MEM_TABLE", 0x4008_af03),
            (RINGS, "VHOST_SET_VRING_ADDR", 0x4028_af11),
            (RINGS, "VHOST_GET_VRING_BASE", 0xc008_af12),
            (RINGS, "VHOST_SET_VRING_KICK", 0x4008_af20),
            (NET, "VHOST_NET_SET_BACKEND", 0x4008_af30),
            (SCSI, "VHOST_SCSI_SET_ENDPOINT", 0x40e8_af40),
            (VSOCK, "VHOST_VSOCK_SET_GUEST_CID", 0x4008_af60),
            (VDPA, "VHOST_VDPA_GET_IOVA_RANGE", 0x8010_af78),
            (VDPA, "VHOST_VDPA_SUSPEND", 0xaf7d),
        ] {
            assert_eq!(number(&[table], name), Some(expected), "{name}");
        }
    }
}
