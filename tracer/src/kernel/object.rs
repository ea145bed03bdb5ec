//! The BPF object that this program carries.

use aya::include_bytes_aligned;
use object::{Object as _, ObjectSection as _, ObjectSymbol as _};
use tracer_common::{ABI_SYMBOL, ABI_VERSION};

use crate::exit::{Error, Exit, Result};

/// The object, as the build script chose it.
pub(crate) static OBJECT: &[u8] = include_bytes_aligned!(env!("PASSGATE_OBJECT"));

/// Where it came from: `fresh` from this tree, or `checked-in`.
pub const ORIGIN: &str = env!("PASSGATE_OBJECT_ORIGIN");

/// Refuses an object whose boundary is another than this program's.
pub(crate) fn check_abi(bytes: &[u8]) -> Result<()> {
    let found = abi(bytes).ok_or_else(|| {
        Error::new(
            Exit::Failure,
            format!("the BPF object has no readable symbol {ABI_SYMBOL}"),
        )
        .remedy("give the object that `cargo xtask build` makes")
    })?;
    if found == u32::from(ABI_VERSION) {
        return Ok(());
    }
    Err(Error::new(
        Exit::Failure,
        format!("the BPF object speaks version {found} of the boundary, this program version {ABI_VERSION}"),
    )
    .remedy("build both from the same tree: cargo xtask build --release"))
}

fn abi(bytes: &[u8]) -> Option<u32> {
    let file = object::File::parse(bytes).ok()?;
    let symbol = file.symbol_by_name(ABI_SYMBOL)?;
    let section = file.section_by_index(symbol.section_index()?).ok()?;
    let at = usize::try_from(symbol.address()).ok()?;
    let value = section.data().ok()?.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(value.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_object_speaks_this_abi() {
        check_abi(OBJECT).unwrap();
    }

    #[test]
    fn what_is_no_object_is_refused() {
        assert!(check_abi(b"\x7fELF").is_err());
        assert!(check_abi(&OBJECT[..OBJECT.len() / 2]).is_err());
    }
}
