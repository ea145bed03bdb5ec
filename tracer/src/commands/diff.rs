//! `passgate diff`: what two policies decide otherwise.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use serde::Serialize;

use super::{policy as files, written};
use crate::{
    cli,
    exit::{Exit, Result},
    plural::counted,
    policy::{
        Effect, Policy, action,
        diff::{self, Compared, Setting},
        resolve::{action_name, errno_name, mode_name},
        simulate::rule_name,
    },
    sinks::{self, printable::printable},
};

/// Names of commands that a line shows.
const SHOWN: usize = 8;

/// Compares two policies. The status says whether they differ.
///
/// # Errors
///
/// Where a policy has errors, files cannot be read, or standard output not be written.
pub fn run(arguments: &cli::Diff) -> Result<ExitCode> {
    let mut old = files::compiled(&arguments.old)?;
    let mut new = files::compiled(&arguments.new)?;
    let compared = if arguments.traffic.is_empty() {
        diff::all(&mut old, &mut new)
    } else {
        let then = "nothing is compared of what is not in the recording";
        let recording = files::traffic(&arguments.traffic, then)?;
        diff::observed(&mut old, &mut new, &recording.observed)
    };
    let compared = compared.map_err(|error| files::full(&error))?;
    let policies = [old.policy(), new.policy()];
    let settings = diff::settings(old.policy(), new.policy());
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match arguments.json {
        true => json(&mut out, policies, &compared, &settings),
        false => text(&mut out, policies, &compared, &settings),
    };
    written(result.and_then(|()| out.flush()))?;
    // What was not compared is not equal.
    let are_equal = compared.differences.is_empty() && settings.is_empty();
    Ok(match are_equal && compared.is_whole {
        true => Exit::Success,
        false => Exit::Unsound,
    }
    .into())
}

fn told((effect, rule): (Effect, Option<usize>), policy: &Policy) -> String {
    let errno = match effect.refuses() {
        true => format!(" {}", errno_name(effect.errno)),
        false => String::new(),
    };
    // A report has a mode as well: `observe` tells of the first call alone.
    let mode = match effect.action {
        action::ALLOW => String::new(),
        _ => format!(", {}", mode_name(effect.mode)),
    };
    let rule = printable(rule_name(policy, rule)).into_owned();
    format!("{}{errno}{mode} by {rule}", action_name(effect.action))
}

fn text(
    out: &mut impl Write,
    [old, new]: [&Policy; 2],
    all: &Compared,
    settings: &[Setting],
) -> io::Result<()> {
    for setting in settings {
        let values = |values: &[String]| match values {
            [] => "nothing".to_owned(),
            values => printable(&values.join(", ")).into_owned(),
        };
        let what = match setting.key {
            "essential" => "What is essential",
            _ => "What a daemon does, by",
        };
        let key = Some(setting.key).filter(|key| *key != "essential");
        let key = key.map_or(String::new(), |key| format!(" {key}"));
        writeln!(out, "{what}{key}")?;
        writeln!(out, "  - {}", values(&setting.old))?;
        writeln!(out, "  + {}", values(&setting.new))?;
    }
    // Of all devices one after the other: that is why.
    if diff::have_other_defaults(old, new) {
        writeln!(out, "What no rule decides")?;
        writeln!(out, "  - {}", told((old.default, None), old))?;
        writeln!(out, "  + {}", told((new.default, None), new))?;
    }
    for difference in &all.differences {
        let calls = match difference.calls {
            Some(calls) => counted(calls, "call", "calls"),
            None => counted(difference.cases, "kind of call", "kinds of calls"),
        };
        let more = match difference.more {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        writeln!(
            out,
            "{}{more} on {}, {calls}",
            printable(&difference.subject),
            printable(&difference.device)
        )?;
        writeln!(out, "  - {}", told(difference.old, old))?;
        writeln!(out, "  + {}", told(difference.new, new))?;
        let commands = difference.commands.iter().take(SHOWN);
        let mut shown: Vec<_> = commands.map(|name| printable(name)).collect();
        if difference.commands.len() > SHOWN {
            shown.push(format!("and {} more", difference.commands.len() - SHOWN).into());
        }
        writeln!(out, "    {}", shown.join(", "))?;
    }
    if !all.is_whole {
        writeln!(
            out,
            "Not all that the rules tell apart was compared: there may be more. Compare with recorded traffic."
        )?;
    }
    let differences = all.differences.len() + settings.len();
    writeln!(out, "{}", counted(differences, "difference", "differences"))
}

#[derive(Serialize)]
struct DifferenceLine<'a> {
    schema: u32,
    kind: &'static str,
    who: &'a str,
    device: &'a str,
    old: Side<'a>,
    new: Side<'a>,
    commands: Vec<&'a str>,
    cases: u64,
    more: usize,
    calls: Option<u64>,
}

#[derive(Serialize)]
struct SettingLine<'a> {
    schema: u32,
    kind: &'static str,
    key: &'static str,
    old: &'a [String],
    new: &'a [String],
}

#[derive(Serialize)]
struct ComparisonLine {
    schema: u32,
    kind: &'static str,
    differences: usize,
    settings: usize,
    defaults: bool,
    whole: bool,
}

#[derive(Serialize)]
struct Side<'a> {
    rule: Option<&'a str>,
    action: &'static str,
    mode: &'static str,
    errno: Option<String>,
}

fn side((effect, rule): (Effect, Option<usize>), policy: &Policy) -> Side<'_> {
    Side {
        rule: rule.map(|_| rule_name(policy, rule)),
        action: action_name(effect.action),
        mode: mode_name(effect.mode),
        errno: effect.refuses().then(|| errno_name(effect.errno)),
    }
}

fn json(
    out: &mut impl Write,
    [old, new]: [&Policy; 2],
    all: &Compared,
    settings: &[Setting],
) -> io::Result<()> {
    settings.iter().try_for_each(|setting| {
        let line = SettingLine {
            schema: sinks::json::SCHEMA,
            kind: "setting",
            key: setting.key,
            old: &setting.old,
            new: &setting.new,
        };
        sinks::json::line(out, &line)
    })?;
    all.differences.iter().try_for_each(|difference| {
        let line = DifferenceLine {
            schema: sinks::json::SCHEMA,
            kind: "difference",
            who: &difference.subject,
            device: &difference.device,
            old: side(difference.old, old),
            new: side(difference.new, new),
            commands: difference.commands.iter().map(String::as_str).collect(),
            cases: difference.cases,
            more: difference.more,
            calls: difference.calls,
        };
        sinks::json::line(out, &line)
    })?;
    let line = ComparisonLine {
        schema: sinks::json::SCHEMA,
        kind: "comparison",
        differences: all.differences.len(),
        settings: settings.len(),
        defaults: diff::have_other_defaults(old, new),
        whole: all.is_whole,
    };
    sinks::json::line(out, &line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::{Text, compile::Compiled, read},
        sinks::documented::assert_documented,
    };

    #[test]
    fn every_field_is_documented_and_what_differs_is_told() {
        let policy = |deny: &str| {
            let text = format!(
                "version = 1\n[[rule]]\nname = 'a'\nsubject = {{ exe = '/x' }}\ndevice = {{ family = 'nvme' }}\n\
                 deny = [{deny}]\n"
            );
            Compiled::new(read(&[Text::new("p", text)]).expect("a policy"), 1).expect("room")
        };
        let mut old = policy("'NVME_IOCTL_RESET'");
        let mut new = policy("'NVME_IOCTL_RESET', 'NVME_IOCTL_RESCAN'");
        let compared = diff::all(&mut old, &mut new).expect("room");
        assert!(compared.is_whole);
        let differences = compared.differences;
        assert_eq!(differences.len(), 3, "{differences:?}");
        for difference in &differences {
            assert_eq!(difference.subject, "/x");
            assert_eq!((difference.old.1, difference.new.1), (None, Some(0)));
            assert!(difference.commands.iter().eq(["NVME_IOCTL_RESCAN"]));
        }
        let mut seen = differences[0].clone();
        seen.calls = Some(3);
        (seen.old, seen.new) = (seen.new, seen.old);
        let all = Compared {
            differences: vec![seen, differences[1].clone()],
            is_whole: false,
        };
        let mut out = Vec::new();
        let settings = [Setting {
            key: "heartbeat",
            old: Vec::new(),
            new: vec!["30000ms".to_owned()],
        }];
        json(&mut out, [new.policy(), new.policy()], &all, &settings)
            .expect("memory takes all writes");
        let lines = String::from_utf8(out).expect("text");
        let lines: Vec<serde_json::Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_documented("setting", &lines[..1]);
        assert_documented("difference", &lines[1..3]);
        assert_documented("comparison", &lines[3..]);
        let mut out = Vec::new();
        text(&mut out, [new.policy(), new.policy()], &all, &settings)
            .expect("memory takes all writes");
        let out = String::from_utf8(out).expect("text");
        assert!(out.contains("there may be more"), "{out}");
        assert!(out.contains(", 3 calls\n"), "{out}");
        let setting = "What a daemon does, by heartbeat\n  - nothing\n  + 30000ms\n";
        assert!(
            out.starts_with(setting) && out.ends_with("\n3 differences\n"),
            "{out}"
        );
        assert!(out.contains("/x on nvme disk, 2 kinds of calls\n"), "{out}");
        let same = diff::all(&mut new.clone(), &mut new).expect("room");
        assert!(same.differences.is_empty() && same.is_whole);
    }
}
