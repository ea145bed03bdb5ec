//! A task is created: `security_task_alloc(task, clone_flags)`.

use aya_ebpf::{macros::lsm, programs::LsmContext};

use crate::{
    kernel::{Pointer, earlier, first_refusal},
    scope, verdict,
};

/// What fork(2) says where there is no room for a task (`linux/errno.h`).
const EAGAIN: i32 = -11;

/// Keeps the observed command's descendants in scope. Under a policy there is none outside.
#[lsm(hook = "task_alloc")]
fn task_alloc(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 2);
    let task: Pointer = context.arg(0);
    let status = if scope::inherit(task) || !verdict::is_asked() {
        0
    } else {
        EAGAIN
    };
    first_refusal(earlier, status)
}
