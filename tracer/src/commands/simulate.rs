//! `passgate simulate`: what a policy would have done with calls that were observed.

use std::{
    collections::BTreeMap,
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
        Policy,
        resolve::{action_name, errno_name, mode_name},
        simulate::{Simulated, rule_name, simulate},
        traffic::Missing,
    },
    sinks::{self, printable::printable},
};

/// Names of commands that a line shows.
const SHOWN: usize = 4;

/// Decides what was observed, and writes what came out. The status says whether anything would have been
/// refused.
///
/// # Errors
///
/// Where the policy has errors, files cannot be read, or standard output not be written.
pub fn run(arguments: &cli::Simulate) -> Result<ExitCode> {
    let mut compiled = files::compiled(&arguments.policy)?;
    let recording = files::traffic(
        &arguments.traffic,
        "nothing is said of what is not in the recording",
    )?;
    let all = simulate(&mut compiled, &recording.observed).map_err(|error| files::full(&error))?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match arguments.json {
        true => json(&mut out, compiled.policy(), &all, &recording.missing),
        false => text(&mut out, compiled.policy(), &all),
    };
    written(result.and_then(|()| out.flush()))?;
    let refused = all.iter().any(|simulated| simulated.refused > 0);
    Ok(match refused {
        true => Exit::Unsound,
        false => Exit::Success,
    }
    .into())
}

fn effect_of(policy: &Policy, rule: Option<usize>) -> crate::policy::Effect {
    rule.and_then(|rule| policy.rules.get(rule))
        .map_or(policy.default, |rule| rule.effect)
}

fn text(out: &mut impl Write, policy: &Policy, all: &[Simulated]) -> io::Result<()> {
    let mut last = None;
    for simulated in all {
        if last != Some(simulated.rule) {
            last = Some(simulated.rule);
            let effect = effect_of(policy, simulated.rule);
            let errno = match effect.refuses() {
                true => format!(" with {}", errno_name(effect.errno)),
                false => String::new(),
            };
            writeln!(
                out,
                "{}: {}{errno}, {}",
                printable(rule_name(policy, simulated.rule)),
                action_name(effect.action),
                mode_name(effect.mode)
            )?;
        }
        let mut commands: Vec<(&String, &u64)> = simulated.commands.iter().collect();
        commands.sort_by(|a, b| b.1.cmp(a.1));
        let mut shown: Vec<String> = commands
            .iter()
            .take(SHOWN)
            .map(|(name, calls)| format!("{} {calls}", printable(name)))
            .collect();
        if commands.len() > SHOWN {
            shown.push(format!("{} more", commands.len() - SHOWN));
        }
        let mut what = vec![counted(simulated.calls, "call", "calls")];
        for (calls, how) in [
            (simulated.refused, "refused"),
            (simulated.audited, "audited"),
            (simulated.reported, "reported"),
            (
                simulated.racy,
                "by an argument that another thread could have changed between check and use",
            ),
            (simulated.by_average, "by their average amount"),
            (simulated.unsure, "by a group or a parent that is not known"),
        ] {
            if calls > 0 {
                what.push(format!("{calls} {how}"));
            }
        }
        writeln!(
            out,
            "  {} on {}: {} ({})",
            printable(&simulated.subject),
            printable(&simulated.device),
            what.join(", "),
            shown.join(", ")
        )?;
    }
    let total = Total::of(all);
    writeln!(
        out,
        "{}: {} refused, {} audited, {} reported, {} by no rule",
        counted(total.calls, "call", "calls"),
        total.refused,
        total.audited,
        total.reported,
        total.by_default
    )
}

#[derive(Default)]
struct Total {
    calls: u64,
    refused: u64,
    audited: u64,
    reported: u64,
    by_default: u64,
}

impl Total {
    fn of(all: &[Simulated]) -> Self {
        let mut total = Self::default();
        for simulated in all {
            total.calls = total.calls.saturating_add(simulated.calls);
            total.refused = total.refused.saturating_add(simulated.refused);
            total.audited = total.audited.saturating_add(simulated.audited);
            total.reported = total.reported.saturating_add(simulated.reported);
            if simulated.rule.is_none() {
                total.by_default = total.by_default.saturating_add(simulated.calls);
            }
        }
        total
    }
}

#[derive(Serialize)]
struct SimulatedLine<'a> {
    schema: u32,
    kind: &'static str,
    rule: Option<&'a str>,
    action: &'static str,
    mode: &'static str,
    errno: Option<String>,
    exe: &'a str,
    device: &'a str,
    calls: u64,
    refused: u64,
    audited: u64,
    reported: u64,
    racy: u64,
    by_average: u64,
    unsure: u64,
    commands: Vec<CommandJson<'a>>,
}

#[derive(Serialize)]
struct CommandJson<'a> {
    command: &'a str,
    calls: u64,
}

#[derive(Serialize)]
struct TotalLine<'a> {
    schema: u32,
    kind: &'static str,
    calls: u64,
    refused: u64,
    audited: u64,
    reported: u64,
    by_default: u64,
    losses: &'a BTreeMap<String, u64>,
    overflow: u64,
}

fn json(
    out: &mut impl Write,
    policy: &Policy,
    all: &[Simulated],
    missing: &Missing,
) -> io::Result<()> {
    for simulated in all {
        let effect = effect_of(policy, simulated.rule);
        let commands = simulated.commands.iter();
        let line = SimulatedLine {
            schema: sinks::json::SCHEMA,
            kind: "simulated",
            rule: simulated.rule.map(|_| rule_name(policy, simulated.rule)),
            action: action_name(effect.action),
            mode: mode_name(effect.mode),
            errno: effect.refuses().then(|| errno_name(effect.errno)),
            exe: &simulated.subject,
            device: &simulated.device,
            calls: simulated.calls,
            refused: simulated.refused,
            audited: simulated.audited,
            reported: simulated.reported,
            racy: simulated.racy,
            by_average: simulated.by_average,
            unsure: simulated.unsure,
            commands: commands
                .map(|(command, calls)| CommandJson {
                    command,
                    calls: *calls,
                })
                .collect(),
        };
        sinks::json::line(out, &line)?;
    }
    let total = Total::of(all);
    let line = TotalLine {
        schema: sinks::json::SCHEMA,
        kind: "simulation",
        calls: total.calls,
        refused: total.refused,
        audited: total.audited,
        reported: total.reported,
        by_default: total.by_default,
        losses: &missing.losses,
        overflow: missing.overflow,
    };
    sinks::json::line(out, &line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        policy::{Text, compile::Compiled, read, traffic},
        sinks::documented::assert_documented,
    };

    #[test]
    fn every_field_is_documented() {
        let policy = read(&[Text::new(
            "p",
            "version = 1\n[[rule]]\nname = 'no \u{1b} vendor'\ndevice = { family = 'nvme' }\ndeny = 'admin.vendor'\n",
        )]);
        assert!(policy.is_err(), "TOML takes no escape");
        let policy = read(&[Text::new(
            "p",
            "version = 1\n[[rule]]\nname = 'no vendor'\ndevice = { family = 'nvme' }\ndeny = 'admin.vendor'\n",
        )]);
        let mut compiled = Compiled::new(policy.expect("a policy"), 1).expect("room");
        let line = |sub: u32, exe: &str| {
            format!(
                r#"{{"schema":1,"kind":"count","subject":{{"exe":"{exe}","kernel":false,"uid":0,"cgroup":"/"}},"device":{{"family":"nvme","interface":"controller","name":"nvme0","driver":"nvme","gone":false}},"entry":"ioctl","number":"0xc0484e41","sub_code":{sub},"argument":"decoded","calls":2,"bytes":8192,"fields":{{"nsid":1}}}}"#
            )
        };
        let text = format!("{}\n{}\n", line(0xc1, "/usr/sbin/nvme"), line(6, "/x"));
        let traffic = traffic::read(&text).expect("a recording");
        assert_eq!(traffic[0].call.second, 1);
        let all = simulate(&mut compiled, &traffic).expect("room");
        let mut out = Vec::new();
        json(&mut out, compiled.policy(), &all, &Missing::default())
            .expect("memory takes all writes");
        let lines = String::from_utf8(out).expect("text");
        let lines: Vec<serde_json::Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        for kind in ["simulated", "simulation"] {
            assert_documented(kind, lines.iter().filter(|line| line["kind"] == kind));
        }
        let mut out = Vec::new();
        super::text(&mut out, compiled.policy(), &all).expect("memory takes all writes");
        assert_eq!(
            String::from_utf8(out).expect("text"),
            "no vendor: deny with EPERM, enforce\n  /usr/sbin/nvme on nvme0: 2 calls, 2 refused, 2 by an \
             argument that another thread could have changed between check and use (admin.vendor 2)\n[default]: allow, enforce\n  /x on nvme0: 2 calls, \
             2 by an argument that another thread could have changed between check and use (admin.identify.namespace 2)\n4 calls: 2 refused, 0 audited, 0 \
             reported, 2 by no rule\n"
        );
    }
}
