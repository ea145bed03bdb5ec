//! Attackers as the guest tests start them, and what became of their attacks.

use super::Enforced;
use crate::need::Need;

/// How often each attack is made: what takes seconds, unless somebody wants to know.
pub(super) fn attacks() -> u64 {
    let asked = std::env::var("PASSGATE_ATTACKS").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(500)
}

/// How one is attacked.
pub(super) struct Attack {
    pub(super) family: &'static str,
    /// What the attacker sends.
    pub(super) what: &'static str,
    /// How it becomes something else.
    pub(super) way: &'static str,
    node: String,
}

impl Attack {
    pub(super) fn new(
        family: &'static str,
        what: &'static str,
        way: &'static str,
        node: impl Into<String>,
    ) -> Self {
        let node = node.into();
        Self {
            family,
            what,
            way,
            node,
        }
    }

    /// What its counts are called by.
    pub(super) fn name(&self) -> String {
        let node = self.node.rsplit('/').next().unwrap_or_default();
        format!("{}-{}-{node}", self.what, self.way)
    }

    /// What the client is asked for, to attack so often.
    pub(super) fn words(&self, count: u64) -> String {
        let Self {
            what, way, node, ..
        } = self;
        format!("client attack {what} {way} {node} {count} {}", self.name())
    }

    /// The same, and more until so many were refused, or reached the device.
    pub(super) fn until(&self, count: u64, outcome: &str, times: u64) -> String {
        format!("{} {outcome} {times}", self.words(count))
    }

    /// Whether it is known to race where it is held off: how often flips are in time depends on the machine, and
    /// whoever holds the copy up is sooner or later.
    pub(super) fn must_race(&self) -> bool {
        self.way == "stalls" && !self.is_racy()
    }

    /// Whether nothing holds it off: sg asks nobody about a file that is open for writing, and NVMe's driver of old
    /// asks before it copies.
    pub(super) fn is_racy(&self) -> bool {
        self.what == "sg-io-writable"
            || self.family == "nvme" && Need::Function("nvme_cmd_allowed").missing().is_some()
    }

    /// Whether it is in time each time: what the argument points to changes while the rest of the argument is fetched.
    pub(super) fn is_always_in_time(&self) -> bool {
        self.way == "stalls"
            && ["sg-io", "sg-io-writable", "sg-io-compat", "bsg"].contains(&self.what)
    }
}

/// What became of an attack: refused, harmless, reached and failed in another way.
pub(super) fn outcome(enforced: &Enforced, attack: &Attack) -> Result<[i64; 4], String> {
    let name = attack.name();
    let mut counts = [0; 4];
    for (count, what) in counts
        .iter_mut()
        .zip(["refused", "harmless", "reached", "other"])
    {
        *count = enforced.status(&format!("{name}-{what}"))?;
    }
    eprintln!("{name}: refused, harmless, reached, other: {counts:?}");
    Ok(counts)
}

/// Whether this kernel has it all.
pub(super) fn has(needs: &[Need]) -> bool {
    needs.iter().all(|need| need.missing().is_none())
}
