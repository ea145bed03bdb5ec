//! Names: of subjects and devices by their ids, of actions by what was counted.

use std::{hash::Hash, sync::Arc};

use foldhash::{HashMap, HashMapExt as _};
use tracer_common::count::{CountKey, UNNAMED};

use super::row::{Action, Device, Subject};

/// Most actions that are kept. Who calls chooses the codes that tell them apart.
const MOST_ACTIONS: usize = 1 << 16;

/// All names.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) subjects: Named<Subject>,
    pub(super) devices: Named<Device>,
    /// Actions by keys with no subject, and the device's slot instead of its id. What a slot has never
    /// changes, so that an action holds for as long as there is its slot.
    actions: HashMap<CountKey, Arc<Action>>,
}

impl Names {
    /// A key with slots instead of ids: keys that name the same thing are one.
    pub(super) fn about(&self, key: &CountKey) -> CountKey {
        CountKey {
            subject: self.subjects.slot(key.subject),
            device: self.devices.slot(key.device),
            ..*key
        }
    }

    /// The action of a key with slots, named the first time only.
    pub(super) fn action(&mut self, about: &CountKey) -> Arc<Action> {
        let by_anybody = CountKey {
            subject: UNNAMED,
            ..*about
        };
        if let Some(action) = self.actions.get(&by_anybody) {
            return Arc::clone(action);
        }
        if self.actions.len() >= MOST_ACTIONS {
            self.actions.clear();
        }
        let device = self.devices.get(about.device);
        let action = Action::new(device.kind_id, device.driver.as_deref(), about);
        let action = Arc::new(action);
        self.actions.insert(by_anybody, Arc::clone(&action));
        action
    }
}

/// Names by id, where several ids may have the same name: each name has one slot. Slot 0 is for
/// what has no name.
#[derive(Debug)]
pub(super) struct Named<T> {
    slots: Vec<Arc<T>>,
    by_id: HashMap<u32, u32>,
    by_name: HashMap<Arc<T>, u32>,
}

impl<T: Default> Default for Named<T> {
    fn default() -> Self {
        Self {
            slots: vec![Arc::default()],
            by_id: HashMap::new(),
            by_name: HashMap::new(),
        }
    }
}

impl<T: Eq + Hash> Named<T> {
    /// Names what has an id from now on.
    pub(super) fn name(&mut self, id: u32, name: T) {
        let slot = match self.by_name.get(&name) {
            Some(slot) => *slot,
            None => {
                // Ids are 32-bit, so there are never more names than slots can count.
                let slot = u32::try_from(self.slots.len()).unwrap_or(UNNAMED);
                let name = Arc::new(name);
                self.slots.push(Arc::clone(&name));
                self.by_name.insert(name, slot);
                slot
            }
        };
        self.by_id.insert(id, slot);
    }

    /// The slot of what has an id now.
    pub(super) fn slot(&self, id: u32) -> u32 {
        self.by_id.get(&id).copied().unwrap_or(UNNAMED)
    }

    /// What has an id now.
    pub(super) fn of(&self, id: u32) -> Arc<T> {
        self.get(self.slot(id))
    }

    /// What has a slot.
    pub(super) fn get(&self, slot: u32) -> Arc<T> {
        let index = usize::try_from(slot)
            .ok()
            .filter(|index| *index < self.slots.len());
        Arc::clone(&self.slots[index.unwrap_or(0)])
    }
}
