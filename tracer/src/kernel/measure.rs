//! The floor of every measurement: a program that does nothing, for `cargo xtask bench`.

use aya::{Ebpf, programs::links::FdLink};

use super::{
    Options,
    attach::{EMPTY, attach},
    btf,
    load::prepare,
    object::OBJECT,
};
use crate::exit::Result;

/// The program, attached to the hook of ioctls until this is dropped.
pub struct Empty {
    #[expect(dead_code, reason = "kept for its end")]
    ebpf: Ebpf,
    #[expect(dead_code, reason = "kept for its end")]
    link: Option<FdLink>,
}

/// Attaches it.
///
/// # Errors
///
/// Where it does not load.
pub fn attach_empty() -> Result<Empty> {
    let mut ebpf = prepare(OBJECT, Options::default(), None)?;
    let btf = btf::functions()?;
    let link = attach(&mut ebpf, EMPTY, &btf)?;
    Ok(Empty { ebpf, link })
}
