//! PCI functions of the guest, handed from driver to driver.

use std::{fs, io, path::PathBuf, process::Command};

/// The device `edu` of QEMU: one BAR, one interrupt, and no driver that wants it.
pub(crate) const EDU: &str = "0000:00:05.0";
/// QEMU's device for tests of PCI, whose second BAR is of ports.
pub(crate) const TEST_DEVICE: &str = "0000:00:06.0";
/// An NVMe controller that no other test uses.
pub(crate) const SECOND_NVME: &str = "0000:00:10.0";

/// A function that a driver has which is not its own; it gets that back in the end.
pub(crate) struct Bound {
    address: &'static str,
}

impl Bound {
    /// Loads a module and hands its driver a function.
    pub(crate) fn to(module: &str, driver: &str, address: &'static str) -> Result<Self, String> {
        let status = Command::new("modprobe")
            .args(["--all", module])
            .status()
            .map_err(|e| format!("cannot run modprobe: {e}"))?;
        if !status.success() {
            return Err(format!("modprobe {module}: {status}"));
        }
        let bound = Self { address };
        bound
            .hand_to(driver)
            .map_err(|e| format!("cannot bind {address} to {driver}: {e}"))?;
        let now = fs::read_link(bound.file("driver")).map_err(|e| e.to_string())?;
        if now.ends_with(driver) {
            Ok(bound)
        } else {
            Err(format!("{address} is bound to {}", now.display()))
        }
    }

    /// To VFIO.
    pub(crate) fn to_vfio(address: &'static str) -> Result<Self, String> {
        Self::to("vfio-pci", "vfio-pci", address)
    }

    fn file(&self, name: &str) -> PathBuf {
        PathBuf::from(format!("/sys/bus/pci/devices/{}/{name}", self.address))
    }

    /// Hands it to a driver; an empty name stands for whatever driver is its own.
    fn hand_to(&self, driver: &str) -> io::Result<()> {
        if self.file("driver").exists() {
            fs::write(self.file("driver/unbind"), self.address)?;
        }
        fs::write(self.file("driver_override"), format!("{driver}\n"))?;
        fs::write("/sys/bus/pci/drivers_probe", self.address)
    }
}

impl Drop for Bound {
    fn drop(&mut self) {
        // A driver that does not take it back fails the tests that need it.
        let _ = self.hand_to("");
    }
}
