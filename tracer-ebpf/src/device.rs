//! Which device a file is: by its operations and device number, never by its path.

use aya_ebpf::{bindings::BPF_NOEXIST, helpers::generated::bpf_ktime_get_boot_ns};
use tracer_common::{
    count::UNNAMED,
    identity::{DeviceKey, DeviceValue, MINOR_BITS, Recognition, via},
    loss::Loss,
    record::{DeviceSeen, Header, kind},
};

use crate::{
    kernel::{Pointer, field, offset, peek},
    loss,
    maps::{DEVICES, EVENTS, OPERATIONS, Sequence},
};

const S_IFMT: u16 = 0o170_000;
const S_IFCHR: u16 = 0o020_000;
const S_IFBLK: u16 = 0o060_000;

/// Recognises the device behind an open file; None for all files that are none of ours, after as
/// few instructions as can be.
#[inline(always)]
pub(crate) fn identify(file: Pointer) -> Option<DeviceValue> {
    // SAFETY: `file` is the hook's argument.
    let inode: Pointer = unsafe { field(file, offset!(file_inode)) };
    // SAFETY: `inode` was loaded from it.
    let file_type = unsafe { field::<u16>(inode, offset!(inode_mode)) } & S_IFMT;
    if file_type != S_IFCHR && file_type != S_IFBLK {
        return None;
    }
    // SAFETY: as above.
    let operations: u64 = unsafe { field(file, offset!(file_operations)) };
    // SAFETY: entries are written by the loader and never removed while programs run.
    let recognition = unsafe { OPERATIONS.get(&operations) }?;
    // SAFETY: as above.
    let number: u32 = unsafe { field(inode, offset!(inode_number)) };
    // SAFETY: as above.
    let instance: u64 = unsafe { field(file, offset!(file_mapping)) };
    let key = DeviceKey {
        operations,
        instance,
        number,
        reserved: 0,
    };
    // SAFETY: entries are written once, whole, before they can be found.
    let device = match unsafe { DEVICES.get(&key) } {
        Some(device) => *device,
        None => intern(&key, recognition, file_type),
    };
    (device.kind != 0).then_some(device)
}

/// Gives a device an id and announces it; kind 0 for a disk that is none of ours. Where there is
/// no room, for it or for the announcement, it stays unnamed until a later call finds some.
#[inline(never)]
fn intern(key: &DeviceKey, recognition: &Recognition, file_type: u16) -> DeviceValue {
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
    };
    if device.kind == 0 {
        // Remembered, to be quick the next time. Without room it is looked at again.
        let _ = DEVICES.insert(key, device, u64::from(BPF_NOEXIST));
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
        number: key.number,
        disk: number,
        file_type: u32::from(file_type),
        reserved: 0,
        operations: key.operations,
        // SAFETY: the helper has no preconditions.
        time: unsafe { bpf_ktime_get_boot_ns() },
    });
    device.id = id;
    if DEVICES.insert(key, device, u64::from(BPF_NOEXIST)).is_ok() {
        record.submit(0);
        return device;
    }
    record.discard(0);
    // Another CPU was first, or there is no room.
    // SAFETY: as in `identify`.
    match unsafe { DEVICES.get(key) } {
        Some(first) => *first,
        None => {
            loss::count(Loss::DevicesFull);
            DeviceValue {
                id: UNNAMED,
                ..device
            }
        }
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
    // SAFETY: as in `identify`.
    let recognition =
        unsafe { OPERATIONS.get(&operations) }.map_or(Recognition::ZERO, |found| *found);
    Some((recognition, (major << MINOR_BITS) | minor))
}
