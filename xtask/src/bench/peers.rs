//! What else one might use, as far as Debian packages it, on the same calls in the same guest.

/// Another tool.
pub(crate) struct Peer {
    /// In what the guest prints.
    pub(crate) key: &'static str,
    /// In the table.
    pub(crate) name: &'static str,
    /// The program and its package.
    pub(crate) program: &'static str,
    pub(crate) package: &'static str,
    /// How it watches.
    way: Way,
}

enum Way {
    /// The whole machine, by these words of the guest's shell.
    Beside(&'static str),
    /// Its own child.
    Under(&'static str),
}

const fn bpftrace(key: &'static str, name: &'static str, command: &'static str) -> Peer {
    Peer {
        key,
        name,
        program: "bpftrace",
        package: "bpftrace",
        way: Way::Beside(command),
    }
}

/// In the order of the table.
pub(crate) const PEERS: &[Peer] = &[
    bpftrace(
        "bpftrace-kfunc",
        "bpftrace, kfunc, counts by number",
        "bpftrace -e 'kfunc:security_file_ioctl { @[args->cmd] = count(); } interval:s:1 { printf(\"ready\\n\"); }'",
    ),
    bpftrace(
        "bpftrace-kprobe",
        "bpftrace, kprobe, the same",
        "bpftrace -e 'kprobe:security_file_ioctl { @[arg1] = count(); } interval:s:1 { printf(\"ready\\n\"); }'",
    ),
    bpftrace(
        "bpftrace-tracepoint",
        "bpftrace, tracepoint, the same",
        "bpftrace -e 'tracepoint:syscalls:sys_enter_ioctl { @[args->cmd] = count(); } interval:s:1 { printf(\"ready\\n\"); }'",
    ),
    Peer {
        key: "perf-trace",
        name: "perf trace -s -e ioctl",
        program: "perf",
        package: "linux-perf",
        way: Way::Under("perf trace -s -e ioctl -o /dev/null --"),
    },
    Peer {
        key: "strace-c",
        name: "strace -c -f -e trace=ioctl",
        program: "strace",
        package: "strace",
        way: Way::Under("strace -c -f -e trace=ioctl -o /dev/null"),
    },
    Peer {
        key: "strace",
        name: "strace -f -e trace=ioctl",
        program: "strace",
        package: "strace",
        way: Way::Under("strace -f -e trace=ioctl -o /dev/null"),
    },
    Peer {
        key: "sysdig",
        name: "sysdig evt.type=ioctl",
        program: "sysdig",
        package: "sysdig",
        way: Way::Beside("sysdig -p ready evt.type=ioctl"),
    },
    Peer {
        key: "falco",
        name: "falco",
        program: "falco",
        package: "falco",
        way: Way::Beside("falco"),
    },
];

impl Peer {
    /// The line of the guest's script that measures beside it.
    pub(crate) fn line(&self, calls: &str) -> String {
        let key = self.key;
        match self.way {
            Way::Beside(command) => format!("beside {key} {calls} {command}\n"),
            Way::Under(command) => format!("under {key} {calls} {command}\n"),
        }
    }
}
