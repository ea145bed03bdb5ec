//! vhost: the data path of virtio devices in the kernel (`drivers/vhost`), and VDUSE, by which programs
//! are such devices themselves (`drivers/vdpa/vdpa_user`).

use super::{Call, Class, Command, Entries, Family, Kind, Probe, Symbol, Sysfs, generic};
use crate::uapi::{vduse, vhost as header};

/// The family.
pub const FAMILY: Family = Family {
    name: "vhost",
    title: "virtio devices that the kernel serves",
    kinds: &[
        Kind {
            name: "net",
            title: "network, /dev/vhost-net",
            operations: &[Symbol::of("vhost_net", "vhost_net_fops")],
            commands: &[RINGS, NET, MESSAGES, generic::COMMANDS],
            probes: &[messages("vhost_net", "vhost_net_chr_write_iter")],
            sysfs: &[Sysfs::named("misc", "vhost-net")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "scsi",
            title: "SCSI, /dev/vhost-scsi",
            operations: &[Symbol::of("vhost_scsi", "vhost_scsi_fops")],
            commands: &[RINGS, SCSI, generic::COMMANDS],
            sysfs: &[Sysfs::named("misc", "vhost-scsi")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "vsock",
            title: "sockets, /dev/vhost-vsock",
            operations: &[Symbol::of("vhost_vsock", "vhost_vsock_fops")],
            commands: &[RINGS, VSOCK, MESSAGES, generic::COMMANDS],
            probes: &[messages("vhost_vsock", "vhost_vsock_chr_write_iter")],
            sysfs: &[Sysfs::named("misc", "vhost-vsock")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "vdpa",
            title: "data path of a device, /dev/vhost-vdpa-0",
            operations: &[Symbol::of("vhost_vdpa", "vhost_vdpa_fops")],
            commands: &[RINGS, VDPA, MESSAGES, generic::COMMANDS],
            probes: &[messages("vhost_vdpa", "vhost_vdpa_chr_write_iter")],
            sysfs: &[Sysfs::named("vhost-vdpa", "vhost-vdpa")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "vduse-control",
            title: "makes vDPA devices that programs are, /dev/vduse/control",
            operations: &[Symbol::of("vduse", "vduse_ctrl_fops")],
            commands: &[CONTROL, generic::COMMANDS],
            sysfs: &[Sysfs::named("vduse", "control")],
            proven: true,
            ..Kind::NONE
        },
        Kind {
            name: "vduse-device",
            title: "vDPA device that a program is, /dev/vduse/name",
            operations: &[Symbol::of("vduse", "vduse_dev_fops")],
            commands: &[USERSPACE, generic::COMMANDS],
            sysfs: &[Sysfs::all("vduse")],
            proven: true,
            ..Kind::NONE
        },
    ],
};

const fn messages(module: &'static str, function: &'static str) -> Probe {
    Probe::new(Call::WriteIter, Symbol::of(module, function))
}

/// What is written to those whose devices have an IOMMU: which addresses are mapped (`vhost_chr_write_iter`
/// of `drivers/vhost/vhost.c`).
const MESSAGES: &[Command] = &[Command::passthrough(
    "write",
    0,
    "linux/vhost_types.h, struct vhost_msg_v2",
    &generic::TRANSFER,
)
.by(Entries::WRITE)
.class(Class::Standard, None)];

/// What all answer.
const RINGS: &[Command] = &Command::all(
    [
        header::VHOST_GET_FEATURES,
        header::VHOST_SET_FEATURES,
        header::VHOST_SET_OWNER,
        header::VHOST_RESET_OWNER,
        header::VHOST_SET_MEM_TABLE,
        header::VHOST_SET_LOG_BASE,
        header::VHOST_SET_LOG_FD,
        header::VHOST_NEW_WORKER,
        header::VHOST_FREE_WORKER,
        header::VHOST_SET_VRING_NUM,
        header::VHOST_SET_VRING_ADDR,
        header::VHOST_GET_VRING_BASE,
        header::VHOST_SET_VRING_BASE,
        header::VHOST_SET_VRING_ENDIAN,
        header::VHOST_GET_VRING_ENDIAN,
        header::VHOST_ATTACH_VRING_WORKER,
        header::VHOST_GET_VRING_WORKER,
        header::VHOST_SET_VRING_KICK,
        header::VHOST_SET_VRING_CALL,
        header::VHOST_SET_VRING_ERR,
        header::VHOST_SET_VRING_BUSYLOOP_TIMEOUT,
        header::VHOST_GET_VRING_BUSYLOOP_TIMEOUT,
        header::VHOST_SET_BACKEND_FEATURES,
        header::VHOST_GET_BACKEND_FEATURES,
        header::VHOST_GET_FEATURES_ARRAY,
        header::VHOST_GET_FORK_FROM_OWNER,
        header::VHOST_SET_FEATURES_ARRAY,
        header::VHOST_SET_FORK_FROM_OWNER,
    ],
    Class::Standard,
);

const NET: &[Command] = &Command::all([header::VHOST_NET_SET_BACKEND], Class::Standard);

const SCSI: &[Command] = &Command::all(
    [
        header::VHOST_SCSI_SET_ENDPOINT,
        header::VHOST_SCSI_CLEAR_ENDPOINT,
        header::VHOST_SCSI_GET_ABI_VERSION,
        header::VHOST_SCSI_SET_EVENTS_MISSED,
        header::VHOST_SCSI_GET_EVENTS_MISSED,
    ],
    Class::Standard,
);

const VSOCK: &[Command] = &Command::all(
    [
        header::VHOST_VSOCK_SET_GUEST_CID,
        header::VHOST_VSOCK_SET_RUNNING,
    ],
    Class::Standard,
);

const VDPA: &[Command] = &Command::all(
    [
        header::VHOST_VDPA_GET_DEVICE_ID,
        header::VHOST_VDPA_GET_STATUS,
        header::VHOST_VDPA_SET_STATUS,
        header::VHOST_VDPA_GET_CONFIG,
        header::VHOST_VDPA_SET_CONFIG,
        header::VHOST_VDPA_SET_VRING_ENABLE,
        header::VHOST_VDPA_GET_VRING_NUM,
        header::VHOST_VDPA_SET_CONFIG_CALL,
        header::VHOST_VDPA_GET_IOVA_RANGE,
        header::VHOST_VDPA_GET_CONFIG_SIZE,
        header::VHOST_VDPA_GET_AS_NUM,
        header::VHOST_VDPA_GET_VRING_GROUP,
        header::VHOST_VDPA_SET_GROUP_ASID,
        header::VHOST_VDPA_SUSPEND,
        header::VHOST_VDPA_RESUME,
        header::VHOST_VDPA_GET_VRING_DESC_GROUP,
        header::VHOST_VDPA_GET_VQS_COUNT,
        header::VHOST_VDPA_GET_GROUP_NUM,
        header::VHOST_VDPA_GET_VRING_SIZE,
    ],
    Class::Standard,
);

/// What makes devices, and ends them.
const CONTROL: &[Command] = &Command::all(
    [
        vduse::VDUSE_GET_API_VERSION,
        vduse::VDUSE_SET_API_VERSION,
        vduse::VDUSE_CREATE_DEV,
        vduse::VDUSE_DESTROY_DEV,
        vduse::VDUSE_GET_FEATURES,
        vduse::VDUSE_SET_FEATURES,
    ],
    Class::Standard,
);

/// What the program that is a device asks for it.
const USERSPACE: &[Command] = &Command::all(
    [
        vduse::VDUSE_IOTLB_GET_FD,
        vduse::VDUSE_DEV_GET_FEATURES,
        vduse::VDUSE_DEV_SET_CONFIG,
        vduse::VDUSE_DEV_INJECT_CONFIG_IRQ,
        vduse::VDUSE_VQ_SETUP,
        vduse::VDUSE_VQ_GET_INFO,
        vduse::VDUSE_VQ_SETUP_KICKFD,
        vduse::VDUSE_VQ_INJECT_IRQ,
        vduse::VDUSE_IOTLB_REG_UMEM,
        vduse::VDUSE_IOTLB_DEREG_UMEM,
        vduse::VDUSE_IOTLB_GET_INFO,
        vduse::VDUSE_IOTLB_GET_FD2,
    ],
    Class::Standard,
);

#[cfg(test)]
mod tests {
    use tracer_common::count::entry;

    use super::*;

    #[test]
    fn all_share_rings_and_each_has_its_own() {
        for (kind, number, name) in [
            (0, 0xaf01, Some("VHOST_SET_OWNER")),
            (3, 0xaf01, Some("VHOST_SET_OWNER")),
            (0, 0x4008_af30, Some("VHOST_NET_SET_BACKEND")),
            (2, 0x4008_af30, None),
            (2, 0x4008_af60, Some("VHOST_VSOCK_SET_GUEST_CID")),
            (3, 0x8004_af70, Some("VHOST_VDPA_GET_DEVICE_ID")),
            (4, 0xaf01, None),
        ] {
            let found = FAMILY.kinds[kind].command(entry::IOCTL, number);
            assert_eq!(found.map(|command| command.name), name, "{number:#x}");
        }
    }
}
