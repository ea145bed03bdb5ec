//! The hooks: the one table that the loader, `doctor` and the docs read.

use serde::Serialize;

/// Whether passgate can do without a hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    /// Without it nothing is observed: loading fails.
    Required,
    /// Without it one thing does not work, and says so.
    Optional,
}

/// One hook.
#[derive(Debug)]
pub struct Hook {
    /// Name of the program in the object, and of the LSM hook it attaches to.
    pub name: &'static str,
    /// Whether passgate can do without.
    pub need: Need,
    /// What it is for.
    pub purpose: &'static str,
}

/// Every hook, in the order in which they are attached: whatever a hook relies on comes first.
pub const HOOKS: &[Hook] = &[
    Hook {
        name: "task_free",
        need: Need::Optional,
        purpose: "forgets the descendants of a command that have ended",
    },
    Hook {
        name: "task_alloc",
        need: Need::Optional,
        purpose: "follows the descendants of a command",
    },
    Hook {
        name: "file_ioctl",
        need: Need::Required,
        purpose: "counts native ioctl commands",
    },
];

/// What became of a hook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct State {
    /// The hook's name.
    pub name: &'static str,
    /// Whether passgate can do without.
    pub need: Need,
    /// What it is for.
    pub purpose: &'static str,
    /// Whether a program is attached to it.
    pub attached: bool,
    /// Why it is not.
    pub reason: Option<String>,
}

impl Hook {
    /// Its state once it is attached, or why it is not.
    pub(crate) fn state(&self, reason: Option<String>) -> State {
        State {
            name: self.name,
            need: self.need,
            purpose: self.purpose,
            attached: reason.is_none(),
            reason,
        }
    }
}
