//! Every device that a family knows how to find.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::{Identity, Subsystem, Tree, entries, file_name, is_partition, node, number};
use crate::{
    families::{self, Entry, Sysfs, Via},
    model::observation::DeviceFacts,
};

/// A device with its kind.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    /// Its kind.
    pub(crate) entry: Entry,
    /// What sysfs says of it.
    pub(crate) facts: DeviceFacts,
    /// Whether every device of a bus is of this kind, whatever drives it.
    pub(crate) is_of_bus: bool,
}

impl Tree {
    /// Every device that one of the registry's kinds describes, by kind. A device of several is of
    /// the first.
    pub(crate) fn inventory(&self) -> Vec<Found> {
        let mut known = HashSet::new();
        let mut all = Vec::new();
        for entry in families::kinds() {
            for pattern in entry.kind.sysfs {
                let folders = self.instances(pattern).into_iter();
                let new = folders.filter(|folder| known.insert(folder.clone()));
                all.extend(new.filter_map(|folder| self.found(entry, &folder)));
            }
        }
        all
    }

    /// The folders that a pattern matches.
    fn instances(&self, pattern: &Sysfs) -> Vec<PathBuf> {
        let class = self.root.join("class").join(pattern.subsystem);
        let bus = self
            .root
            .join("bus")
            .join(pattern.subsystem)
            .join("devices");
        let links = entries(&class).into_iter().chain(entries(&bus));
        let folders = links.filter_map(|link| std::fs::canonicalize(link).ok());
        folders
            .filter(|folder| self.matches(pattern, folder))
            .collect()
    }

    fn matches(&self, pattern: &Sysfs, folder: &Path) -> bool {
        let is_named = |prefix: &str| {
            let name = file_name(folder);
            let rest = name.as_deref().and_then(|name| name.strip_prefix(prefix));
            rest.is_some_and(|rest| {
                !pattern.numbered || rest.bytes().all(|byte| byte.is_ascii_digit())
            })
        };
        let has_parent = |subsystem: &str| {
            let mut parents = self.ancestors(folder).skip(1);
            parents.any(|parent| Subsystem::of(parent).is_some_and(|of| of.name == subsystem))
        };
        pattern.name.is_none_or(is_named)
            && pattern.parent.is_none_or(has_parent)
            && !is_partition(folder)
    }

    /// What has neither a number nor a name by which its kind is told is no device that could be
    /// opened: a hidden path of a multipath disk.
    fn found(&self, entry: Entry, folder: &Path) -> Option<Found> {
        let subsystem = Subsystem::of(folder)?;
        let number = number(folder, subsystem.name == "block");
        let name = match entry.kind.via {
            Via::Name(_) => Some(self.bus_name(folder)?),
            _ => None,
        };
        let is_of_bus = number.is_none() && name.is_some() && subsystem.is_bus;
        number
            .is_some()
            .then_some(())
            .or(name.as_ref().map(|_| ()))?;
        let identity = Identity {
            kind: entry.id,
            number,
            name,
            ..Identity::default()
        };
        let mut facts = self.describe(&identity);
        facts.node = node(folder);
        Some(Found {
            entry,
            facts,
            is_of_bus,
        })
    }

    /// The name that a bus has for the device or its nearest parent on one.
    fn bus_name(&self, folder: &Path) -> Option<String> {
        let is_on_bus = |folder: &&Path| Subsystem::of(folder).is_some_and(|of| of.is_bus);
        file_name(self.ancestors(folder).find(is_on_bus)?)
    }
}
