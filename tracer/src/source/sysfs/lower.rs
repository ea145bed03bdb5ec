//! Devices that stand for others: what is sent to them reaches the devices below.

use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};

use super::{Subsystem, Tree, entries, file_name, is_partition};

/// The devices below one, as their folders.
#[derive(Debug, Default)]
pub(super) struct Lower {
    /// All of them, the nearest first, each once.
    pub(super) all: Vec<PathBuf>,
    /// Those that have none below them.
    pub(super) lowest: Vec<PathBuf>,
}

impl Tree {
    /// The devices below one, and those below them.
    pub(super) fn lower(&self, folder: &Path) -> Lower {
        let mut lower = Lower::default();
        let mut known = HashSet::from([folder.to_owned()]);
        let mut level = self.directly_below(folder);
        while !level.is_empty() {
            let mut next = Vec::new();
            for folder in level {
                if !known.insert(folder.clone()) {
                    continue;
                }
                let below = self.directly_below(&folder);
                if below.is_empty() {
                    lower.lowest.push(folder.clone());
                }
                next.extend(below);
                lower.all.push(folder);
            }
            level = next;
        }
        lower
    }

    fn directly_below(&self, folder: &Path) -> Vec<PathBuf> {
        let slaves = slaves(folder);
        if !slaves.is_empty() {
            return slaves;
        }
        if let Some(subsystem) = folder
            .parent()
            .filter(|parent| is_in(parent, "nvme-subsystem"))
        {
            return controllers(subsystem, folder);
        }
        if is_in(folder, "vfio") {
            return self.group_members(folder);
        }
        self.mediating_parent(folder).into_iter().collect()
    }

    /// The devices of a VFIO group, which is named after its IOMMU group, `12`, or `noiommu-12`
    /// (`drivers/vfio/group.c`).
    fn group_members(&self, folder: &Path) -> Vec<PathBuf> {
        let name = file_name(folder).unwrap_or_default();
        let number = name.strip_prefix("noiommu-").unwrap_or(&name);
        let groups = self.root.join("kernel/iommu_groups");
        links(&groups.join(number).join("devices"))
    }

    /// The device that provides a mediated device.
    fn mediating_parent(&self, folder: &Path) -> Option<PathBuf> {
        let mediated = self
            .ancestors(folder)
            .find(|folder| is_in(folder, "mdev"))?;
        mediated.parent().map(Path::to_owned)
    }
}

/// What device mapper and md are made of (`slaves`); partitions are their disks.
fn slaves(folder: &Path) -> Vec<PathBuf> {
    let disk = |folder: PathBuf| match folder.parent() {
        Some(disk) if is_partition(&folder) => disk.to_owned(),
        _ => folder,
    };
    links(&folder.join("slaves"))
        .into_iter()
        .map(disk)
        .collect()
}

/// The controllers through which a subsystem's namespace is reached. Its disk `nvme0n1` has one
/// hidden disk a path, `nvme0c1n1` within the controller's folder; kernels from 6.15 link them as
/// `multipath`. Where none tells, it is every controller of the subsystem.
fn controllers(subsystem: &Path, head: &Path) -> Vec<PathBuf> {
    let linked = links(&head.join("multipath")).into_iter();
    let linked: Vec<_> = linked
        .filter_map(|path| Some(path.parent()?.to_owned()))
        .collect();
    if !linked.is_empty() {
        return linked;
    }
    let all = links(subsystem).into_iter();
    let all: Vec<_> = all.filter(|folder| is_in(folder, "nvme")).collect();
    let head = file_name(head).unwrap_or_default();
    let leads_to_head = |controller: &&PathBuf| {
        let disks = entries(controller).into_iter();
        disks
            .filter_map(|disk| file_name(&disk))
            .any(|disk| is_path_of(&disk, &head))
    };
    let leading: Vec<_> = all.iter().filter(leads_to_head).cloned().collect();
    if leading.is_empty() { all } else { leading }
}

/// Whether a disk `nvme0c1n1` is a path to the namespace of `nvme0n1` or `ng0n1`.
fn is_path_of(disk: &str, head: &str) -> bool {
    let parts = || {
        let (instance, rest) = disk.strip_prefix("nvme")?.split_once('c')?;
        let (_, namespace) = rest.split_once('n')?;
        let head = head.strip_prefix("nvme").or(head.strip_prefix("ng"))?;
        Some(head.split_once('n')? == (instance, namespace))
    };
    parts().unwrap_or(false)
}

fn is_in(folder: &Path, subsystem: &str) -> bool {
    Subsystem::of(folder).is_some_and(|found| found.name == subsystem)
}

/// What the links in a folder lead to.
fn links(folder: &Path) -> Vec<PathBuf> {
    let links = entries(folder).into_iter().filter(|path| path.is_symlink());
    links
        .filter_map(|link| fs::canonicalize(link).ok())
        .collect()
}
