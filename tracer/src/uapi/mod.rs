//! What the kernel's exported headers define: the numbers of ioctls and the structures that they
//! take. The tables are written by `cargo xtask uapi`; which family a command belongs to and how open
//! it is, [`crate::families`] says.

pub mod codes;
mod headers;

pub use headers::*;

/// An ioctl as a header defines it.
#[derive(Clone, Copy, Debug)]
pub struct Ioctl {
    /// The header's path, as programs include it.
    pub header: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its number, on amd64 and on every architecture whose `asm/ioctl.h` is the generic one.
    pub number: u32,
    /// What its argument points to; None where the header does not tell.
    pub takes: Option<&'static Layout>,
}

/// How a structure lies in memory, on 64-bit machines.
#[derive(Debug)]
pub struct Layout {
    /// Its name in C.
    pub name: &'static str,
    /// Its size in bytes.
    pub size: u32,
    /// Members within its first 256 bytes, those of structures in it among them; of a union the first.
    pub members: &'static [Member],
}

/// A member of a structure.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// Its name, with those of the structures around it.
    pub path: &'static str,
    /// Where it begins, in bytes.
    pub offset: u16,
    /// What its bytes are.
    pub form: Form,
}

/// What the bytes of a member are. Numbers are little-endian.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A number of so many bytes.
    Unsigned(u8),
    /// A number of so many bytes, with a sign.
    Signed(u8),
    /// Bits of the 8 bytes from the offset on: how many are before them, and how many they are.
    Bits(u8, u8),
    /// So many bytes of text, which ends at the first that is zero.
    Text(u32),
    /// Elements: how many bytes each has, and how many they are.
    Array(u32, u32),
    /// An address.
    Pointer,
}

const fn ioctl(header: &'static str, name: &'static str, number: u32) -> Ioctl {
    Ioctl {
        header,
        name,
        number,
        takes: None,
    }
}

const fn taking(
    header: &'static str,
    name: &'static str,
    number: u32,
    layout: &'static Layout,
) -> Ioctl {
    Ioctl {
        takes: Some(layout),
        ..ioctl(header, name, number)
    }
}

const fn member(path: &'static str, offset: u16, form: Form) -> Member {
    Member { path, offset, form }
}
