//! Whether what memory says can matter, whoever and whatever comes.

use super::{Compiled, Region};
use crate::policy::{
    Rule,
    rule::{Effect, SubjectSelector},
};

impl Compiled {
    /// Whether there can be a subject and a device whose calls of a region become different things by what memory
    /// says. Of rules about everybody and all of the kind it is known that they are about them; of any other it is
    /// taken that it may be, whatever the others are.
    pub(super) fn may_vary(&self, region: &Region) -> bool {
        let is_meant = |rule: &Rule| {
            let kinds = rule.device.kinds.as_ref();
            kinds.is_none_or(|kinds| kinds.contains(&region.kind))
        };
        let mut open: Vec<u32> = region.classes.iter().copied().collect();
        // What becomes of some calls, where others may come to a later rule.
        let mut of_some: Option<Effect> = None;
        for (at, rule) in self.rules().filter(|(_, rule)| is_meant(rule)) {
            let (own, others): (Vec<u32>, Vec<u32>) =
                open.iter().partition(|class| self.applies(at, **class));
            let mut outcomes = own.iter().map(|class| self.effect(at, *class).outcome());
            let Some(outcome) = outcomes.next() else {
                continue;
            };
            let mut against = outcomes.chain(of_some);
            if against.any(|other| other != outcome) {
                return true;
            }
            let is_everybodys =
                rule.subject == SubjectSelector::default() && rule.device.is_by_kind();
            // A rule about some, and all of their calls, leaves nothing to choose.
            if is_everybodys || !others.is_empty() {
                of_some = Some(outcome);
            }
            if is_everybodys {
                open = others;
            }
            if open.is_empty() {
                return false;
            }
        }
        of_some.is_some_and(|other| other != self.policy.default.outcome())
    }
}
