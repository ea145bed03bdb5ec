//! Which device a file is: by its operations and device number, never by its path.
//!
//! A device stays what it was until its number, or its name, is given up: [`forget`] then raises the
//! change counter, and whoever asks next looks again.

use aya_ebpf::{bindings::BPF_ANY, helpers::generated::bpf_probe_read_kernel_str};
use tracer_common::{
    count::UNNAMED,
    identity::{DeviceKey, DeviceValue, MINOR_BITS, Recognition, via},
    loss::Loss,
    record::{DeviceSeen, Header, NAME_BYTES, kind},
};

use crate::{
    atomic,
    kernel::{Load, Pointer, offset, peek},
    loss,
    maps::{CHANGES, DEVICES, EVENTS, INSTANCES, OPERATIONS, Sequence},
};

const S_IFMT: u16 = 0o170_000;
const S_IFCHR: u16 = 0o020_000;
const S_IFBLK: u16 = 0o060_000;
const S_IFREG: u16 = 0o100_000;
/// An inode that no path leads to. Linux 6.16 gave such inodes the type of a regular file and this
/// flag; before, they had no type.
const S_ANON_INODE: u32 = 1 << 19;

/// Recognises the device behind an open file; None for all files that are none of ours, after as
/// few instructions as can be.
#[inline(always)]
pub(crate) fn identify<L: Load>(file: Pointer) -> Option<DeviceValue> {
    // SAFETY: `file` is the hook's argument, of the kind that `L` takes; all else is loaded from it.
    unsafe {
        let inode: Pointer = L::load(file, offset!(file_inode));
        let file_type = L::load::<u16>(inode, offset!(inode_mode)) & S_IFMT;
        let has_number = file_type == S_IFCHR || file_type == S_IFBLK;
        if !has_number && file_type != 0 && !is_anonymous::<L>(inode, file_type) {
            return None;
        }
        let operations: u64 = L::load(file, offset!(file_operations));
        let recognition = OPERATIONS.get(&operations)?;
        let mut key = DeviceKey {
            operations,
            ..DeviceKey::ZERO
        };
        match recognition.via {
            via::NAME => key.instance = name(recognition, L::load(file, offset!(file_private))),
            via::ALIKE => {}
            _ if !has_number => return None,
            _ => {
                key.instance = L::load(file, offset!(file_mapping));
                key.number = L::load(inode, offset!(inode_number));
            }
        }
        look_up(&key, recognition, file_type)
    }
}

#[inline(always)]
unsafe fn is_anonymous<L: Load>(inode: Pointer, file_type: u16) -> bool {
    // SAFETY: as in `identify`.
    file_type == S_IFREG
        && unsafe { L::load::<u32>(inode, offset!(inode_flags)) } & S_ANON_INODE != 0
}

/// The device that one of its driver's functions is called for, by its kernel object. The function's
/// address stands for operations.
#[inline(always)]
pub(crate) fn of_object(function: u64, object: u64) -> Option<DeviceValue> {
    // SAFETY: entries are written by the loader, whole.
    let recognition = unsafe { OPERATIONS.get(&function) }?;
    let key = DeviceKey {
        operations: function,
        instance: peek(object + offset!(kobject_name) as u64)?,
        ..DeviceKey::ZERO
    };
    look_up(&key, recognition, 0)
}

/// The address of the name that a file's private data leads to; 0 where the path breaks off.
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

#[inline(always)]
fn look_up(key: &DeviceKey, recognition: &Recognition, file_type: u16) -> Option<DeviceValue> {
    let now = changes();
    let device = match DEVICES.get_ptr_mut(key) {
        // SAFETY: the pointer is a map value's.
        Some(device) if unsafe { (*device).epoch == now || still_is(key, device, now) } => unsafe {
            *device
        },
        _ => intern(key, recognition, file_type, now),
    };
    (device.kind != 0).then_some(device)
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
#[inline(never)]
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

/// Notes that a device goes away, if it is one that was seen.
#[inline(always)]
pub(crate) fn forget(number: u32, name: u64) {
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
#[inline(never)]
fn intern(key: &DeviceKey, recognition: &Recognition, file_type: u16, now: u64) -> DeviceValue {
    let (recognition, number) = if recognition.via == via::DISK {
        // A partition is as much a way to the disk as the disk's own node.
        match disk(key.instance) {
            Some(found) => found,
            None => return DeviceValue::ZERO,
        }
    } else {
        (*recognition, key.number)
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
    let Some(id) = Sequence::Device.next() else {
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
    });
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
    // Two CPUs may both be first: then two ids stand for the device.
    let noted = INSTANCES.get_ptr(&instance(key)).is_some()
        || INSTANCES
            .insert(&instance(key), 0, u64::from(BPF_ANY))
            .is_ok();
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
    let recognition =
        unsafe { OPERATIONS.get(&operations) }.map_or(Recognition::ZERO, |found| *found);
    Some((recognition, (major << MINOR_BITS) | minor))
}
