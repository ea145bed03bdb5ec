//! The policy in the kernel: one map with its image, exchanged whole.

use std::{
    os::fd::AsFd as _,
    ptr::NonNull,
    sync::atomic::{AtomicU32, Ordering},
};

use aya::{
    Ebpf,
    maps::{ArrayOfMaps, HashMap, MapData},
};
use aya_obj::generated::{BPF_F_INNER_MAP, BPF_F_MMAPABLE, bpf_map_type::BPF_MAP_TYPE_ARRAY};
use rustix::mm::{MapFlags, ProtFlags, mmap, munmap};
use tracer_common::{
    identity::MINOR_BITS,
    policy::{BLOCK, Quad},
};

use super::{
    load::{Policed, take},
    recognition::{KEY, plain, unusable},
};
use crate::{
    exit::{Error, Result},
    families::{self, Entries},
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
    nodes: HashMap<MapData, u64, [u8; KEY]>,
    /// The image in force.
    image: Option<Mapped>,
    /// Entries by which calls are decided at all.
    entries: Entries,
    by_parent: bool,
}

impl PolicyMap {
    /// Takes the slot. Only once.
    pub(super) fn new(ebpf: &mut Ebpf, policy: &Policed<'_>) -> Result<Self> {
        let map = take(ebpf, "POLICY")?;
        let slot = ArrayOfMaps::try_from(map).map_err(|e| unusable("POLICY", &e))?;
        let nodes = HashMap::try_from(take(ebpf, "NODES")?).map_err(|e| unusable("NODES", &e))?;
        Ok(Self {
            slot,
            nodes,
            image: None,
            entries: policy.entries,
            by_parent: policy.by_parent,
        })
    }

    /// Puts an image in force, in one step: whatever is being decided ends with the image that it began with.
    ///
    /// # Errors
    ///
    /// Where there is no memory for it; the one before stays in force.
    pub fn publish(&mut self, image: &[Quad]) -> Result<()> {
        let mapped = Mapped::new(image)?;
        self.slot
            .set(0, &mapped.map, 0)
            .map_err(|e| unusable("POLICY", &e))?;
        self.image = Some(mapped);
        Ok(())
    }

    /// Entries by which calls are decided at all: those whose hooks are attached.
    pub fn entries(&self) -> Entries {
        self.entries
    }

    /// Whether policies may ask for parents' executables.
    pub fn by_parent(&self) -> bool {
        self.by_parent
    }

    /// Says what nodes are before they are open.
    ///
    /// # Errors
    ///
    /// Where there is no room for so many.
    pub fn know(&mut self, nodes: &[(DeviceNumber, u16)]) -> Result<()> {
        for (number, kind) in nodes {
            let Some(entry) = families::kind(*kind) else {
                continue;
            };
            let recognition: [u8; KEY] = zerocopy::transmute!(plain(&entry));
            let block = if number.block { BLOCK } else { 0 };
            let number = number.major << MINOR_BITS | number.minor;
            self.nodes
                .insert(u64::from(number) | block, recognition, 0)
                .map_err(|e| unusable("NODES", &e))?;
        }
        Ok(())
    }

    /// Writes the first two numbers of a quad of the image in force, each in one step.
    pub fn write(&self, at: u32, [first, second]: [u32; 2]) {
        if let Some(image) = &self.image {
            image.write(at, [first, second]);
        }
    }
}

/// An image in a map, mapped into this process.
struct Mapped {
    map: MapData,
    memory: NonNull<Quad>,
    quads: usize,
}

// SAFETY: the memory is the map's, which any thread may write; nothing else here refers to it.
unsafe impl Send for Mapped {}

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
        // SAFETY: a new mapping, at a place of the kernel's choice.
        let memory = unsafe {
            mmap(
                std::ptr::null_mut(),
                size_of_val(image),
                ProtFlags::READ | ProtFlags::WRITE,
                MapFlags::SHARED,
                map.fd().as_fd(),
                0,
            )
        };
        let memory = memory
            .map_err(|e| Error::failure(format!("cannot map the policy's image: {e}")))?
            .cast::<Quad>();
        let memory = NonNull::new(memory)
            .ok_or_else(|| Error::failure("the policy's image is mapped at address zero"))?;
        // SAFETY: the mapping is as long as the image, and nobody looks at it yet.
        unsafe { memory.copy_from_nonoverlapping(NonNull::from(image).cast(), image.len()) };
        Ok(Self {
            map,
            memory,
            quads: image.len(),
        })
    }

    fn write(&self, at: u32, words: [u32; 2]) {
        let at = at as usize;
        if at >= self.quads {
            return;
        }
        for (word, value) in words.into_iter().enumerate() {
            // SAFETY: within the mapping, and aligned as a number is; programs load it in one step.
            let place = unsafe {
                let place = self.memory.add(at).cast::<u32>().add(word);
                AtomicU32::from_ptr(place.as_ptr())
            };
            place.store(value, Ordering::Release);
        }
    }
}

impl Drop for Mapped {
    fn drop(&mut self) {
        // SAFETY: the mapping is this one's, and nothing refers to it any more.
        let _ = unsafe { munmap(self.memory.as_ptr().cast(), self.quads * size_of::<Quad>()) };
    }
}
