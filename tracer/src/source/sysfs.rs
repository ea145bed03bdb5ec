//! Naming a device by its number, through sysfs.

use std::{
    fs,
    path::{Path, PathBuf},
};

use tracer_common::{identity::MINOR_BITS, record::DeviceSeen};

use crate::model::observation::{DeviceFacts, DeviceNumber};

/// Buses whose addresses people know devices by; any other is named where none of these is found.
const BUSES: [&str; 2] = ["pci", "usb"];

/// What the machine says of a device. Whatever it does not say stays None.
pub(super) fn describe(seen: &DeviceSeen, sysfs: &Path) -> DeviceFacts {
    const S_IFBLK: u32 = 0o060_000;
    // A partition is its disk.
    let number = DeviceNumber {
        block: seen.file_type == S_IFBLK,
        major: seen.disk >> MINOR_BITS,
        minor: seen.disk & ((1 << MINOR_BITS) - 1),
    };
    let mut facts = DeviceFacts {
        id: seen.id,
        kind: u16::try_from(seen.kind).unwrap_or_default(),
        number,
        ..DeviceFacts::default()
    };
    let class = if number.block { "block" } else { "char" };
    let link = sysfs.join(format!("dev/{class}/{}:{}", number.major, number.minor));
    let Ok(folder) = fs::canonicalize(link) else {
        return facts;
    };
    facts.name = file_name(&folder);
    facts.node = fs::read_to_string(folder.join("uevent"))
        .ok()
        .and_then(|uevent| {
            uevent.lines().find_map(|line| {
                line.strip_prefix("DEVNAME=")
                    .map(|name| format!("/dev/{name}"))
            })
        });
    facts.driver = ancestors(&folder, sysfs).find_map(|folder| link_name(&folder.join("driver")));
    facts.bus = bus(&folder, sysfs);
    facts
}

/// Bus and address of the nearest parent on a bus that people know, else on any.
fn bus(folder: &Path, sysfs: &Path) -> Option<String> {
    let mut other = None;
    for folder in ancestors(folder, sysfs) {
        let Some(subsystem) = fs::canonicalize(folder.join("subsystem")).ok() else {
            continue;
        };
        // Classes are no buses.
        if subsystem
            .parent()
            .and_then(Path::file_name)
            .is_none_or(|name| name != "bus")
        {
            continue;
        }
        let (Some(bus), Some(address)) = (file_name(&subsystem), file_name(&folder)) else {
            continue;
        };
        let found = format!("{bus} {address}");
        if BUSES.contains(&bus.as_str()) {
            return Some(found);
        }
        other.get_or_insert(found);
    }
    other
}

/// The device's folder and those of its parents, up to sysfs's own.
fn ancestors(folder: &Path, sysfs: &Path) -> impl Iterator<Item = PathBuf> {
    let devices = fs::canonicalize(sysfs)
        .unwrap_or_else(|_| sysfs.to_owned())
        .join("devices");
    folder
        .ancestors()
        .take_while(move |folder| folder.starts_with(&devices) && *folder != devices)
        .map(Path::to_owned)
        .collect::<Vec<_>>()
        .into_iter()
}

fn link_name(link: &Path) -> Option<String> {
    file_name(&fs::read_link(link).ok()?)
}

fn file_name(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    /// A sysfs with an NVMe controller behind a PCI address, and a SCSI disk of a virtual host.
    fn sysfs() -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        let make = |path: &str| fs::create_dir_all(root.path().join(path)).unwrap();
        let link =
            |at: &str, to: &str| symlink(root.path().join(to), root.path().join(at)).unwrap();
        for folder in [
            "dev/char",
            "dev/block",
            "bus/pci/drivers/nvme",
            "bus/scsi/drivers/sd",
            "class/nvme",
            "class/block",
            "devices/pci0000:00/0000:00:03.0/nvme/nvme0",
            "devices/pseudo_0/host2/2:0:0:0/block/sda",
        ] {
            make(folder);
        }
        let nvme = "devices/pci0000:00/0000:00:03.0";
        link(&format!("{nvme}/driver"), "bus/pci/drivers/nvme");
        link(&format!("{nvme}/subsystem"), "bus/pci");
        link(&format!("{nvme}/nvme/nvme0/subsystem"), "class/nvme");
        link("dev/char/242:0", &format!("{nvme}/nvme/nvme0"));
        fs::write(
            root.path().join(format!("{nvme}/nvme/nvme0/uevent")),
            "MAJOR=242\nMINOR=0\nDEVNAME=nvme0\n",
        )
        .unwrap();
        let disk = "devices/pseudo_0/host2/2:0:0:0";
        link(&format!("{disk}/driver"), "bus/scsi/drivers/sd");
        link(&format!("{disk}/subsystem"), "bus/scsi");
        link("dev/block/8:0", &format!("{disk}/block/sda"));
        root
    }

    #[test]
    fn a_device_is_named_with_driver_and_bus() {
        let root = sysfs();
        let seen = DeviceSeen {
            id: 1,
            kind: 1,
            number: 242 << 20,
            disk: 242 << 20,
            file_type: 0o020_000,
            ..DeviceSeen::ZERO
        };
        let facts = describe(&seen, root.path());
        assert_eq!(facts.name.as_deref(), Some("nvme0"));
        assert_eq!(facts.node.as_deref(), Some("/dev/nvme0"));
        assert_eq!(facts.driver.as_deref(), Some("nvme"));
        assert_eq!(facts.bus.as_deref(), Some("pci 0000:00:03.0"));
        assert_eq!(facts.number.to_string(), "c 242:0");
    }

    #[test]
    fn a_partition_is_its_disk_and_a_lesser_bus_is_better_than_none() {
        let root = sysfs();
        let seen = DeviceSeen {
            id: 2,
            kind: 4,
            number: 8 << 20 | 1,
            disk: 8 << 20,
            file_type: 0o060_000,
            ..DeviceSeen::ZERO
        };
        let facts = describe(&seen, root.path());
        assert_eq!(facts.name.as_deref(), Some("sda"));
        assert_eq!(facts.driver.as_deref(), Some("sd"));
        assert_eq!(facts.bus.as_deref(), Some("scsi 2:0:0:0"));
        assert_eq!(facts.number.to_string(), "b 8:0");
    }

    #[test]
    fn a_device_that_is_gone_keeps_its_number() {
        let root = sysfs();
        let seen = DeviceSeen {
            id: 3,
            number: 1 << 20 | 9,
            disk: 1 << 20 | 9,
            file_type: 0o020_000,
            ..DeviceSeen::ZERO
        };
        let facts = describe(&seen, root.path());
        assert_eq!(facts.name, None);
        assert_eq!(facts.number.to_string(), "c 1:9");
    }
}
