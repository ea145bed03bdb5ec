//! Structures and functions of modules. A module's type information continues the kernel's: its strings and its
//! types count on from there, which parsers of whole files do not expect (`linux/btf.h`).

/// Offset in bytes of a member of a structure that a module defines; None where it has none, or where
/// the bytes are not what they should be. `base` is the kernel's type information.
pub(super) fn offset(base: &[u8], module: &[u8], structure: &str, member: &str) -> Option<u32> {
    let (base, module) = (Sections::of(base)?, Sections::of(module)?);
    for own in module.each() {
        let own = own?;
        if kind(own)? != STRUCT || name(&base, &module, word(own, 0)?)? != structure.as_bytes() {
            continue;
        }
        let has_bits = word(own, 4)? >> 31 != 0;
        for at in (12..own.len()).step_by(12) {
            if name(&base, &module, word(own, at)?)? == member.as_bytes() {
                let bits = word(own, at + 8)?;
                // With bit fields, the upper byte is a width.
                return Some(if has_bits { bits & 0xff_ffff } else { bits } / 8);
            }
        }
    }
    None
}

/// Which parameter of a function that a module defines points to a structure, from 0; None where none does, where
/// the module has several of the name, or where the bytes are not what they should be.
pub(super) fn parameter(
    base: &[u8],
    module: &[u8],
    function: &str,
    structure: &str,
) -> Option<u32> {
    let (base, module) = (Sections::of(base)?, Sections::of(module)?);
    // Ids are counted from 1, the module's on from the kernel's.
    let all: Vec<&[u8]> = base.each().chain(module.each()).collect::<Option<_>>()?;
    let of = |id: u32| all.get(usize::try_from(id).ok()?.checked_sub(1)?).copied();
    let is_called = |own: &[u8], expected: &str| {
        Some(name(&base, &module, word(own, 0)?)? == expected.as_bytes())
    };
    let mut found = None;
    for own in &all[base.each().count()..] {
        if kind(own)? == FUNCTION && is_called(own, function)? && found.replace(own).is_some() {
            return None;
        }
    }
    let prototype = of(word(found?, 8)?).filter(|own| kind(own) == Some(PROTOTYPE))?;
    let points = |id: u32| {
        let pointer = of(id).filter(|own| kind(own) == Some(POINTER))?;
        let mut target = of(word(pointer, 8)?)?;
        // One that is its own would have no end.
        for _ in 0..8 {
            if kind(target)? != CONSTANT {
                break;
            }
            target = of(word(target, 8)?)?;
        }
        Some(matches!(kind(target)?, STRUCT | DECLARED) && is_called(target, structure)?)
    };
    let mut parameters = (12..prototype.len()).step_by(8);
    let place = parameters.position(|at| {
        let points = word(prototype, at + 4).and_then(points);
        points == Some(true)
    })?;
    u32::try_from(place).ok()
}

const POINTER: u32 = 2;
const STRUCT: u32 = 4;
const DECLARED: u32 = 7;
const CONSTANT: u32 = 10;
const FUNCTION: u32 = 12;
const PROTOTYPE: u32 = 13;

/// What a type is.
fn kind(own: &[u8]) -> Option<u32> {
    Some(word(own, 4)? >> 24 & 0x1f)
}

/// A name by where it stands among the strings of both.
fn name<'a>(base: &Sections<'a>, module: &Sections<'a>, at: u32) -> Option<&'a [u8]> {
    let at = usize::try_from(at).ok()?;
    let string = match at.checked_sub(base.strings.len()) {
        None => base.strings.get(at..),
        Some(at) => module.strings.get(at..),
    }?;
    let end = string.iter().position(|byte| *byte == 0)?;
    Some(&string[..end])
}

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
    /// Every type with what follows it; the last is None where they are not what they should be.
    fn each(&self) -> impl Iterator<Item = Option<&'a [u8]>> + use<'a> {
        let mut rest = self.types;
        std::iter::from_fn(move || {
            if rest.is_empty() {
                return None;
            }
            let whole = || {
                let info = word(rest, 4)?;
                let members = usize::try_from(info & 0xffff).ok()?;
                rest.split_at_checked(12 + more(info >> 24 & 0x1f, members)?)
            };
            let (own, others) =
                whole().map_or((None, &[][..]), |(own, others)| (Some(own), others));
            rest = others;
            Some(own)
        })
    }

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
    fn a_parameter_is_found_by_what_it_points_to() {
        // The kernel has an integer; the module a structure, pointers to both, and a function that takes both.
        let base = information(&[0, 1 << 24, 4, 32], b"\0");
        let (file, look) = (1, 6);
        let types = [
            &[file, 4 << 24, 0][..],
            &[0, 2 << 24, 1],
            &[0, 2 << 24, 5],
            &[0, 10 << 24, 2],
            &[0, 13 << 24 | 2, 1, 0, 3, 0, 4],
            &[look, 12 << 24, 6],
        ];
        let strings = b"file\0look\0";
        let module = information(&types.concat(), strings);
        assert_eq!(parameter(&base, &module, "look", "file"), Some(1));
        assert_eq!(parameter(&base, &module, "look", "other"), None);
        assert_eq!(parameter(&base, &module, "other", "file"), None);
        let twice = [&types.concat()[..], &[look, 12 << 24, 6]].concat();
        let twice = information(&twice, strings);
        assert_eq!(parameter(&base, &twice, "look", "file"), None);
        for length in 0..module.len() {
            assert_eq!(parameter(&base, &module[..length], "look", "file"), None);
        }
        trials("functions of modules", 20_000, |random| {
            let mut module = module.clone();
            random.mutate(&mut module);
            let _ = parameter(&base, &module, "look", "file");
        });
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
