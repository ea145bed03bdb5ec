//! Walking paths from their end to the root, into the record of a new subject. By the time user
//! space reads the record the process may be gone, and /proc with it.

use core::ffi::c_void;

use aya_ebpf::helpers::generated::{bpf_loop, bpf_probe_read_kernel_str};
use tracer_common::record::{
    CGROUP_BYTES, COMPONENT_BYTES, PATH_BYTES, SubjectSeen, subject as flags,
};

use crate::{
    kernel::{Pointer, field, offset, peek},
    subject,
};

/// Most components and mounts on the way to the root.
const STEPS: u32 = 256;

/// What a step says to go on, or to end the walk (`bpf_loop`).
const ON: i64 = 0;
const END: i64 = 1;

/// A walk, as its steps pass it on. A step is a function of its own that the verifier looks at once, not
/// once for each turn of a loop.
struct Walk {
    record: *mut SubjectSeen,
    /// The mount that the path is in, for files.
    mount: u64,
    /// The directory entry, or the cgroup's node.
    at: u64,
    /// 1 once the root was reached.
    whole: u64,
}

impl Walk {
    /// Walks to the end; whether that is the root.
    #[inline(always)]
    fn run(mut self, step: extern "C" fn(u32, *mut Self) -> i64) -> bool {
        // SAFETY: the walk outlives the call, and `step` takes it.
        unsafe {
            bpf_loop(
                STEPS,
                step as *mut c_void,
                (&raw mut self).cast::<c_void>(),
                0,
            );
            (&raw const self.whole).read_volatile() != 0
        }
    }
}

/// Writes the executable's path and returns the record's flags for it.
///
/// # Safety
///
/// `record` must be a reserved record, `file` as for [`field`].
#[inline(always)]
pub(crate) unsafe fn executable(record: *mut SubjectSeen, file: Pointer) -> u32 {
    // SAFETY: as the caller promised.
    let (mount, dentry): (u64, u64) = unsafe {
        (&raw mut (*record).exe_length).write_volatile(0);
        (
            field(file, offset!(file_path_mount)),
            field(file, offset!(file_path_dentry)),
        )
    };
    let walk = Walk {
        record,
        mount,
        at: dentry,
        whole: 0,
    };
    let mut found = if is_of_the_machine(mount) {
        0
    } else {
        flags::EXE_ELSEWHERE
    };
    if !walk.run(file_step) {
        found |= flags::EXE_TRUNCATED;
    }
    // A name that was taken away is no longer in the table of names.
    if peek::<u64>(dentry + offset!(dentry_hashed) as u64) == Some(0) {
        found |= flags::EXE_DELETED;
    }
    found
}

/// Whether a mount is of a namespace that takes the machine's root to make. Root of a user namespace puts any
/// file at any path of others, and what is mounted nowhere has the path of whatever it was mounted from.
#[inline(always)]
fn is_of_the_machine(mount: u64) -> bool {
    /// The least that is an error instead of an address: the kernel's own mounts, at which nobody mounts
    /// anything, have one for a namespace.
    const ERRORS: u64 = -4095_i64 as u64;
    let namespace =
        peek::<u64>(mount - offset!(mount_vfsmount) as u64 + offset!(mount_namespace) as u64);
    match namespace {
        Some(ERRORS..) => true,
        Some(namespace) => {
            let owner = peek::<u64>(namespace + offset!(namespace_owner) as u64);
            let level = owner.and_then(|owner| peek::<u32>(owner + offset!(owner_level) as u64));
            level == Some(0)
        }
        None => false,
    }
}

/// One component, or one mount.
extern "C" fn file_step(_: u32, walk: *mut Walk) -> i64 {
    // SAFETY: `walk` is the one that `Walk::run` passes on.
    unsafe { up(walk) }.map_or(END, |()| ON)
}

/// # Safety
///
/// `walk` must be one over files.
#[inline(always)]
unsafe fn up(walk: *mut Walk) -> Option<()> {
    // SAFETY: as the caller promised; the record is reserved.
    unsafe {
        let Walk {
            record, mount, at, ..
        } = *walk;
        let root: u64 = peek(mount + offset!(vfsmount_root) as u64)?;
        let parent: u64 = peek(at + offset!(dentry_parent) as u64)?;
        if at == root || at == parent {
            let this = mount - offset!(mount_vfsmount) as u64;
            let above: u64 = peek(this + offset!(mount_parent) as u64)?;
            if above == this {
                (*walk).whole = 1;
                return None;
            }
            (*walk).at = peek(this + offset!(mount_point) as u64)?;
            (*walk).mount = above + offset!(mount_vfsmount) as u64;
            return Some(());
        }
        let name: u64 = peek(at + offset!(dentry_name) as u64)?;
        (*walk).at = parent;
        append::<PATH_BYTES>(
            (&raw mut (*record).exe).cast(),
            &raw mut (*record).exe_length,
            name,
        )
        .then_some(())
    }
}

/// Writes the path of the task's cgroup and returns the record's flags for it.
///
/// # Safety
///
/// As [`executable`].
#[inline(always)]
pub(crate) unsafe fn cgroup(record: *mut SubjectSeen, task: Pointer) -> u32 {
    // SAFETY: as the caller promised.
    let node = unsafe {
        (&raw mut (*record).cgroup_length).write_volatile(0);
        field(subject::cgroup(task), offset!(cgroup_node))
    };
    let walk = Walk {
        record,
        mount: 0,
        at: node,
        whole: 0,
    };
    if walk.run(cgroup_step) {
        0
    } else {
        flags::CGROUP_TRUNCATED
    }
}

/// One component.
extern "C" fn cgroup_step(_: u32, walk: *mut Walk) -> i64 {
    // SAFETY: `walk` is the one that `Walk::run` passes on.
    unsafe { up_cgroup(walk) }.map_or(END, |()| ON)
}

/// # Safety
///
/// `walk` must be one over cgroups.
#[inline(always)]
unsafe fn up_cgroup(walk: *mut Walk) -> Option<()> {
    // SAFETY: as the caller promised; the record is reserved.
    unsafe {
        let Walk { record, at, .. } = *walk;
        let parent: u64 = peek(at + offset!(node_parent) as u64)?;
        if parent == 0 {
            (*walk).whole = 1;
            return None;
        }
        let name: u64 = peek(at + offset!(node_name) as u64)?;
        (*walk).at = parent;
        append::<CGROUP_BYTES>(
            (&raw mut (*record).cgroup).cast(),
            &raw mut (*record).cgroup_length,
            name,
        )
        .then_some(())
    }
}

/// Appends a NUL-terminated name; false where there is no room or no name.
///
/// # Safety
///
/// `bytes` must have room for `BYTES`, `length` must be theirs.
#[inline(always)]
unsafe fn append<const BYTES: usize>(bytes: *mut u8, length: *mut u32, name: u64) -> bool {
    // SAFETY: as the caller promised; the bound leaves room for a whole component.
    unsafe {
        let used = length.read_volatile();
        if used > (BYTES - COMPONENT_BYTES) as u32 {
            return false;
        }
        let written = bpf_probe_read_kernel_str(
            bytes.add(used as usize).cast(),
            COMPONENT_BYTES as u32,
            name as *const _,
        );
        if written <= 0 {
            return false;
        }
        length.write_volatile(used + written as u32);
    }
    true
}
