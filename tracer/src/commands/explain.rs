//! `passgate explain`: which rule of a policy decides a call, and why.

mod asked;
mod calls;

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
    let mut decide = |call: &Call| {
        let verdict = compiled.decide(&subject, &device, call);
        verdict.map_err(|error| files::full(&error))
    };
    let verdict = decide(&call)?;
    let happens = |verdict: &Verdict| (verdict.action, verdict.mode, verdict.errno);
    let mut otherwise = Vec::new();
    for other in &others {
        if happens(&decide(other)?) != happens(&verdict) {
            let told = Told::of(Some(entry), device.driver(), other);
            otherwise.push(simulate::name(&told));
        }
    }
    let block = compiled.block(&subject, &device);
    Ok(Explained {
        told: Told::of(Some(entry), device.driver(), &call),
        steps: steps(compiled.policy(), &subject, &device, &call, &verdict),
        block: block.map_err(|error| files::full(&error))?,
        verdict,
        calls: 1 + others.len(),
        otherwise,
        entry,
        call,
    })
}

/// A call with all that is said of it.
struct Explained {
    told: Told,
    steps: Vec<(String, String)>,
    /// What the kernel holds the verdict with.
    block: Block,
    verdict: Verdict,
    /// How many calls the words may mean.
    calls: usize,
    /// Names of those of which something else becomes.
    otherwise: Vec<String>,
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
        steps,
        block,
        verdict,
        calls,
        otherwise,
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
    if let Some(first) = otherwise.first() {
        writeln!(
            out,
            "This is one of {calls} calls that were asked about: {} are decided otherwise, {} among them.",
            otherwise.len(),
            printable(first)
        )?;
    }
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::{
        policy::{
            Text,
            parse::{DEVICE_KEYS, SUBJECT_KEYS},
            read,
        },
        sinks::documented::assert_documented,
    };

    pub(super) fn asked(command: &str, sub: Option<&str>) -> cli::Asked {
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

    pub(super) fn of(text: &str) -> Policy {
        read(&[Text::new("p", format!("version = 1\n{text}"))]).expect("a policy")
    }

    fn explained(text: &str, asked: &cli::Asked) -> (Compiled, Explained) {
        let policy = of(text);
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
        let out = said(&compiled, &explained);
        assert!(out.contains("deny with EPERM, by c, enforce"), "{out}");
        assert!(out.contains("another thread of the caller"), "{out}");
    }

    fn said(compiled: &Compiled, explained: &Explained) -> String {
        let mut out = Vec::new();
        text(&mut out, compiled.policy(), explained).expect("memory takes all writes");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn what_is_decided_alike_and_where_is_told_by_the_names_of_rules() {
        let more = "[[rule]]\nname = 'd'\nsubject = { exe = '/usr/**' }\ndevice = { family = 'scsi' }\nallow = '*'\n";
        let policy = format!("{POLICY}{more}");
        let told = |text: &str, asked: &cli::Asked| {
            let (compiled, explained) = explained(text, asked);
            (said(&compiled, &explained), explained.block)
        };
        let vendor = asked("NVME_IOCTL_ADMIN_CMD", Some("admin.vendor"));
        let (out, block) = told(&policy, &vendor);
        // `d` is about the subject, `c` about the device, and it alone about both.
        assert_eq!(
            (block.subject, block.device, block.rules),
            (vec![3], vec![2], vec![2])
        );
        for part in [
            "security hook file_ioctl.",
            "decided again where the driver checks it, in nvme_cmd_allowed",
            "everybody whom \"d\" and no other rule may be about",
            "all devices that \"c\" and no other rule may be about",
            "What may decide there: \"c\".",
        ] {
            assert!(out.contains(part), "{part}: {out}");
        }
        let (out, _) = told("", &asked("open", None));
        assert!(out.contains("security hook file_open."), "{out}");
        assert!(
            out.contains(
                "Decided alike is everybody whom no rule names, on all devices that no rule names."
            ),
            "{out}"
        );
    }

    #[test]
    fn a_name_of_several_calls_is_said_to_be_one() {
        let policy = "[[rule]]\nname = 'health'\ndevice = { family = 'nvme' }\n\
            allow = 'admin.get-log-page.smart-health-information'\n\
            [[rule]]\nname = 'rest'\ndevice = { family = 'nvme' }\ndeny = 'admin.*'\n";
        let said = |sub: Option<&str>| {
            let (compiled, explained) = explained(policy, &asked("NVME_IOCTL_ADMIN_CMD", sub));
            said(&compiled, &explained)
        };
        let several = said(Some("admin.get-log-page"));
        assert!(several.contains("This is one of"), "{several}");
        assert!(
            several
                .contains("1 are decided otherwise, admin.get-log-page.smart-health-information"),
            "{several}"
        );
        let one = said(Some("admin.get-log-page.smart-health-information"));
        assert!(!one.contains("one of"), "{one}");
        assert!(said(None).contains("are decided otherwise"));
    }

    /// A container's id.
    const ID: &str = "4f5e8b0c6e9d4c7f8a1b2c3d4e5f60718293a4b5c6d7e8f90123456789abcdef";

    #[test]
    fn every_selector_of_the_language_can_be_asked_about() {
        let subjects = [
            ("exe", "/x", "/y"),
            ("parent", "/x", "/y"),
            ("cgroup", "/x.slice", "/y"),
            ("unit", "x.service", "y.service"),
            ("unit", "x.slice", "y.slice"),
            ("container", ID, "web"),
            ("container", "web", ID),
            ("uid", "1", "2"),
            ("gid", "1", "2"),
        ];
        let devices = [
            ("family", "nvme", "scsi"),
            ("kind", "disk", "controller"),
            ("class", "block", "nvme-generic"),
            ("driver", "x", "y"),
            ("name", "x", "y"),
            ("node", "/dev/x", "/dev/y"),
            ("bus", "pci 0000:00:04.0", "pci 0000:00:05.0"),
            ("ids", "1B36:0010", "1b36:0011"),
        ];
        for (keys, all) in [(&SUBJECT_KEYS[..], &subjects[..]), (&DEVICE_KEYS, &devices)] {
            let asked: BTreeSet<&str> = all.iter().map(|(key, ..)| *key).collect();
            assert_eq!(asked, keys.iter().copied().collect());
        }
        let decides = |text: &str, subject: &str, device: &[String]| {
            let asked = cli::Asked {
                subject: vec![subject.to_owned()],
                device: device.to_vec(),
                ..asked("open", None)
            };
            let (_, explained) = explained(text, &asked);
            explained.verdict.rule == 0
        };
        for (key, right, wrong) in subjects {
            let text = format!("[[rule]]\nsubject = {{ {key} = '{right}' }}\ndeny = '*'\n");
            for (value, expected) in [(right, true), (wrong, false)] {
                let device = ["family=nvme".to_owned()];
                let found = decides(&text, &format!("{key}={value}"), &device);
                assert_eq!(found, expected, "{key} {value}");
            }
        }
        for (key, right, wrong) in devices {
            let text = format!("[[rule]]\ndevice = {{ {key} = '{right}' }}\ndeny = '*'\n");
            for (value, expected) in [(right, true), (wrong, false)] {
                let mut device = vec![format!("{key}={value}")];
                if key != "family" {
                    device.push("family=nvme".to_owned());
                }
                let found = decides(&text, "uid=0", &device);
                assert_eq!(found, expected, "{key} {value}");
            }
        }
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
}
