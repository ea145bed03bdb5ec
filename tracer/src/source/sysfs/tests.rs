//! Tests on made-up trees.

use std::os::unix::fs::symlink;

use super::{inventory::Found, *};
use crate::families;

/// A sysfs that a test makes up.
pub(crate) struct MadeUp(tempfile::TempDir);

impl MadeUp {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// As the code under test takes it.
    pub(crate) fn tree(&self) -> Tree {
        Tree::new(self.0.path())
    }

    fn folder(&self, path: &str) -> PathBuf {
        let folder = self.0.path().join(path);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    /// A link from one path to another, which need not exist yet.
    fn link(&self, at: &str, to: &str) {
        self.folder(Path::new(at).parent().unwrap().to_str().unwrap());
        symlink(self.0.path().join(to), self.0.path().join(at)).unwrap();
    }

    fn write(&self, at: &str, text: &str) {
        self.folder(Path::new(at).parent().unwrap().to_str().unwrap());
        fs::write(self.0.path().join(at), text).unwrap();
    }

    /// A device of a bus or class (`bus/pci`, `class/nvme`), entered there as the kernel does.
    fn device(&self, folder: &str, subsystem: &str) {
        self.folder(folder);
        self.folder(subsystem);
        self.link(&format!("{folder}/subsystem"), subsystem);
        let name = Path::new(folder).file_name().unwrap().to_str().unwrap();
        let among = match subsystem.strip_prefix("bus/") {
            Some(_) => format!("{subsystem}/devices/{name}"),
            None => format!("{subsystem}/{name}"),
        };
        self.link(&among, folder);
    }

    /// The same with a number and a node.
    pub(crate) fn numbered(&self, folder: &str, subsystem: &str, number: &str, node: &str) {
        self.device(folder, subsystem);
        let class = if subsystem == "class/block" {
            "block"
        } else {
            "char"
        };
        self.link(&format!("dev/{class}/{number}"), folder);
        self.write(&format!("{folder}/dev"), &format!("{number}\n"));
        self.write(&format!("{folder}/uevent"), &format!("DEVNAME={node}\n"));
    }

    fn driver(&self, folder: &str, driver: &str) {
        self.folder(driver);
        self.link(&format!("{folder}/driver"), driver);
    }

    /// A PCI device with a driver.
    pub(crate) fn pci(&self, folder: &str, ids: (&str, &str), driver: &str) {
        self.device(folder, "bus/pci");
        self.write(&format!("{folder}/vendor"), &format!("0x{}\n", ids.0));
        self.write(&format!("{folder}/device"), &format!("0x{}\n", ids.1));
        self.driver(folder, &format!("bus/pci/drivers/{driver}"));
    }

    fn describe(&self, block: bool, major: u32, minor: u32) -> DeviceFacts {
        self.tree().describe(&Identity {
            number: Some(DeviceNumber {
                block,
                major,
                minor,
            }),
            ..Identity::default()
        })
    }

    fn describe_name(&self, name: &str) -> DeviceFacts {
        self.tree().describe(&Identity {
            name: Some(name.to_owned()),
            ..Identity::default()
        })
    }
}

/// Driver, bus and ids.
fn place(facts: &DeviceFacts) -> [Option<&str>; 3] {
    [&facts.driver, &facts.bus, &facts.ids].map(Option::as_deref)
}

const NVME: &str = "devices/pci0000:00/0000:00:03.0";
const EDU: &str = "devices/pci0000:00/0000:00:05.0";

/// An NVMe controller with a disk and a partition, a PCI device that VFIO has, a SCSI disk.
pub(crate) fn machine() -> MadeUp {
    let made = MadeUp::new();
    made.pci(NVME, ("1b36", "0010"), "nvme");
    let controller = format!("{NVME}/nvme/nvme0");
    made.numbered(&controller, "class/nvme", "242:0", "nvme0");
    made.numbered(
        &format!("{controller}/nvme0n1"),
        "class/block",
        "259:0",
        "nvme0n1",
    );
    let partition = format!("{controller}/nvme0n1/nvme0n1p1");
    made.numbered(&partition, "class/block", "259:1", "nvme0n1p1");
    made.write(&format!("{partition}/partition"), "1\n");
    made.pci(EDU, ("1234", "11e8"), "vfio-pci");
    made.device(&format!("{EDU}/vfio-dev/vfio0"), "class/vfio-dev");
    let disk = "devices/pseudo_0/host2/2:0:0:0";
    made.device(disk, "bus/scsi");
    made.driver(disk, "bus/scsi/drivers/sd");
    made.numbered(&format!("{disk}/block/sda"), "class/block", "8:0", "sda");
    made
}

#[test]
fn the_module_drives_what_has_only_a_stand_in_for_a_driver() {
    let made = MadeUp::new();
    let folder = "devices/faux/vgem";
    made.device(folder, "bus/faux");
    made.driver(folder, "bus/faux/drivers/faux_driver");
    made.numbered(
        &format!("{folder}/drm/card0"),
        "class/drm",
        "226:0",
        "dri/card0",
    );
    let number = DeviceNumber {
        block: false,
        major: 226,
        minor: 0,
    };
    let facts = made.tree().describe(&Identity {
        number: Some(number),
        owner: Some("module".into()),
        ..Identity::default()
    });
    assert_eq!(facts.driver.as_deref(), Some("module"));
    assert_eq!(facts.node.as_deref(), Some("/dev/dri/card0"));
    // What is built in has no module; its maker's name is the device's.
    let facts = made.describe(false, 226, 0);
    assert_eq!(facts.driver.as_deref(), Some("vgem"));
}

#[test]
fn a_device_is_named_with_driver_bus_and_ids() {
    let facts = machine().describe(false, 242, 0);
    assert_eq!(facts.name.as_deref(), Some("nvme0"));
    assert_eq!(facts.node.as_deref(), Some("/dev/nvme0"));
    assert_eq!(
        place(&facts),
        [Some("nvme"), Some("pci 0000:00:03.0"), Some("1b36:0010")]
    );
    assert!(facts.lower.is_empty());
}

#[test]
fn a_lesser_bus_is_better_than_none() {
    let facts = machine().describe(true, 8, 0);
    assert_eq!(facts.name.as_deref(), Some("sda"));
    assert_eq!(place(&facts), [Some("sd"), Some("scsi 2:0:0:0"), None]);
}

#[test]
fn a_device_that_is_gone_keeps_what_is_known() {
    let made = machine();
    let facts = made.describe(false, 1, 9);
    assert_eq!((facts.gone, facts.name, facts.node), (true, None, None));
    assert_eq!(facts.number.map(|number| number.minor), Some(9));
    let facts = made.describe_name("0000:00:1f.0");
    assert_eq!(facts.name.as_deref(), Some("0000:00:1f.0"));
    assert_eq!(place(&facts), [None; 3]);
    assert!(!made.describe(false, 242, 0).gone);
}

#[test]
fn only_what_sysfs_shows_can_be_gone_from_it() {
    let made = machine();
    let gone = |family: &str, kind: &str, name: &str| {
        let mut kinds = families::kinds();
        let entry = kinds.find(|entry| entry.family.name == family && entry.kind.name == kind);
        let identity = Identity {
            kind: entry.expect("the kind").id,
            name: Some(name.to_owned()),
            ..Identity::default()
        };
        made.tree().describe(&identity).gone
    };
    assert!(gone("vfio", "device", "0000:00:1f.0"));
    assert!(gone("pci", "resource", "0000:00:1f.0"));
    assert!(!gone("vfio", "device", "0000:00:05.0"));
    // The name of the driver that exports it is on no bus.
    assert!(!gone("dma-buf", "buffer", "udmabuf"));
    let number_is_gone = |family: &str, kind: &str| {
        let mut kinds = families::kinds();
        let entry = kinds.find(|entry| entry.family.name == family && entry.kind.name == kind);
        let identity = Identity {
            kind: entry.expect("the kind").id,
            number: Some(DeviceNumber {
                block: false,
                major: 240,
                minor: 7,
            }),
            ..Identity::default()
        };
        made.tree().describe(&identity).gone
    };
    assert!(number_is_gone("scsi", "sg"));
    // Its driver took a number and made no device.
    assert!(!number_is_gone("scsi", "megaraid"));
}

#[test]
fn a_name_on_a_bus_is_enough() {
    let made = machine();
    let facts = made.describe_name("0000:00:05.0");
    assert_eq!(facts.name.as_deref(), Some("0000:00:05.0"));
    assert_eq!((facts.node.as_deref(), facts.number), (None, None));
    assert_eq!(
        place(&facts),
        [
            Some("vfio-pci"),
            Some("pci 0000:00:05.0"),
            Some("1234:11e8")
        ]
    );
    let facts = made.describe_name("2:0:0:0");
    assert_eq!(place(&facts), [Some("sd"), Some("scsi 2:0:0:0"), None]);
    for no_name in ["", "..", "/", "../devices/0000:00:05.0", "0000:00:05.0/"] {
        assert_eq!(place(&made.describe_name(no_name)), [None; 3], "{no_name}");
    }
}

#[test]
fn a_usb_device_has_its_ids_behind_an_interface_too() {
    let made = MadeUp::new();
    made.pci(
        "devices/pci0000:00/0000:00:04.0",
        ("1b36", "000d"),
        "xhci_hcd",
    );
    let usb = "devices/pci0000:00/0000:00:04.0/usb1/1-1";
    made.numbered(usb, "bus/usb", "189:1", "bus/usb/001/002");
    made.write(&format!("{usb}/idVendor"), "0627\n");
    made.write(&format!("{usb}/idProduct"), "0001\n");
    made.driver(usb, "bus/usb/drivers/usb");
    made.device(&format!("{usb}/1-1:1.0"), "bus/usb");
    made.driver(&format!("{usb}/1-1:1.0"), "bus/usb/drivers/usbhid");
    let hidraw = format!("{usb}/1-1:1.0/0003:0627:0001.0001/hidraw/hidraw0");
    made.numbered(&hidraw, "class/hidraw", "240:0", "hidraw0");
    let facts = made.describe(false, 189, 1);
    assert_eq!(
        place(&facts),
        [Some("usb"), Some("usb 1-1"), Some("0627:0001")]
    );
    assert_eq!(facts.node.as_deref(), Some("/dev/bus/usb/001/002"));
    let facts = made.describe(false, 240, 0);
    assert_eq!(
        place(&facts),
        [Some("usbhid"), Some("usb 1-1:1.0"), Some("0627:0001")]
    );
}

#[test]
fn a_partition_is_its_disk() {
    let tree = machine().tree();
    let number = |major, minor| DeviceNumber {
        block: true,
        major,
        minor,
    };
    // The tree is gone: a number stays what it is.
    assert_eq!(tree.disk(number(259, 1)), number(259, 1));
    let made = machine();
    assert_eq!(made.tree().disk(number(259, 1)), number(259, 0));
    assert_eq!(made.tree().disk(number(8, 0)), number(8, 0));
    assert_eq!(made.tree().partitions(number(259, 0)), [number(259, 1)]);
    assert_eq!(made.tree().partitions(number(8, 0)), []);
    let character = DeviceNumber {
        block: false,
        ..number(242, 0)
    };
    assert_eq!(made.tree().partitions(character), []);
}

/// dm-1 on dm-0 on a partition of an NVMe disk and on a SCSI disk.
#[test]
fn device_mapper_shows_what_it_is_made_of() {
    let made = machine();
    for (minor, name) in [(0, "vg0-pool"), (1, "vg0-root")] {
        let folder = format!("devices/virtual/block/dm-{minor}");
        made.numbered(
            &folder,
            "class/block",
            &format!("254:{minor}"),
            &format!("dm-{minor}"),
        );
        made.write(&format!("{folder}/dm/name"), &format!("{name}\n"));
        made.folder(&format!("{folder}/slaves"));
    }
    let partition = format!("{NVME}/nvme/nvme0/nvme0n1/nvme0n1p1");
    made.link("devices/virtual/block/dm-0/slaves/nvme0n1p1", &partition);
    let disk = "devices/pseudo_0/host2/2:0:0:0/block/sda";
    made.link("devices/virtual/block/dm-0/slaves/sda", disk);
    made.link(
        "devices/virtual/block/dm-1/slaves/dm-0",
        "devices/virtual/block/dm-0",
    );
    let facts = made.describe(true, 254, 1);
    assert_eq!(facts.alias.as_deref(), Some("vg0-root"));
    assert_eq!(facts.lower, ["dm-0", "sda", "nvme0n1"]);
    assert_eq!(
        place(&facts),
        [
            Some("sd, nvme"),
            Some("scsi 2:0:0:0, pci 0000:00:03.0"),
            Some("1b36:0010")
        ]
    );
}

/// A subsystem with two controllers; the second namespace is reached through one only.
fn multipath() -> MadeUp {
    let made = MadeUp::new();
    let subsystem = "devices/virtual/nvme-subsystem/nvme-subsys0";
    made.device(subsystem, "class/nvme-subsystem");
    for (controller, slot) in [(0, 3), (1, 4)] {
        let pci = format!("devices/pci0000:00/0000:00:0{slot}.0");
        made.pci(&pci, ("1b36", "0010"), "nvme");
        let folder = format!("{pci}/nvme/nvme{controller}");
        made.numbered(
            &folder,
            "class/nvme",
            &format!("242:{controller}"),
            &format!("nvme{controller}"),
        );
        made.link(&format!("{subsystem}/nvme{controller}"), &folder);
        // Hidden disks have no number.
        made.device(&format!("{folder}/nvme0c{controller}n1"), "class/block");
    }
    made.device(
        "devices/pci0000:00/0000:00:04.0/nvme/nvme1/nvme0c1n2",
        "class/block",
    );
    for namespace in [1, 2] {
        let (disk, generic) = (format!("nvme0n{namespace}"), format!("ng0n{namespace}"));
        let number = format!("259:{namespace}");
        made.numbered(
            &format!("{subsystem}/{disk}"),
            "class/block",
            &number,
            &disk,
        );
        let number = format!("243:{namespace}");
        made.numbered(
            &format!("{subsystem}/{generic}"),
            "class/nvme-generic",
            &number,
            &generic,
        );
    }
    made
}

#[test]
fn a_namespace_head_is_reached_through_its_controllers() {
    let made = multipath();
    for (block, major) in [(true, 259), (false, 243)] {
        let facts = made.describe(block, major, 1);
        assert_eq!(facts.lower, ["nvme0", "nvme1"]);
        assert_eq!(
            place(&facts),
            [
                Some("nvme"),
                Some("pci 0000:00:03.0, pci 0000:00:04.0"),
                Some("1b36:0010")
            ]
        );
        let facts = made.describe(block, major, 2);
        assert_eq!(facts.lower, ["nvme1"]);
        assert_eq!(facts.bus.as_deref(), Some("pci 0000:00:04.0"));
    }
}

#[test]
fn a_head_s_links_to_its_paths_are_believed_first() {
    let made = multipath();
    made.link(
        "devices/virtual/nvme-subsystem/nvme-subsys0/nvme0n1/multipath/nvme0c0n1",
        "devices/pci0000:00/0000:00:03.0/nvme/nvme0/nvme0c0n1",
    );
    assert_eq!(made.describe(true, 259, 1).lower, ["nvme0"]);
}

#[test]
fn a_vfio_group_stands_for_its_members() {
    let made = machine();
    for (minor, name) in [(0, "7"), (1, "noiommu-7")] {
        let folder = format!("devices/virtual/vfio/{name}");
        made.numbered(
            &folder,
            "class/vfio",
            &format!("243:{minor}"),
            &format!("vfio/{name}"),
        );
    }
    made.link("kernel/iommu_groups/7/devices/0000:00:05.0", EDU);
    for minor in [0, 1] {
        let facts = made.describe(false, 243, minor);
        assert_eq!(facts.lower, ["0000:00:05.0"]);
        assert_eq!(
            place(&facts),
            [
                Some("vfio-pci"),
                Some("pci 0000:00:05.0"),
                Some("1234:11e8")
            ]
        );
    }
}

#[test]
fn a_mediated_device_has_a_parent() {
    const UUID: &str = "83b8f4f2-509f-382f-3c1e-e6bfe0fa1001";
    let made = MadeUp::new();
    made.device("devices/virtual/mtty/mtty", "class/mtty");
    let folder = format!("devices/virtual/mtty/mtty/{UUID}");
    made.device(&folder, "bus/mdev");
    made.driver(&folder, "bus/mdev/drivers/vfio_mtty");
    let facts = made.describe_name(UUID);
    assert_eq!(facts.lower, ["mtty"]);
    assert_eq!(
        place(&facts),
        [Some("vfio_mtty"), Some(&*format!("mdev {UUID}")), None]
    );
}

#[test]
fn the_kernel_s_record_is_an_identity() {
    let seen = DeviceSeen {
        id: 2,
        kind: 4,
        number: 8 << 20,
        file_type: 0o060_000,
        ..DeviceSeen::ZERO
    };
    let identity = Identity::from(&seen);
    assert_eq!((identity.id, identity.kind, identity.name), (2, 4, None));
    assert_eq!(
        identity.number.map(|number| number.to_string()).as_deref(),
        Some("b 8:0")
    );
    let mut named = DeviceSeen::ZERO;
    named.name[..12].copy_from_slice(b"0000:00:05.0");
    let identity = Identity::from(&named);
    assert_eq!(
        (identity.number, identity.name.as_deref()),
        (None, Some("0000:00:05.0"))
    );
}

#[test]
fn a_name_with_a_number_behind_it_is_told_from_longer_ones() {
    let made = MadeUp::new();
    for (subsystem, name, number) in [
        ("misc", "sev", "10:1"),
        ("misc", "sev-guest", "10:2"),
        ("ubi", "ubi0", "250:0"),
        ("ubi", "ubi0_0", "250:1"),
        ("rpmsg", "rpmsg0", "240:0"),
        ("rpmsg", "rpmsg_ctrl0", "241:0"),
        ("accel", "accel0", "261:0"),
        ("accel", "accel_controlD0", "262:0"),
        ("misc", "wmi!dell-smbios", "10:3"),
    ] {
        let folder = format!("devices/virtual/{subsystem}/{name}");
        made.numbered(&folder, &format!("class/{subsystem}"), number, name);
    }
    let inventory = made.tree().inventory();
    let mut kinds: Vec<_> = inventory
        .iter()
        .map(|found| {
            (
                found.facts.name.as_deref().unwrap_or("?"),
                found.entry.kind.name,
            )
        })
        .collect();
    kinds.sort_unstable();
    assert_eq!(
        kinds,
        [
            ("accel0", "accel"),
            ("accel_controlD0", "habanalabs-control"),
            ("rpmsg0", "channel"),
            ("rpmsg_ctrl0", "channels"),
            ("sev", "sev"),
            ("sev-guest", "sev-guest"),
            ("ubi0", "ubi"),
            ("ubi0_0", "ubi-volume"),
            ("wmi!dell-smbios", "dell-smbios"),
        ]
    );
}

#[test]
fn the_inventory_has_every_device_once_with_its_kind() {
    let made = machine();
    let tree = made.tree();
    let inventory = tree.inventory();
    let named = |found: &Found| {
        let kind = found.entry;
        format!(
            "{} {} {}",
            kind.family.name,
            kind.kind.name,
            found.facts.name.as_deref().unwrap_or("?")
        )
    };
    let names: Vec<String> = inventory
        .iter()
        .filter(|found| !found.is_of_bus)
        .map(named)
        .collect();
    for expected in [
        "nvme controller nvme0",
        "nvme disk nvme0n1",
        "scsi disk sda",
    ] {
        let times = names.iter().filter(|name| *name == expected).count();
        assert_eq!(times, 1, "{expected} in {names:?}");
    }
    assert!(
        !names.iter().any(|name| name.contains("nvme0n1p1")),
        "{names:?}"
    );
    let by_vfio = inventory
        .iter()
        .find(|found| found.entry.family.name == "vfio")
        .expect("a VFIO device is known by its name on the bus");
    assert_eq!(by_vfio.facts.name.as_deref(), Some("0000:00:05.0"));
    assert_eq!(by_vfio.facts.ids.as_deref(), Some("1234:11e8"));
    assert!(!by_vfio.is_of_bus);
    let ids: std::collections::HashSet<u16> = families::kinds().map(|entry| entry.id).collect();
    assert!(
        inventory
            .iter()
            .all(|found| ids.contains(&found.facts.kind))
    );
}
