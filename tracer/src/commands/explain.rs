//! `passgate explain`: which rule of a policy decides a call, and why.

mod asked;
mod calls;
mod outcomes;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use serde::Serialize;
use tracer_common::policy::{Call, NO_RULE, Verdict, race};

use super::{policy as files, written};
use crate::{
    cli,
    exit::Result,
    families::Entry,
    kernel::hooks,
    model::row::entry_name,
    policy::{
        Policy, Rule,
        compile::{Block, Compiled},
        evaluate::{apply, of_device, of_subject},
        facts::{Device, Subject, Told},
        races,
        resolve::{action_name, errno_name, mode_name},
        rule::{Match, Unknown},
        simulate,
    },
    sinks::{self, printable::printable},
};
use outcomes::{Outcome, OutcomeJson, happens};

/// Explains a call.
///
/// # Errors
///
/// Where the policy has errors, the arguments name nothing, or standard output cannot be written.
pub fn run(arguments: &cli::Explain) -> Result<()> {
    let mut compiled = files::compiled(&arguments.policy)?;
    let explained = explained(&mut compiled, &arguments.asked)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match arguments.json {
        true => json(&mut out, compiled.policy(), &explained),
        false => text(&mut out, compiled.policy(), &explained),
    };
    written(result.and_then(|()| out.flush()))
}

/// Decides a call, and why.
fn explained(compiled: &mut Compiled, asked: &cli::Asked) -> Result<Explained> {
    let subject = asked::subject(&asked.subject, compiled.policy())?;
    let (device, entry) = asked::device(&asked.device)?;
    let (call, others) = calls::calls(asked, &device, entry)?;
    let mut decide = |call: &Call| -> Result<(Verdict, String)> {
        let verdict = compiled.decide(&subject, &device, call);
        let told = Told::of(Some(entry), device.driver(), call);
        let verdict = verdict.map_err(|error| files::full(&error))?;
        Ok((verdict, simulate::name(&told)))
    };
    let mut decided = vec![decide(&call)?];
    for other in &others {
        decided.push(decide(other)?);
    }
    let verdict = decided[0].0;
    let mut entries = Vec::new();
    for by in calls::other_entries(asked, &device, entry, call.entry) {
        let asked = cli::Asked {
            entry: Some(by),
            ..asked.clone()
        };
        // What the entry does not have is not decided by it.
        let Ok((first, rest)) = calls::calls(&asked, &device, entry) else {
            continue;
        };
        for call in rest.iter().chain([&first]) {
            if is_otherwise(&decided, &decide(call)?) {
                entries.push(entry_name(by));
                break;
            }
        }
    }
    let otherwise = decided
        .iter()
        .filter(|(other, _)| happens(other) != happens(&verdict))
        .map(|(_, name)| name.clone())
        .collect();
    let block = compiled.block(&subject, &device);
    Ok(Explained {
        told: Told::of(Some(entry), device.driver(), &call),
        sub: asked.sub.clone(),
        steps: steps(compiled.policy(), &subject, &device, &call, &verdict),
        block: block.map_err(|error| files::full(&error))?,
        verdict,
        calls: decided.len(),
        otherwise,
        outcomes: outcomes::of(&decided),
        rests_on: rests_on(&decided),
        entries,
        entry,
        call,
    })
}

/// What the worst of verdicts rests on: a copy is looked at again, memory is not.
fn rests_on(decided: &[(Verdict, String)]) -> u8 {
    let has = |race: u8| decided.iter().any(|(verdict, _)| verdict.race == race);
    let mut worst = [race::MEMORY, race::COPY].into_iter();
    worst.find(|race| has(*race)).unwrap_or(race::SOUND)
}

/// Whether a call by another entry is decided otherwise than the one of its name, or if there is none, than all.
fn is_otherwise(decided: &[(Verdict, String)], (verdict, name): &(Verdict, String)) -> bool {
    let is_alike = |other: &Verdict| happens(other) == happens(verdict);
    let mut alike = decided.iter().filter(|(_, other)| other == name).peekable();
    match alike.peek() {
        Some(_) => !alike.any(|(other, _)| is_alike(other)),
        None => !decided.iter().any(|(other, _)| is_alike(other)),
    }
}

/// A call with all that is said of it.
struct Explained {
    told: Told,
    /// The sub-command that was asked about, in the words of the question.
    sub: Option<String>,
    steps: Vec<(String, String)>,
    /// What the kernel holds the verdict with.
    block: Block,
    verdict: Verdict,
    /// How many calls the words may mean.
    calls: usize,
    /// Names of those of which something else becomes.
    otherwise: Vec<String>,
    /// What becomes of all of them.
    outcomes: Vec<Outcome>,
    /// What the worst of the verdicts rests on, see [`race`].
    rests_on: u8,
    /// Entries that nobody asked about, by which it is decided otherwise.
    entries: Vec<&'static str>,
    entry: Entry,
    call: Call,
}

fn reasons(unknown: Unknown) -> String {
    let names: Vec<&str> = unknown.iter().map(|reason| reason.name()).collect();
    names.join(", ")
}

/// What each rule up to the one that decides makes of the call.
fn steps(
    policy: &Policy,
    subject: &Subject,
    device: &Device,
    call: &Call,
    verdict: &Verdict,
) -> Vec<(String, String)> {
    let until = match verdict.rule {
        NO_RULE => policy.rules.len(),
        rule => rule as usize + 1,
    };
    let step = |rule: &Rule| {
        let skipped = |matches: Match, what: &str| match matches {
            Match::No => Some(format!("not this {what}")),
            Match::Yes(unknown) if !rule.applies.has(unknown) => {
                Some(format!("skipped: not known is the {}", reasons(unknown)))
            }
            Match::Yes(_) => None,
        };
        let why = skipped(of_subject(&rule.subject, subject), "subject")
            .or_else(|| skipped(of_device(&rule.device, device), "device"));
        let why = why.unwrap_or_else(|| match apply(rule, subject, device, call) {
            None => "not this call".to_owned(),
            Some(applied) if applied.strict && rule.effect.refuses() => {
                "applies: it is strict, and the argument could become what it refuses".to_owned()
            }
            Some(applied) if applied.strict => {
                "refuses: it is strict, and the argument could become what it does not allow"
                    .to_owned()
            }
            Some(applied) if !applied.unknown.is_empty() => {
                format!(
                    "applies though not known is the {}",
                    reasons(applied.unknown)
                )
            }
            Some(_) => "applies".to_owned(),
        });
        (rule.name.clone(), why)
    };
    policy.rules.iter().take(until).map(step).collect()
}

/// Rules that a text shows of those that do not decide.
const SHOWN: usize = 20;

fn text(out: &mut impl Write, policy: &Policy, explained: &Explained) -> io::Result<()> {
    let Explained {
        told,
        block,
        outcomes,
        entries,
        entry,
        call,
        ..
    } = explained;
    let command = simulate::command(told);
    let what = match explained.calls {
        1 => format!("{command} {}, {}", simulate::name(told), told.class.name()),
        calls => {
            let sub = explained.sub.iter().map(|sub| format!(" {sub}"));
            format!("{command}{}, any of {calls} calls", sub.collect::<String>())
        }
    };
    writeln!(
        out,
        "{} {}, {}: {}",
        entry.family.name,
        entry.kind.name,
        entry_name(call.entry),
        printable(&what)
    )?;
    match outcomes.as_slice() {
        [_] => why(out, policy, explained)?,
        several => outcomes::text(out, policy, several)?,
    }
    if let [entries @ .., last] = entries.as_slice() {
        let entries = match entries {
            [] => (*last).to_owned(),
            entries => format!("{} and {last}", entries.join(", ")),
        };
        writeln!(
            out,
            "By {entries} it is decided otherwise: ask with --entry."
        )?;
    }
    if explained.rests_on != race::SOUND {
        let checked = races::checked(*entry).filter(|_| explained.rests_on == race::COPY);
        let then = checked.unwrap_or_else(|| races::remedy(entry.family.name).to_owned());
        writeln!(
            out,
            "It rests on memory that another thread of the caller can change after it was looked at: {then}."
        )?;
    }
    place(out, policy, block, call)
}

/// Writes what each rule makes of the call, and the verdict.
fn why(out: &mut impl Write, policy: &Policy, explained: &Explained) -> io::Result<()> {
    let Explained { steps, verdict, .. } = explained;
    let hidden = steps.len().saturating_sub(SHOWN);
    if hidden > 0 {
        let hidden = match hidden {
            1 => "1 rule before: it does not apply".to_owned(),
            many => format!("{many} rules before: they do not apply"),
        };
        writeln!(out, "  {hidden}")?;
    }
    for (name, why) in &steps[hidden..] {
        writeln!(out, "  {}: {why}", printable(name))?;
    }
    writeln!(out, "{}", outcomes::told(policy, verdict))?;
    let effect = simulate::effect(verdict);
    if effect.refuses() && !effect.is_refused() {
        writeln!(out, "The call passes: only mode enforce refuses.")?;
    }
    Ok(())
}

/// Writes where it is decided, and what is decided alike.
fn place(out: &mut impl Write, policy: &Policy, block: &Block, call: &Call) -> io::Result<()> {
    if let Some(hook) = hooks::deciding(call.entry) {
        writeln!(out, "It is decided at the kernel's security hook {hook}.")?;
    }
    let subject = match block.subject.as_slice() {
        [] => "everybody whom no rule names".to_owned(),
        rules => format!(
            "everybody whom {} and no other rule may be about",
            some_of(policy, rules)
        ),
    };
    let device = match block.device.as_slice() {
        [] => "all devices that no rule names".to_owned(),
        rules => format!(
            "all devices that {} and no other rule may be about",
            some_of(policy, rules)
        ),
    };
    writeln!(out, "Decided alike is {subject}, on {device}.")?;
    match block.rules.as_slice() {
        [] => Ok(()),
        rules => writeln!(out, "What may decide there: {}.", some_of(policy, rules)),
    }
}

/// Names of a few rules.
fn some_of(policy: &Policy, rules: &[usize]) -> String {
    /// Names that are shown.
    const SHOWN: usize = 5;
    let mut shown: Vec<String> = names(policy, rules)
        .into_iter()
        .take(SHOWN)
        .map(|name| format!("\"{}\"", printable(name)))
        .collect();
    if rules.len() > SHOWN {
        shown.push(format!("{} more", rules.len() - SHOWN));
    }
    shown.join(", ")
}

fn names<'a>(policy: &'a Policy, rules: &[usize]) -> Vec<&'a str> {
    let rules = rules.iter().filter_map(|rule| policy.rules.get(*rule));
    rules.map(|rule| rule.name.as_str()).collect()
}

#[derive(Serialize)]
struct ExplainedLine<'a> {
    schema: u32,
    kind: &'static str,
    family: &'static str,
    interface: &'static str,
    entry: &'static str,
    command: String,
    name: String,
    class: &'static str,
    rule: Option<&'a str>,
    action: &'static str,
    mode: &'static str,
    errno: Option<String>,
    refused: bool,
    racy: bool,
    calls: usize,
    otherwise: &'a [String],
    outcomes: Vec<OutcomeJson<'a>>,
    entries: &'a [&'static str],
    steps: Vec<StepJson<'a>>,
    hook: Option<&'static str>,
    again: bool,
    held: HeldJson<'a>,
}

#[derive(Serialize)]
struct HeldJson<'a> {
    rules: Vec<&'a str>,
    subject: Vec<&'a str>,
    device: Vec<&'a str>,
}

#[derive(Serialize)]
struct StepJson<'a> {
    rule: &'a str,
    outcome: &'a str,
}

fn json(out: &mut impl Write, policy: &Policy, explained: &Explained) -> io::Result<()> {
    let verdict = &explained.verdict;
    let rule = (verdict.rule != NO_RULE).then_some(verdict.rule as usize);
    let effect = simulate::effect(verdict);
    let line = ExplainedLine {
        schema: sinks::json::SCHEMA,
        kind: "explained",
        family: explained.entry.family.name,
        interface: explained.entry.kind.name,
        entry: entry_name(explained.call.entry),
        command: simulate::command(&explained.told),
        name: simulate::name(&explained.told),
        class: explained.told.class.name(),
        rule: rule.map(|_| simulate::rule_name(policy, rule)),
        action: action_name(effect.action),
        mode: mode_name(effect.mode),
        errno: effect.refuses().then(|| errno_name(effect.errno)),
        refused: effect.is_refused(),
        racy: verdict.race != race::SOUND,
        calls: explained.calls,
        otherwise: &explained.otherwise,
        outcomes: explained
            .outcomes
            .iter()
            .map(|outcome| outcome.json(policy))
            .collect(),
        entries: &explained.entries,
        steps: explained
            .steps
            .iter()
            .map(|(rule, outcome)| StepJson { rule, outcome })
            .collect(),
        hook: hooks::deciding(explained.call.entry),
        again: verdict.race == race::COPY,
        held: HeldJson {
            rules: names(policy, &explained.block.rules),
            subject: names(policy, &explained.block.subject),
            device: names(policy, &explained.block.device),
        },
    };
    sinks::json::line(out, &line)
}
