//! A task is freed: `security_task_free(task)`.

use aya_ebpf::{macros::lsm, programs::LsmContext};

use crate::{copy, kernel::Pointer, scope};

/// Strikes the observed command's descendants out of the scope, and forgets what was noted of them.
#[lsm(hook = "task_free")]
fn task_free(context: LsmContext) -> i32 {
    let task: Pointer = context.arg(0);
    scope::forget(task);
    if copy::are_looked_at() {
        copy::forget(task as u64);
    }
    0
}
