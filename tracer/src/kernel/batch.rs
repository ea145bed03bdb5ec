//! Reading whole maps, many entries with each call (`BPF_MAP_LOOKUP_BATCH` of bpf(2), Linux 5.6 and newer, of per-CPU
//! arrays 5.13).

use std::{
    io,
    os::fd::{AsFd as _, AsRawFd as _},
};

use aya::maps::MapData;
use aya_obj::generated::{bpf_attr__bindgen_ty_3, bpf_cmd::BPF_MAP_LOOKUP_BATCH};

/// Entries that are asked for at once, unless the kernel wants room for more.
const ENTRIES: usize = 4096;

/// What a map holds: keys, and in the same order values, one behind the other.
#[derive(Default)]
pub(super) struct Entries {
    pub(super) keys: Vec<u8>,
    pub(super) values: Vec<u8>,
}

/// Reads the first entries of a map, at least `most` if there are so many. Its keys and values have so many bytes; the
/// values of a per-CPU map are those of all CPUs.
///
/// # Errors
///
/// What the kernel says.
pub(super) fn read(map: &MapData, key: usize, value: usize, most: usize) -> io::Result<Entries> {
    let mut entries = Entries::default();
    // Where the kernel has got to: an index, or the bucket of a hash table.
    let mut position = None;
    let (mut found, mut room) = (0, ENTRIES);
    while found < most {
        entries.keys.resize((found + room) * key, 0);
        entries.values.resize((found + room) * value, 0);
        let mut next = 0_u32;
        let mut batch = bpf_attr__bindgen_ty_3 {
            in_batch: position.as_ref().map_or(0, |from| address(from)),
            out_batch: address(&raw mut next),
            keys: address(entries.keys[found * key..].as_mut_ptr()),
            values: address(entries.values[found * value..].as_mut_ptr()),
            count: u32::try_from(room).unwrap_or(u32::MAX),
            map_fd: map.fd().as_fd().as_raw_fd().cast_unsigned(),
            elem_flags: 0,
            flags: 0,
        };
        let said = look_up(&mut batch).map_err(|error| (error.raw_os_error(), error));
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
        found += batch.count as usize;
        position = Some(next);
        if is_end {
            break;
        }
    }
    entries.keys.truncate(found * key);
    entries.values.truncate(found * value);
    Ok(entries)
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
