//! What a test needs of the kernel that it runs on.

use std::{path::Path, process::Command};

/// Something that a kernel may be built without. Where it is built with it, a test that needs it
/// runs, and fails if the device is not there.
#[derive(Clone, Copy)]
pub(crate) enum Need {
    /// The NVMe driver.
    Nvme,
    /// The SCSI generic driver.
    Sg,
    /// The block layer's SCSI generic.
    Bsg,
}

impl Need {
    /// Why a test that needs it cannot run here; None where it can.
    pub(crate) fn missing(self) -> Option<String> {
        match self {
            Self::Nvme => driver("nvme"),
            Self::Sg => driver("sg"),
            Self::Bsg => (!Path::new("/sys/class/bsg").exists())
                .then(|| "this kernel is built without CONFIG_BLK_DEV_BSG".to_owned()),
        }
    }
}

/// A driver that is built in, loaded, or there to be loaded.
fn driver(name: &str) -> Option<String> {
    let there = Path::new("/sys/module").join(name).exists()
        || Command::new("modprobe")
            .args(["--dry-run", "--quiet", name])
            .status()
            .is_ok_and(|status| status.success());
    (!there).then(|| format!("this kernel has no driver {name}"))
}
