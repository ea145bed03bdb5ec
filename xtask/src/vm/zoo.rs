//! The device zoo: what hardware a guest has, and the modules that drive it.

use std::{
    fs::File,
    os::fd::{AsRawFd, OwnedFd},
    process::Command,
};

use rustix::fs::MemfdFlags;

use crate::progress::{Error, Result};

/// Without these a guest reaches neither this machine's root nor the host.
pub(crate) const BOOT_MODULES: &[&str] = &[
    "virtio_pci",
    "virtio_console",
    "9p",
    "9pnet_virtio",
    "overlay",
];

/// Modules that are loaded before the command starts, where the kernel has them. The rest is
/// there for modprobe.
pub(crate) const MODULES: &[&str] = &[
    "nvme",
    "virtio_scsi",
    "sd_mod",
    "sg",
    "vfio_pci",
    "vfio_iommu_type1",
    "ipmi_si",
    "ipmi_devintf",
    "bochs",
    "bochs_drm",
    "virtio_gpu",
    "vgem",
    "cxl_acpi",
    "cxl_pci",
    "cxl_port",
    "cxl_mem",
    "xhci_pci",
    "usbhid",
    "hid_generic",
    "usb_storage",
    "uas",
    "cuse",
    "uhid",
    "msr",
    "uio_pci_generic",
    "fwctl_echo",
];

/// Nodes that a command may rely on from its start.
pub(crate) const NODES: &[&str] = &["/dev/nvme0", "/dev/nvme0n1", "/dev/sda", "/dev/sg0"];

/// Where the second NVMe controller is, that is to be nvme1.
pub(crate) const HELD_BACK: &[&str] = &["0000:00:10.0"];

/// Nodes of it that a command may rely on, too.
pub(crate) const LATE_NODES: &[&str] = &["/dev/nvme1", "/dev/nvme1n1"];

/// An anonymous file: it goes with the last process that has it open, however that ends.
pub(crate) fn anonymous_file(name: &str, size: u64) -> Result<File> {
    let failed = |e: std::io::Error| {
        Error::new(
            format!("cannot make the file {name}: {e}"),
            "free some memory",
        )
    };
    let file = File::from(
        rustix::fs::memfd_create(name, MemfdFlags::CLOEXEC).map_err(|e| failed(e.into()))?,
    );
    file.set_len(size).map_err(failed)?;
    Ok(file)
}

/// Adds the machine and its devices to QEMU's arguments. The files returned are the disks' and
/// must reach QEMU under the same numbers.
pub(crate) fn add(qemu: &mut Command, icount: bool, processors: u8) -> Result<Vec<OwnedFd>> {
    if icount {
        // One instruction is one nanosecond of the guest's time.
        qemu.args([
            "-accel",
            "tcg,thread=single",
            "-icount",
            "shift=0,sleep=off",
        ]);
    } else {
        qemu.args(["-accel", "tcg,thread=multi"]);
    }
    qemu.args(["-smp", &processors.to_string()]);
    qemu.args([
        "-machine",
        "q35,kernel-irqchip=split,cxl=on,cxl-fmw.0.targets.0=cxl.1,cxl-fmw.0.size=1G",
        "-cpu",
        // Without the fast string operations, which the emulator carries out a byte at a time.
        "max,-erms,-fsrm",
        "-m",
        "2048",
        "-nodefaults",
        "-display",
        "none",
        "-no-reboot",
        "-nic",
        "none",
    ]);
    let mut files = Vec::new();
    for (id, megabytes) in [
        ("n", 64),
        ("m", 64),
        ("s", 64),
        ("u", 16),
        ("c", 1),
        ("d", 16),
        ("v", 1),
        ("f", 1),
    ] {
        let file = anonymous_file(id, megabytes << 20)?;
        let media = if id == "c" { "cdrom" } else { "disk" };
        let drive = format!(
            "file=/proc/self/fd/{},if=none,id={id},format=raw,media={media},file.locking=off",
            file.as_raw_fd()
        );
        qemu.args(["-drive", &drive]);
        files.push(file.into());
    }
    let mut devices = vec![
        "intel-iommu,intremap=on,device-iotlb=on",
        "nvme,drive=n,serial=deadbeef",
        "edu",
        "pci-testdev",
        "virtio-scsi-pci,id=scsi0",
        "scsi-hd,drive=s,bus=scsi0.0",
        "qemu-xhci,id=xhci,p2=8,p3=8",
        "usb-tablet,bus=xhci.0,id=tablet",
        "usb-serial,chardev=null",
        "usb-storage,drive=u,bus=xhci.0",
        "ipmi-bmc-sim,id=bmc",
        "isa-ipmi-kcs,bmc=bmc",
        "virtio-gpu-pci",
        "bochs-display",
        // A subsystem of its own may have several controllers: where the kernel has multipath,
        // its namespace is a head above this path.
        "nvme-subsys,id=subsystem1,nqn=passgate1",
        "nvme,id=nvme1,serial=feedface,subsys=subsystem1,addr=10.0",
        "nvme-ns,drive=m,bus=nvme1,nsid=1",
        "scsi-cd,drive=c,bus=scsi0.0",
        "sdhci-pci",
        "sd-card,drive=d",
        "megasas-gen2",
        // It has a clock that the driver offers; there is no network.
        "e1000e",
        "isa-parallel,chardev=parallel",
        // Its registers and its interrupt are where a driver for GPIO lines looks for its card's. That
        // shares the interrupt with nobody.
        "tpci200,addr=12.0",
        "virtio-blk-pci,drive=v",
        "isa-fdc,id=fdc",
        "floppy,drive=f,bus=fdc.0",
        "pxb-cxl,bus_nr=12,bus=pcie.0,id=cxl.1",
        "cxl-rp,port=0,bus=cxl.1,id=rp13,chassis=0,slot=2",
    ];
    qemu.args([
        "-chardev",
        "null,id=null",
        "-chardev",
        "null,id=parallel",
        "-object",
        "memory-backend-ram,id=mem0,size=256M,share=on",
        "-object",
        "memory-backend-ram,id=lsa0,size=1M,share=on",
    ]);
    // Not volatile, with an area for labels; QEMU before 8.1 knows no other memory of CXL.
    devices.push(if knows_volatile_cxl() {
        "cxl-type3,bus=rp13,persistent-memdev=mem0,lsa=lsa0,id=cxlmem0,sn=0x1"
    } else {
        "cxl-type3,bus=rp13,memdev=mem0,lsa=lsa0,id=cxlmem0,sn=0x1"
    });
    for device in devices {
        qemu.args(["-device", device]);
    }
    Ok(files)
}

fn knows_volatile_cxl() -> bool {
    let help = Command::new("qemu-system-x86_64")
        .args(["-device", "cxl-type3,help"])
        .output();
    help.is_ok_and(|help| String::from_utf8_lossy(&help.stdout).contains("volatile-memdev"))
}
