//! Policy: who may send which commands to which devices. From text to decisions, in steps:
//!
//! text -> [`parse`] (words with places) -> [`resolve`] (rules whose names mean something) -> [`compile`]
//! (tables) -> [`tracer_common::policy::decide`].
//!
//! [`evaluate`] says what a policy means; what is compiled decides the same. Pure: texts come with their
//! names, traffic as text, no clock.

pub mod compile;
pub mod diagnostic;
pub mod diff;
pub mod evaluate;
pub mod facts;
pub mod glob;
pub mod learn;
pub mod lint;
pub mod parse;
pub mod possible;
pub mod races;
pub mod resolve;
pub mod rule;
pub mod schema;
pub mod simulate;
mod told_apart;
pub mod traffic;

use std::ops::Range;

use diagnostic::{Diagnostic, Severity};
pub use parse::{MOST_ERRORS, includes};
pub use rule::{Daemon, Effect, Policy, Rule, action, mode};

/// A text with the name that errors call it by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// The file's name.
    pub name: String,
    /// What is in it.
    pub text: String,
    /// What could not be read of it, or of what it includes: errors of the policy, beside its others.
    pub unread: Vec<Unread>,
}

/// What could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Where in the text.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Text {
    /// A text of a name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            text: text.into(),
            unread: Vec::new(),
        }
    }
}

/// Reads a policy's texts, in their order. The errors are all that there are, in their order; whoever tells them tells
/// up to [`MOST_ERRORS`], and how many more there are.
///
/// # Errors
///
/// Where the texts are no policy.
pub fn read(texts: &[Text]) -> Result<Policy, Vec<Diagnostic>> {
    let mut errors = Vec::new();
    let document = parse::parse(texts, &mut errors);
    let policy = resolve::resolve(&document, texts, &mut errors);
    if errors.iter().all(|error| error.severity != Severity::Error) {
        return Ok(policy);
    }
    errors.sort_by_key(|error| error.at);
    errors.dedup();
    Err(errors)
}

#[cfg(test)]
mod fuzz;
#[cfg(test)]
mod random;
#[cfg(test)]
pub(crate) mod tests;
