//! Files that a device's state is read from and written to, which VFIO_DEVICE_FEATURE gives out. Each
//! driver has its own (`drivers/vfio/pci`).

use super::{
    super::{Call, Class, Command, Entries, Probe, Symbol, generic},
    header::VFIO_MIG_GET_PRECOPY_INFO,
};

/// What the drivers call such files (`anon_inode_getfile` in `drivers/vfio/pci`, `samples/vfio-mdev`).
pub(super) const LINKS: &[&str] = &[
    "anon_inode:mlx5vf_mig",
    "anon_inode:hisi_acc_vf_mig",
    "anon_inode:pds_vfio_lm",
    "anon_inode:qat_vf_mig",
    "anon_inode:virtiovf_mig",
    "anon_inode:xe_vfio_mig",
    "anon_inode:mtty_mig",
];

/// The files for reading, and those for writing.
pub(super) const OPERATIONS: &[Symbol] = &[
    Symbol::of(MLX5, "mlx5vf_save_fops"),
    Symbol::of(MLX5, "mlx5vf_resume_fops"),
    Symbol::of(HISILICON, "hisi_acc_vf_save_fops"),
    Symbol::of(HISILICON, "hisi_acc_vf_resume_fops"),
    Symbol::of(PDS, "pds_vfio_save_fops"),
    Symbol::of(PDS, "pds_vfio_restore_fops"),
    Symbol::of(VIRTIO, "virtiovf_save_fops"),
    Symbol::of(VIRTIO, "virtiovf_resume_fops"),
    Symbol::of(QAT, "qat_vf_save_fops"),
    Symbol::of(QAT, "qat_vf_resume_fops"),
    Symbol::of(XE, "xe_vfio_pci_save_fops"),
    Symbol::of(XE, "xe_vfio_pci_resume_fops"),
    Symbol::of(MTTY, "mtty_save_fops"),
    Symbol::of(MTTY, "mtty_resume_fops"),
];

pub(super) const PROBES: &[Probe] = &[
    read(MLX5, "mlx5vf_save_read"),
    write(MLX5, "mlx5vf_resume_write"),
    read(HISILICON, "hisi_acc_vf_save_read"),
    write(HISILICON, "hisi_acc_vf_resume_write"),
    read(PDS, "pds_vfio_save_read"),
    write(PDS, "pds_vfio_restore_write"),
    read(VIRTIO, "virtiovf_save_read"),
    write(VIRTIO, "virtiovf_resume_write"),
    read(QAT, "qat_vf_save_read"),
    write(QAT, "qat_vf_resume_write"),
    read(XE, "xe_vfio_pci_save_read"),
    write(XE, "xe_vfio_pci_resume_write"),
    read(MTTY, "mtty_save_read"),
    write(MTTY, "mtty_resume_write"),
];

const MLX5: &str = "mlx5_vfio_pci";
const HISILICON: &str = "hisi_acc_vfio_pci";
const PDS: &str = "pds_vfio_pci";
const VIRTIO: &str = "virtio_vfio_pci";
const QAT: &str = "qat_vfio_pci";
const XE: &str = "xe_vfio_pci";
/// The kernel's sample of a mediated device.
const MTTY: &str = "mtty";

const fn read(module: &'static str, name: &'static str) -> Probe {
    Probe::new(Call::Read, Symbol::of(module, name))
}

const fn write(module: &'static str, name: &'static str) -> Probe {
    Probe::new(Call::Write, Symbol::of(module, name))
}

/// The number is also that of VFIO_EEH_PE_OP, of containers.
pub(super) const COMMANDS: &[Command] = &[
    Command::of(VFIO_MIG_GET_PRECOPY_INFO, Class::Standard),
    Command::passthrough(
        "state",
        0,
        "linux/vfio.h: enum vfio_device_mig_state",
        &generic::TRANSFER,
    )
    .by(Entries::TRANSFER)
    .class(
        Class::Opaque,
        Some("the device's state, which only its driver lays out"),
    ),
];
