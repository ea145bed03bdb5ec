//! The kernel's own copies of commands, where its drivers check them after copying: what the programs know of
//! a kind's check, in one word. 0 where nothing is checked.

/// Bits: one more than which parameter of the checking function is the copy.
pub const PARAMETER: u32 = 0xff;
/// Most parameters that are looked at.
pub const PARAMETERS: u32 = 3;
/// Flag: files that are open for reading and writing are left out.
pub const BUT_READ_WRITE: u32 = 1 << 8;
/// Flag: the kernel asks, behind its copy, whether it is locked down. In the upper half is the second word of the
/// commands about which it does.
pub const LOCKDOWN: u32 = 1 << 9;
/// Flag: nobody is asked where the copy is. What it has become is told, and its process killed where the policy says
/// so, but not refused.
pub const WATCHED: u32 = 1 << 10;
/// Where that word begins.
pub const SECOND: u32 = 16;
/// Stands for the sub-command of a command that became one of these after it was decided: what else its copy says is
/// not told.
pub const CHANGED: u32 = u32::MAX;
/// Kinds that have a place, which is their id.
pub const KINDS: usize = crate::policy::KIND_WORDS * 32;
