//! Policy: the tables that a policy is compiled to, and the decision by them.
//!
//! The decision is the same function in a BPF program, where [`Tables`] looks things up in maps, and in
//! userspace, where it looks them up in slices. It allocates nothing, follows no pointer, and every loop
//! has a bound that does not depend on how many rules there are:
//!
//! 1. The paths of a subject run through one automaton each, in the form that the kernel side has them
//!    (see [`crate::record::SubjectSeen`]); with user and group they make classes, and a chain of tables
//!    makes the classes a label. This is done once for a subject, [`label`].
//! 2. A device has a label that userspace gives it, and before that the one of its kind.
//! 3. Both labels together say which rules can matter: the `who`.
//! 4. A tree of sorted segments says which rules a call's own words match: the call's class.
//! 5. Who and class together have a verdict.
//!
//! Every look-up names a generation, so that a policy is exchanged whole: whoever has read a header goes
//! on with the tables of that header's generation.

use crate::boundary;

boundary! {
    /// What a policy's decisions begin with.
    pub struct PolicyHeader [136] {
        /// Which policy: another has another.
        pub generation: u32,
        /// How many labels of subjects there are.
        pub subjects: u32,
        /// Automata for the executable, the parent's executable and the cgroup, see [`path`].
        pub automata: [Automaton; 3],
        /// Classes of what is not known, by [`class`]'s indexes.
        pub unknown: [u32; 5],
        /// Node whose segments are the user ids.
        pub uid: u32,
        /// Node whose segments are the group ids.
        pub gid: u32,
        /// The label of subjects without names.
        pub unnamed: u32,
        /// The label of subjects that there was no room for.
        pub no_room: u32,
        /// Where the tables begin that two classes make one: the first has the classes of index 0 in its
        /// rows and those of index 1 in its columns, the next has what the first says in its rows.
        pub cross: [u32; 4],
        /// Columns of those tables.
        pub columns: [u32; 4],
    }

    /// An automaton that tells paths apart.
    pub struct Automaton [20] {
        /// Where its cells begin.
        pub cells: u32,
        /// Cells of a state: classes of bytes that it does not tell apart.
        pub columns: u32,
        /// Where the 256 columns of its bytes begin.
        pub bytes: u32,
        /// Where its states' classes begin.
        pub ends: u32,
        /// How many states it has. It begins in state 0.
        pub states: u32,
    }

    /// A node of the tree by which calls are told apart: one of their words decides what comes next.
    pub struct PolicyNode [16] {
        /// Which word, see [`axis`].
        pub axis: u32,
        /// Bits of it that count.
        pub mask: u32,
        /// Its first segment. That one begins at 0.
        pub start: u32,
        /// How many segments it has: at most 2 to the power of [`SEARCH_STEPS`].
        pub count: u32,
    }

    /// A segment of a node's word: from `first` to where the next one begins.
    pub struct PolicySegment [16] {
        /// Its least value.
        pub first: u64,
        /// The node that comes next, or with [`LEAF`] the call's class, with [`RESTS_ON_MEMORY`] beside it.
        pub target: u32,
        /// Always zero.
        pub reserved: u32,
    }

    /// A device's label.
    pub struct DeviceLabel [8] {
        /// The root of the tree that tells its calls apart.
        pub root: u32,
        /// The group of devices that the same rules may be about.
        pub group: u32,
    }

    /// What a verdict is looked up by where it is not the usual one.
    pub struct VerdictKey [8] {
        /// Subject and device together.
        pub who: u32,
        /// The call's class.
        pub call: u32,
    }

    /// What is decided.
    pub struct Verdict [12] {
        /// Which rule decided, from 0; [`NO_RULE`] where none did.
        pub rule: u32,
        /// The error that a refused call gets.
        pub errno: u16,
        /// See [`action`].
        pub action: u8,
        /// See [`mode`].
        pub mode: u8,
        /// See [`race`].
        pub race: u8,
        /// Always zero.
        pub reserved: [u8; 3],
    }
}

/// [`Verdict::rule`] of what no rule decides.
pub const NO_RULE: u32 = u32::MAX;

/// What a policy does with a call.
pub mod action {
    /// It passes.
    pub const ALLOW: u8 = 0;
    /// It passes and is reported.
    pub const AUDIT: u8 = 1;
    /// It is refused.
    pub const DENY: u8 = 2;
    /// It is refused, and the process is killed.
    pub const KILL: u8 = 3;
}

/// How far an action goes.
pub mod mode {
    /// Calls are counted by rule, and pass.
    pub const OBSERVE: u8 = 0;
    /// What would be refused passes, and is counted and reported as that.
    pub const AUDIT: u8 = 1;
    /// What is to be refused is refused.
    pub const ENFORCE: u8 = 2;
}

/// What a verdict rests on.
pub mod race {
    /// On what nobody can change between check and use.
    pub const SOUND: u8 = 0;
    /// On memory that another thread can change between check and use.
    pub const MEMORY: u8 = 1;
}

/// Words of a call, see [`PolicyNode::axis`].
pub mod axis {
    /// How it came in, see [`crate::count::entry`].
    pub const ENTRY: u32 = 0;
    /// See [`crate::count::CountKey::command`].
    pub const COMMAND: u32 = 1;
    /// What became of its argument, see [`crate::count::argument`].
    pub const ARGUMENT: u32 = 2;
    /// See [`crate::count::CountKey::second`].
    pub const SECOND: u32 = 3;
    /// See [`crate::count::CountKey::sub`].
    pub const SUB: u32 = 4;
    /// See [`crate::count::CountKey::detail`].
    pub const DETAIL: u32 = 5;
    /// Bytes that it asks to transfer.
    pub const AMOUNT: u32 = 6;
    /// A user or a group id.
    pub const ID: u32 = 7;
}

/// Automata, by index in [`PolicyHeader::automata`].
pub mod path {
    /// Of the executable's path.
    pub const EXE: usize = 0;
    /// Of the path of the parent's executable.
    pub const PARENT: usize = 1;
    /// Of the cgroup's path.
    pub const CGROUP: usize = 2;
}

/// What makes a subject's label, in the order in which the tables take it.
pub mod class {
    /// The executable.
    pub const EXE: usize = 0;
    /// The cgroup.
    pub const CGROUP: usize = 1;
    /// The user.
    pub const UID: usize = 2;
    /// The group.
    pub const GID: usize = 3;
    /// The parent's executable.
    pub const PARENT: usize = 4;
}

/// Flag of [`PolicySegment::target`]: it is a call's class, not a node.
pub const LEAF: u32 = 1 << 31;
/// Flag of a class in [`PolicySegment::target`]: it was told by memory that another thread can change.
pub const RESTS_ON_MEMORY: u32 = 1 << 30;
/// Most nodes between a root and a class.
pub const DEPTH: u32 = 12;
/// Most steps of a search among segments.
pub const SEARCH_STEPS: u32 = 16;

/// Room for what a policy compiles to. Whatever has more is refused before anything is loaded.
pub mod room {
    /// Rules.
    pub const RULES: usize = 1 << 15;
    /// Cells of all automata.
    pub const CELLS: usize = 1 << 23;
    /// Cells of the tables that make classes a label.
    pub const CROSS: usize = 1 << 22;
    /// Nodes.
    pub const NODES: usize = 1 << 16;
    /// Segments.
    pub const SEGMENTS: usize = 1 << 20;
    /// Segments of one node.
    pub const SEGMENTS_OF_NODE: usize = 1 << super::SEARCH_STEPS;
    /// Classes of calls.
    pub const CALLS: usize = 1 << 16;
    /// Labels of subjects times groups of devices.
    pub const WHO: usize = 1 << 22;
    /// Verdicts that are not the usual one.
    pub const VERDICTS: usize = 1 << 21;
}

/// Where a policy's tables are looked up. None means that the tables contradict themselves.
pub trait Tables {
    /// The policy in force.
    fn header(&self) -> Option<PolicyHeader>;
    /// The column of a byte.
    fn byte(&self, generation: u32, index: u32) -> Option<u32>;
    /// An automaton's next state.
    fn cell(&self, generation: u32, index: u32) -> Option<u32>;
    /// A state's class.
    fn end(&self, generation: u32, index: u32) -> Option<u32>;
    /// What two classes make.
    fn cross(&self, generation: u32, index: u32) -> Option<u32>;
    /// A node.
    fn node(&self, generation: u32, index: u32) -> Option<PolicyNode>;
    /// A segment.
    fn segment(&self, generation: u32, index: u32) -> Option<PolicySegment>;
    /// What a group of devices and a label of subjects make.
    fn who(&self, generation: u32, index: u32) -> Option<u32>;
    /// The verdict for most calls.
    fn usual(&self, generation: u32, who: u32) -> Option<Verdict>;
    /// The verdict for some calls; None where it is the usual one.
    fn verdict(&self, generation: u32, key: VerdictKey) -> Option<Verdict>;
}

/// What a decision is about, beside who and to what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Call {
    /// See [`crate::count::entry`].
    pub entry: u8,
    /// See [`crate::count::argument`].
    pub argument: u8,
    /// See [`crate::count::CountKey::command`].
    pub command: u32,
    /// See [`crate::count::CountKey::second`].
    pub second: u32,
    /// See [`crate::count::CountKey::sub`].
    pub sub: u32,
    /// See [`crate::count::CountKey::detail`].
    pub detail: u32,
    /// Bytes that it asks to transfer; 0 where its argument does not say.
    pub amount: u64,
}

impl Call {
    /// One of its words.
    #[inline(always)]
    const fn word(&self, axis: u32) -> u64 {
        match axis {
            axis::ENTRY => self.entry as u64,
            axis::COMMAND => self.command as u64,
            axis::ARGUMENT => self.argument as u64,
            axis::SECOND => self.second as u64,
            axis::SUB => self.sub as u64,
            axis::DETAIL => self.detail as u64,
            axis::AMOUNT => self.amount,
            _ => 0,
        }
    }
}

/// A subject's classes, by [`class`]'s indexes; [`UNKNOWN`] where one is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Classes {
    /// The classes.
    pub of: [u32; 5],
}

/// A class that is not known, in [`Classes`].
pub const UNKNOWN: u32 = u32::MAX;

/// The state of an automaton behind one more byte.
#[inline(always)]
pub fn step(
    tables: &impl Tables,
    generation: u32,
    automaton: &Automaton,
    state: u32,
    byte: u8,
) -> Option<u32> {
    let column = tables.byte(generation, automaton.bytes + byte as u32)?;
    tables.cell(
        generation,
        automaton.cells + state * automaton.columns + column,
    )
}

/// The class of a path by the state that its last byte led to.
#[inline(always)]
pub fn end(
    tables: &impl Tables,
    generation: u32,
    automaton: &Automaton,
    state: u32,
) -> Option<u32> {
    tables.end(generation, automaton.ends + state)
}

/// The class of a path: its components, the last first, each NUL-terminated. A BPF program takes the steps
/// one by one, in a loop of the kernel's.
pub fn run(
    tables: &impl Tables,
    generation: u32,
    automaton: &Automaton,
    path: &[u8],
) -> Option<u32> {
    let mut state = 0;
    for byte in path {
        state = step(tables, generation, automaton, state, *byte)?;
    }
    end(tables, generation, automaton, state)
}

/// The class of a user or a group id. `node` is the header's.
#[inline(always)]
pub fn of_id(tables: &impl Tables, generation: u32, node: u32, id: u32) -> Option<u32> {
    let node = tables.node(generation, node)?;
    let target = search(tables, generation, &node, id as u64)?;
    Some(target & !LEAF)
}

/// A subject's label by its classes.
#[inline(always)]
pub fn label(tables: &impl Tables, header: &PolicyHeader, classes: &Classes) -> Option<u32> {
    let mut label = known(header, classes, 0);
    let mut at = 0;
    while at < 4 {
        let column = known(header, classes, at + 1);
        let index = header.cross[at] + label * header.columns[at] + column;
        label = tables.cross(header.generation, index)?;
        at += 1;
    }
    Some(label)
}

#[inline(always)]
const fn known(header: &PolicyHeader, classes: &Classes, at: usize) -> u32 {
    match classes.of[at] {
        UNKNOWN => header.unknown[at],
        class => class,
    }
}

/// The target of the segment that a value lies in.
#[inline(always)]
fn search(tables: &impl Tables, generation: u32, node: &PolicyNode, value: u64) -> Option<u32> {
    let (mut low, mut high) = (0, node.count);
    let mut steps = 0;
    while steps < SEARCH_STEPS {
        if high - low <= 1 {
            break;
        }
        let middle = low + (high - low) / 2;
        if tables.segment(generation, node.start + middle)?.first <= value {
            low = middle;
        } else {
            high = middle;
        }
        steps += 1;
    }
    Some(tables.segment(generation, node.start + low)?.target)
}

/// Decides a call. None where the tables contradict themselves, which is a loss to be counted, and for the
/// caller to decide.
#[inline(always)]
pub fn decide(
    tables: &impl Tables,
    header: &PolicyHeader,
    subject: u32,
    device: DeviceLabel,
    call: &Call,
) -> Option<Verdict> {
    let generation = header.generation;
    let mut node = device.root;
    let mut class = None;
    let mut depth = 0;
    while depth < DEPTH {
        let here = tables.node(generation, node)?;
        let word = call.word(here.axis);
        let value = match here.axis {
            axis::AMOUNT => word,
            _ => word & here.mask as u64,
        };
        let target = search(tables, generation, &here, value)?;
        if target & LEAF != 0 {
            class = Some(target & !LEAF);
            break;
        }
        node = target;
        depth += 1;
    }
    let class = class?;
    let who = tables.who(generation, device.group * header.subjects + subject)?;
    let key = VerdictKey {
        who,
        call: class & !RESTS_ON_MEMORY,
    };
    let mut verdict = match tables.verdict(generation, key) {
        Some(verdict) => verdict,
        None => tables.usual(generation, who)?,
    };
    verdict.race = if class & RESTS_ON_MEMORY != 0 {
        race::MEMORY
    } else {
        race::SOUND
    };
    Some(verdict)
}
