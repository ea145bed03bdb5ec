//! A policy that is in force in the kernel: devices are given their labels as they are seen.

use std::collections::BTreeMap;

use tracer_common::{count::entry, policy::DeviceLabel};

use super::sysfs::Tree;
use crate::{
    exit::{Error, Exit, Result},
    kernel::PolicyMap,
    model::observation::{DeviceFacts, DeviceNumber},
    policy::{
        compile::{Compiled, labelled, place_of},
        facts::Device,
    },
};

/// What nodes there are, with their kinds.
pub(crate) fn nodes(tree: &Tree) -> Vec<(DeviceNumber, u16)> {
    let found = tree.inventory().into_iter();
    found
        .filter_map(|found| Some((found.facts.number?, found.entry.id)))
        .collect()
}

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

    /// Tells the kernel what nodes are now, before they are opened.
    ///
    /// # Errors
    ///
    /// Where there is no room for so many.
    pub(super) fn know(&mut self, tree: &Tree) -> Result<()> {
        if self.map.entries().has(entry::OPEN) {
            self.map.know(&nodes(tree))?;
        }
        Ok(())
    }

    /// Gives a device its label.
    ///
    /// # Errors
    ///
    /// Where the kernel has no memory for the image; the one before stays in force.
    pub fn device(&mut self, facts: &DeviceFacts) -> Result<()> {
        // Where there is no room the device stays what its kind is before it is resolved.
        let device = Device::from(facts);
        let Ok(label) = self.compiled.device(&device) else {
            self.unlabelled += 1;
            return Ok(());
        };
        self.devices.insert(facts.id, (device, label));
        if self.revision == self.compiled.revision() {
            let [root, group, ..] = labelled(label);
            if let Some(place) = place_of(facts.id, self.places) {
                self.map.write(place, [root, group]);
            }
            return Ok(());
        }
        self.edition += 1;
        self.publish()
    }

    fn publish(&mut self) -> Result<()> {
        let devices = self.devices.iter().map(|(id, (_, label))| (*id, *label));
        let image = self.compiled.image(self.edition, self.places, devices);
        self.map.publish(&image)?;
        self.revision = self.compiled.revision();
        Ok(())
    }

    /// Exchanges the policy for another, in one step: devices that are known have their labels in it.
    ///
    /// # Errors
    ///
    /// Where there is no room for it; the policy of before stays in force.
    pub fn exchange(&mut self, mut compiled: Compiled) -> Result<()> {
        if !self.map.entries().has_all(compiled.policy().decided())
            || compiled.by_parent() && !self.map.by_parent()
        {
            return Err(Error::failure(
                "the policy asks for an entry, or for parents, of which the one before knew nothing",
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
