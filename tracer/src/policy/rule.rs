//! A policy whose every name is known to mean something.

use std::{collections::BTreeSet, ops::RangeInclusive};

use super::{
    diagnostic::{Diagnostic, Span},
    glob::{Glob, Pattern},
};
use crate::families::{Class, Entries};

pub use tracer_common::policy::{action, mode};

/// Rules in their order, and what decides where none does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The rules; the first that matches decides.
    pub rules: Vec<Rule>,
    /// What decides what no rule speaks of: an action.
    pub default: Effect,
    /// What holds where a daemon enforces it.
    pub daemon: Daemon,
    /// What is worth a look in its words.
    pub warnings: Vec<Diagnostic>,
}

/// What holds where a daemon enforces a policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Daemon {
    /// Whether what is refused is refused when the daemon has ended, however it did.
    pub keep: bool,
    /// How long it may be silent, in milliseconds; 0 for ever.
    pub heartbeat: u32,
    /// The [`mode`] that refusals fall to when it was silent for longer.
    pub silent: u8,
    /// Executables that root may use for everything.
    pub break_glass: Vec<String>,
}

impl Default for Daemon {
    fn default() -> Self {
        Self {
            keep: true,
            heartbeat: 0,
            silent: mode::AUDIT,
            break_glass: Vec::new(),
        }
    }
}

impl Policy {
    /// Entries by which it does more than let calls pass.
    pub fn decided(&self) -> Entries {
        let rules = self.rules.iter();
        let rules = rules.map(|rule| (rule.effect, rule.call.entries()));
        let all = rules.chain([(self.default, Entries::ALL)]);
        let deciding = all.filter(|(effect, _)| effect.action != action::ALLOW);
        deciding.fold(Entries::NONE, |all, (_, entries)| all.and(entries))
    }
}

/// What happens to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Effect {
    /// See [`action`].
    pub action: u8,
    /// See [`mode`].
    pub mode: u8,
    /// The error that a refused call gets.
    pub errno: u16,
}

impl Effect {
    /// Whether it refuses, mode aside.
    pub const fn refuses(self) -> bool {
        self.action == action::DENY || self.action == action::KILL
    }

    /// Whether a call is refused in truth.
    pub const fn is_refused(self) -> bool {
        self.refuses() && self.mode == mode::ENFORCE
    }

    /// What becomes of a call, for whoever could choose between effects: refusals are alike whatever their errors,
    /// and what passes untold is whatever the mode.
    pub const fn outcome(self) -> Self {
        let mode = match (self.action, self.mode) {
            (action::ALLOW, _) => mode::OBSERVE,
            // There is nothing to enforce.
            (action::AUDIT, mode::ENFORCE) => mode::AUDIT,
            (_, mode) => mode,
        };
        Self {
            mode,
            errno: 0,
            ..self
        }
    }

    /// Whether a call passes and would not if the rule were enforced.
    pub const fn is_audited(self) -> bool {
        self.refuses() && self.mode != mode::ENFORCE
    }
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name; one is made where none is given.
    pub name: String,
    /// Where it stands.
    pub at: Span,
    /// Who.
    pub subject: SubjectSelector,
    /// To what.
    pub device: DeviceSelector,
    /// Which calls.
    pub call: CallSelector,
    /// What happens then.
    pub effect: Effect,
    /// Whether it allows only what no other thread can change meanwhile, and refuses whatever could become
    /// what it refuses.
    pub strict: bool,
    /// Whether it comes before what keeps a machine in operation: its disks, its console, its init.
    pub essential: bool,
    /// Whether it applies where it cannot be known whether it does, by [`Reason`].
    pub applies: Unknown,
}

/// Numbers in ascending order, without overlaps.
pub type Ranges = Vec<(u32, u32)>;

/// Who a rule is about. None selects all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SubjectSelector {
    /// The executable's path.
    pub exe: Option<Vec<Glob>>,
    /// The path of the executable that started it.
    pub parent: Option<Vec<Glob>>,
    /// The cgroup's path.
    pub cgroup: Option<Vec<Glob>>,
    /// The innermost systemd unit.
    pub unit: Option<Vec<Pattern>>,
    /// The innermost container.
    pub container: Option<Vec<Pattern>>,
    /// Real user id.
    pub uid: Option<Ranges>,
    /// Real group id.
    pub gid: Option<Ranges>,
}

/// Which devices a rule is about. None selects all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DeviceSelector {
    /// Ids of kinds: of its families, its kinds and its classes.
    pub kinds: Option<BTreeSet<u16>>,
    /// Names of drivers.
    pub driver: Option<Vec<Pattern>>,
    /// The kernel's names, or those that were given.
    pub name: Option<Vec<Pattern>>,
    /// Nodes.
    pub node: Option<Vec<Glob>>,
    /// Addresses on the bus, with or without the bus's name.
    pub bus: Option<Vec<Pattern>>,
    /// Vendor and device.
    pub ids: Option<Vec<Pattern>>,
}

impl DeviceSelector {
    /// Whether the kind alone tells whether a device is meant.
    pub fn is_by_kind(&self) -> bool {
        let Self {
            kinds: _,
            driver,
            name,
            node,
            bus,
            ids,
        } = self;
        driver.is_none() && name.is_none() && node.is_none() && bus.is_none() && ids.is_none()
    }

    /// Whether all devices are meant.
    pub fn is_all(&self) -> bool {
        self.kinds.is_none() && self.is_by_kind()
    }
}

/// Which calls a rule is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CallSelector {
    /// The entries, see [`tracer_common::count::entry`].
    pub entries: BTreeSet<u8>,
    /// Commands; None for any.
    pub commands: Option<Vec<Item>>,
    /// What of them: any of these.
    pub items: Vec<Item>,
    /// Bytes that the call asks to transfer; None for any.
    pub amount: Option<(u64, u64)>,
}

impl CallSelector {
    /// The entries as a set.
    pub fn entries(&self) -> Entries {
        Entries::of(&self.entries.iter().copied().collect::<Vec<_>>())
    }
}

/// What a rule names of calls.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Item {
    /// Everything.
    All,
    /// Commands, sub-commands or details of this name, as the output writes them.
    Named(Name),
    /// Ioctl or io_uring numbers, and what is selected from file offsets.
    Numbers(u32, u32),
    /// Codes of sub-commands, and of what tells them apart.
    Codes((u32, u32), Option<(u32, u32)>),
    /// Whatever is this open.
    Class(Class),
}

/// A name of commands or sub-commands.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Name {
    /// Just this.
    Is(String),
    /// All that are like it.
    Like(Pattern),
}

impl Name {
    /// What was written as a name.
    pub fn new(text: &str, pattern: Pattern) -> Self {
        match pattern.is_literal() && !text.contains('\\') {
            true => Self::Is(text.to_owned()),
            false => Self::Like(pattern),
        }
    }

    /// Whether a name is meant.
    pub fn matches(&self, name: &str) -> bool {
        match self {
            Self::Is(own) => own == name,
            Self::Like(pattern) => pattern.matches(name),
        }
    }
}

impl Item {
    /// A range of codes as a range.
    pub fn range((first, last): (u32, u32)) -> RangeInclusive<u32> {
        first..=last
    }
}

/// Why it may not be known whether a rule matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The argument could not be read, or is not of the form that its command has.
    Argument,
    /// No table names the command or the sub-command, so that nobody knows how open it is.
    Command,
    /// The subject's names are not known.
    Subject,
    /// The device was not resolved yet: only its kind is known.
    Device,
    /// There was no room for the subject or the device.
    Full,
}

impl Reason {
    /// Every reason.
    pub const ALL: [Self; 5] = [
        Self::Argument,
        Self::Command,
        Self::Subject,
        Self::Device,
        Self::Full,
    ];

    /// The name in policies and output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Argument => "argument",
            Self::Command => "command",
            Self::Subject => "subject",
            Self::Device => "device",
            Self::Full => "full",
        }
    }

    const fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// A set of reasons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unknown(u8);

impl Unknown {
    /// All of them.
    pub const ALL: Self = Self(0x1f);
    /// None of them.
    pub const NONE: Self = Self(0);

    /// One of them.
    pub const fn of(reason: Reason) -> Self {
        Self(reason.bit())
    }

    /// Both sets together.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Without one.
    pub const fn without(self, reason: Reason) -> Self {
        Self(self.0 & !reason.bit())
    }

    /// Whether all of another set are in it.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those that are in it.
    pub fn iter(self) -> impl Iterator<Item = Reason> {
        Reason::ALL
            .into_iter()
            .filter(move |reason| self.has(Self::of(*reason)))
    }
}

/// Whether something matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It does not.
    No,
    /// It does, or with reasons: it may.
    Yes(Unknown),
}

impl Match {
    /// It does for certain.
    pub const CERTAIN: Self = Self::Yes(Unknown::NONE);

    /// What is known for certain.
    pub const fn certain(matches: bool) -> Self {
        if matches { Self::CERTAIN } else { Self::No }
    }

    /// It may.
    pub const fn maybe(reason: Reason) -> Self {
        Self::Yes(Unknown::of(reason))
    }

    /// Both must match.
    pub const fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes(a), Self::Yes(b)) => Self::Yes(a.and(b)),
            _ => Self::No,
        }
    }

    /// Whether a rule applies that decides so what is not known.
    pub const fn applies(self, unknown: Unknown) -> bool {
        match self {
            Self::No => false,
            Self::Yes(reasons) => unknown.has(reasons),
        }
    }

    /// The most certain of several, any of which is enough.
    pub fn any(all: impl IntoIterator<Item = Self>) -> Self {
        let mut best = Self::No;
        for each in all {
            match (best, each) {
                (_, Self::CERTAIN) => return each,
                (Self::No, each) => best = each,
                _ => {}
            }
        }
        best
    }
}
