//! Results of calls that are told one by one.

use aya_ebpf::{macros::btf_tracepoint, programs::BtfTracePointContext};

use crate::{
    kernel::{constant, peek},
    trace,
};

/// Whether `io_uring_complete` passes the completion itself, not its fields one by one. Written by the
/// loader.
#[unsafe(no_mangle)]
static COMPLETION: u32 = 0;

/// Offset of `res` in `struct io_uring_cqe` (`linux/io_uring.h`).
const RESULT: u64 = 8;

/// A system call returns.
#[btf_tracepoint(function = "sys_exit")]
fn sys_exit(context: BtfTracePointContext) -> i32 {
    trace::end(0, context.arg(1));
    0
}

/// A request of an io_uring is done: `(ring, request, user_data, result, ...)`, and from Linux 6.16 on
/// `(ring, request, completion)`.
#[btf_tracepoint(function = "io_uring_complete")]
fn uring_complete(context: BtfTracePointContext) -> i32 {
    let result = if constant(&COMPLETION) == 0 {
        context.arg::<u64>(3) as i32
    } else {
        match peek(context.arg::<u64>(2) + RESULT) {
            Some(result) => result,
            None => return 0,
        }
    };
    trace::end(context.arg(1), i64::from(result) as u64);
    0
}
