//! The running kernel's type information, read and parsed once.

use std::sync::OnceLock;

use crate::exit::{Error, Exit, Result};

/// Where the kernel shows its own BTF.
const VMLINUX: &str = "/sys/kernel/btf/vmlinux";

/// For looking into structures.
///
/// # Errors
///
/// Where the kernel shows none.
pub(super) fn structures() -> Result<&'static btf_rs::Btf> {
    static PARSED: OnceLock<std::result::Result<btf_rs::Btf, String>> = OnceLock::new();
    PARSED
        .get_or_init(|| {
            // Read whole: the parser seeks between types, each a system call on a file.
            let bytes = std::fs::read(VMLINUX).map_err(|e| e.to_string())?;
            btf_rs::Btf::from_bytes(&bytes).map_err(|e| e.to_string())
        })
        .as_ref()
        .map_err(missing)
}

/// For attaching, in the form that aya takes.
///
/// # Errors
///
/// Where the kernel shows none.
pub(super) fn functions() -> Result<&'static aya::Btf> {
    static PARSED: OnceLock<std::result::Result<aya::Btf, String>> = OnceLock::new();
    PARSED
        .get_or_init(|| aya::Btf::from_sys_fs().map_err(|e| e.to_string()))
        .as_ref()
        .map_err(missing)
}

fn missing(error: &String) -> Error {
    Error::new(
        Exit::Unsupported,
        format!("the kernel shows no type information at {VMLINUX} ({error})"),
    )
    .remedy(super::prerequisites::OTHER_KERNEL)
}
