//! What a policy makes of traffic.

use std::collections::BTreeMap;

use tracer_common::policy::{NO_RULE, Verdict};

use super::{
    Policy,
    compile::Compiled,
    diagnostic::Diagnostic,
    evaluate,
    facts::{Place, Told},
    rule::{Effect, Match, Rule},
    traffic::Observed,
};
use crate::families;

/// Calls that one rule decided of one subject, to devices of one name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simulated {
    /// The rule; None where none decided.
    pub rule: Option<usize>,
    /// Who: the executable, or the unit or container around it where it has no name.
    pub subject: String,
    /// To what: a device's name, or its kind.
    pub device: String,
    /// How many.
    pub calls: u64,
    /// How many of them would have been refused.
    pub refused: u64,
    /// How many a rule refuses that is not enforced.
    pub audited: u64,
    /// How many pass and are reported.
    pub reported: u64,
    /// How many rest on memory that the caller can change meanwhile.
    pub racy: u64,
    /// What they say, with how often.
    pub commands: BTreeMap<String, u64>,
    /// How many were decided by an average amount: recordings have the sum of all calls.
    pub by_average: u64,
    /// How many a rule about groups or parents may decide otherwise: recordings have neither.
    pub unsure: u64,
}

/// What a verdict does.
pub fn effect(verdict: &Verdict) -> Effect {
    Effect {
        action: verdict.action,
        mode: verdict.mode,
        errno: verdict.errno,
    }
}

/// Decides all calls as the kernel does. The result is in the order of the rules, then by names.
///
/// # Errors
///
/// Where the policy has no room for the devices.
pub fn simulate(
    compiled: &mut Compiled,
    traffic: &[Observed],
) -> Result<Vec<Simulated>, Diagnostic> {
    let mut all: BTreeMap<(usize, String, String), Simulated> = BTreeMap::new();
    let by_amount: Vec<bool> = {
        let rules = compiled.policy().rules.iter();
        rules.map(|rule| rule.call.amount.is_some()).collect()
    };
    let by_others: Vec<usize> = (0..by_amount.len())
        .filter(|rule| is_by_what_is_not_recorded(&compiled.policy().rules[*rule]))
        .collect();
    for observed in traffic {
        let verdict = compiled.decide(&observed.subject, &observed.device, &observed.call)?;
        let rule = (verdict.rule != NO_RULE).then_some(verdict.rule as usize);
        let asked = by_others
            .iter()
            .take_while(|other| rule.is_none_or(|rule| **other <= rule));
        let mut asked = asked.filter_map(|other| compiled.policy().rules.get(*other));
        let is_unsure = asked.any(|other| may_apply(other, observed));
        let (subject, device) = (who(observed), to_what(observed));
        let place = (rule.unwrap_or(usize::MAX), subject.clone(), device.clone());
        let into = all.entry(place).or_insert_with(|| Simulated {
            rule,
            subject,
            device,
            ..Simulated::default()
        });
        let (effect, calls) = (effect(&verdict), observed.calls);
        let add = |sum: &mut u64, holds: bool| {
            if holds {
                *sum = sum.saturating_add(calls);
            }
        };
        add(&mut into.calls, true);
        add(&mut into.refused, effect.is_refused());
        add(&mut into.audited, effect.is_audited());
        add(
            &mut into.reported,
            effect.action == super::rule::action::AUDIT
                && effect.mode != super::rule::mode::OBSERVE,
        );
        add(
            &mut into.racy,
            verdict.race != tracer_common::policy::race::SOUND,
        );
        add(
            &mut into.by_average,
            !observed.amount_known && by_amount.iter().any(|by_amount| *by_amount),
        );
        add(&mut into.unsure, is_unsure);
        add(into.commands.entry(what(observed)).or_default(), true);
    }
    Ok(all.into_values().collect())
}

/// Whether a rule asks for what recordings do not have.
fn is_by_what_is_not_recorded(rule: &Rule) -> bool {
    rule.subject.gid.is_some() || rule.subject.parent.is_some()
}

/// Whether a rule about such may be about calls, were that known.
fn may_apply(rule: &Rule, observed: &Observed) -> bool {
    let Observed {
        subject,
        device,
        call,
        ..
    } = observed;
    let who = evaluate::of_subject(&rule.subject, subject);
    who != Match::No
        && who != Match::CERTAIN
        && evaluate::of_device(&rule.device, device).applies(rule.applies)
        && evaluate::of_call(rule, device, call).is_some()
}

/// Who made calls, for people.
pub fn who(observed: &Observed) -> String {
    let subject = &observed.subject;
    if observed.kernel {
        return "[kernel]".to_owned();
    }
    if subject.place != Place::Known {
        return "(unknown)".to_owned();
    }
    let exe = subject.exe.as_ref();
    let names = exe
        .or(observed.unit.as_ref())
        .or(observed.container.as_ref());
    names.map_or_else(|| "(unknown)".to_owned(), Clone::clone)
}

/// What calls were made to, for people.
pub fn to_what(observed: &Observed) -> String {
    let device = &observed.device;
    let kind = || families::kind(device.kind).map(|entry| entry.kind.name.to_owned());
    let name = device.name.clone().or_else(kind);
    name.unwrap_or_else(|| "(unknown)".to_owned())
}

/// What calls say, for people: as the output of other commands has it.
pub fn what(observed: &Observed) -> String {
    let kind = families::kind(observed.device.kind);
    let told = Told::of(kind, observed.device.driver(), &observed.call);
    name(&told)
}

/// The most exact name of a call, with its codes where there is none.
pub fn name(told: &Told) -> String {
    if told.is_undecoded() && told.state != tracer_common::count::argument::NONE {
        return format!("{} (unreadable)", command(told));
    }
    let coded = |name: &str| match (told.sub_code, told.detail_code) {
        (Some(sub), Some(detail)) => format!("{name} {sub:#04x}/{detail:#04x}"),
        (Some(sub), None) => format!("{name} {sub:#04x}"),
        _ => name.to_owned(),
    };
    match told.full.as_ref().or(told.sub.as_ref()) {
        Some(name) if name.ends_with("unknown") => coded(name),
        Some(name) => name.clone(),
        None => match told.sub_code {
            Some(_) => coded(&command(told)),
            None => command(told),
        },
    }
}

/// A command's name, or its number as rules have it.
pub fn command(told: &Told) -> String {
    let known = told.command.map(|command| command.name.to_owned());
    known.unwrap_or_else(|| format!("command:{:#x}", told.number))
}

/// What the policy's default is called among rules.
pub const DEFAULT: &str = "[default]";

/// The name of the rule that decided.
pub fn rule_name(policy: &Policy, rule: Option<usize>) -> &str {
    rule.and_then(|rule| policy.rules.get(rule))
        .map_or(DEFAULT, |rule| &rule.name)
}
