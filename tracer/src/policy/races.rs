//! What a decision by an argument rests on, and what would make it sound: per family, from the order in which the
//! kernel's sources copy, check and act. What is in place are the checks of copies that families name
//! ([`crate::families::copied`]); docs/races.md has how, and what was attacked.

use crate::families::Entry;

/// What becomes of a change of the argument after it was looked at, where drivers check their copies.
pub fn checked(entry: Entry) -> Option<String> {
    let check = entry.kind.check?;
    let mut text = format!(
        "what the kernel copied is decided again where the driver checks it, in {}",
        check.function.name
    );
    if !check.kernels.is_empty() {
        text += &format!(" ({})", check.kernels);
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
             and I/O commands"
        }
        "scsi" => {
            "the kernel asks for no capability for opcodes that it takes for safe, nor for a reset or what drivers \
             have for themselves"
        }
        "cxl" => {
            "for raw commands, locked_down comes after the copy: a verdict left there would be sound, and passgate \
             leaves none"
        }
        "fwctl" => {
            "only the widest scope is checked after the copy, and passgate does not use that"
        }
        "pci" | "msr" | "mem" => {
            "locked_down comes after the copy: a verdict left there would be sound, and passgate leaves none"
        }
        _ => {
            "no check of the kernel's comes after its copy: a second look there could only report or kill"
        }
    }
}
