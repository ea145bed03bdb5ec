//! The types that cross the boundary between passgate's BPF programs and its userspace, and
//! nothing else: map keys and values, ring-buffer records, argument specs and the offset table.
//!
//! Every type is plain data: `repr(C)`, integers and byte arrays only, no padding, its size
//! asserted at compile time. Values that have names (entries, record kinds, losses) travel as
//! integers and are turned into names by checked conversions, because the other side of the
//! boundary may be of another version.

#![cfg_attr(not(test), no_std)]

pub mod authority;
pub mod copy;
pub mod count;
pub mod held;
pub mod identity;
#[cfg(feature = "user")]
pub mod layout;
pub mod loss;
pub mod offsets;
pub mod policy;
pub mod record;
pub mod scope;
pub mod spec;
pub mod table;

/// Version of everything in this crate that crosses the boundary. It stands in the header of
/// each ring-buffer record and in the object's [`ABI_SYMBOL`], and it rises with every change of
/// layout or meaning.
pub const ABI_VERSION: u16 = 13;

/// Symbol in the BPF object's read-only data that holds its [`ABI_VERSION`].
pub const ABI_SYMBOL: &str = "PASSGATE_ABI";

/// Declares plain data that crosses the boundary, and asserts its size at compile time.
macro_rules! boundary {
    ($($(#[$meta:meta])* pub struct $name:ident [$size:literal] { $($(#[$fmeta:meta])* pub $field:ident: $type:ty,)* })*) => {$(
        $(#[$meta])*
        #[repr(C)]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[cfg_attr(
            feature = "user",
            derive(zerocopy::FromBytes, zerocopy::IntoBytes, zerocopy::KnownLayout, zerocopy::Immutable)
        )]
        pub struct $name {
            $($(#[$fmeta])* pub $field: $type,)*
        }

        const _: () = assert!(size_of::<$name>() == $size, concat!("size of ", stringify!($name)));

        impl $name {
            /// A value of all zeros.
            // SAFETY: fields are integers, arrays of integers or boundary types themselves.
            pub const ZERO: Self = unsafe { core::mem::zeroed() };

            /// Its layout, to be compared with what an object says of it.
            #[cfg(feature = "user")]
            pub const LAYOUT: $crate::layout::Layout = $crate::layout::Layout {
                name: stringify!($name),
                size: $size,
                fields: &[$((stringify!($field), core::mem::offset_of!($name, $field)),)*],
            };
        }
    )*};
}
use boundary;
