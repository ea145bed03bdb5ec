//! Argument specs: how the kernel side finds a sub-command in an argument, as data.
//!
//! The interpreter copies [`ArgumentSpec::length`] bytes from the caller, follows at most one
//! pointer found there, and extracts fields. It knows 32-bit words: a field lies within one word
//! and is found by shift and width, which every supported structure satisfies because the kernel
//! aligns its uapi fields naturally.

use crate::boundary;

/// Most bytes that a spec may copy from the argument.
pub const ARGUMENT_BYTES: usize = 128;
/// Most bytes that a spec may copy from behind the argument's pointer.
pub const POINTED_BYTES: usize = 32;

boundary! {
    /// What a spec is for.
    pub struct SpecKey [8] {
        /// The device kind's id in the registry.
        pub kind: u32,
        /// The ioctl number after the kind's command mask.
        pub command: u32,
    }

    /// A field of at most 32 bits. Absent when `bits` is 0.
    pub struct Field [4] {
        /// Index of its 32-bit word.
        pub word: u8,
        /// Bits to the right of it in the word, which is read in the machine's byte order.
        pub shift: u8,
        /// Its width in bits, 1 to 32.
        pub bits: u8,
        /// 0 or [`Field::POINTED`].
        pub flags: u8,
    }

    /// How to take an argument apart.
    pub struct ArgumentSpec [32] {
        /// Bytes to copy from the argument: a multiple of 4, at most [`ARGUMENT_BYTES`].
        pub length: u16,
        /// Index of the word where a 64-bit pointer starts (an even index), or [`NO_POINTER`].
        pub pointer: u8,
        /// Most bytes to copy from behind the pointer, at most [`POINTED_BYTES`].
        pub pointed: u8,
        /// Where `guard_mask` is not 0, the argument's first word under it must equal this, else
        /// the argument is malformed.
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
        /// Bytes of data, the sum of both.
        pub amount: [Field; 2],
    }
}

/// [`ArgumentSpec::pointer`] of a spec that follows none.
pub const NO_POINTER: u8 = 0xff;

impl Field {
    /// Flag: the field lies in the bytes behind the pointer, not in the argument.
    pub const POINTED: u8 = 1;

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
            flags: Self::POINTED,
            ..self
        }
    }

    /// Takes the field out of its word.
    #[inline(always)]
    pub const fn extract(self, word: u32) -> u32 {
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
        self.length as usize <= ARGUMENT_BYTES
            && self.length >= 4
            && self.length.is_multiple_of(4)
            && (!follows
                || (self.pointer.is_multiple_of(2)
                    && self.pointer as u16 + 2 <= argument_words
                    && self.pointed > 0
                    && self.pointed as usize <= POINTED_BYTES
                    && self.pointed.is_multiple_of(4)))
            && self.pointed_length.fits(argument_words, 0)
            && self.sub.fits(argument_words, pointed_words)
            && self.second.fits(argument_words, pointed_words)
            && self.amount[0].fits(argument_words, pointed_words)
            && self.amount[1].fits(argument_words, pointed_words)
    }
}

impl Field {
    const fn fits(self, argument_words: u16, pointed_words: u16) -> bool {
        let words = if self.flags == Self::POINTED {
            pointed_words
        } else {
            argument_words
        };
        self.flags <= Self::POINTED
            && (self.bits == 0
                || (self.bits <= 32 && self.shift + self.bits <= 32 && (self.word as u16) < words))
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
}
