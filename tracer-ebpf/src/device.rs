//! Which device a file is: by its operations and device number, never by its path.
//!
//! A device stays what it was until its number, or its name, is given up or given to another: [`forget`]
//! then raises the change counter, and whoever asks next looks again.

use aya_ebpf::{
    bindings::{BPF_ANY, BPF_NOEXIST},
    helpers::generated::bpf_probe_read_kernel_str,
};
use tracer_common::{
    count::{UNKNOWN_PART, UNNAMED},
    identity::{
        DeviceKey, DeviceValue, MINOR_BITS, NO_SELECTOR, Node, Recognition, SocketCommands, any,
        via,
    },
    loss::Loss,
    policy,
    record::{DeviceSeen, Header, MODULE_BYTES, NAME_BYTES, kind},
    spec::mode,
};

use crate::{
    atomic,
    kernel::{Direct, Load, Pointer, constant, offset, peek},
    loss,
    maps::{
        CHANGES, DEVICES, EVENTS, INSTANCES, NODES, NUMBERS, OPERATIONS, RECENT_DEVICES, Sequence,
    },
    place::UNKNOWN_OFFSET,
    recent, verdict,
};

const S_IFMT: u16 = 0o170_000;
const S_IFIFO: u16 = 0o010_000;
const S_IFDIR: u16 = 0o040_000;
const S_IFCHR: u16 = 0o020_000;
const S_IFBLK: u16 = 0o060_000;
const S_IFREG: u16 = 0o100_000;
const S_IFSOCK: u16 = 0o140_000;
/// An inode that no path leads to. Linux 6.16 gave such inodes the type of a regular file and this
/// flag; before, they had no type.
const S_ANON_INODE: u32 = 1 << 19;

/// `SYSFS_MAGIC` and `PROC_SUPER_MAGIC` of `linux/magic.h`.
const SYSFS: u64 = 0x6265_6572;
const PROCFS: u64 = 0x9fa0;

/// The device behind a file, and which of its files that is.
#[derive(Clone, Copy)]
pub(crate) struct Device {
    /// Its id, kind and how its commands are told.
    pub(crate) value: DeviceValue,
    /// What the driver tells files of one kind apart by, for PCI resources in sysfs the number; else 0.
    part: u32,
}

impl Device {
    /// As it was noted; None where it is none of ours.
    #[inline(always)]
    fn recent(identity: u64, commands: u64) -> Option<Self> {
        let value = DeviceValue {
            id: identity as u32,
            kind: (identity >> 32) as u32 & !NOTED,
            command_mask: commands as u32,
            selector: (commands >> 32) as u32,
            epoch: 0,
        };
        (value.kind != 0).then_some(Self { value, part: 0 })
    }

    /// What counts as the command of an access at an offset.
    #[inline(always)]
    pub(crate) fn command_at(&self, offset: u64) -> u32 {
        if self.value.selector >= NO_SELECTOR {
            self.part
        } else if offset == UNKNOWN_OFFSET {
            UNKNOWN_PART
        } else {
            (offset >> (self.value.selector & 63)) as u32
        }
    }
}

/// Which ioctls of sockets are commands to devices. Written by the loader.
#[unsafe(no_mangle)]
static SOCKETS: SocketCommands = SocketCommands::ZERO;

/// Whether an ioctl of a socket is a command to a device.
#[inline(always)]
fn is_to_device(number: u32) -> bool {
    let at = number.wrapping_sub(constant(&SOCKETS.first));
    let word = SOCKETS.bits.get((at >> 5) as usize);
    word.is_some_and(|word| constant(word) >> (at & 31) & 1 != 0)
}

/// Recognises the device behind an open file; None for all files that are none of ours, after as
/// few instructions as can be.
#[inline(always)]
pub(crate) fn identify<L: Load>(file: Pointer) -> Option<Device> {
    identify_by::<L>(file, |file_type| file_type == S_IFREG)
}

/// The same for an ioctl: a socket's may be for a device.
#[inline(always)]
pub(crate) fn identify_called<L: Load>(file: Pointer, number: u32) -> Option<Device> {
    identify_by::<L>(file, |file_type| {
        file_type == S_IFREG || (file_type == S_IFSOCK && is_to_device(number))
    })
}

/// The same where types of files that have no device number may lead to a device.
#[inline(always)]
fn identify_by<L: Load>(file: Pointer, may_be: impl Fn(u16) -> bool) -> Option<Device> {
    // SAFETY: `file` is the hook's argument, of the kind that `L` takes; all else is loaded from it.
    unsafe {
        let inode: Pointer = L::load(file, offset!(file_inode));
        let file_type = L::load::<u16>(inode, offset!(inode_mode)) & S_IFMT;
        // Pipes and folders lead to no device.
        if file_type == S_IFIFO || file_type == S_IFDIR {
            return None;
        }
        let has_number = file_type == S_IFCHR || file_type == S_IFBLK;
        // Asked for first: what changes while this looks is noted as of before.
        let now = if has_number { changes() } else { 0 };
        let (recognition, mut key, part);
        if file_type == S_IFREG && L::load::<u32>(inode, offset!(inode_flags)) & S_ANON_INODE == 0 {
            let found = in_kernel_tree::<L>(inode)?;
            recognition = OPERATIONS.get(&found.operations)?;
            key = DeviceKey {
                operations: found.operations,
                instance: name(recognition, found.object),
                number: 0,
                reserved: 0,
            };
            part = found.part;
        } else {
            if !has_number && file_type != 0 && !may_be(file_type) {
                return None;
            }
            key = DeviceKey {
                operations: L::load(file, offset!(file_operations)),
                instance: 0,
                number: 0,
                reserved: 0,
            };
            if has_number {
                key.instance = L::load(file, offset!(file_mapping));
                key.number = L::load(inode, offset!(inode_number));
                let mixed = recent_key(&key, now).mixed;
                let [identity, commands] =
                    recent::find(&RECENT_DEVICES, mixed, || recent_key(&key, now).words);
                if identity != 0 {
                    return Device::recent(identity, commands);
                }
            }
            recognition = match OPERATIONS.get(&key.operations) {
                Some(found) => found,
                None if file_type == S_IFCHR => &BY_NUMBER,
                None => return None,
            };
            match recognition.via {
                via::NOTHING => {
                    if has_number {
                        note(&key, &DeviceValue::ZERO, now);
                    }
                    return None;
                }
                via::NAME => {
                    key.instance = name(recognition, L::load(file, offset!(file_private)));
                    key.number = 0;
                }
                via::ALIKE => (key.instance, key.number) = (0, 0),
                _ if !has_number => return None,
                _ => {}
            }
            part = 0;
        }
        let value = look_up(&key, recognition, file_type);
        if key.number != 0 && (value.id != UNNAMED || value.kind == 0) {
            note(&key, &value, now);
        }
        (value.kind != 0).then_some(Device { value, part })
    }
}

/// What an open file allows; None where it is but a place (`O_PATH`), which no driver knows of.
///
/// # Safety
///
/// `file` must be of the kind that `L` takes.
#[inline(always)]
pub(crate) unsafe fn mode<L: Load>(file: Pointer) -> Option<u32> {
    /// `FMODE_PATH` of `linux/fs.h`. `FMODE_READ` and `FMODE_WRITE` are the bits of [`mode`].
    const PATH: u32 = 1 << 14;
    // SAFETY: as the caller promised.
    let mode = unsafe { L::load::<u32>(file, offset!(file_mode)) };
    (mode & PATH == 0).then_some(mode & (mode::READ | mode::WRITE))
}

/// The device whose file is being opened: by a node's number where a known device has that, and files of sysfs
/// and procfs as ever.
#[inline(always)]
pub(crate) fn of_node(file: Pointer) -> Option<Device> {
    // SAFETY: `file` is the hook's argument.
    match unsafe { file_type(file) } {
        S_IFREG => identify::<Direct>(file),
        file_type => of_number(file, file_type),
    }
}

/// The device whose file was opened: the one that was decided about, and where that was none, what the file's
/// operations tell.
#[inline(always)]
pub(crate) fn of_opened(file: Pointer) -> Option<Device> {
    // SAFETY: `file` is the hook's argument.
    let file_type = unsafe { file_type(file) };
    let decided = if verdict::is_asked() {
        of_number(file, file_type)
    } else {
        None
    };
    decided.or_else(|| identify::<Direct>(file))
}

/// # Safety
///
/// `file` must be a hook's argument.
#[inline(always)]
unsafe fn file_type(file: Pointer) -> u16 {
    // SAFETY: as the caller promised.
    unsafe {
        let inode: Pointer = Direct::load(file, offset!(file_inode));
        Direct::load::<u16>(inode, offset!(inode_mode)) & S_IFMT
    }
}

/// The device that is known to have a node's number.
#[inline(always)]
fn of_number(file: Pointer, file_type: u16) -> Option<Device> {
    let is_block = match file_type {
        S_IFCHR => 0,
        S_IFBLK => policy::BLOCK,
        _ => return None,
    };
    // SAFETY: `file` is the hook's argument, all else is loaded from it.
    unsafe {
        let inode: Pointer = Direct::load(file, offset!(file_inode));
        let number: u32 = Direct::load(inode, offset!(inode_number));
        let node = NODES.get(&(u64::from(number) | is_block))?;
        let key = DeviceKey {
            number,
            // Nodes of both types have their numbers apart.
            instance: is_block,
            ..DeviceKey::ZERO
        };
        let value = look_up(&key, &node.recognition, file_type);
        (value.kind != 0).then_some(Device { value, part: 0 })
    }
}

/// Whether an open file is a block device's.
///
/// # Safety
///
/// `file` must be of the kind that `L` takes.
#[inline(always)]
pub(crate) unsafe fn is_block<L: Load>(file: Pointer) -> bool {
    // SAFETY: as the caller promised.
    unsafe {
        let inode: Pointer = L::load(file, offset!(file_inode));
        L::load::<u16>(inode, offset!(inode_mode)) & S_IFMT == S_IFBLK
    }
}

/// How character devices are recognised whose operations tell nothing.
static BY_NUMBER: Recognition = Recognition {
    via: via::NUMBER,
    ..Recognition::ZERO
};

/// A file whose file system has one table of operations for all files. Without padding: every byte is written
/// before a function takes it.
#[repr(C)]
#[derive(Clone, Copy)]
struct TreeFile {
    /// The address of what stands for its operations.
    operations: u64,
    /// What it belongs to.
    object: u64,
    /// As [`Device::part`].
    part: u32,
    /// Whether it is one.
    found: u32,
}

const _: () = assert!(size_of::<TreeFile>() == 24, "no padding");

impl TreeFile {
    const NONE: Self = Self {
        operations: 0,
        object: 0,
        part: 0,
        found: 0,
    };
}

/// What the file system keeps with the inode of a file of sysfs or procfs; None for all other files.
///
/// # Safety
///
/// `inode` must be of the kind that `L` takes.
#[inline(always)]
unsafe fn in_kernel_tree<L: Load>(inode: Pointer) -> Option<TreeFile> {
    // SAFETY: as the caller promised.
    unsafe {
        let file_system: Pointer = L::load(inode, offset!(inode_super));
        let magic: u64 = L::load(file_system, offset!(super_magic));
        if magic != SYSFS && magic != PROCFS {
            return None;
        }
        let entry = if magic == SYSFS {
            0
        } else {
            peek(inode as u64 - offset!(proc_inode) as u64 + offset!(proc_entry) as u64)?
        };
        let mut found = TreeFile::NONE;
        // Copied: the verifier takes what is loaded for a pointer, which it does not hand on.
        let private = peek(inode as u64 + offset!(inode_private) as u64)?;
        tree_file(entry, private, &raw mut found);
        (found.found != 0).then_some(found)
    }
}

/// What an inode is a file of, by its private data and its entry in procfs; 0 is that of an inode of sysfs.
///
/// # Safety
///
/// `to` must be null or valid.
#[inline(never)]
#[unsafe(no_mangle)]
unsafe extern "C" fn tree_file(entry: u64, private: u64, to: *mut TreeFile) -> u32 {
    let found = if entry == 0 {
        attribute(private)
    } else {
        self::entry(entry, private)
    };
    // SAFETY: as the caller promised.
    if let (Some(to), Some(found)) = (unsafe { to.as_mut() }, found) {
        *to = found;
    }
    0
}

/// A binary attribute of sysfs: the first of its functions that is known stands for operations. Those that
/// are text, of which most are read by another function of the node's operations, have none there.
#[inline(always)]
fn attribute(node: u64) -> Option<TreeFile> {
    let at = |address: u64, offset: usize| peek::<u64>(address + offset as u64);
    let operations = at(node, offset!(node_operations))?;
    let preallocates = peek::<u8>(operations + offset!(node_preallocates) as u64)?;
    if at(operations, offset!(node_read))? == 0 || preallocates != 0 {
        return None;
    }
    let attribute = at(node, offset!(node_private))?;
    let parent = at(node, offset!(node_parent))?;
    let functions = [
        offset!(attribute_read),
        offset!(attribute_read_new),
        offset!(attribute_map),
    ];
    for offset in functions {
        let function = at(attribute, offset)?;
        // SAFETY: entries are written by the loader, whole.
        if unsafe { OPERATIONS.get(&function) }.is_some() {
            return Some(TreeFile {
                operations: function,
                object: at(parent, offset!(node_private))?,
                part: at(attribute, offset!(attribute_private))? as u32,
                found: 1,
            });
        }
    }
    None
}

/// A file of procfs.
#[inline(always)]
fn entry(entry: u64, data: u64) -> Option<TreeFile> {
    Some(TreeFile {
        operations: peek(entry + offset!(entry_operations) as u64)?,
        object: data,
        part: 0,
        found: 1,
    })
}

/// The address of the name that private data or an object leads to; 0 where the path breaks off.
#[inline(always)]
fn name(recognition: &Recognition, private: u64) -> u64 {
    let mut at = private;
    for step in 0..recognition.path.len() {
        if step as u16 >= recognition.steps {
            break;
        }
        at = match peek(at + u64::from(recognition.path[step])) {
            Some(next) => next,
            None => return 0,
        };
    }
    at
}

/// Flag beside a device's kind: what is noted is never 0.
const NOTED: u32 = 1 << 31;

/// A device and the change counter as one key.
#[inline(always)]
fn recent_key(key: &DeviceKey, changes: u64) -> recent::Key<4> {
    recent::Key {
        words: [key.operations, key.instance, key.number.into(), changes],
        mixed: recent::mix([key.number.into()]),
    }
}

/// Notes what the device of a number is.
#[inline(never)]
fn note(key: &DeviceKey, value: &DeviceValue, now: u64) {
    let found = [
        u64::from(value.id) | u64::from(value.kind | NOTED) << 32,
        u64::from(value.command_mask) | u64::from(value.selector) << 32,
    ];
    recent::note(&RECENT_DEVICES, &recent_key(key, now), &found);
}

#[inline(always)]
fn look_up(key: &DeviceKey, recognition: &Recognition, file_type: u16) -> DeviceValue {
    let now = changes();
    // SAFETY: entries are whole.
    match unsafe { DEVICES.get(key) } {
        Some(device) if device.epoch == now => *device,
        _ => look_again(key, recognition, file_type, now),
    }
}

/// What [`device_again`] takes is in the frame of a function that has returned when a call is decided.
#[inline(never)]
fn look_again(key: &DeviceKey, recognition: &Recognition, file_type: u16, now: u64) -> DeviceValue {
    let recognition = *recognition;
    let mut device = DeviceValue::ZERO;
    // SAFETY: all are valid.
    unsafe {
        device_again(
            key,
            &raw const recognition,
            file_type.into(),
            now,
            &raw mut device,
        );
    }
    device
}

/// The device of a key that was not known, or before something changed; kind 0 where it is none of ours.
///
/// # Safety
///
/// The pointers must be null or valid.
#[inline(never)]
#[unsafe(no_mangle)]
unsafe extern "C" fn device_again(
    key: *const DeviceKey,
    recognition: *const Recognition,
    file_type: u32,
    now: u64,
    to: *mut DeviceValue,
) -> u32 {
    // SAFETY: as the caller promised.
    let all = unsafe { (key.as_ref(), recognition.as_ref(), to.as_mut()) };
    // Linux 6.1 takes no key of a map that the caller has.
    let (Some(&key), Some(recognition), Some(to)) = all else {
        return 0;
    };
    let key = &key;
    let known = DEVICES.get_ptr_mut(key).filter(|device| {
        // SAFETY: the pointer is a map value's.
        unsafe { may_be(recognition, (**device).kind) && still_is(key, *device, now) }
    });
    *to = match known {
        // SAFETY: as above.
        Some(device) => unsafe { *device },
        None => intern(key, recognition, file_type as u16, now),
    };
    0
}

/// Whether what is recognised now may be of this kind: operations may be where another driver's were.
/// Only where they tell the kind do they tell that; a disk's and a number's are looked up once.
#[inline(always)]
fn may_be(recognition: &Recognition, kind: u32) -> bool {
    matches!(recognition.via, via::DISK | via::NUMBER) || u32::from(recognition.kind) == kind
}

/// How often a device went away, or what is recognised changed.
#[inline(always)]
fn changes() -> u64 {
    // The programs' part, and the loader's.
    CHANGES.get(0).map_or(0, |count| *count) + CHANGES.get(1).map_or(0, |count| *count)
}

/// Whether a device that was known before something changed is what it was; what was none of ours
/// may be by now.
///
/// # Safety
///
/// `device` must point to the map's value for `key`.
#[inline(always)]
unsafe fn still_is(key: &DeviceKey, device: *mut DeviceValue, now: u64) -> bool {
    let instance = instance(key);
    // SAFETY: entries are whole, and the pointer is as the caller promised.
    unsafe {
        if (*device).kind == 0 {
            return false;
        }
        if let Some(gone) = INSTANCES.get(&instance)
            && *gone > (*device).epoch
        {
            return false;
        }
        (*device).epoch = now;
    }
    true
}

/// What a device is given up by: its number, or the address of its name.
#[inline(always)]
fn instance(key: &DeviceKey) -> u64 {
    if key.number == 0 {
        key.instance
    } else {
        u64::from(key.number)
    }
}

/// Notes that what has this number or name from now on is another device, if one was seen that had it.
#[inline(always)]
pub(crate) fn forget(number: u32, name: u64) {
    if verdict::is_asked() && number != 0 {
        let _ = NODES.remove(&u64::from(number));
        let _ = NODES.remove(&(u64::from(number) | policy::BLOCK));
    }
    for instance in [u64::from(number), name] {
        if instance != 0
            && let Some(gone) = INSTANCES.get_ptr_mut(&instance)
            && let Some(changes) = CHANGES.get_ptr_mut(0)
        {
            // SAFETY: the pointers are map values'. The time of going is noted before it can be
            // seen that something changed, and again after, for other changes may have come between.
            unsafe {
                gone.write_volatile(self::changes() + 1);
                atomic::add(changes, 1);
                gone.write_volatile(self::changes());
            }
        }
    }
}

/// Gives a device an id and announces it; kind 0 for a disk that is none of ours. Where there is
/// no room, for it or for the announcement, it stays unnamed until a later call finds some.
#[inline(always)]
fn intern(key: &DeviceKey, recognition: &Recognition, file_type: u16, now: u64) -> DeviceValue {
    let via = recognition.via;
    let (recognition, number) = match via {
        // A partition is as much a way to the disk as the disk's own node.
        via::DISK => match disk(key.instance) {
            Some(found) => found,
            None => return DeviceValue::ZERO,
        },
        via::NUMBER => (by_number(key.number, recognition), key.number),
        _ => (*recognition, key.number),
    };
    let mut device = DeviceValue {
        id: UNNAMED,
        kind: u32::from(recognition.kind),
        command_mask: recognition.command_mask,
        selector: recognition.selector,
        epoch: now,
    };
    if device.kind == 0 {
        // Remembered, to be quick the next time. Without room it is looked at again.
        let _ = DEVICES.insert(key, device, u64::from(BPF_ANY));
        return device;
    }
    let Some(mut record) = EVENTS.reserve_untyped::<DeviceSeen>(0) else {
        loss::count(Loss::EventsFull);
        return device;
    };
    let (id, number) = match known(number, file_type, device.kind) {
        Some(node) => (Some(node.id), node.number),
        None => (Sequence::Device.next(), number),
    };
    let Some(id) = id else {
        record.discard(0);
        loss::count(Loss::DevicesFull);
        return device;
    };
    record.write(DeviceSeen {
        header: const { Header::of::<DeviceSeen>(kind::DEVICE) },
        id,
        kind: device.kind,
        number,
        file_type: u32::from(file_type),
        name: [0; NAME_BYTES],
        owner: [0; MODULE_BYTES],
    });
    if via == via::NUMBER
        && let Some(owner) = peek::<u64>(key.operations + offset!(operations_owner) as u64)
        && owner != 0
    {
        // SAFETY: the record has room for it, and the helper checks the address.
        unsafe {
            bpf_probe_read_kernel_str(
                (&raw mut (*record.as_mut_ptr()).owner).cast(),
                MODULE_BYTES as u32,
                (owner + offset!(module_name) as u64) as *const _,
            );
        }
    }
    if key.number == 0 && key.instance != 0 {
        // SAFETY: the record has room for it, and the helper checks the address.
        unsafe {
            bpf_probe_read_kernel_str(
                (&raw mut (*record.as_mut_ptr()).name).cast(),
                NAME_BYTES as u32,
                key.instance as *const _,
            );
        }
    }
    device.id = id;
    // Two CPUs may both be first: then two ids stand for the device. When it was given up stays noted.
    let noted = INSTANCES
        .insert(&instance(key), 0, u64::from(BPF_NOEXIST))
        .is_ok()
        || INSTANCES.get_ptr(&instance(key)).is_some();
    if noted && DEVICES.insert(key, device, u64::from(BPF_ANY)).is_ok() {
        record.submit(0);
        return device;
    }
    record.discard(0);
    loss::count(Loss::DevicesFull);
    DeviceValue {
        id: UNNAMED,
        ..device
    }
}

/// What userspace told of a device before anybody called, if it gave an id out for it.
#[inline(always)]
fn known(number: u32, file_type: u16, kind: u32) -> Option<&'static Node> {
    if !verdict::is_asked() || number == 0 {
        return None;
    }
    let is_block = if file_type == S_IFBLK {
        policy::BLOCK
    } else {
        0
    };
    // SAFETY: entries are written by userspace, whole.
    let node = unsafe { NODES.get(&(u64::from(number) | is_block)) }?;
    // Operations may tell another kind than the number: then it is another device's.
    (node.id != UNNAMED && u32::from(node.recognition.kind) == kind).then_some(node)
}

/// How a character device is recognised by its number, where its operations leave that open.
#[inline(always)]
fn by_number(number: u32, recognition: &Recognition) -> Recognition {
    // SAFETY: entries are written by the loader, whole.
    unsafe {
        match NUMBERS.get(&(number >> MINOR_BITS)) {
            Some(found) => *found,
            None if recognition.kind != 0 => *recognition,
            None => otherwise(any::CHARACTER),
        }
    }
}

/// How devices are recognised that nothing tells.
#[inline(always)]
fn otherwise(any: u32) -> Recognition {
    // SAFETY: entries are written by the loader, whole.
    unsafe { NUMBERS.get(&any) }.map_or(Recognition::ZERO, |found| *found)
}

/// How the whole disk behind a block device's address space is recognised, and its device number.
#[inline(always)]
fn disk(mapping: u64) -> Option<(Recognition, u32)> {
    let host: u64 = peek(mapping + offset!(mapping_host) as u64)?;
    let block_device = host - offset!(bdev_inode) as u64;
    let disk: u64 = peek(block_device + offset!(bdev_disk) as u64)?;
    let operations: u64 = peek(disk + offset!(disk_operations) as u64)?;
    let major: u32 = peek(disk + offset!(disk_major) as u64)?;
    let minor: u32 = peek(disk + offset!(disk_first_minor) as u64)?;
    // SAFETY: entries are written by the loader, whole.
    let recognition = match unsafe { OPERATIONS.get(&operations) } {
        Some(found) => *found,
        None => otherwise(any::DISK),
    };
    Some((recognition, (major << MINOR_BITS) | minor))
}
