//! The policy in the kernel: one map with its image, exchanged whole.

use std::{
    io::ErrorKind,
    path::Path,
    ptr::NonNull,
    sync::atomic::{AtomicU32, Ordering},
};

use aya::{
    Ebpf,
    maps::{ArrayOfMaps, HashMap, MapData, MapError},
};
use aya_obj::generated::{BPF_F_INNER_MAP, BPF_F_MMAPABLE, bpf_map_type::BPF_MAP_TYPE_ARRAY};
use tracer_common::{
    identity::Node,
    policy::{BLOCK, Quad},
};

use super::{
    guard::Guard,
    ids::Ids,
    load::{Policed, take},
    memory::Memory,
    recognition::{plain, unusable},
    uninterrupted::during,
};
use crate::{
    exit::{Error, Result},
    families::{Entries, Entry},
    model::observation::DeviceNumber,
};

/// Images are as long as they happen to be, and written through memory.
const FLAGS: u32 = BPF_F_INNER_MAP | BPF_F_MMAPABLE;

/// Bytes of an array's index, and of what is in it.
const KEY_BYTES: u32 = 4;
const QUAD_BYTES: u32 = 16;
const _: () = assert!(QUAD_BYTES as usize == size_of::<Quad>());

/// The map of an image, and the slot that the programs look into.
pub struct PolicyMap {
    slot: ArrayOfMaps<MapData>,
    nodes: HashMap<MapData, u64, [u8; size_of::<Node>()]>,
    ids: Ids,
    /// The image in force.
    image: Option<Mapped>,
    /// What guards it, if it is guarded.
    guard: Option<Guard>,
    /// Entries by which calls are decided at all.
    entries: Entries,
    by_parent: bool,
    by_copy: bool,
}

impl PolicyMap {
    /// Takes the slot. Only once. There is room for so many devices.
    pub(super) fn new(ebpf: &mut Ebpf, policy: &Policed<'_>, devices: u32) -> Result<Self> {
        let map = take(ebpf, "POLICY")?;
        let slot = ArrayOfMaps::try_from(map).map_err(|e| unusable("POLICY", &e))?;
        let nodes = HashMap::try_from(take(ebpf, "NODES")?).map_err(|e| unusable("NODES", &e))?;
        Ok(Self {
            slot,
            nodes,
            ids: Ids::new(ebpf, devices)?,
            image: None,
            guard: None,
            entries: policy.entries,
            by_parent: policy.by_parent,
            by_copy: policy.by_copy,
        })
    }

    /// Puts an image in force, in one step: whatever is being decided ends with the image that it began with.
    ///
    /// # Errors
    ///
    /// Where there is no memory for it; the one before stays in force.
    pub fn publish(&mut self, image: &[Quad]) -> Result<()> {
        let mapped = Mapped::new(image)?;
        let mut last = None;
        if let Some(guard) = &mut self.guard {
            guard.map(mapped.id()?)?;
            last = self.image.as_ref().map(Mapped::id).transpose()?;
        }
        self.slot
            .set(0, &mapped.map, 0)
            .map_err(|e| unusable("POLICY", &e))?;
        self.image = Some(mapped);
        if let (Some(guard), Some(last)) = (&mut self.guard, last) {
            guard.forget(last);
        }
        Ok(())
    }

    /// Has images guarded from now on, and the one that is in force.
    pub(super) fn guard(&mut self, mut guard: Guard) -> Result<()> {
        if let Some(image) = &self.image {
            guard.map(image.id()?)?;
        }
        self.guard = Some(guard);
        Ok(())
    }

    /// Has a directory of pins guarded, where anything is.
    pub(super) fn guard_directory(&mut self, path: &Path) -> Result<()> {
        self.guard
            .as_mut()
            .map_or(Ok(()), |guard| guard.directory(path))
    }

    /// Entries by which calls are decided at all: those whose hooks are attached.
    pub fn entries(&self) -> Entries {
        self.entries
    }

    /// Whether policies may ask for parents' executables.
    pub fn by_parent(&self) -> bool {
        self.by_parent
    }

    /// Whether the programs look at the copies of arguments that policies decide by.
    pub fn by_copy(&self) -> bool {
        self.by_copy
    }

    /// An id for a device that nobody has called yet. None once half of them are given out: the others are for
    /// devices that are called.
    pub fn next_id(&self) -> Option<u32> {
        self.ids.next()
    }

    /// The id that was given out for the device with a number; None where it is not known, or not any more.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses.
    pub fn known(&self, number: DeviceNumber) -> Result<Option<u32>> {
        match self.nodes.get(&place_of(number), 0) {
            Ok(node) => {
                let node: Node = zerocopy::transmute!(node);
                Ok(Some(node.id))
            }
            Err(MapError::KeyNotFound) => Ok(None),
            Err(error) => Err(unusable("NODES", &error)),
        }
    }

    /// Says what a number stands for before it is called: the device of a kind that has this id, 0 for none,
    /// and this number, which differs for a partition.
    ///
    /// # Errors
    ///
    /// Where there is no room for so many.
    pub fn know(
        &mut self,
        number: DeviceNumber,
        entry: &Entry,
        id: u32,
        whole: DeviceNumber,
    ) -> Result<()> {
        let node: [u8; size_of::<Node>()] = zerocopy::transmute!(Node {
            recognition: plain(entry),
            number: whole.encoded(),
            id,
        });
        during(|| self.nodes.insert(place_of(number), node, 0)).map_err(|e| unusable("NODES", &e))
    }

    /// Takes back what a number stands for.
    ///
    /// # Errors
    ///
    /// Where the kernel refuses.
    pub fn forget(&mut self, number: DeviceNumber) -> Result<()> {
        match during(|| self.nodes.remove(&place_of(number))) {
            Err(MapError::SyscallError(error)) if error.io_error.kind() == ErrorKind::NotFound => {
                Ok(())
            }
            removed => removed.map_err(|e| unusable("NODES", &e)),
        }
    }

    /// Writes the first two numbers of a quad of the image in force, each in one step.
    pub fn write(&self, at: u32, [first, second]: [u32; 2]) {
        if let Some(image) = &self.image {
            image.write(at, [first, second]);
        }
    }
}

/// The key of what a number stands for.
fn place_of(number: DeviceNumber) -> u64 {
    let block = if number.block { BLOCK } else { 0 };
    u64::from(number.encoded()) | block
}

/// An image in a map, mapped into this process.
struct Mapped {
    map: MapData,
    memory: Memory,
}

impl Mapped {
    fn new(image: &[Quad]) -> Result<Self> {
        let quads = u32::try_from(image.len())
            .map_err(|_| Error::failure("a policy has more than 4,294,967,295 quads"))?;
        let definition = aya_obj::Map::new_from_params(
            BPF_MAP_TYPE_ARRAY as u32,
            KEY_BYTES,
            QUAD_BYTES,
            quads,
            FLAGS,
        );
        let map = MapData::create(definition, "policy", None)
            .map_err(|e| unusable("the policy's image", &e))?;
        let memory = Memory::of(&map, size_of_val(image))?;
        if let Some(first) = memory.at::<Quad>(0) {
            // SAFETY: the mapping is as long as the image, and nobody looks at it yet.
            unsafe { first.copy_from_nonoverlapping(NonNull::from(image).cast(), image.len()) };
        }
        Ok(Self { map, memory })
    }

    fn id(&self) -> Result<u32> {
        let info = self.map.info();
        info.map(|info| info.id())
            .map_err(|e| unusable("the policy's image", &e))
    }

    fn write(&self, at: u32, words: [u32; 2]) {
        let Some(quad) = self.memory.at::<Quad>(at as usize) else {
            return;
        };
        for (word, value) in words.into_iter().enumerate() {
            // SAFETY: within the mapping, and aligned as a number is; programs load it in one step.
            let place = unsafe { AtomicU32::from_ptr(quad.cast::<u32>().add(word).as_ptr()) };
            place.store(value, Ordering::Release);
        }
    }
}
