//! A task is created: `security_task_alloc(task, clone_flags)`.

use aya_ebpf::{macros::lsm, programs::LsmContext};

use crate::{
    kernel::{Pointer, earlier},
    scope,
};

/// Keeps the observed command's descendants in scope.
#[lsm(hook = "task_alloc")]
fn task_alloc(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 2);
    let task: Pointer = context.arg(0);
    scope::inherit(task);
    earlier
}
