//! What becomes of the calls that were asked about, where the words mean several.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{self, Write},
};

use serde::Serialize;
use tracer_common::policy::{NO_RULE, Verdict};

use crate::{
    plural::counted,
    policy::{
        Policy,
        resolve::{action_name, errno_name, mode_name},
        simulate,
    },
    sinks::printable::printable,
};

/// Calls that one rule decides alike.
pub(super) struct Outcome {
    pub(super) verdict: Verdict,
    calls: usize,
    /// What they say, by name.
    names: BTreeSet<String>,
}

/// What happens to a call, whichever rule it is by.
pub(super) fn happens(verdict: &Verdict) -> (u8, u8, u16) {
    (verdict.action, verdict.mode, verdict.errno)
}

/// Each way in which calls are decided, in the order of the rules.
pub(super) fn of(calls: &[(Verdict, String)]) -> Vec<Outcome> {
    let mut all: BTreeMap<_, Outcome> = BTreeMap::new();
    for (verdict, name) in calls {
        let outcome = all
            .entry((verdict.rule, happens(verdict)))
            .or_insert_with(|| Outcome {
                verdict: *verdict,
                calls: 0,
                names: BTreeSet::new(),
            });
        outcome.calls += 1;
        outcome.names.insert(name.clone());
    }
    all.into_values().collect()
}

/// A verdict in words.
pub(super) fn told(policy: &Policy, verdict: &Verdict) -> String {
    let effect = simulate::effect(verdict);
    let errno = match effect.refuses() {
        true => format!(" with {}", errno_name(effect.errno)),
        false => String::new(),
    };
    format!(
        "{}{errno}, by {}, {}",
        action_name(effect.action),
        printable(simulate::rule_name(policy, rule(verdict))),
        mode_name(effect.mode)
    )
}

fn rule(verdict: &Verdict) -> Option<usize> {
    (verdict.rule != NO_RULE).then_some(verdict.rule as usize)
}

/// Writes what becomes of which, and how to ask about one of them.
pub(super) fn text(out: &mut impl Write, policy: &Policy, all: &[Outcome]) -> io::Result<()> {
    /// Names that are shown.
    const SHOWN: usize = 5;
    writeln!(out, "It depends on which of them it is:")?;
    for outcome in all {
        let names = outcome.names.iter().take(SHOWN);
        let mut names: Vec<String> = names.map(|name| printable(name).into_owned()).collect();
        if outcome.names.len() > SHOWN {
            names.push(format!("{} more", outcome.names.len() - SHOWN));
        }
        writeln!(
            out,
            "  {}: {}: {}",
            told(policy, &outcome.verdict),
            counted(outcome.calls, "call", "calls"),
            names.join(", ")
        )?;
    }
    writeln!(out, "Why is told of one of them: name it by --sub.")
}

/// One way in which calls are decided.
#[derive(Serialize)]
pub(super) struct OutcomeJson<'a> {
    rule: Option<&'a str>,
    action: &'static str,
    mode: &'static str,
    errno: Option<String>,
    refused: bool,
    calls: usize,
    names: &'a BTreeSet<String>,
}

impl Outcome {
    pub(super) fn json<'a>(&'a self, policy: &'a Policy) -> OutcomeJson<'a> {
        let effect = simulate::effect(&self.verdict);
        let by = rule(&self.verdict);
        OutcomeJson {
            rule: by.map(|_| simulate::rule_name(policy, by)),
            action: action_name(effect.action),
            mode: mode_name(effect.mode),
            errno: effect.refuses().then(|| errno_name(effect.errno)),
            refused: effect.is_refused(),
            calls: self.calls,
            names: &self.names,
        }
    }
}
