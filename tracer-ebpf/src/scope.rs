//! Whom to observe: everybody, or the descendants of one process. A descendant is marked in its
//! task storage when it is created, so that neither a new session, a second fork nor the death
//! of its parents takes it out of sight.

use core::{ffi::c_void, ptr};

use aya_ebpf::{
    bindings::{
        BPF_F_NO_PREALLOC, BPF_LOCAL_STORAGE_GET_F_CREATE, bpf_map_type::BPF_MAP_TYPE_TASK_STORAGE,
    },
    helpers::generated::{bpf_get_current_task_btf, bpf_task_storage_get},
    macros::btf_map,
};
use tracer_common::loss::Loss;

use crate::{
    kernel::{Pointer, constant},
    loss,
};

/// Whether only marked tasks are observed. Written by the loader.
#[unsafe(no_mangle)]
static SCOPED: u32 = 0;

/// Marks of observed tasks: aya-ebpf has no task storage, so that the definition is written out.
#[btf_map]
static SCOPE: TaskStorage = TaskStorage {
    r#type: ptr::null(),
    key: ptr::null(),
    value: ptr::null(),
    max_entries: ptr::null(),
    map_flags: ptr::null(),
};

#[repr(C)]
struct TaskStorage {
    r#type: *const [i32; BPF_MAP_TYPE_TASK_STORAGE as usize],
    key: *const i32,
    value: *const u32,
    max_entries: *const [i32; 0],
    map_flags: *const [i32; BPF_F_NO_PREALLOC as usize],
}

// SAFETY: the pointers are null and never followed.
unsafe impl Sync for TaskStorage {}

impl TaskStorage {
    /// The task's mark, made as 0 where it has none yet. None where the kernel has no memory, or,
    /// before 6.2, where the storage is just in use on this CPU: then nobody can tell.
    #[inline(always)]
    fn mark(&self, task: *mut c_void) -> Option<*mut u32> {
        // SAFETY: the verifier checks that `task` is one.
        let mark = unsafe {
            bpf_task_storage_get(
                ptr::from_ref(self).cast_mut().cast(),
                task.cast(),
                ptr::null_mut(),
                u64::from(BPF_LOCAL_STORAGE_GET_F_CREATE),
            )
        };
        if mark.is_null() {
            loss::count(Loss::ScopeLost);
            return None;
        }
        Some(mark.cast())
    }
}

/// The running task's mark.
#[inline(always)]
fn current() -> Option<*mut u32> {
    // SAFETY: the helper has no preconditions.
    SCOPE.mark(unsafe { bpf_get_current_task_btf() }.cast())
}

/// Whether the running task is observed.
#[inline(always)]
pub(crate) fn observes_current() -> bool {
    if constant(&SCOPED) == 0 {
        return true;
    }
    // SAFETY: the pointer is a map value's.
    current().is_some_and(|mark| unsafe { mark.read_volatile() } != 0)
}

/// Marks a new task if its creator, the running task, is marked.
#[inline(always)]
pub(crate) fn inherit(task: Pointer) {
    let Some(creator) = current() else { return };
    // SAFETY: the pointer is a map value's.
    if unsafe { creator.read_volatile() } == 0 {
        return;
    }
    if let Some(mark) = SCOPE.mark(task.cast_mut()) {
        // SAFETY: as above.
        unsafe { mark.write_volatile(1) };
    }
}
