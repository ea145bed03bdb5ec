//! What two policies decide otherwise.

use std::collections::{BTreeMap, BTreeSet};

use tracer_common::policy::{NO_RULE, Verdict};

use super::{
    Policy,
    compile::Compiled,
    diagnostic::Diagnostic,
    facts::{Device, Place, Subject},
    glob::{Component, Glob, Pattern, Token},
    possible::possible,
    rule::Effect,
    simulate::{self, to_what, what, who},
    traffic::Observed,
};
use crate::families;

/// Calls that two policies decide otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Who.
    pub subject: String,
    /// To what.
    pub device: String,
    /// What the old policy does, and by which rule.
    pub old: (Effect, Option<usize>),
    /// What the new one does.
    pub new: (Effect, Option<usize>),
    /// What the calls say.
    pub commands: BTreeSet<String>,
    /// How many calls were observed; None for those that are only possible.
    pub calls: Option<u64>,
}

type Differences = BTreeMap<(String, String, Vec<u32>), Difference>;

fn add(
    all: &mut Differences,
    (subject, device): (String, String),
    (old, new): (Verdict, Verdict),
    command: String,
    calls: Option<u64>,
) {
    let (before, after) = (simulate::effect(&old), simulate::effect(&new));
    // An error matters only to what is refused.
    let outcome = |effect: Effect| {
        (
            effect.action,
            effect.mode,
            effect.refuses().then_some(effect.errno),
        )
    };
    if outcome(before) == outcome(after) {
        return;
    }
    let rule = |verdict: Verdict| (verdict.rule != NO_RULE).then_some(verdict.rule as usize);
    let key = vec![
        old.rule,
        new.rule,
        u32::from(before.action),
        u32::from(after.action),
    ];
    let entry = all.entry((subject.clone(), device.clone(), key));
    let difference = entry.or_insert_with(|| Difference {
        subject,
        device,
        old: (before, rule(old)),
        new: (after, rule(new)),
        commands: BTreeSet::new(),
        calls: calls.map(|_| 0),
    });
    difference.commands.insert(command);
    if let (Some(sum), Some(calls)) = (&mut difference.calls, calls) {
        *sum = sum.saturating_add(calls);
    }
}

/// Compares what was observed.
///
/// # Errors
///
/// Where a policy has no room for the devices.
pub fn observed(
    old: &mut Compiled,
    new: &mut Compiled,
    traffic: &[Observed],
) -> Result<Vec<Difference>, Diagnostic> {
    let mut all = Differences::new();
    for observed in traffic {
        let (subject, device, call) = (&observed.subject, &observed.device, &observed.call);
        let verdicts = (
            old.decide(subject, device, call)?,
            new.decide(subject, device, call)?,
        );
        let place = (who(observed), to_what(observed));
        add(
            &mut all,
            place,
            verdicts,
            what(observed),
            Some(observed.calls),
        );
    }
    Ok(all.into_values().collect())
}

/// Compares what is possible: of everybody else and of each subject that a rule names, to each kind of
/// device and each device that a rule names.
///
/// # Errors
///
/// Where a policy has no room for the devices.
pub fn all(old: &mut Compiled, new: &mut Compiled) -> Result<Vec<Difference>, Diagnostic> {
    let policies = [old.policy().clone(), new.policy().clone()];
    let subjects = subjects(&policies);
    let mut all = Differences::new();
    for (device_name, device) in devices(&policies) {
        let calls = possible(&device);
        for (subject_name, subject) in &subjects {
            for possible in &calls {
                let verdicts = (
                    old.decide(subject, &device, &possible.call)?,
                    new.decide(subject, &device, &possible.call)?,
                );
                let place = (subject_name.clone(), device_name.clone());
                add(&mut all, place, verdicts, possible.name.clone(), None);
            }
        }
    }
    Ok(all.into_values().collect())
}

/// Most subjects, and most devices of a kind, that are compared.
const MOST: usize = 64;

/// A name that a pattern matches.
fn example(pattern: &Pattern) -> String {
    let byte = |token: &Token| match token {
        Token::Byte(byte) => Some(*byte),
        Token::Set(..) => (b'0'..=b'z').find(|byte| token.takes(*byte)),
        Token::One => Some(b'x'),
        Token::Run => None,
    };
    let bytes: Vec<u8> = pattern.0.iter().filter_map(byte).collect();
    match bytes.is_empty() {
        true => "x".to_owned(),
        false => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

/// A path that a glob matches.
fn example_path(glob: &Glob) -> String {
    let components = glob.0.iter().map(|component| match component {
        Component::One(pattern) => format!("/{}", example(pattern)),
        Component::Depth => "/x".to_owned(),
    });
    components.collect()
}

/// Somebody whom no rule names, and one for each selector.
fn subjects(policies: &[Policy]) -> BTreeMap<String, Subject> {
    const NOBODY: u32 = 65_533;
    let anybody = Subject {
        place: Place::Known,
        exe: Some("/(any other)".to_owned()),
        parent: Some("/(any other)".to_owned()),
        cgroup: Some("/".to_owned()),
        uid: Some(NOBODY),
        gid: Some(NOBODY),
    };
    let mut all = BTreeMap::from([("any other".to_owned(), anybody.clone())]);
    for rule in policies.iter().flat_map(|policy| &policy.rules) {
        let selector = &rule.subject;
        let mut subject = anybody.clone();
        let mut told = Vec::new();
        let first = |globs: &Option<Vec<Glob>>| globs.as_ref()?.first().map(example_path);
        if let Some(path) = first(&selector.exe) {
            told.push(path.clone());
            subject.exe = Some(path);
        }
        if let Some(path) = first(&selector.parent) {
            told.push(format!("started by {path}"));
            subject.parent = Some(path);
        }
        if let Some(path) = first(&selector.cgroup) {
            told.push(format!("in {path}"));
            subject.cgroup = Some(path);
        }
        if let Some(unit) = selector.unit.as_ref().and_then(|units| units.first()) {
            let unit = example(unit);
            told.push(format!("of {unit}"));
            subject.cgroup = Some(format!("/{unit}"));
        }
        if let Some(container) = selector.container.as_ref().and_then(|all| all.first()) {
            let container = example(container);
            told.push(format!("in container {container}"));
            subject.cgroup = Some(format!("/lxc/{container}"));
        }
        let id = |ranges: &Option<Vec<(u32, u32)>>| ranges.as_ref()?.first().map(|range| range.0);
        if let Some(uid) = id(&selector.uid) {
            told.push(format!("uid {uid}"));
            subject.uid = Some(uid);
        }
        if let Some(gid) = id(&selector.gid) {
            told.push(format!("gid {gid}"));
            subject.gid = Some(gid);
        }
        if !told.is_empty() && all.len() < MOST {
            all.insert(told.join(", "), subject);
        }
    }
    all
}

/// A device of each kind that no rule names, and one for each selector.
fn devices(policies: &[Policy]) -> BTreeMap<String, Device> {
    let mut all = BTreeMap::new();
    for entry in families::kinds() {
        let name = format!("{} {}", entry.family.name, entry.kind.name);
        let any = Device {
            kind: entry.id,
            ..Device::default()
        };
        let rules = policies.iter().flat_map(|policy| &policy.rules);
        let about: Vec<_> = rules
            .filter(|rule| {
                rule.device
                    .kinds
                    .as_ref()
                    .is_none_or(|kinds| kinds.contains(&entry.id))
            })
            .collect();
        if about.is_empty() {
            continue;
        }
        for rule in about
            .into_iter()
            .filter(|rule| !rule.device.is_by_kind())
            .take(MOST)
        {
            let selector = &rule.device;
            let first = |patterns: &Option<Vec<Pattern>>| patterns.as_ref()?.first().map(example);
            let mut device = any.clone();
            device.driver = first(&selector.driver);
            device.name = first(&selector.name);
            device.bus = first(&selector.bus);
            device.ids = first(&selector.ids);
            device.node = selector
                .node
                .as_ref()
                .and_then(|globs| globs.first())
                .map(example_path);
            let facts = [
                &device.driver,
                &device.name,
                &device.node,
                &device.bus,
                &device.ids,
            ];
            let told: Vec<&str> = facts.into_iter().flatten().map(String::as_str).collect();
            all.insert(format!("{name} {}", told.join(" ")), device);
        }
        all.insert(name, any);
    }
    all
}
