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
    /// How many looks were in vain.
    failed: u64,
    /// Whether what a look was to find is still to be found.
    behind: bool,
}

impl Modules {
    pub(super) fn new() -> Self {
        Self {
            ours: families::modules(),
            changed: None,
            looking: None,
            lost: 0,
            failed: 0,
            behind: false,
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
        if self.behind {
            *changed = Unloaded::Any;
        }
        if let (Unloaded::Named(names), false) = (changed, loaded) {
            names.insert(module);
        }
    }

    /// Notes that what the kernel has could not be followed. It is tried again with the next change.
    pub(super) const fn note_failed(&mut self) {
        self.failed += 1;
        self.behind = true;
    }

    /// How many changes could not be followed.
    pub(super) const fn failed(&self) -> u64 {
        self.failed
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
            self.behind = false;
        }
    }

    /// Waits for the look that is under way, forever where there is none. Nothing is lost where this is
    /// dropped before it ends.
    ///
    /// # Errors
    ///
    /// Where the kernel's symbols could not be read, which is noted.
    pub(super) async fn found(&mut self) -> Result<(Recognised, Unloaded)> {
        let Some((look, _)) = &mut self.looking else {
            return pending().await;
        };
        let found = look.await;
        let unloaded = self.looking.take().map(|(_, unloaded)| unloaded);
        let found = found
            .map_err(|e| Error::failure(format!("cannot look at the kernel's symbols: {e}")))
            .flatten();
        if found.is_err() {
            self.note_failed();
        }
        Ok((found?, unloaded.unwrap_or(Unloaded::Any)))
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
        // Those whose files are no devices matter as well.
        for name in ["tun", "fuse", "autofs4"] {
            let mut modules = Modules::new();
            modules.note(name.to_owned(), true);
            assert_eq!(modules.changed, named(&[]), "{name}");
        }
    }

    #[tokio::test]
    async fn a_look_that_fails_is_made_up_for_at_the_next_change() {
        let mut modules = Modules::new();
        let fails = tokio::spawn(async { Err(Error::failure("hidden")) });
        modules.looking = Some((fails, Unloaded::Named(HashSet::new())));
        assert!(modules.found().await.is_err());
        assert_eq!(modules.failed, 1);
        modules.look();
        assert!(modules.looking.is_none(), "nothing has changed");
        modules.note("sg".to_owned(), true);
        assert_eq!(modules.changed, Some(Unloaded::Any));
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
