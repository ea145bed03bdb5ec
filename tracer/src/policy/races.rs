//! What a decision by an argument rests on, and what would make it sound: per family, from the order in which the
//! kernel's sources copy, check and act. What is in place are the checks of copies that families name
//! ([`crate::families::copied`]); docs/races.md has how, and what was attacked.

use crate::families::{self, Entry};

/// What becomes of a change of the argument after it was looked at, where drivers check their copies.
pub fn checked(entry: Entry) -> Option<String> {
    if entry.kind.lockdown.is_some() {
        return Some(
            "what becomes a raw command is decided again where the driver asks whether the kernel is locked down"
                .to_owned(),
        );
    }
    let check = entry.kind.check?;
    let mut text = format!(
        "what the kernel copied is decided again where the driver checks it, in {}",
        check.function.name
    );
    if let Some(condition) = check.condition() {
        text += &format!(" ({condition})");
    }
    if check.but_read_write {
        text += ", which it leaves out for files that are open for reading and writing";
    }
    Some(text)
}

/// What would make a decision by the argument of a family's commands sound.
pub fn remedy(family: &str) -> &'static str {
    match family {
        "nvme" => {
            "the driver asks for no capability where it sends what it takes for harmless: a few forms of Identify, \
             and I/O commands; nor does it say how much a command transfers"
        }
        "scsi" => {
            "the kernel asks for no capability for opcodes that it takes for safe, nor for a reset or what drivers \
             have for themselves"
        }
        "cxl" => {
            "the kernel asks only whether it is locked down, for raw commands, and does not say which they are: \
             sound is what all of them are decided alike by, and the commands by id as well"
        }
        "fwctl" => {
            "only the widest scope is checked after the copy, and passgate does not use that"
        }
        "msr" => {
            "the kernel asks whether it is locked down where registers are to be written, and does not say which: \
             writes through the node are decided soundly"
        }
        _ => match is_watched(family) {
            true => {
                "no check of the kernel's comes after its copy: what changed is told there, and its process killed where \
                 the rule says kill, but not refused"
            }
            false => {
                "no check of the kernel's comes after its copy: a second look there could only report or kill"
            }
        },
    }
}

/// Whether copies of a family's commands are seen where nobody is asked.
fn is_watched(family: &str) -> bool {
    let mut kinds = families::kinds().filter(|entry| entry.family.name == family);
    kinds.any(|entry| entry.kind.watch.is_some())
}
