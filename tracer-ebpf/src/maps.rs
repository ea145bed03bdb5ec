//! Every map. Capacities are defaults that the loader may change.

use aya_ebpf::{
    bindings::{BPF_F_INNER_MAP, BPF_F_MMAPABLE},
    btf_maps::{Array, ArrayOfMaps, HashMap, LruHashMap, PerCpuArray, RingBuf},
    macros::btf_map,
};
use tracer_common::{
    authority::{Authority, Executable, Inode},
    copy,
    count::{CountKey, CountValue},
    held::{Held, HeldKey, Pending},
    identity::{DeviceKey, DeviceValue, Node, Recognition, SubjectKey},
    loss,
    policy::Quad,
    record::{CallSeen, Record, SubjectSeen},
    spec::{DETAIL_PLACES, DetailPlace, SPEC_PLACES, SpecPlace},
};

use crate::{atomic, call::Call, kernel::constant, recent::Recent};

/// Address of `file_operations`, of `block_device_operations`, or of what stands for operations in sysfs and
/// procfs -> the kind of device.
#[btf_map]
pub(crate) static OPERATIONS: HashMap<u64, Recognition, 1024> = HashMap::new();

/// Major number of a character device, or what stands for any -> the kind of device, where operations do
/// not tell it.
#[btf_map]
pub(crate) static NUMBERS: HashMap<u32, Recognition, 64> = HashMap::new();

/// (kind, entry, command) -> how to take its argument apart.
#[btf_map]
pub(crate) static SPECS: Array<SpecPlace, { SPEC_PLACES as usize }> = Array::new();

/// (table, sub-command) -> the field that tells commands of this code apart.
#[btf_map]
pub(crate) static DETAILS: Array<DetailPlace, { DETAIL_PLACES as usize }> = Array::new();

/// Interned devices.
#[btf_map]
pub(crate) static DEVICES: HashMap<DeviceKey, DeviceValue, 8192> = HashMap::new();

/// Operations, address space, device number and change counter of a file -> the device's value but for that.
#[btf_map]
pub(crate) static RECENT_DEVICES: Recent<4, 2> = Recent::new();

/// A [`SubjectKey`] -> the subject's id.
#[btf_map]
pub(crate) static RECENT_SUBJECTS: Recent<4, 1> = Recent::new();

/// A [`CountKey`] -> its row; the image that decided a call of this row last, and what that said, if every such
/// call is decided so.
#[btf_map]
pub(crate) static RECENT_ROWS: Recent<4, 3> = Recent::new();

/// What interned devices are given up by -> the change counter when that was, 0 so far.
#[btf_map]
pub(crate) static INSTANCES: HashMap<u64, u64, 8192> = HashMap::new();

/// How often a known device went away, and how often the loader changed what is recognised.
#[btf_map]
pub(crate) static CHANGES: Array<u64, 2> = Array::new();

/// Interned subjects.
#[btf_map]
pub(crate) static SUBJECTS: HashMap<SubjectKey, u32, 16384> = HashMap::new();

/// Observed tasks by address, where only a command's descendants are observed.
#[btf_map]
pub(crate) static TASKS: HashMap<u64, u8, 65536> = HashMap::new();

/// The last id that was given out, by [`Sequence`]. Userspace takes some, too, where there is a policy.
#[btf_map]
pub(crate) static SEQUENCES: Array<u64, 3, { BPF_F_MMAPABLE as usize }> = Array::new();

/// What is counted apart -> its row.
#[btf_map]
pub(crate) static ROWS: HashMap<CountKey, u32, 16384> = HashMap::new();

/// The counts by row, one more than there are keys: row 0 has the calls for whose key there was no room.
#[btf_map]
pub(crate) static COUNTS: PerCpuArray<CountValue, 16385> = PerCpuArray::new();

/// Losses by kind.
#[btf_map]
pub(crate) static LOSSES: PerCpuArray<u64, { loss::LOSSES }> = PerCpuArray::new();

/// io_uring requests that are to be issued again, by address.
#[btf_map]
pub(crate) static ANSWERED: LruHashMap<u64, u8, 8192> = LruHashMap::new();

/// Not 0 once there was any.
#[btf_map]
pub(crate) static ANSWERS: Array<u32, 1> = Array::new();

/// Calls by task whose result decides what the process holds.
#[btf_map]
pub(crate) static PENDING: HashMap<u64, Pending, 4096> = HashMap::new();

/// What is held, by I/O address space.
#[btf_map]
pub(crate) static HELD: HashMap<HeldKey, Held, 4096> = HashMap::new();

/// Calls that are told one by one and have not returned yet, by task, or by request where they came by
/// io_uring. The loader makes room where calls are told.
#[btf_map]
pub(crate) static CALLS: LruHashMap<u64, CallSeen, 1> = LruHashMap::new();

/// Which part of a device's file a task is about to use.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// Address of the file.
    pub(crate) file: u64,
    /// What for, see [`tracer_common::count::entry`].
    pub(crate) entry: u64,
    /// Where the caller has the data; 0 for mappings.
    pub(crate) buffer: u64,
    /// In bytes.
    pub(crate) length: u64,
    /// In the file, in bytes.
    pub(crate) offset: u64,
}

/// Which parts tasks are about to use, by task.
#[btf_map]
pub(crate) static PLACES: LruHashMap<u64, Place, 1024> = LruHashMap::new();

/// What the running task's call was decided by, see [`crate::copy`].
#[repr(C)]
pub(crate) struct Decided {
    pub(crate) call: Call,
    /// 1 once the kernel's copy was seen.
    pub(crate) seen: u32,
    /// What the task is told that is asked for a capability: 0, or an error.
    pub(crate) status: i32,
}

/// Such calls, by task. The loader makes room where copies are looked at. Not one that makes room for itself:
/// whoever holds many calls up could have it forget another.
#[btf_map]
pub(crate) static DECIDED: HashMap<u64, Decided, 1> = HashMap::new();

/// How many of those there may be, by a part of the task's address: for most tasks none.
#[btf_map]
pub(crate) static DECIDED_BY: Array<u32, DECIDED_PARTS> = Array::new();

/// Parts that addresses of tasks fall into.
pub(crate) const DECIDED_PARTS: usize = 1 << 14;

/// How the kernel checks its copies of commands, by kind of device, see [`tracer_common::copy`].
#[btf_map]
pub(crate) static CHECKS: Array<u32, { copy::KINDS }> = Array::new();

/// Device numbers, those of block devices with [`tracer_common::policy::BLOCK`], -> the device.
#[btf_map]
pub(crate) static NODES: HashMap<u64, Node, 16384> = HashMap::new();

/// A policy's image, as long as it happens to be, which the loader writes before anybody sees it.
pub(crate) type ImageMap = Array<Quad, 1, { (BPF_F_INNER_MAP | BPF_F_MMAPABLE) as usize }>;

/// The policy in force; empty where there is none.
#[btf_map]
pub(crate) static POLICY: ArrayOfMaps<ImageMap, 1> = ArrayOfMaps::new();

/// Labels of subjects by their ids, but for what their parents make of them, each with the generation that it
/// is of in its upper half. The loader makes room where there is a policy.
#[btf_map]
pub(crate) static LABELS: Array<u64, 1> = Array::new();

/// The same of what subjects are as parents.
#[btf_map]
pub(crate) static PARENTS: Array<u64, 1> = Array::new();

/// Memory for the paths of subjects that are given a label, by thread. Per-CPU memory would be another's once a
/// program is preempted, and a ring buffer's is used up where nobody reads it. The loader makes room where there is
/// a policy.
#[btf_map]
pub(crate) static PATHS: HashMap<u64, SubjectSeen, 1> = HashMap::new();

/// Which set of programs decides. Those of a daemon share it.
#[btf_map]
pub(crate) static AUTHORITY: Array<Authority, 1, { BPF_F_MMAPABLE as usize }> = Array::new();

/// Executables that may change what is guarded.
#[btf_map]
pub(crate) static GUARDIANS: HashMap<Executable, u8, 64> = HashMap::new();

/// Directories that are guarded: where the sets of programs are pinned.
#[btf_map]
pub(crate) static GUARDED: HashMap<Inode, u8, 16> = HashMap::new();

/// Ids of maps that are guarded: this set's.
#[btf_map]
pub(crate) static OWN_MAPS: HashMap<u32, u8, 1024> = HashMap::new();

/// The same of programs.
#[btf_map]
pub(crate) static OWN_PROGRAMS: HashMap<u32, u8, 256> = HashMap::new();

/// What was seen for the first time.
#[btf_map]
pub(crate) static EVENTS: RingBuf<Record, { 1 << 20 }> = RingBuf::new();

/// Slots of [`SEQUENCES`].
#[derive(Clone, Copy)]
#[repr(u32)]
pub(crate) enum Sequence {
    /// Ids of subjects.
    Subject,
    /// Ids of devices.
    Device,
    /// Rows of counts.
    Row,
}

/// Most ids that are given out, by [`Sequence`]: the maps' capacities. Written by the loader.
#[unsafe(no_mangle)]
static LIMITS: [u32; 3] = [0; 3];

impl Sequence {
    /// The next id: 1, 2, 3, ... up to the limit. Ids are never given out twice.
    #[inline(always)]
    pub(crate) fn next(self) -> Option<u32> {
        let counter = SEQUENCES.get_ptr_mut(self as u32)?;
        // SAFETY: the pointer is a map value's. Looked at first, so that the counter does not run
        // on, and in the end around, while there is no room.
        if unsafe { counter.read_volatile() } >= u64::from(constant(&LIMITS[self as usize])) {
            return None;
        }
        // SAFETY: as above.
        Some(unsafe { atomic::next(counter) } as u32 + 1)
    }
}
