//! What a machine cannot do without, found out when a policy is put in force. Its console is not among it: terminals
//! are no devices to passgate, and never refused.

use std::{
    collections::BTreeSet,
    fs,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use crate::kernel::own_executable;

/// Where file systems are mounted that a machine runs from.
const SYSTEM: [&str; 5] = ["/", "/usr", "/boot", "/etc", "/var"];

/// Who and what it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Essentials {
    /// The path of the daemon's own executable.
    pub own: String,
    /// That of process 1; None where nobody says.
    pub init: Option<String>,
    /// Nodes of the disks that the system is on, with those that they lie on, and their partitions.
    pub disks: Vec<String>,
}

impl Essentials {
    /// Of the running machine.
    pub fn gather() -> Self {
        let sys = Path::new("/sys");
        let mut disks = BTreeSet::new();
        for path in SYSTEM {
            if let Some(device) = block_device(sys, Path::new(path)) {
                disk(&device, &mut disks);
            }
        }
        Self {
            own: text(own_executable()).unwrap_or_default(),
            init: text(fs::read_link("/proc/1/exe").ok()),
            disks: disks.into_iter().collect(),
        }
    }
}

fn text(path: Option<PathBuf>) -> Option<String> {
    path?.into_os_string().into_string().ok()
}

/// The directory in sysfs of the block device that a path is on; None where it is on none.
fn block_device(sys: &Path, path: &Path) -> Option<PathBuf> {
    let number = fs::metadata(path).ok()?.dev();
    let by_number = |number: u64| {
        let name = format!(
            "{}:{}",
            rustix::fs::major(number),
            rustix::fs::minor(number)
        );
        sys.join("dev/block").join(name).canonicalize().ok()
    };
    // File systems of several disks have a number of their own.
    by_number(number).or_else(|| by_number(fs::metadata(mounted_from(path)?).ok()?.rdev()))
}

/// What is mounted at a path, as the mount says it.
fn mounted_from(path: &Path) -> Option<String> {
    let mounts = fs::read_to_string("/proc/self/mountinfo").ok()?;
    let of_path = |line: &&str| line.split(' ').nth(4) == path.to_str();
    let line = mounts.lines().rfind(of_path)?;
    let (_, behind) = line.split_once(" - ")?;
    behind
        .split(' ')
        .nth(1)
        .filter(|source| source.starts_with("/dev/"))
        .map(str::to_owned)
}

/// Adds the nodes of a disk, of its partitions, and of what it lies on.
fn disk(device: &Path, nodes: &mut BTreeSet<String>) {
    // A partition is a directory in that of its disk.
    let is_partition = device.join("partition").exists();
    let whole = match device.parent() {
        Some(parent) if is_partition => parent,
        _ => device,
    };
    let Some(name) = whole.file_name().and_then(|name| name.to_str()) else {
        return;
    };
    if !nodes.insert(node(name)) {
        return;
    }
    for entry in whole.read_dir().into_iter().flatten().flatten() {
        if entry.path().join("partition").exists()
            && let Some(name) = entry.file_name().to_str()
        {
            nodes.insert(node(name));
        }
    }
    for holder in [device, whole] {
        for below in holder
            .join("slaves")
            .read_dir()
            .into_iter()
            .flatten()
            .flatten()
        {
            if let Ok(below) = below.path().canonicalize() {
                disk(&below, nodes);
            }
        }
    }
}

/// The node of a name in sysfs, which has `!` where the node's has a slash.
fn node(name: &str) -> String {
    format!("/dev/{}", name.replace('!', "/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A disk with two partitions, on the second of which lies a mapped one.
    #[test]
    fn all_that_a_mapped_disk_lies_on_is_found() {
        let folder = tempfile::tempdir().expect("a directory");
        let at = |path: &str| folder.path().join(path);
        for path in ["sda/sda1", "sda/sda2", "sda/queue", "dm-0/slaves"] {
            fs::create_dir_all(at(path)).expect(path);
        }
        for path in ["sda/sda1/partition", "sda/sda2/partition"] {
            fs::write(at(path), "1").expect(path);
        }
        std::os::unix::fs::symlink(at("sda/sda2"), at("dm-0/slaves/sda2")).expect("a link");
        let mut nodes = BTreeSet::new();
        disk(&at("dm-0"), &mut nodes);
        let found: Vec<&str> = nodes.iter().map(String::as_str).collect();
        assert_eq!(found, ["/dev/dm-0", "/dev/sda", "/dev/sda1", "/dev/sda2"]);
    }

    #[test]
    fn this_machine_says_who_it_is() {
        let essentials = Essentials::gather();
        assert!(essentials.own.starts_with('/'));
    }
}
