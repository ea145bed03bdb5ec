//! Reading whole maps, many entries with each call (`BPF_MAP_LOOKUP_BATCH` of bpf(2), Linux 5.6 and newer, of per-CPU
//! arrays 5.13).

use std::{
    io,
    os::fd::{AsFd as _, AsRawFd as _},
};

use super::uninterrupted::during;
use aya::maps::MapData;
use aya_obj::generated::{bpf_attr__bindgen_ty_3, bpf_cmd::BPF_MAP_LOOKUP_BATCH};

/// Most entries that are asked for at once, unless the kernel wants room for more.
const ENTRIES: usize = 4096;
/// Most bytes of them: on many CPUs an entry may be long.
const BYTES: usize = 1 << 20;

/// Hands over the entries of a map, many at a time, until there are no more, or at least `most` were: their keys one
/// behind the other, and in the same order their values. A key and a value have so many bytes; the values of a per-CPU
/// map are those of all CPUs.
///
/// # Errors
///
/// What the kernel says.
pub(super) fn each(
    map: &MapData,
    key: usize,
    value: usize,
    most: usize,
    mut take: impl FnMut(&[u8], &[u8]),
) -> io::Result<()> {
    // Where the kernel has got to: an index, or the bucket of a hash table.
    let mut position = None;
    let mut found = 0;
    let mut room = (BYTES / (key + value).max(1)).clamp(1, ENTRIES);
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    while found < most {
        keys.resize(room * key, 0);
        values.resize(room * value, 0);
        let mut next = 0_u32;
        let mut batch = bpf_attr__bindgen_ty_3 {
            in_batch: position.as_ref().map_or(0, |from| address(from)),
            out_batch: address(&raw mut next),
            keys: address(keys.as_mut_ptr()),
            values: address(values.as_mut_ptr()),
            count: u32::try_from(room).unwrap_or(u32::MAX),
            map_fd: map.fd().as_fd().as_raw_fd().cast_unsigned(),
            elem_flags: 0,
            flags: 0,
        };
        let said = during(|| look_up(&mut batch)).map_err(|error| (error.raw_os_error(), error));
        let is_end = match said {
            Ok(()) => false,
            Err((Some(libc::ENOENT), _)) => true,
            // One bucket has more.
            Err((Some(libc::ENOSPC), _)) => {
                room *= 2;
                continue;
            }
            Err((_, error)) => return Err(error),
        };
        let count = (batch.count as usize).min(room);
        take(&keys[..count * key], &values[..count * value]);
        found += count;
        position = Some(next);
        if is_end {
            break;
        }
    }
    Ok(())
}

fn address<T>(of: *const T) -> u64 {
    of.expose_provenance() as u64
}

/// Asks the kernel, which enters how many entries it wrote.
fn look_up(batch: &mut bpf_attr__bindgen_ty_3) -> io::Result<()> {
    // SAFETY: all addresses are those of memory that is long enough and outlives the call; the kernel takes a shorter
    // structure than its own for one that ends with zeros.
    let result = unsafe {
        libc::syscall(
            libc::SYS_bpf,
            BPF_MAP_LOOKUP_BATCH as u32,
            &raw mut *batch,
            size_of::<bpf_attr__bindgen_ty_3>(),
        )
    };
    match result {
        0.. => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
