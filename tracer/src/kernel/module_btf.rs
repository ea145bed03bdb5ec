//! Structures of modules. A module's type information continues the kernel's: its strings and its types
//! count on from there, which parsers of whole files do not expect. Offsets of a structure's own
//! members need no other types, so the structures are all that is read here (`linux/btf.h`).

/// Offset in bytes of a member of a structure that a module defines; None where it has none, or where
/// the bytes are not what they should be. `base` is the kernel's type information.
pub(super) fn offset(base: &[u8], module: &[u8], structure: &str, member: &str) -> Option<u32> {
    let (base, module) = (Sections::of(base)?, Sections::of(module)?);
    let is = |name: u32, expected: &str| {
        let at = usize::try_from(name).ok()?;
        let string = match at.checked_sub(base.strings.len()) {
            None => base.strings.get(at..),
            Some(at) => module.strings.get(at..),
        }?;
        let end = string.iter().position(|byte| *byte == 0)?;
        Some(&string[..end] == expected.as_bytes())
    };
    let mut rest = module.types;
    while !rest.is_empty() {
        let info = word(rest, 4)?;
        let (kind, members) = (info >> 24 & 0x1f, usize::try_from(info & 0xffff).ok()?);
        let length = 12 + more(kind, members)?;
        let own = rest.get(..length)?;
        if kind == STRUCT && is(word(own, 0)?, structure)? {
            let has_bits = info >> 31 != 0;
            for at in (12..length).step_by(12) {
                if is(word(own, at)?, member)? {
                    let bits = word(own, at + 8)?;
                    // With bit fields, the upper byte is a width.
                    return Some(if has_bits { bits & 0xff_ffff } else { bits } / 8);
                }
            }
        }
        rest = rest.get(length..)?;
    }
    None
}

const STRUCT: u32 = 4;

/// Bytes that follow a type's first twelve.
fn more(kind: u32, members: usize) -> Option<usize> {
    Some(match kind {
        // Integers, variables and declaration tags have a word.
        1 | 14 | 17 => 4,
        // Arrays have three.
        3 => 12,
        // Members of structures and unions, variables of sections, and 64-bit values have three each.
        STRUCT | 5 | 15 | 19 => members.checked_mul(12)?,
        // Values of enumerations and parameters of functions have two.
        6 | 13 => members.checked_mul(8)?,
        0..20 => 0,
        _ => return None,
    })
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_ne_bytes(bytes))
}

/// The parts of type information, after its header.
struct Sections<'a> {
    types: &'a [u8],
    strings: &'a [u8],
}

impl<'a> Sections<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let number = |at: usize| usize::try_from(word(bytes, at)?).ok();
        let header = number(4)?;
        let part = |at: usize| {
            let start = header.checked_add(number(at)?)?;
            bytes.get(start..start.checked_add(number(at + 4)?)?)
        };
        Some(Self {
            types: part(8)?,
            strings: part(16)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chance::trials;

    fn information(types: &[u32], strings: &[u8]) -> Vec<u8> {
        let length = |bytes: usize| u32::try_from(bytes).expect("short");
        let types: Vec<u8> = types.iter().flat_map(|word| word.to_ne_bytes()).collect();
        let (all, text) = (length(types.len()), length(strings.len()));
        let mut bytes = [0xeb9f_0001_u32, 24, 0, all, all, text]
            .into_iter()
            .flat_map(u32::to_ne_bytes)
            .collect::<Vec<u8>>();
        bytes.extend(types);
        bytes.extend(strings);
        bytes
    }

    /// The kernel's strings hold `device`, the module's `file` and `lock`; the structure comes after a
    /// pointer and an integer.
    fn both() -> (Vec<u8>, Vec<u8>) {
        let base = information(&[], b"\0device\0");
        let (device, file, lock) = (1, 9, 14);
        let module = information(
            &[
                0,
                2 << 24,
                1, //
                0,
                1 << 24,
                4,
                32, //
                file,
                4 << 24 | 2,
                24,
                device,
                1,
                0,
                lock,
                2,
                128,
            ],
            b"\0file\0lock\0",
        );
        (base, module)
    }

    #[test]
    fn members_are_found_by_names_of_both() {
        let (base, module) = both();
        // The module's strings begin with an empty one, at the end of the kernel's.
        assert_eq!(offset(&base, &module, "file", "device"), Some(0));
        assert_eq!(offset(&base, &module, "file", "lock"), Some(16));
        assert_eq!(offset(&base, &module, "file", "nonsense"), None);
        assert_eq!(offset(&base, &module, "nonsense", "lock"), None);
    }

    #[test]
    fn what_is_cut_short_is_none() {
        let (base, module) = both();
        for length in 0..module.len() - 12 {
            assert_eq!(offset(&base, &module[..length], "file", "lock"), None);
        }
    }

    #[test]
    fn types_of_chance_do_no_harm() {
        let (base, module) = both();
        let mut found = 0_u64;
        trials("types of modules", 20_000, |random| {
            let (mut base, mut module) = (base.clone(), module.clone());
            random.mutate(&mut module);
            if random.below(4) == 0 {
                random.mutate(&mut base);
            }
            let offset = offset(&base, &module, "file", "lock");
            found += u64::from(offset.is_some());
        });
        assert!(found > 100, "{found}");
    }
}
