//! Losses: whatever the kernel side could not do, counted per CPU.

/// Declares the losses with their slots in the loss map and their names in output.
macro_rules! losses {
    ($($(#[$meta:meta])* $variant:ident = $name:literal,)*) => {
        /// A kind of loss; its discriminant is its slot in the per-CPU loss map.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u32)]
        pub enum Loss { $($(#[$meta])* $variant,)* }

        impl Loss {
            /// Every loss, by slot.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in output.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }
        }
    };
}

losses! {
    /// The ring buffer had no room for a record.
    EventsFull = "events_full",
    /// The count map had no room for a key; the call is in the overflow bucket.
    CountsFull = "counts_full",
    /// The subject map had no room; the call is counted under the unnamed subject.
    SubjectsFull = "subjects_full",
    /// The device map had no room; the call is counted under the unnamed device.
    DevicesFull = "devices_full",
    /// An argument, or what it points to, could not be read from the caller's memory.
    ArgumentUnreadable = "argument_unreadable",
    /// An argument was not of the form that its spec describes.
    ArgumentMalformed = "argument_malformed",
    /// A path of a new subject was longer than its record or could not be walked.
    PathTruncated = "path_truncated",
    /// It could not be told, or not be noted, whether a task descends from the observed command.
    ScopeLost = "scope_lost",
    /// There was no room to note what memory a process gives a device.
    HeldFull = "held_full",
    /// The ring buffer had no room to tell that a module came or went; all symbols are read again. Or what
    /// the kernel had after one did could not be read, or not be noted, which is tried again with the next.
    ModulesLost = "modules_lost",
    /// The ring buffer had no room to tell a call by itself; it is counted all the same.
    CallsUntold = "calls_untold",
    /// The result of a call that decides what memory a process gives a device was not seen.
    ResultsMissed = "results_missed",
    /// The ring buffer had no room to tell what a policy said of a call; it was done all the same.
    VerdictsUntold = "verdicts_untold",
    /// There was no room to note which part of a device's file a task is about to use; a policy judged it as a
    /// part that has no name.
    PlacesLost = "places_lost",
    /// The ring buffer had no room to tell that a device came; all are looked at again.
    NodesLost = "nodes_lost",
    /// The policy's tables contradicted themselves; the call was refused where the policy refuses anything.
    PolicyTorn = "policy_torn",
    /// What the kernel copied of a call was not what was decided, the policy refuses it, and nothing could refuse
    /// it any more: it was done.
    RaceLost = "race_lost",
    /// A call was to be decided again by what the kernel copied of it, and that was not seen, or there was no room
    /// to note that it was to be.
    CopiesUnseen = "copies_unseen",
    /// There was no memory to find out what a policy calls a subject; it was judged as one that there is no room
    /// for.
    LabelsLost = "labels_lost",
}

/// Slots of the loss map.
pub const LOSSES: usize = Loss::ALL.len();
