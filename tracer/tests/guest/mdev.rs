//! A mediated device through VFIO: the kernel's sample of one, a serial port that is nothing but memory.

use std::fs;

use crate::{
    Outcome, Test, ensure,
    expected::Expected,
    machine::{run, wait_for},
    need::Need,
    observe::{stat, this},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![Test::new(
        "mdev::a_driver_of_mtty",
        &[Need::Driver("mtty")],
        a_driver_of_mtty,
    )]
}

const PARENT: &str = "/sys/devices/virtual/mtty/mtty";
/// Any will do.
const UUID: &str = "83b8f4f2-509f-382f-3c1e-e6bfe0fa1001";

/// Until this is dropped.
struct Mediated;

impl Mediated {
    fn make() -> Result<Self, String> {
        run(&["modprobe", "--all", "mtty", "vfio_iommu_type1"])?;
        // One port.
        let create = format!("{PARENT}/mdev_supported_types/mtty-1/create");
        fs::write(&create, UUID).map_err(|e| format!("{create}: {e}"))?;
        let device = Self;
        wait_for(&format!("/sys/bus/mdev/devices/{UUID}/iommu_group"))?;
        Ok(device)
    }
}

impl Drop for Mediated {
    fn drop(&mut self) {
        let _ = fs::write(format!("/sys/bus/mdev/devices/{UUID}/remove"), "1");
    }
}

/// The device is named by its UUID, and its regions and interrupts as a PCI function's.
fn a_driver_of_mtty() -> Outcome {
    let _device = Mediated::make()?;
    let observed = stat(&[&this(), "client", "vfio", "drives-mediated", UUID])?;
    ensure!(
        observed.output.status.success(),
        "the driver failed:\n{}",
        observed.text()
    );
    for row in [
        Expected("vfio", "ioctl", "VFIO_SET_IOMMU", Some("type1v2"), 1, None),
        Expected(UUID, "ioctl", "VFIO_DEVICE_GET_INFO", None, 1, None),
        Expected(
            UUID,
            "ioctl",
            "VFIO_DEVICE_GET_REGION_INFO",
            Some("bar0"),
            1,
            None,
        ),
        Expected(
            UUID,
            "ioctl",
            "VFIO_DEVICE_GET_IRQ_INFO",
            Some("msi"),
            1,
            None,
        ),
        Expected(UUID, "read", "config", Some("vendor-id"), 1, Some(2)),
    ] {
        row.check(&observed)?;
    }
    observed.lossless()?;
    moved()
}

/// What is written of a device's state goes through a file of its own.
fn moved() -> Outcome {
    let observed = stat(&[&this(), "client", "vfio", "moves", UUID])?;
    ensure!(
        observed.output.status.success(),
        "it was not moved:\n{}",
        observed.text()
    );
    for entry in ["read", "write"] {
        let mut rows = observed.rows();
        let row =
            rows.find(|row| row["device"]["interface"] == "migration" && row["entry"] == entry);
        ensure!(
            row.is_some_and(|row| row["command"] == "state" && row["class"] == "opaque"),
            "no {entry} of the state: {row:?}\n{}",
            observed.text()
        );
    }
    Ok(observed.lossless()?)
}
