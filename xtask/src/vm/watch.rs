//! Reads the guest's console for signs that its kernel has failed.

use std::collections::VecDeque;

/// What a failing kernel says, and what it means. Sources: kernel/panic.c, arch/x86/kernel/dumpstack.c,
/// lib/bug.c, kernel/hung_task.c, kernel/watchdog.c, kernel/rcu/tree_stall.h, kernel/bpf/verifier.c.
const SIGNS: &[(&str, &str)] = &[
    ("Kernel panic - not syncing", "panic"),
    ("kernel BUG at ", "BUG"),
    ("BUG: unable to handle", "oops"),
    ("BUG: kernel NULL pointer dereference", "oops"),
    ("BUG: KASAN", "memory error"),
    ("BUG: scheduling while atomic", "BUG"),
    ("BUG: sleeping function called from invalid context", "BUG"),
    ("general protection fault", "oops"),
    ("Oops: ", "oops"),
    ("watchdog: BUG: soft lockup", "soft lockup"),
    ("Watchdog detected hard LOCKUP", "hard lockup"),
    ("blocked for more than", "hung task"),
    ("detected stall", "RCU stall"),
    ("verifier bug", "verifier failure"),
    ("BPF verifier BUG", "verifier failure"),
    ("guest-init: fatal", "no start"),
];

/// How many lines of the console a failure shows.
const KEPT: usize = 60;

/// The console's last lines, and the first failure among all.
#[derive(Default)]
pub(crate) struct Watch {
    last: VecDeque<String>,
}

impl Watch {
    /// Takes a line; returns what has failed, if the line says so.
    pub(crate) fn line(&mut self, line: &str) -> Option<&'static str> {
        if self.last.len() == KEPT {
            self.last.pop_front();
        }
        self.last.push_back(line.to_owned());
        let warning_in_bpf = line.contains("WARNING:") && line.contains("kernel/bpf/");
        // Programs may crash as they like: a user program's fault names its process, not the kernel.
        let of_a_program = line.contains("traps: ") || line.contains(" segfault at ");
        SIGNS
            .iter()
            .find(|(sign, _)| line.contains(sign) && !of_a_program)
            .map(|(_, meaning)| *meaning)
            .or(warning_in_bpf.then_some("verifier failure"))
    }

    /// Whether one of the last lines contains this.
    pub(crate) fn saw(&self, what: &str) -> bool {
        self.last.iter().any(|line| line.contains(what))
    }

    /// The last lines, each indented.
    pub(crate) fn tail(&self) -> String {
        self.last
            .iter()
            .map(|line| format!("    {line}\n"))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_recognised() {
        for (line, meaning) in [
            (
                "[    4.1] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000100",
                "panic",
            ),
            (
                "[    9.0] BUG: unable to handle page fault for address: ffffa1",
                "oops",
            ),
            ("[    9.0] Oops: 0000 [#1] PREEMPT SMP NOPTI", "oops"),
            (
                "[    9.0] Oops: general protection fault, probably for non-canonical address 0xdead: 0000 [#1]",
                "oops",
            ),
            (
                "[  130.2] INFO: task nvme:211 blocked for more than 120 seconds.",
                "hung task",
            ),
            (
                "[   40.2] watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [nvme:211]",
                "soft lockup",
            ),
            (
                "[   40.2] rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:",
                "RCU stall",
            ),
            (
                "[   40.2] rcu: INFO: rcu_preempt self-detected stall on CPU",
                "RCU stall",
            ),
            (
                "[    7.7] WARNING: CPU: 0 PID: 210 at kernel/bpf/verifier.c:2709 reg_bounds_sanity_check",
                "verifier failure",
            ),
            (
                "[    7.7] verifier bug: REG INVARIANTS VIOLATION (false_reg1)",
                "verifier failure",
            ),
        ] {
            assert_eq!(Watch::default().line(line), Some(meaning), "{line}");
        }
    }

    #[test]
    fn ordinary_lines_are_not() {
        for line in [
            "[    0.0] Linux version 6.12.95",
            "[    3.0] nvme nvme0: 2/0/0 default/read/poll queues",
            "[    5.0] traps: tester[99] general protection fault ip:401000 sp:7ffc error:0 in tester",
            "[    5.0] WARNING: CPU: 1 PID: 4 at drivers/gpu/drm/drm_gem.c:9",
            "[    5.0] tester[99]: segfault at 0 ip 0000000000401000",
        ] {
            assert_eq!(Watch::default().line(line), None, "{line}");
        }
    }

    #[test]
    fn only_the_last_lines_are_kept() {
        let mut watch = Watch::default();
        for number in 0..200 {
            watch.line(&format!("line {number}"));
        }
        let tail = watch.tail();
        assert_eq!(tail.lines().count(), KEPT);
        assert!(tail.starts_with("    line 140\n") && tail.ends_with("line 199\n"));
    }
}
