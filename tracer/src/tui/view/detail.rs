//! Everything that is known about one row.

use std::sync::Arc;

use ratatui::text::{Line, Span};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::{super::state::State, header::rate, theme::Theme};
use crate::{
    model::{
        Report,
        observation::Held,
        row::{Device, Row, Subject},
    },
    sinks::{printable::printable, table::bytes},
};

/// Columns for labels.
const LABEL: usize = 14;
/// The least width that a value is broken to.
const LEAST: usize = 8;

/// The facts of the selected row, in lines no wider than there is room for; None where no row is
/// selected.
pub(super) fn lines(state: &State, theme: Theme, width: usize) -> Option<Vec<Line<'static>>> {
    let row = state.selected_row()?;
    let room = width.saturating_sub(LABEL).max(LEAST);
    let sections = [
        ("Device", device(row)),
        ("Command", command(row)),
        ("Subject", subject(row)),
        ("Calls", calls(row)),
        ("Held by this subject", held(row, state.report())),
    ];
    let mut lines = Vec::new();
    for (title, facts) in sections.into_iter().filter(|(_, facts)| !facts.is_empty()) {
        lines.push(Line::styled(title, theme.title()));
        for (label, value) in facts {
            let mut label = format!("{label:LABEL$}");
            for part in broken(&printable(&value), room) {
                lines.push(Line::from(vec![
                    Span::styled(std::mem::take(&mut label), theme.quiet()),
                    Span::raw(part),
                ]));
                label = " ".repeat(LABEL);
            }
        }
    }
    Some(lines)
}

/// Those facts that are known.
fn known<const N: usize>(
    facts: [(&'static str, Option<String>); N],
) -> Vec<(&'static str, String)> {
    let known = facts.into_iter();
    known
        .filter_map(|(label, value)| Some((label, value.filter(|value| !value.is_empty())?)))
        .collect()
}

fn device(row: &Row) -> Vec<(&'static str, String)> {
    let device = &row.device;
    let kind = device.family.zip(device.kind);
    known([
        ("name", device.name.clone()),
        ("alias", device.alias.clone()),
        (
            "family, kind",
            kind.map(|(family, kind)| format!("{family}, {kind}")),
        ),
        ("node", device.node.clone()),
        ("number", device.dev.clone()),
        ("driver", device.driver.clone()),
        ("bus", device.bus.clone()),
        ("ids", device.ids.clone()),
        ("over", Some(device.lower.join(", "))),
    ])
}

fn command(row: &Row) -> Vec<(&'static str, String)> {
    let action = &row.action;
    let fields = action.fields.map(|(name, value)| format!("{name}={value}"));
    known([
        ("entry", Some(action.entry.to_owned())),
        ("name", Some(action.command.to_string())),
        ("number", Some(format!("{:#x}", action.number))),
        ("sub-command", Some(action.sub_label().into_owned())),
        ("its code", action.sub_code.map(|code| format!("{code:#x}"))),
        ("field", fields),
        ("argument", Some(action.argument.name().to_owned())),
        ("class", Some(action.class.name().to_owned())),
    ])
}

fn subject(row: &Row) -> Vec<(&'static str, String)> {
    let subject = &row.subject;
    let exe = subject.exe.clone().map(|exe| match subject.exe_deleted {
        true => exe + " (deleted or replaced since)",
        false => exe,
    });
    let container = subject
        .container
        .as_deref()
        .map(|id| match subject.runtime {
            Some(runtime) => format!("{id}, by {runtime}"),
            None => id.to_owned(),
        });
    let comm = subject.comm.clone().map(|comm| match subject.kernel {
        true => comm + " (a kernel thread)",
        false => comm,
    });
    // The first thread of a process has its id.
    let first = row.process.zip(row.thread).map(|(process, thread)| {
        if process == thread {
            format!("process {process}")
        } else {
            format!("thread {thread} of process {process}")
        }
    });
    known([
        ("is", Some(row.action.origin.to_owned())),
        ("executable", exe),
        ("command name", comm),
        ("first seen", first),
        ("user id", subject.uid.map(|uid| uid.to_string())),
        ("login's user", subject.user.map(|user| user.to_string())),
        ("session", subject.session.clone()),
        ("unit", subject.unit.clone()),
        ("container", container),
        ("cgroup", subject.cgroup.clone()),
    ])
}

fn calls(row: &Row) -> Vec<(&'static str, String)> {
    known([
        ("calls", Some(row.count.calls.to_string())),
        ("per second", Some(rate(row.rate))),
        ("data", row.bytes().map(bytes)),
    ])
}

/// What this subject has of this device besides calls.
fn held(row: &Row, report: &Report) -> Vec<(&'static str, String)> {
    let is_ours = |subject: &Arc<Subject>, device: &Arc<Device>| {
        *subject == row.subject && *device == row.device
    };
    let memory = report
        .memory
        .iter()
        .filter(|memory| is_ours(&memory.subject, &memory.device));
    let memory = memory.map(|memory| {
        let text = format!("{} of process {}", bytes(memory.bytes), memory.process);
        ("memory given", text)
    });
    let before = report
        .holdings
        .iter()
        .filter(|held| is_ours(&held.subject, &held.device));
    let before = before.map(|holding| {
        let (process, mode) = (holding.process, holding.mode_label());
        let text = match holding.what {
            Held::Descriptor(descriptor) => {
                format!("descriptor {descriptor} of process {process} ({mode})")
            }
            Held::Mapping { length, .. } => {
                let region = holding.region().unwrap_or("a part");
                format!(
                    "{region} mapped by process {process}, {} ({mode})",
                    bytes(length)
                )
            }
        };
        ("since before", text)
    });
    memory.chain(before).collect()
}

/// Breaks text into parts no wider than a width.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut parts = vec![String::new()];
    for character in text.chars() {
        let wide = character.width().unwrap_or(0);
        match parts.last_mut() {
            Some(part) if part.width() + wide <= width => part.push(character),
            _ => parts.push(character.into()),
        }
    }
    parts
}
