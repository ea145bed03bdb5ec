//! What is in force is changed by passgate's own executable alone, and by those that the policy names for an emergency.

use aya_ebpf::{macros::lsm, programs::LsmContext};

use crate::{
    guard,
    kernel::{Pointer, earlier, first_refusal},
};

/// `security_bpf_map(map, mode)`: a descriptor of a map is about to be handed out.
#[lsm(hook = "bpf_map")]
fn guard_map(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 2);
    first_refusal(earlier, guard::of_map(context.arg(0)))
}

/// `security_bpf_prog(program)`: a descriptor of a program is about to be handed out.
#[lsm(hook = "bpf_prog")]
fn guard_program(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 1);
    first_refusal(earlier, guard::of_program(context.arg(0)))
}

/// `security_ptrace_access_check(task, mode)`: somebody is about to trace a task, or to reach for what it has.
#[lsm(hook = "ptrace_access_check")]
fn guard_trace(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 2);
    first_refusal(earlier, guard::of_task(context.arg(0), context.arg(1)))
}

/// `security_file_open(file)`.
#[lsm(hook = "file_open")]
fn guard_switch(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 1);
    first_refusal(earlier, guard::of_file(context.arg(0)))
}

/// `security_inode_unlink(directory, entry)`.
#[lsm(hook = "inode_unlink")]
fn guard_unlink(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 2);
    first_refusal(earlier, guard::of_entry(context.arg(0), context.arg(1)))
}

/// `security_inode_rmdir(directory, entry)`.
#[lsm(hook = "inode_rmdir")]
fn guard_rmdir(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 2);
    first_refusal(earlier, guard::of_entry(context.arg(0), context.arg(1)))
}

/// `security_inode_rename(old directory, old entry, new directory, new entry)`.
#[lsm(hook = "inode_rename")]
fn guard_rename(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 4);
    let from = guard::of_entry(context.arg(0), context.arg(1));
    let to = guard::of_entry(context.arg(2), context.arg(3));
    first_refusal(earlier, if from == 0 { to } else { from })
}

/// `security_sb_umount(mount, flags)`.
#[lsm(hook = "sb_umount")]
fn guard_umount(context: LsmContext) -> i32 {
    let earlier = earlier(&context, 2);
    let mount: Pointer = context.arg(0);
    first_refusal(earlier, guard::of_mount(mount))
}
