//! Policies in the kernel, for the calls of this process alone.

use passgate::{
    families::Entries,
    kernel::{self, Options, Policed, Who},
    policy::{self, Policy, Text, compile::Compiled, diagnostic::Lined},
    source::live::Live,
};

pub(super) fn read(text: &str) -> Result<Policy, String> {
    let texts = [Text::new("policy.toml", text)];
    policy::read(&texts).map_err(|errors| {
        let lined = Lined::of(&texts);
        let errors: String = errors.iter().map(|error| error.render(&lined)).collect();
        format!("{text}\n{errors}")
    })
}

/// A kernel in which this process's calls are decided, and where that is wanted told one by one, by policies that ask
/// for whatever they like.
pub(super) fn load(compiled: &Compiled, trace: bool) -> Result<Live, String> {
    load_for(compiled, trace, Entries::ALL, true)
}

/// The same by policies that ask for these entries alone, and for parents or not.
pub(super) fn load_for(
    compiled: &Compiled,
    trace: bool,
    entries: Entries,
    by_parent: bool,
) -> Result<Live, String> {
    let options = Options {
        who: Who::Itself,
        trace,
        ..Options::default()
    };
    let places = options.capacities.devices + 1;
    let policed = Policed {
        image: &compiled.image(1, places, []),
        entries,
        by_parent,
        by_copy: true,
        set: 0,
        authority: None,
        guarded: None,
    };
    let failed = |error: passgate::exit::Error| error.to_string();
    let kernel = kernel::load_policed(options, Some(&policed)).map_err(failed)?;
    Live::policed(kernel, compiled.clone(), places).map_err(failed)
}

pub(super) fn runtime() -> Result<tokio::runtime::Runtime, String> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().build().map_err(|e| e.to_string())
}
