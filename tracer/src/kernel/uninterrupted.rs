//! Not being interrupted by those who are observed.
//!
//! While somebody is within a call about a BPF map the kernel runs no program of a probe on that processor, whoever
//! runs there meanwhile (`bpf_disable_instrumentation`). A task of ordinary priority that is in one may be put off for
//! another, which then makes calls that probes do not see.

/// Has this thread run before all that have an ordinary priority; not what it starts. Whoever may not do that is
/// interrupted, and what is not seen is counted.
pub(super) fn be() {
    let parameters = libc::sched_param { sched_priority: 1 };
    // SAFETY: the parameters outlive the call, which changes how this thread is scheduled.
    unsafe {
        libc::sched_setscheduler(
            0,
            libc::SCHED_FIFO | libc::SCHED_RESET_ON_FORK,
            &raw const parameters,
        )
    };
}
