//! What a refusal rests on, and what would make it sound: per family, from the order in which the kernel's
//! sources copy, check and act. Nothing of this is claimed to be in place: [`IN_PLACE`] says what is.

/// Families for which something below is in place. None yet.
pub const IN_PLACE: &[&str] = &[];

/// What would make a decision by the argument of a family's commands sound.
pub fn remedy(family: &str) -> &'static str {
    match family {
        "nvme" => {
            "the driver checks vendor and fabrics opcodes by its own copy (Linux 6.2 and newer): a verdict \
             left there for capable() would be sound"
        }
        "scsi" => {
            "the kernel checks opcodes outside its safe table by its own copy, but not on /dev/sg opened \
             read-write: a verdict left there would be sound where that opening is refused"
        }
        "cxl" => {
            "for raw commands, locked_down comes after the copy: a verdict left there would be sound"
        }
        "fwctl" => "only the widest scope is checked after the copy",
        "pci" | "msr" | "mem" => {
            "locked_down comes after the copy: a verdict left there would be sound"
        }
        _ => {
            "no check of the kernel's comes after its copy: a second look there could only report or kill"
        }
    }
}
