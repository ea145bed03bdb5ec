//! What sysfs says of devices.

pub(crate) mod inventory;
mod lower;

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use tracer_common::record::DeviceSeen;

use crate::{
    families,
    model::observation::{DeviceFacts, DeviceNumber},
};

/// Buses whose addresses people know devices by; any other is named where none of these is found.
const BUSES: [&str; 2] = ["pci", "usb"];

/// What is known of a device before sysfs is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Its id.
    pub(crate) id: u32,
    /// Id of its kind in the registry of families.
    pub(crate) kind: u16,
    /// Its device number; a partition is its disk.
    pub(crate) number: Option<DeviceNumber>,
    /// Its name on its bus, where that is what it is known by.
    pub(crate) name: Option<String>,
    /// The module that its operations are in, where the kernel side looked.
    pub(crate) owner: Option<String>,
}

impl From<&DeviceSeen> for Identity {
    fn from(seen: &DeviceSeen) -> Self {
        const S_IFBLK: u32 = 0o060_000;
        // No device has the number 0.
        let number =
            (seen.number != 0).then(|| DeviceNumber::of(seen.number, seen.file_type == S_IFBLK));
        let text = |bytes: &[u8]| {
            let bytes = bytes.split(|byte| *byte == 0).next()?;
            (!bytes.is_empty()).then(|| String::from_utf8_lossy(bytes).into_owned())
        };
        Self {
            id: seen.id,
            kind: u16::try_from(seen.kind).unwrap_or_default(),
            number,
            name: text(&seen.name),
            owner: text(&seen.owner),
        }
    }
}

/// What all devices of the faux bus have for a driver (`drivers/base/faux.c`), whoever made them.
const FAUX: &str = "faux_driver";

/// A mounted sysfs.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    /// Without symbolic links, as the folders of devices are.
    root: PathBuf,
}

impl Tree {
    /// The one that is mounted at a path, `/sys`.
    pub(crate) fn new(root: &Path) -> Self {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        Self { root }
    }

    /// What it says of a device. Whatever it does not say stays None; of a device that it does not show
    /// any more, that is all but its name or number.
    pub(crate) fn describe(&self, identity: &Identity) -> DeviceFacts {
        let facts = DeviceFacts {
            id: identity.id,
            kind: identity.kind,
            number: identity.number,
            name: identity.name.clone(),
            driver: identity.owner.clone(),
            ..DeviceFacts::default()
        };
        let of_name = || self.on_bus(identity.name.as_deref()?);
        match of_name().or_else(|| self.numbered(identity.number?)) {
            Some(folder) => self.describe_folder(facts, &folder),
            None => DeviceFacts {
                gone: is_in_sysfs(identity),
                ..facts
            },
        }
    }

    fn describe_folder(&self, mut facts: DeviceFacts, folder: &Path) -> DeviceFacts {
        facts.name = facts.name.or_else(|| file_name(folder));
        facts.alias = attribute(folder, "dm/name");
        facts.node = node(folder);
        let lower = self.lower(folder);
        facts.lower = lower
            .all
            .iter()
            .filter_map(|path| file_name(path))
            .collect();
        // What has no place of its own is where the devices below it are.
        let here = [folder.to_owned()];
        let places = match self.bus(folder) {
            None if !lower.lowest.is_empty() => lower.lowest.as_slice(),
            _ => &here,
        };
        let of_places = |say: &dyn Fn(&Path) -> Option<String>| {
            let mut said: Vec<String> = Vec::new();
            for text in places.iter().filter_map(|place| say(place)) {
                if !said.contains(&text) {
                    said.push(text);
                }
            }
            (!said.is_empty()).then(|| said.join(", "))
        };
        facts.driver = of_places(&|place| self.driver(place))
            .or(facts.driver)
            .or_else(|| self.maker(folder));
        facts.bus = of_places(&|place| self.bus(place).map(|on| on.to_string()));
        facts.ids = of_places(&|place| self.bus(place)?.ids());
        facts
    }

    /// The folder of the device with a number.
    fn numbered(&self, number: DeviceNumber) -> Option<PathBuf> {
        let class = if number.block { "block" } else { "char" };
        let link = format!("dev/{class}/{}:{}", number.major, number.minor);
        fs::canonicalize(self.root.join(link)).ok()
    }

    /// The folder of the device that a bus knows by a name: PCI's where several do.
    fn on_bus(&self, name: &str) -> Option<PathBuf> {
        // A name is one component of a path.
        if Path::new(name).file_name() != Some(OsStr::new(name)) {
            return None;
        }
        let others = entries(&self.root.join("bus")).into_iter();
        let buses = BUSES.iter().map(|bus| self.root.join("bus").join(bus));
        buses
            .chain(others)
            .find_map(|bus| fs::canonicalize(bus.join("devices").join(name)).ok())
    }

    /// The disk of a partition; any other device is itself.
    pub(crate) fn disk(&self, number: DeviceNumber) -> DeviceNumber {
        let disk = || {
            let folder = self.numbered(number)?;
            let disk = folder.parent().filter(|_| is_partition(&folder))?;
            self::number(disk, true)
        };
        disk().unwrap_or(number)
    }

    /// The partitions of a disk; of any other device there are none.
    pub(crate) fn partitions(&self, number: DeviceNumber) -> Vec<DeviceNumber> {
        let disk = number.block.then(|| self.numbered(number)).flatten();
        let below = disk.into_iter().flat_map(|disk| entries(&disk));
        below
            .filter(|folder| is_partition(folder))
            .filter_map(|folder| self::number(&folder, true))
            .collect()
    }

    /// Name of the driver that is bound to a device or to its nearest parent that has one.
    fn driver(&self, folder: &Path) -> Option<String> {
        self.ancestors(folder)
            .filter_map(|folder| file_name(&fs::read_link(folder.join("driver")).ok()?))
            .find(|driver| driver != FAUX)
    }

    /// Who made the device of the faux bus that a device is or is below: it is called as they are.
    fn maker(&self, folder: &Path) -> Option<String> {
        self.ancestors(folder)
            .find(|folder| {
                fs::read_link(folder.join("driver"))
                    .is_ok_and(|driver| driver.file_name() == Some(OsStr::new(FAUX)))
            })
            .and_then(file_name)
    }

    /// The nearest of a device and its parents that is on a bus that people know, else on any.
    fn bus(&self, folder: &Path) -> Option<OnBus> {
        let on_buses = || {
            self.ancestors(folder).filter_map(|folder| {
                let bus = Subsystem::of(folder)
                    .filter(|subsystem| subsystem.is_bus)?
                    .name;
                let folder = folder.to_owned();
                Some(OnBus { bus, folder })
            })
        };
        on_buses()
            .find(|on| BUSES.contains(&on.bus.as_str()))
            .or_else(|| on_buses().next())
    }

    /// A device's folder and those of its parents, up to sysfs's own.
    fn ancestors<'a>(&self, folder: &'a Path) -> impl Iterator<Item = &'a Path> + use<'a> {
        let devices = self.root.join("devices");
        folder
            .ancestors()
            .take_while(move |folder| folder.starts_with(&devices) && *folder != devices)
    }
}

/// Whether sysfs shows such a device while it is there.
fn is_in_sysfs(identity: &Identity) -> bool {
    // One kind of a device's files tells where sysfs has it: they are called alike.
    let is_shown = |entry: families::Entry| {
        let mut kinds = entry.family.kinds.iter();
        kinds.any(|kind| !kind.sysfs.is_empty())
    };
    // A driver may have taken a number without making a device.
    let has_device = |entry: families::Entry| {
        entry.kind.via != families::Via::Operations || !entry.kind.sysfs.is_empty()
    };
    let kind = families::kind(identity.kind);
    (identity.number.is_some() && kind.is_none_or(has_device))
        || (identity.name.is_some() && kind.is_some_and(is_shown))
}

/// A device that is on a bus.
#[derive(Debug)]
struct OnBus {
    bus: String,
    folder: PathBuf,
}

impl OnBus {
    /// Vendor and device in hexadecimal, as lspci and lsusb write them.
    fn ids(&self) -> Option<String> {
        let read = |folder: &Path, name| {
            let text = attribute(folder, name)?;
            Some(text.trim_start_matches("0x").to_owned())
        };
        let pair = |folder: &Path, vendor, device| {
            Some(format!(
                "{}:{}",
                read(folder, vendor)?,
                read(folder, device)?
            ))
        };
        match self.bus.as_str() {
            "pci" => pair(&self.folder, "vendor", "device"),
            // An interface is on the bus, and what it belongs to as well.
            "usb" => {
                let of = |folder| pair(folder, "idVendor", "idProduct");
                of(&self.folder).or_else(|| of(self.folder.parent()?))
            }
            _ => None,
        }
    }
}

impl std::fmt::Display for OnBus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let address = file_name(&self.folder).unwrap_or_default();
        write!(f, "{} {address}", self.bus)
    }
}

/// What a device belongs to: a bus or a class.
#[derive(Debug)]
struct Subsystem {
    is_bus: bool,
    name: String,
}

impl Subsystem {
    fn of(folder: &Path) -> Option<Self> {
        let path = fs::canonicalize(folder.join("subsystem")).ok()?;
        Some(Self {
            is_bus: path.parent()?.file_name()? == "bus",
            name: file_name(&path)?,
        })
    }
}

/// The node that a device's driver asks for.
fn node(folder: &Path) -> Option<String> {
    let uevent = fs::read_to_string(folder.join("uevent")).ok()?;
    let name = uevent
        .lines()
        .find_map(|line| line.strip_prefix("DEVNAME="))?;
    Some(format!("/dev/{name}"))
}

/// A device's number, from its attribute `dev`.
fn number(folder: &Path, block: bool) -> Option<DeviceNumber> {
    let text = attribute(folder, "dev")?;
    let (major, minor) = text.split_once(':')?;
    Some(DeviceNumber {
        block,
        major: major.parse().ok()?,
        minor: minor.parse().ok()?,
    })
}

fn is_partition(folder: &Path) -> bool {
    folder.join("partition").exists()
}

/// The text of an attribute without white space around it; None where there is none.
fn attribute(folder: &Path, name: &str) -> Option<String> {
    let text = fs::read_to_string(folder.join(name)).ok()?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The paths in a folder, sorted so that `sda` comes before `sdaa` and `nvme2` before `nvme10`.
fn entries(folder: &Path) -> Vec<PathBuf> {
    let found = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = found.flatten().map(|entry| entry.path()).collect();
    paths.sort_by_cached_key(|path| (path.as_os_str().len(), path.clone()));
    paths
}

fn file_name(path: &Path) -> Option<String> {
    Some(path.file_name()?.to_string_lossy().into_owned())
}

#[cfg(test)]
pub(crate) mod tests;
