//! From a policy's files to what is put in force.

use std::{path::Path, time::Instant};

use sha2::{Digest as _, Sha256};

use super::{builtin::with_builtin, essentials::Essentials, speak::say, trust};
use crate::{
    commands::policy as files,
    exit::Result,
    policy::{self, Policy, Text, compile::Compiled, mode},
};

/// A policy that can be put in force.
#[derive(Clone)]
pub(super) struct Loaded {
    /// With the daemon's own rules.
    pub(super) compiled: Compiled,
    /// SHA-256 over its texts, in hexadecimal digits.
    pub(super) digest: String,
    /// When it was read.
    pub(super) since: Instant,
}

/// Reads, checks and compiles a policy; where nothing is to be enforced, all of it is only observed.
///
/// # Errors
///
/// Where its files are not root's alone, and where it has errors.
pub(super) fn load(path: &Path, generation: u32, observes: bool) -> Result<Loaded> {
    let (policy, texts) = match read(path) {
        Ok((policy, texts)) if observes => (observed(policy), texts),
        // The way out of a bad policy does not depend on it.
        Err(error) if observes => {
            say(&format!("the policy is left out: {error}"));
            let empty = vec![Text::new("", "version = 1")];
            let policy = policy::read(&empty).map_err(|errors| files::wrong(&errors, &empty))?;
            (policy, empty)
        }
        read => read?,
    };
    let policy = with_builtin(policy, &Essentials::gather())?;
    let compiled =
        Compiled::whole(policy, generation).map_err(|error| files::wrong(&[error], &texts))?;
    Ok(Loaded {
        compiled,
        digest: digest(&texts),
        since: Instant::now(),
    })
}

/// A policy whose files are root's alone.
fn read(path: &Path) -> Result<(Policy, Vec<Text>)> {
    trust::require(path)?;
    let texts = files::texts(path)?;
    for text in &texts {
        trust::require(Path::new(&text.name))?;
    }
    let policy = policy::read(&texts).map_err(|errors| files::wrong(&errors, &texts))?;
    Ok((policy, texts))
}

/// A policy that refuses nothing.
fn observed(mut policy: Policy) -> Policy {
    let effects = policy.rules.iter_mut().map(|rule| &mut rule.effect);
    for effect in effects.chain([&mut policy.default]) {
        effect.mode = mode::OBSERVE;
    }
    policy
}

/// SHA-256 over the lengths and the bytes of all texts: which file a rule is in makes no difference, but what it says
/// and its order do.
fn digest(texts: &[Text]) -> String {
    let mut hash = Sha256::new();
    for text in texts {
        hash.update((text.text.len() as u64).to_le_bytes());
        hash.update(&text.text);
    }
    hash.finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_tells_texts_apart() {
        let text = |text: &str| Text::new("p", text);
        let one = digest(&[text("ab"), text("c")]);
        assert_eq!(one.len(), 64);
        assert_eq!(one, digest(&[Text::new("other", "ab"), text("c")]));
        assert_ne!(one, digest(&[text("a"), text("bc")]));
        assert_ne!(one, digest(&[text("c"), text("ab")]));
    }
}
