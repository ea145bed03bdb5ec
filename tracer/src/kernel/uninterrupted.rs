//! Not being interrupted by those who are observed.
//!
//! While somebody is within a call about a BPF map the kernel runs no program of a probe on that processor, whoever
//! runs there meanwhile (`bpf_disable_instrumentation`). A task of ordinary priority that is in one may be put off for
//! another, which then makes calls that probes do not see: neither copies that a policy decides anew, nor memory that a
//! device is given. So this process reads its counts, which it does all the time, and tells what drivers have come,
//! before all that have an ordinary priority.

/// Makes calls about maps before all tasks of ordinary priority. Whoever may not do that is interrupted, and what is
/// not seen meanwhile is counted.
pub(super) fn during<T>(calls: impl FnOnce() -> T) -> T {
    // SAFETY: it only asks. What somebody has chosen stays as it is.
    let is_ordinary = || unsafe { libc::sched_getscheduler(0) } == libc::SCHED_OTHER;
    if !is_ordinary() {
        return calls();
    }
    // Not what is started meanwhile.
    schedule(libc::SCHED_FIFO | libc::SCHED_RESET_ON_FORK, 1);
    let result = calls();
    schedule(libc::SCHED_OTHER, 0);
    result
}

fn schedule(policy: i32, priority: i32) {
    let parameters = libc::sched_param {
        sched_priority: priority,
    };
    // SAFETY: the parameters outlive the call, which changes how this thread is scheduled.
    unsafe { libc::sched_setscheduler(0, policy, &raw const parameters) };
}
