//! ioctl numbers: how `asm-generic/ioctl.h` puts them together, and how to write one that has no
//! name. (Direction and size fields differ on alpha, mips, powerpc and sparc.)

const NR_BITS: u32 = 8;
const TYPE_BITS: u32 = 8;
const SIZE_BITS: u32 = 14;
const TYPE_SHIFT: u32 = NR_BITS;
const SIZE_SHIFT: u32 = TYPE_SHIFT + TYPE_BITS;
const DIRECTION_SHIFT: u32 = SIZE_SHIFT + SIZE_BITS;

const WRITE: u32 = 1;
const READ: u32 = 2;

const fn ioc(direction: u32, kind: u8, number: u8, size: u32) -> u32 {
    assert!(size < 1 << SIZE_BITS, "an ioctl's size has 14 bits");
    (direction << DIRECTION_SHIFT)
        | (size << SIZE_SHIFT)
        | ((kind as u32) << TYPE_SHIFT)
        | number as u32
}

/// `_IO`: no argument, or one whose size the number does not tell.
pub const fn io(kind: u8, number: u8) -> u32 {
    ioc(0, kind, number, 0)
}

/// `_IOR`: the kernel writes an argument of `size` bytes.
pub const fn ior(kind: u8, number: u8, size: u32) -> u32 {
    ioc(READ, kind, number, size)
}

/// `_IOW`: the kernel reads an argument of `size` bytes.
pub const fn iow(kind: u8, number: u8, size: u32) -> u32 {
    ioc(WRITE, kind, number, size)
}

/// `_IOWR`: the kernel reads and writes an argument of `size` bytes.
pub const fn iowr(kind: u8, number: u8, size: u32) -> u32 {
    ioc(READ | WRITE, kind, number, size)
}

/// What a number says of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    /// Whether the kernel reads the argument.
    pub reads: bool,
    /// Whether the kernel writes it.
    pub writes: bool,
    /// The type, by which drivers' numbers are told apart: mostly a character.
    pub kind: u8,
    /// The number within the type.
    pub number: u8,
    /// The argument's size in bytes.
    pub size: u32,
}

impl Parts {
    /// Takes a number apart.
    pub fn of(command: u32) -> Self {
        let [number, kind, ..] = command.to_le_bytes();
        let direction = command >> DIRECTION_SHIFT;
        Self {
            reads: direction & WRITE != 0,
            writes: direction & READ != 0,
            kind,
            number,
            size: (command >> SIZE_SHIFT) & ((1 << SIZE_BITS) - 1),
        }
    }

    /// The direction as [`describe`] writes it.
    pub const fn direction(self) -> &'static str {
        match (self.reads, self.writes) {
            (true, true) => "rw",
            (true, false) => "w",
            (false, true) => "r",
            (false, false) => "none",
        }
    }
}

/// Writes a number that has no name: type, number, direction and size, `'N' 0x99 rw 72`.
pub fn describe(command: u32) -> String {
    let parts = Parts::of(command);
    let direction = parts.direction();
    let Parts {
        kind, number, size, ..
    } = parts;
    if kind.is_ascii_graphic() {
        format!("'{}' {number:#04x} {direction} {size}", char::from(kind))
    } else {
        format!("{kind:#04x} {number:#04x} {direction} {size}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_put_together_as_in_the_headers() {
        assert_eq!(io(b'N', 0x40), 0x4e40, "NVME_IOCTL_ID");
        assert_eq!(ior(0x12, 114, 8), 0x8008_1272, "BLKGETSIZE64");
        assert_eq!(iow(0x12, 113, 8), 0x4008_1271, "BLKBSZSET");
        assert_eq!(iowr(b'N', 0x41, 72), 0xc048_4e41, "NVME_IOCTL_ADMIN_CMD");
    }

    #[test]
    fn a_number_without_a_name_is_taken_apart() {
        assert_eq!(describe(iowr(b'N', 0x99, 72)), "'N' 0x99 rw 72");
        assert_eq!(describe(ior(b'N', 1, 16383)), "'N' 0x01 r 16383");
        assert_eq!(describe(iow(0x12, 0xff, 4)), "0x12 0xff w 4");
        assert_eq!(describe(0), "0x00 0x00 none 0");
    }
}
