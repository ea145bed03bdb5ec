//! Walking paths from their end to the root, into the record of a new subject. By the time user
//! space reads the record the process may be gone, and /proc with it.

use aya_ebpf::helpers::generated::bpf_probe_read_kernel_str;
use tracer_common::record::{CGROUP_BYTES, COMPONENT_BYTES, PATH_BYTES, SubjectSeen, subject};

use crate::kernel::{Pointer, field, offset, peek};

/// Most components and mounts on the way to the root.
const STEPS: usize = 48;

/// Writes the executable's path and returns the record's flags for it.
///
/// # Safety
///
/// `record` must be a reserved record, `file` as for [`field`].
#[inline(always)]
pub(crate) unsafe fn executable(record: *mut SubjectSeen, file: Pointer) -> u32 {
    // SAFETY: as the caller promised.
    let (mut mount, mut dentry): (u64, u64) = unsafe {
        (
            field(file, offset!(file_path_mount)),
            field(file, offset!(file_path_dentry)),
        )
    };
    // SAFETY: as the caller promised. The length lives in the record because the verifier forgets
    // there what it knows about it: every turn of the loop looks the same to it.
    unsafe {
        let length = &raw mut (*record).exe_length;
        length.write_volatile(0);
        for _ in 0..STEPS {
            let Some(root) = peek::<u64>(mount + offset!(vfsmount_root) as u64) else {
                break;
            };
            let Some(parent) = peek::<u64>(dentry + offset!(dentry_parent) as u64) else {
                break;
            };
            if dentry == root || dentry == parent {
                let this = mount - offset!(mount_vfsmount) as u64;
                let Some(above) = peek::<u64>(this + offset!(mount_parent) as u64) else {
                    break;
                };
                if above == this {
                    return 0;
                }
                let Some(point) = peek::<u64>(this + offset!(mount_point) as u64) else {
                    break;
                };
                mount = above + offset!(mount_vfsmount) as u64;
                dentry = point;
                continue;
            }
            let Some(name) = peek::<u64>(dentry + offset!(dentry_name) as u64) else {
                break;
            };
            if !append::<PATH_BYTES>((&raw mut (*record).exe).cast(), length, name) {
                break;
            }
            dentry = parent;
        }
    }
    subject::EXE_TRUNCATED
}

/// Writes the path of the task's cgroup and returns the record's flags for it.
///
/// # Safety
///
/// As [`executable`].
#[inline(always)]
pub(crate) unsafe fn cgroup(record: *mut SubjectSeen, task: Pointer) -> u32 {
    // SAFETY: as the caller promised; for the length see `executable`.
    unsafe {
        let length = &raw mut (*record).cgroup_length;
        length.write_volatile(0);
        let set: Pointer = field(task, offset!(task_cgroups));
        let cgroup: Pointer = field(set, offset!(css_set_cgroup));
        let mut node: u64 = field(cgroup, offset!(cgroup_node));
        for _ in 0..STEPS {
            let Some(parent) = peek::<u64>(node + offset!(node_parent) as u64) else {
                break;
            };
            if parent == 0 {
                return 0;
            }
            let Some(name) = peek::<u64>(node + offset!(node_name) as u64) else {
                break;
            };
            if !append::<CGROUP_BYTES>((&raw mut (*record).cgroup).cast(), length, name) {
                break;
            }
            node = parent;
        }
    }
    subject::CGROUP_TRUNCATED
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
