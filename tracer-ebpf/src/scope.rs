//! Whom to observe: everybody, or the descendants of the loader. A descendant is entered when it
//! is created and struck out when it is freed, so that neither a new session, a second fork nor
//! the death of its parents takes it out of sight.
//!
//! Tasks are known by their address, in a hash map. Task storage would be the obvious place, but
//! before Linux 6.2 it cannot be read while a task that was preempted on the same CPU is reading
//! its own.

use aya_ebpf::{
    bindings::{BPF_ANY, bpf_pidns_info},
    helpers::generated::bpf_get_ns_current_pid_tgid,
};
use tracer_common::{loss::Loss, scope::Scope};

use crate::{
    kernel::{self, Pointer, constant},
    loss,
    maps::TASKS,
};

/// Who loads the programs. Written by the loader.
#[unsafe(no_mangle)]
static SCOPE: Scope = Scope::ZERO;

/// Whether the running task is observed.
#[inline(always)]
pub(crate) fn observes_current() -> bool {
    constant(&SCOPE.process) == 0
        || is_entered(current())
        || (constant(&SCOPE.itself) != 0 && is_loader())
}

/// Enters a new task if its creator, the running task, is the loader or is entered itself. False where there is
/// no room for one that is to be.
#[inline(always)]
pub(crate) fn inherit(task: Pointer) -> bool {
    if !is_entered(current()) && !is_loader() {
        return true;
    }
    let entered = TASKS.insert(&(task as u64), 1, u64::from(BPF_ANY)).is_ok();
    if !entered {
        loss::count(Loss::ScopeLost);
    }
    entered
}

/// Strikes out a task that is no more: its address may soon be another's.
#[inline(always)]
pub(crate) fn forget(task: Pointer) {
    let key = task as u64;
    if is_entered(key) && TASKS.remove(&key).is_err() {
        loss::count(Loss::ScopeLost);
    }
}

#[inline(always)]
fn current() -> u64 {
    kernel::current() as u64
}

#[inline(always)]
fn is_entered(task: u64) -> bool {
    TASKS.get_ptr(&task).is_some()
}

/// Whether the running task belongs to the loader, by the process id that the loader knows of
/// itself: that in its own pid namespace.
#[inline(always)]
fn is_loader() -> bool {
    let mut ids = bpf_pidns_info { pid: 0, tgid: 0 };
    let device = u64::from(constant(&SCOPE.namespace_device));
    let inode = u64::from(constant(&SCOPE.namespace_inode));
    // SAFETY: `ids` has the size that is given.
    let found = unsafe {
        bpf_get_ns_current_pid_tgid(
            device,
            inode,
            &raw mut ids,
            size_of::<bpf_pidns_info>() as u32,
        )
    };
    found == 0 && ids.tgid == constant(&SCOPE.process)
}
