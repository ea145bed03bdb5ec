//! Whether a policy lets devices be opened for reading and writing.

use std::collections::HashSet;

use tracer_common::{
    count::{argument, entry},
    policy::Call,
    spec::mode,
};

use super::super::shadowed::Covering;
use crate::{
    families::Entry,
    policy::{
        Effect,
        compile::{Compiled, bits::Bits},
        evaluate,
        facts::Told,
    },
};

/// Subjects that are told apart by more than so many sets of rules are taken for such as may open.
const MOST_SUBJECTS: usize = 64;

/// Whether nobody whom a rule is about can open its devices of a kind for reading and writing, or receive one that is
/// open so.
pub(super) fn is_closed(
    compiled: &Compiled,
    covering: Option<&Covering>,
    at: usize,
    kind: Entry,
) -> bool {
    let mut entries = [entry::OPEN, entry::RECEIVE].into_iter();
    entries.all(|by| {
        let deciding = deciding(compiled, kind, by);
        let places: Bits = deciding.iter().map(|(other, _)| *other).collect();
        let mut subjects = HashSet::new();
        for rules in compiled.subjects().iter().filter(|rules| rules.has(at)) {
            subjects.insert(rules.and(&places));
            if subjects.len() > MOST_SUBJECTS {
                return false;
            }
        }
        subjects.iter().all(|rules| {
            let own = deciding.iter().filter(|(other, _)| rules.has(*other));
            for (other, effect) in own {
                if !effect.is_refused() {
                    return false;
                }
                let rule = &compiled.policy().rules[*other];
                // Where rules are not compared, those without names are about all devices of the kind.
                let is_of_all = covering.map_or(rule.device.is_by_kind(), |covering| {
                    covering.has_devices(*other, at)
                });
                if is_of_all {
                    return true;
                }
            }
            compiled.policy().default.is_refused()
        })
    })
}

/// Rules that decide such a call of devices of a kind, and what they do.
fn deciding(compiled: &Compiled, kind: Entry, by: u8) -> Vec<(usize, Effect)> {
    let call = Call {
        entry: by,
        argument: argument::DECODED,
        command: 0,
        second: 0,
        sub: mode::READ | mode::WRITE,
        detail: 0,
        amount: 0,
    };
    let told = Told::of(Some(kind), None, &call);
    let rules = compiled.policy().rules.iter().enumerate();
    let of_kind = rules.filter(|(_, rule)| {
        let kinds = rule.device.kinds.as_ref();
        rule.call.entries.contains(&by) && kinds.is_none_or(|kinds| kinds.contains(&kind.id))
    });
    let deciding = of_kind.filter_map(|(other, rule)| {
        let applied = evaluate::told(rule, &told, &call)?;
        Some((other, evaluate::effect(rule, applied)))
    });
    deciding.collect()
}
