//! The floor of every measurement: what attaching a program costs before it does anything.

use aya_ebpf::{macros::lsm, programs::LsmContext};

/// Does nothing. Attached by `passgate measure` alone.
#[lsm(hook = "file_ioctl", sleepable)]
fn empty(_context: LsmContext) -> i32 {
    0
}
