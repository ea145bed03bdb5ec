//! Argument specs: how the kernel side finds a sub-command in an argument, as data.
//!
//! The interpreter copies [`ArgumentSpec::length`] bytes from the caller, follows at most one
//! pointer found there, and extracts fields. It knows 32-bit words: a field lies within one word
//! and is found by shift and width, which every supported structure satisfies because the kernel
//! aligns its uapi fields naturally; where bytes are packed, `skip` shifts the words. What the call
//! says beside its argument (a length, a file offset, a protection) is a word like any other, see
//! [`call`].

use crate::{boundary, count::entry};

/// Most bytes that a spec may copy from the argument.
pub const ARGUMENT_BYTES: usize = 128;
/// Most bytes that a spec may copy from behind the argument's pointer.
pub const POINTED_BYTES: usize = 32;

boundary! {
    /// What a spec is for.
    pub struct SpecKey [8] {
        /// The device kind's id in the registry; [`ANY_KIND`] for what holds for every kind that has
        /// no spec of its own.
        pub kind: u16,
        /// How the command comes in, see [`crate::count::entry`]; [`COPY`] for what the kernel copied of it.
        pub entry: u8,
        /// 0, and for the specs that are tried in turn while guards do not hold, 1 and 2.
        pub variant: u8,
        /// As [`crate::count::CountKey::command`].
        pub command: u32,
    }

    /// A place of the table of specs, see [`crate::table`].
    pub struct SpecPlace [56] {
        /// The [`SpecKey`] as [`SpecKey::word`].
        pub key: u64,
        /// The spec.
        pub spec: ArgumentSpec,
        /// Always zero.
        pub reserved: u32,
    }

    /// A place of the table of details' fields.
    pub struct DetailPlace [16] {
        /// The [`DetailKey`] as [`DetailKey::word`].
        pub key: u64,
        /// The field.
        pub field: Field,
        /// Always zero.
        pub reserved: u32,
    }

    /// A field of at most 32 bits. Absent when `bits` is 0.
    pub struct Field [4] {
        /// Index of its 32-bit word.
        pub word: u8,
        /// Bits to the right of it in the word, which is read in the machine's byte order.
        pub shift: u8,
        /// Its width in bits, 1 to 32.
        pub bits: u8,
        /// Where the word is: [`Field::ARGUMENT`], [`Field::POINTED`] or [`Field::CALL`], and
        /// [`Field::BIG_ENDIAN`]; of a detail, whether it is [`Field::NESTING`].
        pub flags: u8,
    }

    /// How to take an argument apart.
    pub struct ArgumentSpec [44] {
        /// Bytes to copy from the argument: a multiple of 4, at most [`ARGUMENT_BYTES`]; 0 where all
        /// fields are the call's.
        pub length: u16,
        /// Bytes of the argument before those that are copied.
        pub skip: u16,
        /// See [`flag`].
        pub flags: u16,
        /// Index of the word that `guard` is for.
        pub guard_word: u8,
        /// Always zero.
        pub reserved: u8,
        /// Index of the word where a pointer starts, or [`NO_POINTER`]. One of 64 bits starts at an
        /// even index.
        pub pointer: u8,
        /// Most bytes to copy from behind the pointer, at most [`POINTED_BYTES`]. Of a [`COPY`], which follows none:
        /// bytes that every copy has.
        pub pointed: u8,
        /// Which details its sub-commands have, see [`DetailKey`]; 0 for none.
        pub details: u16,
        /// Where `guard_mask` is not 0, the guard word under it must equal this, else the next
        /// variant is tried, and without one the argument is malformed.
        pub guard: u32,
        /// See `guard`.
        pub guard_mask: u32,
        /// The length of what the pointer points to, which bounds the copy; absent where it is
        /// always `pointed` bytes.
        pub pointed_length: Field,
        /// The sub-command.
        pub sub: Field,
        /// A second field that is counted apart.
        pub second: Field,
        /// Bytes of data: the sum of both, or with [`flag::WIDE`] the lower and the upper half of one
        /// number.
        pub amount: [Field; 2],
        /// For [`flag::HELD`]: the id of the I/O address space among those of the file; absent where
        /// the file is one.
        pub object: Field,
    }
}

/// [`SpecKey::kind`] of what holds for every kind that has no spec of its own.
pub const ANY_KIND: u16 = 0;
/// [`SpecKey::command`] of what holds for every command of an entry that has no spec of its own.
pub const ANY_COMMAND: u32 = u32::MAX;
/// [`SpecKey::entry`] of the kernel's own copy of a command, whichever way that came in.
pub const COPY: u8 = 0x80;
/// Most specs that are tried in turn.
pub const VARIANTS: u8 = 3;

/// Flags of [`ArgumentSpec`].
pub mod flag {
    /// `amount` is one number of 64 bits.
    pub const WIDE: u16 = 1;
    /// The pointer has 32 bits.
    pub const SHORT_POINTER: u16 = 2;
    /// Where the call succeeds, its amount is memory that the process gives the device from then on.
    pub const HOLDS: u16 = 4;
    /// Where the call succeeds, its amount, as the argument says it afterwards, is memory that the
    /// process takes back.
    pub const RELEASES: u16 = 8;
    /// Where the call succeeds, its object is no more, and whatever was held through it.
    pub const ENDS: u16 = 16;
    /// Any change of what is held. Such a spec is the first of its command, follows no pointer, and all
    /// its fields lie in the argument; where its guard does not hold, nothing changes.
    pub const HELD: u16 = HOLDS | RELEASES | ENDS;
}

/// Words that a call has beside its argument, by index.
pub mod call {
    /// Lower half of the file offset, in bytes.
    pub const OFFSET: u8 = 0;
    /// Upper half of the file offset.
    pub const OFFSET_HIGH: u8 = 1;
    /// Lower half of the length, in bytes.
    pub const LENGTH: u8 = 2;
    /// Upper half of the length.
    pub const LENGTH_HIGH: u8 = 3;
    /// What the mapping or the descriptor allows, see [`super::mode`].
    pub const MODE: u8 = 4;
    /// Lower half of an ioctl's argument, for commands whose argument is a number and no address.
    pub const ARGUMENT: u8 = 5;
    /// How many there are: a power of two.
    pub const WORDS: usize = 8;
}

/// What a mapping or a descriptor allows, as PROT_READ, PROT_WRITE and PROT_EXEC have it.
pub mod mode {
    /// Reading.
    pub const READ: u32 = 1;
    /// Writing.
    pub const WRITE: u32 = 2;
    /// Execution.
    pub const EXECUTE: u32 = 4;
}

/// [`ArgumentSpec::pointer`] of a spec that follows none.
pub const NO_POINTER: u8 = 0xff;

/// How many places the table of specs has.
pub const SPEC_PLACES: u32 = 16_384;
/// How many places the table of details' fields has.
pub const DETAIL_PLACES: u32 = 4096;

/// Where a sub-command's detail is looked up: the field that tells commands of one code apart, its
/// word counted from the one in which the sub-command is, unless it is one of those behind the
/// pointer by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DetailKey {
    /// As [`ArgumentSpec::details`].
    pub table: u16,
    /// 0; 1 for what tells commands of one detail apart, where the detail's field is
    /// [`Field::NESTING`].
    pub level: u16,
    /// The sub-command; on level 1 the detail.
    pub sub: u32,
}

impl SpecKey {
    /// In one word, which is never 0: kinds are numbered from 1.
    #[inline(always)]
    pub const fn word(self) -> u64 {
        self.command as u64
            | (self.kind as u64) << 32
            | (self.entry as u64) << 48
            | (self.variant as u64) << 56
    }
}

impl DetailKey {
    /// In one word, which is never 0: tables are numbered from 1.
    #[inline(always)]
    pub const fn word(self) -> u64 {
        self.sub as u64 | (self.table as u64) << 32 | (self.level as u64) << 48
    }
}

impl Field {
    /// The field lies in the argument.
    pub const ARGUMENT: u8 = 0;
    /// Flag: the field lies in the bytes behind the pointer, not in the argument.
    pub const POINTED: u8 = 1;
    /// Flag: the field is one of the call's own words, see [`call`].
    pub const CALL: u8 = 2;
    /// Flag: the word is big-endian.
    pub const BIG_ENDIAN: u8 = 4;
    /// Flag: some values of this detail, of 16 bits, have details of their own, see [`DetailKey::level`].
    /// They become the upper half of it, their detail the lower.
    pub const NESTING: u8 = 8;

    /// No field.
    pub const ABSENT: Self = Self::ZERO;

    /// A field of `bits` bits at a byte offset of a little-endian structure.
    ///
    /// # Panics
    ///
    /// At compile time, where the field would leave its 32-bit word.
    pub const fn at(offset: u8, bits: u8) -> Self {
        let shift = (offset % 4) * 8;
        assert!(
            bits > 0 && shift + bits <= 32,
            "a field must lie within one 32-bit word"
        );
        Self {
            word: offset / 4,
            shift,
            bits,
            flags: 0,
        }
    }

    /// The same field in the bytes behind the pointer.
    pub const fn pointed(self) -> Self {
        Self {
            flags: self.flags | Self::POINTED,
            ..self
        }
    }

    /// All of one of the call's own words.
    pub const fn call(word: u8) -> Self {
        Self {
            word,
            shift: 0,
            bits: 32,
            flags: Self::CALL,
        }
    }

    /// The same, with values that have details of their own.
    pub const fn nesting(self) -> Self {
        Self {
            flags: self.flags | Self::NESTING,
            ..self
        }
    }

    /// Only its lowest bits.
    pub const fn low(self, bits: u8) -> Self {
        assert!(bits <= self.bits, "a part is no wider than the whole");
        Self { bits, ..self }
    }

    /// A field of whole bytes at a byte offset of a big-endian structure.
    ///
    /// # Panics
    ///
    /// At compile time, where the field would leave its 32-bit word.
    pub const fn big_endian_at(offset: u8, bits: u8) -> Self {
        let before = (offset % 4) * 8;
        assert!(
            bits > 0 && before + bits <= 32,
            "a field must lie within one 32-bit word"
        );
        Self {
            word: offset / 4,
            shift: 32 - before - bits,
            bits,
            flags: Self::BIG_ENDIAN,
        }
    }

    /// Takes the field out of its word.
    #[inline(always)]
    pub const fn extract(self, word: u32) -> u32 {
        let word = if self.flags & Self::BIG_ENDIAN == 0 {
            word
        } else {
            word.swap_bytes()
        };
        let shifted = word >> (self.shift & 31);
        if self.bits >= 32 {
            shifted
        } else {
            shifted & ((1 << self.bits) - 1)
        }
    }
}

impl ArgumentSpec {
    /// A spec that copies `length` bytes and extracts nothing yet.
    pub const fn new(length: u16) -> Self {
        Self {
            length,
            pointer: NO_POINTER,
            ..Self::ZERO
        }
    }

    /// Whether the kernel side can interpret it: lengths, word indexes and widths in range.
    pub const fn is_valid(&self) -> bool {
        let argument_words = self.length / 4;
        let pointed_words = (self.pointed / 4) as u16;
        let follows = self.pointer != NO_POINTER;
        let short = self.flags & flag::SHORT_POINTER != 0;
        let pointer_words = if short { 1 } else { 2 };
        self.length as usize <= ARGUMENT_BYTES
            && self.length.is_multiple_of(4)
            && (self.guard_mask == 0 || (self.guard_word as u16) < argument_words)
            && (!follows
                || ((short || self.pointer.is_multiple_of(2))
                    && self.pointer as u16 + pointer_words <= argument_words
                    && self.pointed > 0
                    && self.pointed as usize <= POINTED_BYTES
                    && self.pointed.is_multiple_of(4)))
            && self.pointed_length.fits(argument_words, 0)
            && self.sub.fits(argument_words, pointed_words)
            && self.second.fits(argument_words, pointed_words)
            && self.amount[0].fits(argument_words, pointed_words)
            && self.amount[1].fits(argument_words, pointed_words)
            && self.object.fits(argument_words, 0)
            && (self.flags & flag::HELD == 0
                || !follows
                    && self.length > 0
                    && self.amount[0].is_of_argument()
                    && self.amount[1].is_of_argument()
                    && self.object.is_of_argument())
    }

    /// Whether the kernel side can interpret a detail of its sub-commands, see [`DetailKey`]. A form
    /// without a pointer has none of those behind it.
    pub const fn takes(&self, detail: Field) -> bool {
        let from_sub = detail.flags & Field::POINTED == 0;
        let in_place = Field {
            word: if from_sub {
                detail.word.saturating_add(self.sub.word)
            } else {
                detail.word
            },
            flags: if from_sub {
                detail.flags | self.sub.flags & Field::POINTED
            } else {
                detail.flags
            },
            ..detail
        };
        let is_of_call = (self.sub.flags | detail.flags) & Field::CALL != 0;
        if self.pointer == NO_POINTER && in_place.flags & Field::POINTED != 0 {
            return true;
        }
        self.sub.bits > 0
            && detail.bits > 0
            && !is_of_call
            && in_place.fits(self.length / 4, (self.pointed / 4) as u16)
    }

    /// Whether it can be interpreted for an entry: where a call has no argument, nothing can be read.
    pub const fn is_valid_for(&self, entry: u8) -> bool {
        let has_argument = matches!(
            entry,
            entry::IOCTL | entry::COMPAT_IOCTL | entry::URING_CMD | entry::WRITE | COPY
        );
        let has_result = matches!(entry, entry::IOCTL | entry::COMPAT_IOCTL);
        self.is_valid()
            && (has_argument || self.reads_nothing())
            && (has_result || self.flags & flag::HELD == 0)
    }

    /// Whether all its fields are the call's own words.
    pub const fn reads_nothing(&self) -> bool {
        self.length == 0
            && self.guard_mask == 0
            && self.pointer == NO_POINTER
            && self.pointed_length.bits == 0
            && self.sub.is_of_call()
            && self.second.is_of_call()
            && self.amount[0].is_of_call()
            && self.amount[1].is_of_call()
    }
}

impl Field {
    const fn is_of_call(self) -> bool {
        self.bits == 0 || self.flags & Self::CALL != 0
    }

    /// Whether it is absent, or lies in the argument.
    const fn is_of_argument(self) -> bool {
        self.bits == 0 || self.flags & (Self::CALL | Self::POINTED) == 0
    }

    const fn fits(self, argument_words: u16, pointed_words: u16) -> bool {
        let words = match self.flags & !(Self::BIG_ENDIAN | Self::NESTING) {
            Self::ARGUMENT => argument_words as usize,
            Self::POINTED => pointed_words as usize,
            Self::CALL => call::WORDS,
            _ => 0,
        };
        self.flags & !(Self::BIG_ENDIAN | Self::POINTED | Self::CALL | Self::NESTING) == 0
            && (self.flags & Self::NESTING == 0 || self.bits <= 16)
            && (self.bits == 0
                || (self.bits <= 32
                    && self.shift + self.bits <= 32
                    && (self.word as usize) < words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_cut_from_its_word() {
        assert_eq!(Field::at(0, 8).extract(0x4433_2211), 0x11);
        assert_eq!(Field::at(1, 8).extract(0x4433_2211), 0x22);
        assert_eq!(Field::at(2, 16).extract(0x4433_2211), 0x4433);
        assert_eq!(
            Field::at(36, 32),
            Field {
                word: 9,
                shift: 0,
                bits: 32,
                flags: 0
            }
        );
        assert_eq!(Field::at(36, 32).extract(u32::MAX), u32::MAX);
        assert_eq!(Field::at(0, 32).low(12).extract(0x4433_2211), 0x211);
    }

    #[test]
    fn a_big_endian_field_is_cut_from_its_bytes() {
        let word = u32::from_le_bytes([0x11, 0x22, 0x33, 0x44]);
        assert_eq!(Field::big_endian_at(4, 32).extract(word), 0x1122_3344);
        assert_eq!(Field::big_endian_at(0, 16).extract(word), 0x1122);
        assert_eq!(Field::big_endian_at(2, 16).extract(word), 0x3344);
        assert_eq!(Field::big_endian_at(3, 8).extract(word), 0x44);
        assert_eq!(Field::big_endian_at(0, 16).pointed().flags, 5);
    }

    #[test]
    fn a_spec_that_reaches_outside_its_copy_is_invalid() {
        let mut spec = ArgumentSpec {
            sub: Field::at(0, 8),
            ..ArgumentSpec::new(8)
        };
        assert!(spec.is_valid());
        spec.second = Field::at(8, 32);
        assert!(!spec.is_valid());
        assert!(ArgumentSpec::new(0).is_valid());
        spec.second = Field::call(call::LENGTH);
        assert!(spec.is_valid());
        spec.second = Field::call(8);
        assert!(!spec.is_valid());
        assert!(!ArgumentSpec::new(6).is_valid());
        assert!(!ArgumentSpec::new(132).is_valid());
        let follows = ArgumentSpec {
            pointer: 2,
            pointed: 16,
            ..ArgumentSpec::new(16)
        };
        assert!(follows.is_valid());
        assert!(
            !ArgumentSpec {
                pointer: 3,
                ..follows
            }
            .is_valid()
        );
        assert!(
            !ArgumentSpec {
                pointed: 36,
                ..follows
            }
            .is_valid()
        );
        assert!(
            !ArgumentSpec {
                sub: Field::at(16, 8).pointed(),
                ..follows
            }
            .is_valid()
        );
    }

    #[test]
    fn what_is_held_is_said_in_the_argument() {
        let holds = ArgumentSpec {
            amount: [Field::at(0, 32), Field::at(4, 32)],
            object: Field::at(8, 32),
            flags: flag::HOLDS | flag::WIDE,
            ..ArgumentSpec::new(12)
        };
        assert!(holds.is_valid());
        let of_call = Field::call(call::LENGTH);
        for invalid in [
            ArgumentSpec {
                amount: [of_call, Field::ABSENT],
                ..holds
            },
            ArgumentSpec {
                amount: [Field::at(0, 32), of_call],
                ..holds
            },
            ArgumentSpec {
                object: of_call,
                ..holds
            },
        ] {
            assert!(!invalid.is_valid(), "{invalid:?}");
            let counts = ArgumentSpec {
                flags: flag::WIDE,
                ..invalid
            };
            assert!(counts.is_valid(), "{counts:?}");
        }
    }

    #[test]
    fn a_detail_lies_in_what_is_copied() {
        let spec = ArgumentSpec {
            sub: Field::at(4, 8),
            pointer: 2,
            pointed: 16,
            ..ArgumentSpec::new(16)
        };
        assert!(spec.takes(Field::at(8, 32)));
        assert!(!spec.takes(Field::at(12, 32)));
        assert!(spec.takes(Field::at(12, 32).pointed()));
        assert!(!spec.takes(Field::at(16, 32).pointed()));
        assert!(!spec.takes(Field::ABSENT));
        assert!(!spec.takes(Field::call(call::OFFSET)));
        let pointed = ArgumentSpec {
            sub: Field::at(12, 8).pointed(),
            ..spec
        };
        assert!(pointed.takes(Field::at(1, 8)));
        assert!(!pointed.takes(Field::at(4, 8)));
        let of_call = ArgumentSpec {
            sub: Field::call(call::OFFSET),
            ..spec
        };
        assert!(!of_call.takes(Field::at(0, 8)));
    }

    #[test]
    fn a_call_without_an_argument_has_no_fields_in_it() {
        let of_argument = ArgumentSpec {
            sub: Field::at(0, 8),
            ..ArgumentSpec::new(8)
        };
        let of_call = ArgumentSpec {
            amount: [Field::call(call::LENGTH), Field::call(call::LENGTH_HIGH)],
            ..ArgumentSpec::new(0)
        };
        for entry in entry::ALL {
            let has_argument = [
                entry::IOCTL,
                entry::COMPAT_IOCTL,
                entry::URING_CMD,
                entry::WRITE,
            ]
            .contains(&entry);
            assert_eq!(of_argument.is_valid_for(entry), has_argument, "{entry}");
            assert!(of_call.is_valid_for(entry), "{entry}");
            let holds = ArgumentSpec {
                flags: flag::HOLDS,
                ..of_argument
            };
            let has_result = [entry::IOCTL, entry::COMPAT_IOCTL].contains(&entry);
            assert_eq!(holds.is_valid_for(entry), has_result, "{entry}");
        }
        // Neither a copy that nothing is taken from, nor a guard.
        assert!(!ArgumentSpec::new(8).reads_nothing());
        assert!(
            !ArgumentSpec {
                guard_mask: 1,
                ..of_call
            }
            .reads_nothing()
        );
    }
}
