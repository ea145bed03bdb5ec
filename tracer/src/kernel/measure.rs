//! What programs cost: the kernel's own measure of their run time, and the floor of every measurement, a program that
//! does nothing, for `cargo xtask bench`.

use std::os::fd::OwnedFd;

use aya::{
    Ebpf,
    programs::links::FdLink,
    sys::{Stats, enable_stats},
};

use super::{
    Options,
    attach::{EMPTY, attach},
    btf,
    load::prepare,
    object::OBJECT,
};
use crate::exit::{Error, Exit, Result};

/// Has the kernel measure how long every BPF program runs, until what this returns is closed.
///
/// # Errors
///
/// Where it does not.
pub fn measure_runs() -> Result<OwnedFd> {
    enable_stats(Stats::RunTime).map_err(|error| {
        Error::new(
            Exit::NotPermitted,
            format!(
                "the kernel does not measure how long programs run: {}",
                error.io_error
            ),
        )
        .remedy("it takes CAP_SYS_ADMIN; or: sysctl kernel.bpf_stats_enabled=1")
    })
}

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
