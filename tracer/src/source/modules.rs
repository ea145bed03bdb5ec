//! Modules that come and go: which of them matter, and looking again at what the kernel has, on a thread of
//! its own: the kernel takes long to list its symbols.

use std::{collections::HashSet, future::pending};

use tokio::task::{JoinHandle, spawn_blocking};

use crate::{
    exit::{Error, Result},
    families,
    kernel::{Recognised, Unloaded, look_up},
};

/// What changed, and the look that is under way.
pub(super) struct Modules {
    /// Names of those that families name.
    ours: HashSet<&'static str>,
    /// What was unloaded since the last look began; None where nothing changed.
    changed: Option<Unloaded>,
    /// A look, and what was unloaded before it began.
    looking: Option<(JoinHandle<Result<Recognised>>, Unloaded)>,
    /// How many changes could not be told, as far as they were made up for.
    lost: u64,
}

impl Modules {
    pub(super) fn new() -> Self {
        Self {
            ours: families::modules(),
            changed: None,
            looking: None,
            lost: 0,
        }
    }

    /// Notes that a module was loaded or unloaded.
    pub(super) fn note(&mut self, module: String, loaded: bool) {
        if !self.ours.contains(module.as_str()) {
            return;
        }
        let changed = self
            .changed
            .get_or_insert_with(|| Unloaded::Named(HashSet::new()));
        if let (Unloaded::Named(names), false) = (changed, loaded) {
            names.insert(module);
        }
    }

    /// Notes how many changes could not be told so far: any module may have gone then.
    pub(super) fn note_lost(&mut self, lost: u64) {
        if lost > self.lost {
            self.lost = lost;
            self.changed = Some(Unloaded::Any);
        }
    }

    /// Begins to look where something changed, unless a look is under way. Needs a tokio runtime.
    pub(super) fn look(&mut self) {
        if self.looking.is_none()
            && let Some(unloaded) = self.changed.take()
        {
            self.looking = Some((spawn_blocking(look_up), unloaded));
        }
    }

    /// Waits for the look that is under way, forever where there is none. Nothing is lost where this is
    /// dropped before it ends.
    ///
    /// # Errors
    ///
    /// Where the kernel's symbols cannot be read any more.
    pub(super) async fn found(&mut self) -> Result<(Recognised, Unloaded)> {
        let Some((look, _)) = &mut self.looking else {
            return pending().await;
        };
        let found = look.await;
        let unloaded = self.looking.take().map(|(_, unloaded)| unloaded);
        let found = found
            .map_err(|e| Error::failure(format!("cannot look at the kernel's symbols: {e}")))??;
        Ok((found, unloaded.unwrap_or(Unloaded::Any)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Option<Unloaded> {
        let names = names.iter().map(|name| (*name).to_owned());
        Some(Unloaded::Named(names.collect()))
    }

    #[test]
    fn only_modules_that_families_name_matter() {
        let mut modules = Modules::new();
        for name in ["snd_hda_intel", "br_netfilter", ""] {
            modules.note(name.to_owned(), true);
            modules.note(name.to_owned(), false);
        }
        assert_eq!(modules.changed, None);
        modules.note("nvme_core".to_owned(), true);
        assert_eq!(modules.changed, named(&[]));
        modules.note("sg".to_owned(), false);
        assert_eq!(modules.changed, named(&["sg"]));
    }

    #[test]
    fn what_was_not_told_is_made_up_for_once() {
        let mut modules = Modules::new();
        modules.note_lost(0);
        assert_eq!(modules.changed, None);
        modules.note("sg".to_owned(), false);
        modules.note_lost(2);
        assert_eq!(modules.changed.take(), Some(Unloaded::Any));
        modules.note_lost(2);
        assert_eq!(modules.changed, None);
        modules.note_lost(3);
        modules.note("sg".to_owned(), false);
        assert_eq!(modules.changed, Some(Unloaded::Any));
    }
}
