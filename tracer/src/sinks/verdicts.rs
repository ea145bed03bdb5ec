//! What a policy did: a line for each rule, subject, device and command, as text or as JSON Lines.

use std::io::{self, Write};

use serde::Serialize;
use tracer_common::policy::{action, mode};

use super::{json, printable::printable};
use crate::{
    model::{
        Model,
        observation::{Judgement, Losses},
        row::Row,
    },
    plural::counted,
    policy::{
        Policy,
        resolve::{action_name, errno_name, mode_name},
        simulate::rule_name,
    },
};

/// What a policy did.
#[derive(Debug)]
pub struct Summary {
    lines: Vec<Line>,
    calls: u64,
    denied: u64,
    audited: u64,
    losses: Losses,
}

#[derive(Clone, Debug, Serialize)]
struct Line {
    schema: u32,
    kind: &'static str,
    /// None where no rule decided, or what decided was lost.
    rule: Option<String>,
    /// Which policy's it is: a reload makes another.
    generation: Option<u32>,
    action: Option<&'static str>,
    mode: Option<&'static str>,
    errno: Option<String>,
    /// Whether memory that another thread can change decided.
    racy: Option<bool>,
    exe: Option<String>,
    device: Option<String>,
    entry: &'static str,
    command: String,
    sub: Option<String>,
    calls: u64,
    denied: u64,
    audited: u64,
}

#[derive(Serialize)]
struct TotalLine {
    schema: u32,
    kind: &'static str,
    calls: u64,
    denied: u64,
    audited: u64,
}

impl Summary {
    /// Of all that was observed, by the policy that judged it.
    pub fn new(model: &Model, policy: &Policy) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        let (mut calls, mut denied, mut audited) = (0, 0, 0);
        for (row, judgement) in model.judged() {
            calls += row.count.calls;
            denied += row.count.denied;
            audited += row.count.audited;
            let is_told = row.count.denied > 0 || row.count.audited > 0 || judgement.is_some();
            if is_told {
                lines.push(Line::new(policy, &row, judgement));
            }
        }
        lines.sort_by(|a, b| {
            let key = |line: &Line| (line.denied, line.audited, line.calls);
            let name = |line: &Line| (line.command.clone(), line.sub.clone(), line.exe.clone());
            key(b).cmp(&key(a)).then_with(|| name(a).cmp(&name(b)))
        });
        Self {
            lines,
            calls,
            denied,
            audited,
            losses: model.losses(),
        }
    }
}

impl Line {
    fn new(policy: &Policy, row: &Row, judgement: Option<&Judgement>) -> Self {
        let sub = row.action.sub_label();
        Self {
            schema: json::SCHEMA,
            kind: "verdict",
            rule: judgement.map(|judgement| {
                let rule = judgement.rule.map(|rule| rule as usize);
                rule_name(policy, rule).to_owned()
            }),
            generation: judgement.map(|judgement| judgement.generation),
            action: judgement.map(|judgement| action_name(judgement.action)),
            mode: judgement.map(|judgement| mode_name(judgement.mode)),
            errno: judgement
                .filter(|judgement| judgement.action >= action::DENY)
                .map(|judgement| errno_name(judgement.errno)),
            racy: judgement.map(|judgement| judgement.racy),
            exe: row.subject.exe.clone(),
            device: row.device.label().map(str::to_owned),
            entry: row.action.entry,
            command: row.action.command.clone().into_owned(),
            sub: (!sub.is_empty()).then(|| sub.into_owned()),
            calls: row.count.calls,
            denied: row.count.denied,
            audited: row.count.audited,
        }
    }

    fn happened(&self) -> String {
        let what = [
            (self.denied, "refused"),
            (self.audited, "would have been refused"),
        ];
        let mut said: Vec<String> = what
            .into_iter()
            .filter(|(calls, _)| *calls > 0)
            .map(|(calls, what)| format!("{calls} {what}"))
            .collect();
        if said.is_empty() {
            said.push("reported".to_owned());
        }
        said.join(", ")
    }
}

/// Writes it for people.
///
/// # Errors
///
/// Those of writing.
pub fn text(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    writeln!(
        out,
        "passgate: {}, {} refused, {} would have been refused",
        counted(summary.calls, "device call", "device calls"),
        summary.denied,
        summary.audited
    )?;
    for line in &summary.lines {
        let name = |name: &Option<String>| printable(name.as_deref().unwrap_or("?")).into_owned();
        let mut call = format!("{} {}", line.entry, printable(&line.command));
        if let Some(sub) = &line.sub {
            call = format!("{call} {}", printable(sub));
        }
        let errno = match &line.errno {
            Some(errno) if line.mode == Some(mode_name(mode::ENFORCE)) => format!(" with {errno}"),
            _ => String::new(),
        };
        writeln!(
            out,
            "  {}: {call} of {} on {}: {}{errno}",
            name(&line.rule),
            name(&line.exe),
            name(&line.device),
            line.happened(),
        )?;
    }
    for (name, count) in summary.losses.named().filter(|(_, count)| *count > 0) {
        writeln!(out, "  loss {name}: {count}")?;
    }
    Ok(())
}

/// Writes it as JSON Lines.
///
/// # Errors
///
/// Those of writing.
pub fn json(out: &mut impl Write, summary: &Summary) -> io::Result<()> {
    for line in &summary.lines {
        json::line(out, line)?;
    }
    let total = TotalLine {
        schema: json::SCHEMA,
        kind: "verdicts",
        calls: summary.calls,
        denied: summary.denied,
        audited: summary.audited,
    };
    json::line(out, &total)?;
    json::losses(out, &summary.losses)
}

#[cfg(test)]
mod tests {
    use tracer_common::count::CountKey;

    use super::*;
    use crate::{
        model::{
            observation::{Count, Observation, Snapshot},
            tests::{admin, controller, nvme_cli},
        },
        policy::{Text, read},
        sinks::documented::assert_documented,
    };

    fn summary() -> Summary {
        let policy = read(&[Text::new(
            "p",
            "version = 1\n[[rule]]\nname = 'no vendor'\ndevice = { family = 'nvme' }\ndeny = 'admin.vendor'\n",
        )]);
        let mut model = Model::new();
        model.apply(nvme_cli(1));
        model.apply(controller(1));
        let (vendor, lost) = (admin(1, 1, 0xc1), admin(0, 0, 0xc2));
        model.apply(Observation::Judged(Judgement {
            key: vendor,
            process: 5,
            thread: 5,
            generation: 1,
            rule: Some(0),
            errno: 1,
            action: action::DENY,
            mode: mode::ENFORCE,
            racy: true,
            time: std::time::Duration::ZERO,
            amount: 0,
        }));
        let count = |key: CountKey, calls, denied| {
            let count = Count {
                calls,
                denied,
                ..Count::default()
            };
            (key, count)
        };
        model.apply(Observation::Counts(Snapshot {
            counts: vec![
                count(vendor, 3, 3),
                count(lost, 1, 1),
                count(admin(1, 1, 6), 7, 0),
            ],
            ..Snapshot::default()
        }));
        Summary::new(&model, &policy.expect("a policy"))
    }

    #[test]
    fn every_field_is_documented() {
        let mut out = Vec::new();
        json(&mut out, &summary()).expect("memory takes all writes");
        let lines = String::from_utf8(out).expect("text");
        let lines: Vec<serde_json::Value> = lines
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        for kind in ["verdict", "verdicts", "losses"] {
            assert_documented(kind, lines.iter().filter(|line| line["kind"] == kind));
        }
    }

    #[test]
    fn refusals_are_told_by_rule() {
        let mut out = Vec::new();
        text(&mut out, &summary()).expect("memory takes all writes");
        assert_eq!(
            String::from_utf8(out).expect("text"),
            "passgate: 11 device calls, 4 refused, 0 would have been refused\n  no vendor: ioctl \
             NVME_IOCTL_ADMIN_CMD admin.vendor 0xc1 of /usr/sbin/nvme on nvme0: 3 refused with EPERM\n  ?: ioctl \
             'N' 0x41 rw 72 of ? on ?: 1 refused\n"
        );
    }
}
