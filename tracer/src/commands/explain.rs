//! `passgate explain`: which rule of a policy decides a call, and why.

use std::io::{self, Write};

use serde::Serialize;
use tracer_common::{
    count::{argument, entry},
    policy::{Call, NO_RULE, Verdict, race},
};

use super::{alike, policy as files, written};
use crate::{
    cli,
    exit::{Error, Exit, Result},
    families::{self, Entry, generic},
    model::row::entry_name,
    policy::{
        Policy, Rule,
        compile::Compiled,
        evaluate::{apply, of_device, of_subject},
        facts::{self, Device, Place, Subject, Told},
        possible::{Possible, possible},
        races,
        resolve::{action_name, errno_name, mode_name},
        rule::{Match, Unknown},
        simulate,
    },
    sinks::{self, printable::printable},
};

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
    let subject = subject(&asked.subject)?;
    let (device, entry) = device(&asked.device)?;
    let call = call(asked, &device, entry)?;
    let verdict = compiled
        .decide(&subject, &device, &call)
        .map_err(|error| files::full(&error))?;
    Ok(Explained {
        told: Told::of(Some(entry), device.driver(), &call),
        steps: steps(compiled.policy(), &subject, &device, &call, &verdict),
        held: held(compiled, &subject, &device),
        verdict,
        entry,
        call,
    })
}

fn usage(message: impl Into<String>, remedy: impl Into<String>) -> Error {
    Error::new(Exit::Usage, message).remedy(remedy)
}

fn subject(words: &[String]) -> Result<Subject> {
    let mut subject = Subject::default();
    let id = |value: &str| {
        let id = value.parse::<u32>();
        id.map_err(|_| usage(format!("{value:?} is no id"), "write a number"))
    };
    for word in words {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        match key {
            "exe" => subject.exe = Some(value.to_owned()),
            "parent" => subject.parent = Some(value.to_owned()),
            "cgroup" => subject.cgroup = Some(value.to_owned()),
            "uid" => subject.uid = Some(id(value)?),
            "gid" => subject.gid = Some(id(value)?),
            "unknown" => subject.place = Place::Unknown,
            _ => {
                return Err(usage(
                    format!("a subject has no {key:?}"),
                    "it has exe, parent, cgroup, uid and gid, or is unknown",
                ));
            }
        }
    }
    Ok(subject)
}

fn device(words: &[String]) -> Result<(Device, Entry)> {
    let (mut family, mut kind) = (None, None);
    let mut device = Device::default();
    for word in words {
        let (key, value) = word.split_once('=').unwrap_or((word, ""));
        let value = value.to_owned();
        match key {
            "family" => family = Some(super::family(&value)?),
            "kind" => kind = Some(value),
            "driver" => device.driver = Some(value),
            "name" => device.name = Some(value),
            "node" => device.node = Some(value),
            "bus" => device.bus = Some(value),
            "ids" => device.ids = Some(value),
            "unresolved" => device.place = Place::Unknown,
            _ => {
                return Err(usage(
                    format!("a device has no {key:?}"),
                    "it has family, kind, driver, name, node, bus and ids, or is unresolved",
                ));
            }
        }
    }
    let family = family.ok_or_else(|| {
        usage(
            "the device has no family",
            "add --device family=NAME; `passgate families` lists them",
        )
    })?;
    let mut kinds = families::kinds().filter(|entry| entry.family.name == family.name);
    let found = match &kind {
        None => kinds.next(),
        Some(kind) => kinds.find(|entry| entry.kind.name == kind),
    };
    let entry = found.ok_or_else(|| {
        let names: Vec<&str> = family.kinds.iter().map(|kind| kind.name).collect();
        let kind = kind.unwrap_or_default();
        usage(
            format!("{} has no kind {kind:?}", family.name),
            format!("it has {}", names.join(", ")),
        )
    })?;
    device.kind = entry.id;
    Ok((device, entry))
}

fn number(text: &str) -> Option<u32> {
    match text.strip_prefix("0x") {
        Some(digits) => u32::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

fn call(asked: &cli::Asked, device: &Device, entry: Entry) -> Result<Call> {
    let all = possible(device);
    let by_number = number(&asked.command);
    let is_meant = |possible: &&Possible| {
        asked.entry.is_none_or(|entry| entry == possible.call.entry)
            && match by_number {
                Some(number) => {
                    facts::masked(Some(entry), possible.call.entry, number) == possible.call.command
                }
                None => possible.command == asked.command,
            }
    };
    let meant: Vec<&Possible> = all.iter().filter(is_meant).collect();
    let first = match (meant.first(), by_number) {
        (Some(first), _) => first.call,
        (None, Some(number)) => {
            let by = asked.entry.unwrap_or(entry::IOCTL);
            let argument = argument::NONE;
            let command = facts::masked(Some(entry), by, number);
            let zero = Call {
                entry: by,
                argument,
                command,
                second: 0,
                sub: 0,
                detail: 0,
                amount: 0,
            };
            // What its entry alone names has an argument all the same.
            let known = entry.kind.called(device.driver(), by, command);
            let takes = known
                .is_some_and(|known| known.number == generic::ANY && known.argument(by).is_some());
            Call {
                argument: if takes { argument::DECODED } else { argument },
                ..zero
            }
        }
        (None, None) => {
            let near = alike(&asked.command, all.iter().map(|possible| possible.command));
            let remedy = match near {
                Some(near) => format!("the nearest is {near}"),
                None => "`passgate families` lists them".to_owned(),
            };
            return Err(usage(
                format!(
                    "the device has no command {:?} by this entry",
                    asked.command
                ),
                remedy,
            ));
        }
    };
    let mut call = match asked.sub.as_deref() {
        None => first,
        Some("unreadable") => Call {
            argument: argument::UNREADABLE,
            ..first
        },
        Some(text) => match number(text) {
            Some(sub) => Call {
                argument: argument::DECODED,
                sub,
                ..first
            },
            None => {
                let named = meant.iter().find(|possible| {
                    possible.name == text || possible.name.starts_with(&format!("{text}."))
                });
                let Some(named) = named else {
                    let near = alike(text, meant.iter().map(|possible| possible.name.as_str()));
                    let remedy = match near {
                        Some(near) => format!("the nearest is {near}"),
                        None => "write its code instead".to_owned(),
                    };
                    return Err(usage(
                        format!("the command has no sub-command {text:?}"),
                        remedy,
                    ));
                };
                named.call
            }
        },
    };
    if let Some(detail) = asked.detail {
        call.detail = detail;
    }
    call.amount = asked.amount;
    Ok(call)
}

/// A call with all that is said of it.
struct Explained {
    told: Told,
    steps: Vec<(String, String)>,
    held: Held,
    verdict: Verdict,
    entry: Entry,
    call: Call,
}

/// Where the kernel finds the verdict.
#[derive(Clone, Copy, Debug, Serialize)]
struct Held {
    subject: Option<u32>,
    group: Option<u32>,
    root: Option<u32>,
}

fn held(compiled: &mut Compiled, subject: &Subject, device: &Device) -> Held {
    let label = compiled.device(device).ok();
    Held {
        subject: compiled.subject(subject),
        group: label.map(|label| label.group),
        root: label.map(|label| label.root),
    }
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
        steps,
        held,
        verdict,
        entry,
        call,
    } = explained;
    writeln!(
        out,
        "{} {}, {}: {} {}, {}",
        entry.family.name,
        entry.kind.name,
        entry_name(call.entry),
        printable(&simulate::command(told)),
        printable(&simulate::name(told)),
        told.class.name()
    )?;
    let hidden = steps.len().saturating_sub(SHOWN);
    if hidden > 0 {
        writeln!(out, "  {hidden} rules before: they do not apply")?;
    }
    for (name, why) in &steps[hidden..] {
        writeln!(out, "  {}: {why}", printable(name))?;
    }
    let rule = (verdict.rule != NO_RULE).then_some(verdict.rule as usize);
    let effect = simulate::effect(verdict);
    let errno = match effect.refuses() {
        true => format!(" with {}", errno_name(effect.errno)),
        false => String::new(),
    };
    writeln!(
        out,
        "{}{errno}, by {}, {}",
        action_name(effect.action),
        printable(simulate::rule_name(policy, rule)),
        mode_name(effect.mode)
    )?;
    if effect.refuses() && !effect.is_refused() {
        writeln!(out, "The call passes: only mode enforce refuses.")?;
    }
    if verdict.race != race::SOUND {
        let checked = races::checked(*entry).filter(|_| verdict.race == race::COPY);
        let then = checked.unwrap_or_else(|| races::remedy(entry.family.name).to_owned());
        writeln!(
            out,
            "It rests on memory that another thread of the caller can change after it was looked at: {then}."
        )?;
    }
    let shown = |number: Option<u32>| number.map_or_else(|| "-".to_owned(), |n| n.to_string());
    writeln!(
        out,
        "In the kernel: subject label {}, group of devices {}, tree {}.",
        shown(held.subject),
        shown(held.group),
        shown(held.root)
    )
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
    steps: Vec<StepJson<'a>>,
    held: Held,
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
        steps: explained
            .steps
            .iter()
            .map(|(rule, outcome)| StepJson { rule, outcome })
            .collect(),
        held: explained.held,
    };
    sinks::json::line(out, &line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::{Text, read},
        sinks::documented::assert_documented,
    };

    fn asked(command: &str, sub: Option<&str>) -> cli::Asked {
        cli::Asked {
            subject: vec!["exe=/usr/sbin/nvme".into(), "uid=0".into()],
            device: vec!["family=nvme".into(), "kind=controller".into()],
            entry: None,
            command: command.into(),
            sub: sub.map(str::to_owned),
            detail: None,
            amount: 0,
        }
    }

    fn explained(text: &str, asked: &cli::Asked) -> (Compiled, Explained) {
        let policy = read(&[Text::new("p", format!("version = 1\n{text}"))]).expect("a policy");
        let mut compiled = Compiled::new(policy, 1).expect("room");
        let explained = super::explained(&mut compiled, asked).expect("an explanation");
        (compiled, explained)
    }

    const POLICY: &str = "[[rule]]\nname = 'a'\nsubject = { exe = '/x' }\nallow = '*'\n\
        [[rule]]\nname = 'b'\nsubject = { gid = 5 }\nallow = '*'\n\
        [[rule]]\nname = 'c'\ndevice = { family = 'nvme' }\ndeny = 'admin.vendor'\n";

    #[test]
    fn each_rule_s_outcome_is_told() {
        let (compiled, explained) =
            explained(POLICY, &asked("NVME_IOCTL_ADMIN_CMD", Some("admin.vendor")));
        let outcomes: Vec<&str> = explained
            .steps
            .iter()
            .map(|(_, why)| why.as_str())
            .collect();
        assert_eq!(
            outcomes,
            [
                "not this subject",
                "skipped: not known is the subject",
                "applies"
            ]
        );
        let mut out = Vec::new();
        text(&mut out, compiled.policy(), &explained).expect("memory takes all writes");
        let out = String::from_utf8(out).expect("text");
        assert!(out.contains("deny with EPERM, by c, enforce"), "{out}");
        assert!(out.contains("another thread of the caller"), "{out}");
    }

    #[test]
    fn every_field_is_documented() {
        let mut lines = Vec::new();
        for asked in [
            asked("NVME_IOCTL_ADMIN_CMD", Some("0xc1")),
            asked("NVME_IOCTL_ADMIN_CMD", Some("unreadable")),
            asked("0x4e44", None),
        ] {
            let (compiled, explained) = explained(POLICY, &asked);
            let mut out = Vec::new();
            json(&mut out, compiled.policy(), &explained).expect("memory takes all writes");
            lines.push(serde_json::from_slice(&out).expect("JSON"));
        }
        assert_documented("explained", &lines);
        assert_eq!(
            (&lines[1]["rule"], &lines[2]["rule"]),
            (&"c".into(), &serde_json::Value::Null)
        );
    }

    #[test]
    fn what_is_not_there_is_told_with_what_may_have_been_meant() {
        let (device, entry) = device(&["family=nvme".into()]).expect("a device");
        let wrong = call(&asked("NVME_IOCTL_REST", None), &device, entry).expect_err("no command");
        assert!(wrong.to_string().contains("NVME_IOCTL_RESET"), "{wrong}");
        let wrong = call(
            &asked("NVME_IOCTL_ADMIN_CMD", Some("admin.identfy")),
            &device,
            entry,
        );
        assert!(
            wrong
                .expect_err("no sub-command")
                .to_string()
                .contains("admin.identify")
        );
        for bad in ["exe", "uid=x", "name=y"] {
            assert_eq!(subject(&[bad.into()]).is_err(), bad != "exe", "{bad}");
        }
    }
}
