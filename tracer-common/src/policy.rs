//! Policy: the image that a policy is compiled to, and the decision by it.
//!
//! An image is one array of [`Quad`]s: a [`PolicyHeader`], and behind it the tables, each beginning where the
//! header says. The kernel holds it in a map of its own, and exchanges one image for the next by exchanging
//! that map: whoever has begun with one ends with it.
//!
//! The decision is the same function in a BPF program and in userspace. It allocates nothing, follows no
//! pointer, and every loop has a bound that does not depend on how many rules there are:
//!
//! 1. The paths of a subject run through one automaton each, in the form that the kernel side has them
//!    (see [`crate::record::SubjectSeen`]); with user and group they make classes, and a chain of tables
//!    makes the classes a label. This is done once for a subject and a generation.
//! 2. A device has a label that userspace gives it, and before that the one of its kind.
//! 3. Both labels together say which rules can matter: the `who`.
//! 4. A tree of sorted segments says which rules a call's own words match: the call's class.
//! 5. Who and class together have a verdict.

#![allow(
    clippy::cast_possible_truncation,
    reason = "offsets within the header are small, and programs have no checked conversions"
)]

use crate::boundary;

/// What an image is made of.
pub type Quad = [u32; 4];

boundary! {
    /// What an image begins with. Tables are given by the quad that they begin at.
    pub struct PolicyHeader [352] {
        /// Which policy: another has another. Never 0.
        pub generation: u32,
        /// Which state of the policy's image: another wherever a device gets a label.
        pub edition: u32,
        /// 1 where calls that are counted alike are decided alike: by no amount, and by nobody's parent.
        pub alike: u32,
        /// How many devices have a place among the devices' labels.
        pub device_count: u32,
        /// Devices' labels by their ids: one more than the root and than the group, 0 while they are not known.
        pub devices: u32,
        /// Kinds' labels by their ids: root and group before a device was resolved, and where there was no
        /// room for it.
        pub kinds: u32,
        /// [`PolicyNode`]s.
        pub nodes: u32,
        /// [`PolicySegment`]s.
        pub segments: u32,
        /// Which `who` a group of devices and a label of subjects make, [`packed`].
        pub pairs: u32,
        /// The verdict for most calls, by `who`, [`packed`].
        pub usual: u32,
        /// Verdicts for some calls: a hash table of quads of `who`, class, verdict and 1.
        pub exceptions: u32,
        /// One less than how many places that table has, which is a power of two.
        pub exception_mask: u32,
        /// The verdicts: rule, and [`PackedEffect`].
        pub verdicts: u32,
        /// How many kinds have a place.
        pub kind_count: u32,
        /// The label of subjects without names.
        pub unnamed: u32,
        /// The label of subjects that there was no room for.
        pub no_room: u32,
        /// Node whose segments are the user ids.
        pub uid: u32,
        /// Node whose segments are the group ids.
        pub gid: u32,
        /// Columns of bytes, [`packed`].
        pub bytes: u32,
        /// Cells of the automata, [`packed`].
        pub cells: u32,
        /// Classes of the automata's states, and of components, [`packed`].
        pub ends: u32,
        /// The tables that two classes make one, [`packed`].
        pub cross: u32,
        /// The verdict where the image contradicts itself.
        pub torn: u32,
        /// 1 where rules ask for the parent's executable.
        pub by_parent: u32,
        /// Automata for paths, see [`path`].
        pub automata: [Automaton; 5],
        /// Classes of what is not known, by [`class`]'s indexes.
        pub unknown: [u32; 7],
        /// Where in `cross` the tables begin that two classes make one: the first has the classes of index 0
        /// in its rows and those of index 1 in its columns, the next has what the first says in its rows.
        pub crossing: [u32; 6],
        /// Columns of those tables.
        pub columns: [u32; 6],
        /// How many labels of subjects there are.
        pub subjects: u32,
        /// How long the daemon may be silent, in milliseconds; 0 for ever.
        pub patience: u32,
        /// The [`mode`] that what is refused falls to when it was silent for longer.
        pub fallback: u32,
        /// Always zero.
        pub reserved: [u32; 2],
    }

    /// An automaton that tells paths apart: at once, or in two steps, where one tells what each component is, and
    /// another goes by that.
    pub struct Automaton [32] {
        /// Where its cells begin.
        pub cells: u32,
        /// Cells of a state: classes of bytes that it does not tell apart.
        pub columns: u32,
        /// Where the 256 columns of its bytes begin.
        pub bytes: u32,
        /// Where its states' classes begin: of paths, or of components.
        pub ends: u32,
        /// How many states it has. It begins in state 0. Where it has none, all paths are of class 0.
        pub states: u32,
        /// How many classes of components there are; 0 where it tells paths at once.
        pub kinds: u32,
        /// Where the cells of the second begin: the next state by state and class. It begins in state 0.
        pub folds: u32,
        /// Where the second's states' classes begin.
        pub results: u32,
    }

    /// A node of the tree by which calls are told apart: one of their words decides what comes next.
    pub struct PolicyNode [16] {
        /// Which word, see [`axis`].
        pub axis: u32,
        /// Bits of it that count.
        pub mask: u32,
        /// Its first segment. That one begins at 0.
        pub start: u32,
        /// How many segments it has: at most [`room::SEGMENTS_OF_NODE`].
        pub count: u32,
    }

    /// A segment of a node's word: from `first` to where the next one begins.
    pub struct PolicySegment [16] {
        /// Its least value.
        pub first: u64,
        /// The node that comes next, or with [`LEAF`] the call's class, with [`RESTS_ON_MEMORY`] and
        /// [`CHECKED_AGAIN`] beside it.
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

/// Words of a set of kinds, a bit each.
pub const KIND_WORDS: usize = 16;
/// Beside a device number that of a block device.
pub const BLOCK: u64 = 1 << 32;

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
    /// On such memory; but what the kernel copied of it is decided again, where the kernel asks whether it
    /// is allowed.
    pub const COPY: u8 = 2;
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
    /// Of the same, by the unit that it belongs to.
    pub const UNIT: usize = 3;
    /// Of the same, by the container.
    pub const CONTAINER: usize = 4;
}

/// What makes a subject's label, in the order in which the tables take it.
pub mod class {
    /// The executable.
    pub const EXE: usize = 0;
    /// The cgroup.
    pub const CGROUP: usize = 1;
    /// The unit.
    pub const UNIT: usize = 2;
    /// The container.
    pub const CONTAINER: usize = 3;
    /// The user.
    pub const UID: usize = 4;
    /// The group.
    pub const GID: usize = 5;
    /// The parent's executable.
    pub const PARENT: usize = 6;
}

/// Flag of [`PolicySegment::target`]: it is a call's class, not a node.
pub const LEAF: u32 = 1 << 31;
/// Flag of a class in [`PolicySegment::target`]: it was told by memory that another thread can change.
pub const RESTS_ON_MEMORY: u32 = 1 << 30;
/// Flag of a class in [`PolicySegment::target`]: the kernel checks its own copy of such a call, and what that
/// says is decided again.
pub const CHECKED_AGAIN: u32 = 1 << 29;
/// Both.
pub const RACE: u32 = RESTS_ON_MEMORY | CHECKED_AGAIN;
/// Most nodes between a root and a class.
pub const DEPTH: u32 = 12;
/// The first step of a search among segments: half of what a node may have.
const LARGEST_STEP: u32 = 1 << 15;
const _: () = assert!(LARGEST_STEP as usize * 2 == room::SEGMENTS_OF_NODE);
/// Most places of the exceptions that are looked at: whoever makes an image sees to it that none is further
/// from where its search begins.
pub const PROBES: u32 = 64;

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
    pub const SEGMENTS_OF_NODE: usize = 1 << 16;
    /// Classes of calls.
    pub const CALLS: usize = 1 << 16;
    /// Labels of subjects times groups of devices.
    pub const WHO: usize = 1 << 22;
    /// Verdicts that are not the usual one.
    pub const VERDICTS: usize = 1 << 21;
}

/// An image, wherever it is. None means that it contradicts itself.
pub trait Image {
    /// A quad.
    fn quad(&self, index: u32) -> Option<Quad>;
}

/// An image in memory.
impl Image for [Quad] {
    fn quad(&self, index: u32) -> Option<Quad> {
        self.get(index as usize).copied()
    }
}

/// One of four numbers that a quad has, in a table that begins at `table`.
#[inline(always)]
pub fn packed(image: &(impl Image + ?Sized), table: u32, index: u32) -> Option<u32> {
    Some(image.quad(table + (index >> 2))?[(index & 3) as usize])
}

/// A number of the header.
#[inline(always)]
fn of_header(image: &(impl Image + ?Sized), offset: usize) -> Option<u32> {
    packed(image, 0, (offset / 4) as u32)
}

/// Reads one field of the header.
macro_rules! header {
    ($image:expr, $($field:tt)+) => {
        of_header($image, core::mem::offset_of!(PolicyHeader, $($field)+))
    };
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
    pub of: [u32; 7],
}

/// A class that is not known, in [`Classes`].
pub const UNKNOWN: u32 = u32::MAX;

/// An automaton of an image on its way along a path. Short: it lies on the stack of a BPF program, and where its tables
/// begin is looked up at each step.
pub struct Way {
    /// Which, see [`path`].
    at: u32,
    state: u32,
    /// The second automaton's state.
    folded: u32,
}

/// A word of an automaton, by its field's offset.
#[inline(always)]
fn of_automaton(image: &(impl Image + ?Sized), at: usize, offset: usize) -> Option<u32> {
    let first = core::mem::offset_of!(PolicyHeader, automata) + at * size_of::<Automaton>();
    of_header(image, first + offset)
}

/// Whether an automaton tells any paths apart: else all are of class 0.
#[inline(always)]
pub fn tells(image: &(impl Image + ?Sized), at: usize) -> Option<bool> {
    Some(of_automaton(image, at, core::mem::offset_of!(Automaton, states))? != 0)
}

impl Way {
    /// The beginning of a path, see [`path`] for whose.
    #[inline(always)]
    pub fn new(at: usize) -> Self {
        Self {
            at: at as u32,
            state: 0,
            folded: 0,
        }
    }

    /// A state that no automaton has.
    const TORN: u32 = u32::MAX;

    /// A word of the automaton, by its field's offset.
    #[inline(always)]
    fn word(&self, image: &(impl Image + ?Sized), offset: usize) -> Option<u32> {
        of_automaton(image, self.at as usize, offset)
    }

    /// Classes of components; 0 where paths are told at once.
    #[inline(always)]
    fn kinds(&self, image: &(impl Image + ?Sized)) -> Option<u32> {
        self.word(image, core::mem::offset_of!(Automaton, kinds))
    }

    /// One more byte.
    #[inline(always)]
    pub fn step(&mut self, image: &(impl Image + ?Sized), byte: u8) {
        let kinds = if byte == 0 {
            self.kinds(image)
        } else {
            Some(0)
        };
        match kinds {
            Some(0) => self.state = self.next(image, byte).unwrap_or(Self::TORN),
            Some(kinds) => {
                let folded = self.fold(image, kinds);
                self.folded = folded.unwrap_or(0);
                self.state = if folded.is_some() { 0 } else { Self::TORN };
            }
            None => self.state = Self::TORN,
        }
    }

    #[inline(always)]
    fn next(&self, image: &(impl Image + ?Sized), byte: u8) -> Option<u32> {
        let bytes = self.word(image, core::mem::offset_of!(Automaton, bytes))?;
        let column = packed(image, header!(image, bytes)?, bytes + byte as u32)?;
        let columns = self.word(image, core::mem::offset_of!(Automaton, columns))?;
        let cells = self.word(image, core::mem::offset_of!(Automaton, cells))?;
        let row = cells + self.state * columns;
        packed(image, header!(image, cells)?, row + column)
    }

    /// The second automaton's next state, at the end of a component.
    #[inline(always)]
    fn fold(&self, image: &(impl Image + ?Sized), kinds: u32) -> Option<u32> {
        let kind = self.class(image, core::mem::offset_of!(Automaton, ends), self.state)?;
        let folds = self.word(image, core::mem::offset_of!(Automaton, folds))?;
        let row = folds + self.folded * kinds;
        packed(image, header!(image, cells)?, row + kind)
    }

    /// The class of a state, in a table of such.
    #[inline(always)]
    fn class(&self, image: &(impl Image + ?Sized), table: usize, state: u32) -> Option<u32> {
        let first = self.word(image, table)?;
        packed(image, header!(image, ends)?, first + state)
    }

    /// Whether the image contradicted itself on the way.
    #[inline(always)]
    pub const fn is_torn(&self) -> bool {
        self.state == Self::TORN
    }

    /// The class of the path that ends here.
    #[inline(always)]
    pub fn end(&self, image: &(impl Image + ?Sized)) -> Option<u32> {
        if self.is_torn() {
            None
        } else if self.kinds(image)? == 0 {
            self.class(image, core::mem::offset_of!(Automaton, ends), self.state)
        } else {
            self.class(
                image,
                core::mem::offset_of!(Automaton, results),
                self.folded,
            )
        }
    }
}

/// The class of a path: its components, the last first, each NUL-terminated. A BPF program takes the steps
/// one by one, in a loop of the kernel's.
pub fn run(image: &(impl Image + ?Sized), at: usize, path: &[u8]) -> Option<u32> {
    if !tells(image, at)? {
        return Some(0);
    }
    let mut way = Way::new(at);
    for byte in path {
        way.step(image, *byte);
        if way.is_torn() {
            return None;
        }
    }
    way.end(image)
}

/// The class of a user id.
#[inline(always)]
pub fn of_user(image: &(impl Image + ?Sized), id: u32) -> Option<u32> {
    of_id(image, header!(image, uid)?, id)
}

/// The class of a group id.
#[inline(always)]
pub fn of_group(image: &(impl Image + ?Sized), id: u32) -> Option<u32> {
    of_id(image, header!(image, gid)?, id)
}

#[inline(always)]
fn of_id(image: &(impl Image + ?Sized), node: u32, id: u32) -> Option<u32> {
    let [_, _, start, count] = image.quad(header!(image, nodes)? + node)?;
    let segments = header!(image, segments)?;
    let target = search(image, segments + start, count, id as u64)?;
    Some(target & !LEAF)
}

/// What a label that is made so far and the class of index `at` make. The first label is the class of
/// index 0.
#[inline(always)]
pub fn combine(image: &(impl Image + ?Sized), label: u32, at: usize, class: u32) -> Option<u32> {
    let class = known(image, at, class)?;
    if at == 0 {
        return Some(class);
    }
    let offset = |of: usize| of + (at - 1) * 4;
    let start = of_header(image, offset(core::mem::offset_of!(PolicyHeader, crossing)))?;
    let columns = of_header(image, offset(core::mem::offset_of!(PolicyHeader, columns)))?;
    packed(
        image,
        header!(image, cross)?,
        start + label * columns + class,
    )
}

#[inline(always)]
fn known(image: &(impl Image + ?Sized), at: usize, class: u32) -> Option<u32> {
    match class {
        UNKNOWN => of_header(image, core::mem::offset_of!(PolicyHeader, unknown) + at * 4),
        class => Some(class),
    }
}

/// A subject's label by its classes.
pub fn label(image: &(impl Image + ?Sized), classes: &Classes) -> Option<u32> {
    let mut label = 0;
    for (at, class) in classes.of.into_iter().enumerate() {
        label = combine(image, label, at, class)?;
    }
    Some(label)
}

/// The labels that subjects have whose names are not known, and for whom there was no room.
#[inline(always)]
pub fn nameless(image: &(impl Image + ?Sized)) -> Option<(u32, u32)> {
    Some((header!(image, unnamed)?, header!(image, no_room)?))
}

/// Which policy an image is of.
#[inline(always)]
pub fn generation(image: &(impl Image + ?Sized)) -> Option<u32> {
    header!(image, generation)
}

/// How long the daemon may be silent, in milliseconds, and the mode that what is refused falls to then.
#[inline(always)]
pub fn silence(image: &(impl Image + ?Sized)) -> Option<(u32, u32)> {
    Some((header!(image, patience)?, header!(image, fallback)?))
}

/// An image in its present state, as one number, where it decides calls alike that are counted alike; else 0.
#[inline(always)]
pub fn state(image: &(impl Image + ?Sized)) -> u64 {
    // The header's first quad.
    let [generation, edition, alike, _] = image.quad(0).unwrap_or_default();
    if alike == 0 {
        0
    } else {
        (generation as u64) << 32 | edition as u64
    }
}

/// The label of a device: of its own once it is known, else of its kind. An `id` of 0 is that of devices
/// that there was no room for.
#[inline(always)]
pub fn device(image: &(impl Image + ?Sized), id: u32, kind: u32) -> Option<DeviceLabel> {
    let [devices, kinds, ..] = image.quad(1)?;
    if id != 0 && id < header!(image, device_count)? {
        // Each of both is written in one step, and only once.
        let [root, group, ..] = image.quad(devices + id)?;
        if root != 0 && group != 0 {
            return Some(DeviceLabel {
                root: root - 1,
                group: group - 1,
            });
        }
    }
    if kind >= header!(image, kind_count)? {
        return None;
    }
    let [root, group, full_root, full_group] = image.quad(kinds + kind)?;
    Some(match id {
        0 => DeviceLabel {
            root: full_root,
            group: full_group,
        },
        _ => DeviceLabel { root, group },
    })
}

/// The target of the segment that a value lies in, of `count` that begin at the quad `start`. By steps that do
/// not depend on what is found: a verifier looks at every way through, and so sees the same behind each.
#[inline(always)]
fn search(image: &(impl Image + ?Sized), start: u32, count: u32, value: u64) -> Option<u32> {
    let end = start + count;
    let mut low = start;
    let mut step = LARGEST_STEP;
    while step != 0 {
        let there = low + step;
        if there < end {
            let [first, first_high, ..] = image.quad(there)?;
            if (first as u64 | (first_high as u64) << 32) <= value {
                low = there;
            }
        }
        step /= 2;
    }
    Some(image.quad(low)?[2])
}

/// Where the search for an exception begins.
#[inline(always)]
pub const fn exception_hash(who: u32, class: u32) -> u32 {
    let mixed = (who ^ class.rotate_left(16)).wrapping_mul(0x9e37_79b1);
    mixed ^ (mixed >> 15)
}

/// What a node leads a call to: another node, or with [`LEAF`] the call's class.
#[inline(always)]
pub fn descend(image: &(impl Image + ?Sized), node: u32, call: &Call) -> Option<u32> {
    let [_, _, nodes, segments] = image.quad(1)?;
    let [axis, mask, start, count] = image.quad(nodes + node)?;
    let word = call.word(axis);
    let value = match axis {
        axis::AMOUNT => word,
        _ => word & mask as u64,
    };
    search(image, segments + start, count, value)
}

/// The index of the verdict for a call of a class that [`descend`] led to, with [`RACE`] where memory that
/// another thread can change decided.
#[inline(always)]
pub fn conclude(
    image: &(impl Image + ?Sized),
    subject: u32,
    device: DeviceLabel,
    leaf: u32,
) -> Option<u32> {
    let racy = leaf & RACE;
    let class = leaf & !(LEAF | RACE);
    let [pairs, usual, exceptions, exception_mask] = image.quad(2)?;
    let who = packed(
        image,
        pairs,
        device.group * header!(image, subjects)? + subject,
    )?;
    let mut place = exception_hash(who, class);
    let mut probes = 0;
    while probes < PROBES {
        let [its_who, its_class, verdict, used] =
            image.quad(exceptions + (place & exception_mask))?;
        if used == 0 {
            break;
        }
        if its_who == who && its_class == class {
            return Some(verdict | racy);
        }
        place = place.wrapping_add(1);
        probes += 1;
    }
    Some(packed(image, usual, who)? | racy)
}

/// Decides a call: the index of its verdict, as [`conclude`] says it. None where the image contradicts itself,
/// which is a loss to be counted. A BPF program takes the steps one by one, in a loop of the kernel's.
pub fn decide(
    image: &(impl Image + ?Sized),
    subject: u32,
    device: DeviceLabel,
    call: &Call,
) -> Option<u32> {
    let mut target = device.root;
    for _ in 0..DEPTH {
        target = descend(image, target, call)?;
        if target & LEAF != 0 {
            return conclude(image, subject, device, target);
        }
    }
    None
}

/// The verdict of an index that [`decide`] returned; of what the image contradicts itself about where that
/// returned nothing.
#[inline(always)]
pub fn verdict(image: &(impl Image + ?Sized), decided: Option<u32>) -> Option<Verdict> {
    let (index, racy) = match decided {
        Some(decided) => (decided & !RACE, decided & RACE),
        None => (header!(image, torn)?, 0),
    };
    let [rule, effect, _, _] = image.quad(header!(image, verdicts)? + index)?;
    let effect = PackedEffect(effect);
    Some(Verdict {
        rule,
        errno: effect.errno(),
        action: effect.action(),
        mode: effect.mode(),
        race: match racy {
            0 | CHECKED_AGAIN => race::SOUND,
            RESTS_ON_MEMORY => race::MEMORY,
            _ => race::COPY,
        },
        reserved: [0; 3],
    })
}

/// Error, action and mode of a verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackedEffect(pub u32);

impl PackedEffect {
    /// Of a verdict.
    pub const fn of(verdict: &Verdict) -> Self {
        Self(verdict.errno as u32 | (verdict.action as u32) << 16 | (verdict.mode as u32) << 24)
    }

    /// The error that a refused call gets.
    #[inline(always)]
    pub const fn errno(self) -> u16 {
        (self.0 & 0xffff) as u16
    }

    /// See [`action`].
    #[inline(always)]
    pub const fn action(self) -> u8 {
        (self.0 >> 16 & 0xff) as u8
    }

    /// See [`mode`].
    #[inline(always)]
    pub const fn mode(self) -> u8 {
        (self.0 >> 24) as u8
    }
}
