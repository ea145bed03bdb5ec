//! A task is freed: `security_task_free(task)`.

use aya_ebpf::{macros::lsm, programs::LsmContext};

use crate::{kernel::Pointer, scope};

/// Strikes the observed command's descendants out of the scope.
#[lsm(hook = "task_free")]
fn task_free(context: LsmContext) -> i32 {
    let task: Pointer = context.arg(0);
    scope::forget(task);
    0
}
