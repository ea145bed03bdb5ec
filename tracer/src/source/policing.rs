//! A policy that is in force in the kernel: devices are given their labels as they are seen.

use std::collections::BTreeMap;

use tracer_common::{count::UNNAMED, policy::DeviceLabel};

use super::sysfs::{Tree, inventory::Found};
use crate::{
    exit::{Error, Exit, Result},
    families::Via,
    kernel::PolicyMap,
    model::observation::{DeviceFacts, DeviceNumber},
    policy::{
        compile::{Compiled, labelled, place_of},
        facts::Device,
    },
};

/// A policy, and the devices that it has labels for.
pub struct Policing {
    compiled: Compiled,
    map: PolicyMap,
    /// Devices by their ids, with their labels.
    devices: BTreeMap<u32, (Device, DeviceLabel)>,
    /// How many ids have a place.
    places: u32,
    edition: u32,
    /// Which of the tables are in force.
    revision: u32,
    /// Devices whose label there was no room for.
    unlabelled: u64,
    /// How many devices came that could not be told.
    lost: u64,
}

impl Policing {
    /// Of a policy that the kernel side was loaded with.
    pub fn new(compiled: Compiled, map: PolicyMap, places: u32) -> Self {
        Self {
            revision: compiled.revision(),
            compiled,
            map,
            devices: BTreeMap::new(),
            places,
            edition: 1,
            unlabelled: 0,
            lost: 0,
        }
    }

    /// Whether more devices were lost than when this was last asked.
    pub(super) fn lost(&mut self, lost: u64) -> bool {
        std::mem::replace(&mut self.lost, lost) != lost
    }

    /// Gives every device that has a number its label before it is called, and says what `came` lately: that is
    /// another device than the one that had the number before.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses, or has no memory for the image.
    pub(super) fn know(&mut self, tree: &Tree, came: &[DeviceNumber]) -> Result<()> {
        for number in came {
            self.map.forget(*number)?;
        }
        let mut nodes = Vec::new();
        let mut new = Vec::new();
        for found in tree.inventory() {
            let Some(number) = found.facts.number else {
                continue;
            };
            let id = match self.map.known(number)? {
                Some(id) => id,
                None if is_certain(&found) => self.map.next_id().unwrap_or(UNNAMED),
                None => UNNAMED,
            };
            // What is known stays as it is: it may be another's before this is written.
            let ways = std::iter::once(number).chain(tree.partitions(number));
            for way in ways {
                if self.map.known(way)?.is_none() {
                    nodes.push((way, found.entry, id, number));
                }
            }
            if id != UNNAMED && !self.devices.contains_key(&id) {
                new.push(DeviceFacts { id, ..found.facts });
            }
        }
        // Labels first: who finds an id is to find its label.
        self.label(&new)?;
        for (way, entry, id, whole) in nodes {
            // Without room its first call resolves it. The policy stays in force for all others.
            if self.map.know(way, &entry, id, whole).is_err() {
                self.unlabelled += 1;
            }
        }
        Ok(())
    }

    /// Gives devices their labels.
    ///
    /// # Errors
    ///
    /// Where the kernel has no memory for the image; the one before stays in force.
    pub fn label(&mut self, all: &[DeviceFacts]) -> Result<()> {
        let mut new = Vec::new();
        for facts in all {
            let device = Device::from(facts);
            if matches!(self.devices.get(&facts.id), Some((known, _)) if *known == device) {
                continue;
            }
            // Where there is no room the device stays what its kind is before it is resolved.
            let Ok(label) = self.compiled.device(&device) else {
                self.unlabelled += 1;
                continue;
            };
            self.devices.insert(facts.id, (device, label));
            new.push((facts.id, label));
        }
        if self.revision != self.compiled.revision() {
            self.edition += 1;
            return self.publish();
        }
        if new.is_empty() {
            return Ok(());
        }
        for (id, label) in new {
            let [root, group, ..] = labelled(label);
            if let Some(place) = place_of(id, self.places) {
                self.map.write(place, [root, group]);
            }
        }
        // What was decided so far is not asked for again.
        self.edition += 1;
        self.map
            .write(0, [self.compiled.generation(), self.edition]);
        Ok(())
    }

    fn publish(&mut self) -> Result<()> {
        let devices = self.devices.iter().map(|(id, (_, label))| (*id, *label));
        let image = self.compiled.image(self.edition, self.places, devices);
        self.map.publish(&image)?;
        self.revision = self.compiled.revision();
        Ok(())
    }

    /// Whether the programs have all that another policy takes.
    pub fn suits(&self, compiled: &Compiled) -> bool {
        self.map.entries().has_all(compiled.policy().decided())
            && (self.map.by_parent() || !compiled.by_parent())
            && (self.map.by_copy() || !compiled.by_copy())
    }

    /// Exchanges the policy for another, in one step: devices that are known have their labels in it.
    ///
    /// # Errors
    ///
    /// Where there is no room for it; the policy of before stays in force.
    pub fn exchange(&mut self, mut compiled: Compiled) -> Result<()> {
        if !self.suits(&compiled) {
            return Err(Error::failure(
                "the policy asks for an entry, for parents or for copies, of which the one before knew nothing",
            )
            .remedy("load it anew"));
        }
        let mut labels = BTreeMap::new();
        for (id, (device, _)) in &self.devices {
            let label = compiled.device(device).map_err(|full| {
                Error::new(Exit::Usage, full.message).remedy(full.help.unwrap_or_default())
            })?;
            labels.insert(*id, label);
        }
        let devices = labels.iter().map(|(id, label)| (*id, *label));
        self.map.publish(&compiled.image(1, self.places, devices))?;
        for (id, label) in labels {
            if let Some((_, own)) = self.devices.get_mut(&id) {
                *own = label;
            }
        }
        self.edition = 1;
        self.revision = compiled.revision();
        self.compiled = compiled;
        Ok(())
    }

    /// The policy in force.
    pub fn compiled(&self) -> &Compiled {
        &self.compiled
    }

    /// Devices whose label there was no room for.
    pub fn unlabelled(&self) -> u64 {
        self.unlabelled
    }
}

/// Whether what sysfs says of a device is all that is known of it once it is called: where its number alone
/// tells its kind, its operations may name a driver that sysfs does not.
fn is_certain(found: &Found) -> bool {
    let by_operations = !matches!(
        found.entry.kind.via,
        Via::UnlessNumbered | Via::Numbers(_) | Via::AnyCharacter
    );
    by_operations || found.facts.driver.is_some()
}
