//! What is measured: which calls, with what attached, and how few instructions they are meant to take.

/// Something that is attached while calls are measured.
pub(crate) struct Attached {
    /// In the file of figures.
    pub(crate) key: &'static str,
    /// In the table.
    pub(crate) name: &'static str,
    /// How `passgate measure` attaches it.
    pub(crate) how: How,
}

/// How something is attached.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    /// By this option of `passgate measure`.
    Option(&'static str),
    /// passgate with a policy of so many rules.
    Policy { rules: u32, refuses: Refuses },
    /// passgate as a daemon, with such a policy of one rule.
    Daemon,
}

/// What the last rule of a policy refuses, of calls that are not measured.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refuses {
    /// Whatever comes by the usual entries.
    Usual,
    /// Reads and writes as well.
    Transfers,
    /// The usual, of more than a number of bytes: what it says of a call is not remembered.
    Amounts,
}

const fn policy(key: &'static str, name: &'static str, rules: u32, refuses: Refuses) -> Attached {
    Attached {
        key,
        name,
        how: How::Policy { rules, refuses },
    }
}

/// The baseline, and the floor.
pub(crate) const NOTHING: &str = "nothing";
pub(crate) const EMPTY: &str = "empty";
const COUNT: &str = "count";
const ONE_RULE: &str = "rules-1";
const TEN_RULES: &str = "rules-10";
const THOUSAND_RULES: &str = "rules-1000";
/// The policy that goals speak of.
pub(crate) const MANY_RULES: &str = "rules-20000";
const TRANSFERS: &str = "transfers";
const TEN_EACH_TIME: &str = "each-time-10";
const MANY_EACH_TIME: &str = "each-time-20000";
const DAEMON: &str = "daemon";

/// In the order of the table.
pub(crate) const ATTACHED: &[Attached] = &[
    Attached {
        key: NOTHING,
        name: "nothing",
        how: How::Option("none"),
    },
    Attached {
        key: EMPTY,
        name: "an empty LSM program",
        how: How::Option("empty"),
    },
    Attached {
        key: COUNT,
        name: "passgate counting",
        how: How::Option("count"),
    },
    policy(ONE_RULE, "and a policy of 1 rule", 1, Refuses::Usual),
    policy(TEN_RULES, "10 rules", 10, Refuses::Usual),
    policy(THOUSAND_RULES, "1,000 rules", 1_000, Refuses::Usual),
    policy(MANY_RULES, "20,000 rules", 20_000, Refuses::Usual),
    policy(TRANSFERS, "10 rules, of reads too", 10, Refuses::Transfers),
    policy(
        TEN_EACH_TIME,
        "10 rules, decided each time",
        10,
        Refuses::Amounts,
    ),
    policy(
        MANY_EACH_TIME,
        "20,000 rules, decided each time",
        20_000,
        Refuses::Amounts,
    ),
    Attached {
        key: DAEMON,
        name: "1 rule, and passgate guards itself",
        how: How::Daemon,
    },
];

/// One kind of call.
pub(crate) struct Called {
    /// As `passgate measure` knows it, and in the file of figures.
    pub(crate) key: &'static str,
    /// In the table.
    pub(crate) name: &'static str,
    /// With what attached it is measured, beside nothing.
    pub(crate) with: &'static [&'static str],
    /// What it is meant to cost over nothing, by what is attached.
    pub(crate) goals: &'static [(&'static str, Goal)],
}

/// A number of instructions over nothing, at most.
#[derive(Clone, Copy)]
pub(crate) enum Goal {
    /// So many times the floor, and so many instructions more.
    Floor(f64, f64),
    /// None at all.
    Nothing,
}

impl Goal {
    /// In instructions.
    pub(crate) fn instructions(self, floor: f64) -> f64 {
        match self {
            Self::Floor(times, more) => times * floor + more,
            Self::Nothing => 0.0,
        }
    }
}

/// The call that the floor is measured by.
pub(crate) const FLOOR_BY: &str = "nvme-id";

const DECIDED: &[&str] = &[COUNT, TEN_RULES];
const OTHER: &[(&str, Goal)] = &[(COUNT, Goal::Floor(1.0, 35.0))];
const LOOKED_UP: &[(&str, Goal)] = &[(COUNT, Goal::Floor(1.0, 100.0))];
const FREE: &[(&str, Goal)] = &[(COUNT, Goal::Nothing)];

const fn called(
    key: &'static str,
    name: &'static str,
    with: &'static [&'static str],
    goals: &'static [(&'static str, Goal)],
) -> Called {
    Called {
        key,
        name,
        with,
        goals,
    }
}

/// In the order of the table.
pub(crate) const CALLED: &[Called] = &[
    called(
        FLOOR_BY,
        "ioctl NVME_IOCTL_ID",
        &[
            EMPTY,
            COUNT,
            ONE_RULE,
            TEN_RULES,
            THOUSAND_RULES,
            MANY_RULES,
            TRANSFERS,
            TEN_EACH_TIME,
            MANY_EACH_TIME,
            DAEMON,
        ],
        &[
            (COUNT, Goal::Floor(1.75, 0.0)),
            (MANY_RULES, Goal::Floor(2.1, 0.0)),
        ],
    ),
    called(
        "nvme-admin",
        "ioctl NVME_IOCTL_ADMIN_CMD, decoded",
        &[COUNT, TEN_RULES, MANY_RULES, TEN_EACH_TIME, MANY_EACH_TIME],
        &[(MANY_RULES, Goal::Floor(2.1, 260.0))],
    ),
    called("compat-id", "32-bit ioctl NVME_IOCTL_ID", DECIDED, &[]),
    called(
        "compat-admin",
        "32-bit ioctl NVME_IOCTL_ADMIN_CMD, decoded",
        DECIDED,
        &[],
    ),
    called(
        "uring-id",
        "uring_cmd that has no sub-command",
        DECIDED,
        &[(TEN_RULES, Goal::Floor(2.1, 0.0))],
    ),
    called(
        "uring-admin",
        "uring_cmd NVME_URING_CMD_ADMIN, decoded",
        DECIDED,
        &[],
    ),
    called(
        "one-on-one",
        "ioctl SG_GET_VERSION_NUM, 1 subject, 1 device",
        DECIDED,
        &[],
    ),
    called("one-on-many", "1 subject, 64 devices", DECIDED, &[]),
    called("many-on-one", "64 subjects, 1 device", DECIDED, &[]),
    called("many-on-many", "64 subjects, 64 devices", DECIDED, &[]),
    called("ioctl-socket", "ioctl on a socket", DECIDED, OTHER),
    called("ioctl-pipe", "ioctl on a pipe", DECIDED, OTHER),
    called("ioctl-file", "ioctl on a regular file", DECIDED, OTHER),
    called("ioctl-terminal", "ioctl on a terminal", DECIDED, LOOKED_UP),
    called("ioctl-null", "ioctl on /dev/null", DECIDED, LOOKED_UP),
    called(
        "read-pipe",
        "read() on a pipe",
        &[COUNT, TEN_RULES, TRANSFERS],
        FREE,
    ),
    called(
        "read-file",
        "read() on a regular file",
        &[COUNT, TEN_RULES, TRANSFERS],
        FREE,
    ),
    called(
        "open-file",
        "open() and close() of one",
        &[COUNT, TEN_RULES, DAEMON],
        &[],
    ),
    called("map-file", "mmap() and munmap() of one", DECIDED, &[]),
];

/// Whether a call takes the same with nothing attached each time: what opens and maps takes as long as the kernel's
/// allocators make it.
pub(crate) fn repeats(called: &str) -> bool {
    !["open-file", "map-file"].contains(&called)
}

/// Whether something is measured for a check, which is to be quick: an emulated machine takes long to attach
/// programs and minutes to compile large policies, and those cost each call what small ones do.
pub(crate) fn is_checked(attached: &str) -> bool {
    [NOTHING, EMPTY, COUNT, TEN_RULES].contains(&attached)
}

/// Calls that are measured with something attached, by their keys.
pub(crate) fn calls_with(attached: &str) -> Vec<&'static str> {
    CALLED
        .iter()
        .filter(|called| attached == NOTHING || called.with.contains(&attached))
        .map(|called| called.key)
        .collect()
}

/// Calls that peers are measured by, too: one that they are asked about and one that they are not.
pub(crate) const PEERS_BY: &[&str] = &[FLOOR_BY, "read-pipe"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_is_there() {
        for called in CALLED {
            let goals = called.goals.iter().map(|(attached, _)| attached);
            for attached in called.with.iter().chain(goals) {
                assert!(
                    ATTACHED.iter().any(|one| one.key == *attached),
                    "{attached}"
                );
            }
            for (attached, _) in called.goals {
                assert!(called.with.contains(attached), "{} {attached}", called.key);
            }
        }
        for key in PEERS_BY {
            assert!(CALLED.iter().any(|called| called.key == *key), "{key}");
        }
        assert_eq!(calls_with(NOTHING).len(), CALLED.len());
        assert_eq!(calls_with(EMPTY), [FLOOR_BY]);
    }

    #[test]
    fn goals_are_those_of_the_floor() {
        assert_eq!(Goal::Floor(1.75, 0.0).instructions(188.0), 329.0);
        assert_eq!(Goal::Floor(1.0, 35.0).instructions(188.0), 223.0);
        assert_eq!(Goal::Nothing.instructions(188.0), 0.0);
    }
}
