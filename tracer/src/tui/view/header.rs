//! The header: where this comes from, how much there is, and what was lost.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span},
    widgets::Paragraph,
};
use unicode_width::UnicodeWidthStr;

use super::{super::state::State, theme::Theme};
use crate::{families::Class, model::observation::Count, plural::counted, sinks::table};

/// Between two facts on a line.
const GAP: &str = "   ";

/// The header's facts, on as many lines as the width needs.
pub(super) fn lines(state: &State, theme: Theme, width: u16) -> Vec<Line<'static>> {
    let facts = [
        source(state, theme),
        totals(state, theme),
        losses(state, theme),
    ]
    .into_iter()
    .flatten();
    wrap(facts, usize::from(width))
}

pub(super) fn draw(frame: &mut Frame<'_>, area: Rect, lines: Vec<Line<'static>>) {
    frame.render_widget(Paragraph::new(lines), area);
}

type Fact = Vec<Span<'static>>;

fn fact(theme: Theme, label: &'static str, value: String) -> Fact {
    vec![
        Span::styled(label, theme.quiet()),
        Span::raw(" "),
        Span::raw(value),
    ]
}

fn source(state: &State, theme: Theme) -> Vec<Fact> {
    let mut entries = vec![Span::styled("entries", theme.quiet())];
    for name in &state.info.entries {
        entries.extend([Span::raw(" "), Span::raw(*name)]);
    }
    if !state.info.missing.is_empty() {
        let text = format!(" without {} ", state.info.missing.join(", "));
        entries.extend([Span::raw(" "), Span::styled(text, theme.alarm())]);
    }
    let status = match (state.paused, state.ended) {
        (true, _) => vec![Span::styled(" PAUSED ", theme.alarm())],
        (_, true) => vec![Span::styled(" ENDED ", theme.alarm())],
        _ => fact(theme, "elapsed", elapsed(state.report().at.as_secs())),
    };
    vec![
        vec![Span::styled("passgate", theme.title())],
        fact(theme, "kernel", state.info.kernel.clone()),
        entries,
        status,
    ]
}

fn totals(state: &State, theme: Theme) -> Vec<Fact> {
    let totals = state.totals();
    let mut facts = vec![
        fact(theme, "calls", totals.count.calls.to_string()),
        fact(theme, "per second", rate(totals.rate)),
        fact(theme, "data", table::bytes(totals.count.bytes)),
    ];
    for class in Class::ALL {
        // Opaque is what people look for: its share is there even when it is none.
        let share = totals.share(class).unwrap_or(0.0);
        if share > 0.0 || class == Class::Opaque {
            let text = format!("{} {}", class.name(), percent(share));
            facts.push(vec![Span::styled(text, theme.class(class))]);
        }
    }
    facts
}

fn losses(state: &State, theme: Theme) -> Vec<Fact> {
    let report = state.report();
    let mut facts = Vec::new();
    if report.losses.total() == 0 {
        facts.push(fact(theme, "losses", "none".to_owned()));
    }
    for (name, count) in report.losses.named().filter(|(_, count)| *count > 0) {
        facts.push(vec![Span::styled(
            format!(" lost {name} {count} "),
            theme.alarm(),
        )]);
    }
    if report.overflow != Count::default() {
        let calls = counted(report.overflow.calls, "call", "calls");
        let text = format!(" {calls} without a row ");
        facts.push(vec![Span::styled(text, theme.alarm())]);
    }
    facts
}

/// Puts facts on lines, none of them broken in two unless it is wider than a whole line.
fn wrap(facts: impl Iterator<Item = Fact>, width: usize) -> Vec<Line<'static>> {
    let mut lines: Vec<(Vec<Span<'static>>, usize)> = Vec::new();
    for fact in facts {
        let needed: usize = fact.iter().map(|span| span.content.width()).sum();
        match lines.last_mut() {
            Some((line, taken)) if *taken + GAP.len() + needed <= width => {
                line.push(Span::raw(GAP));
                line.extend(fact);
                *taken += GAP.len() + needed;
            }
            _ => lines.push((fact, needed)),
        }
    }
    lines
        .into_iter()
        .map(|(spans, _)| Line::from(spans))
        .collect()
}

/// Calls per second: exact to a tenth where they are few.
pub(super) fn rate(rate: f64) -> String {
    if rate > 0.0 && rate < 99.95 {
        format!("{rate:.1}")
    } else {
        format!("{rate:.0}")
    }
}

/// A share that never claims to be none or all when it is not.
fn percent(share: f64) -> String {
    match share * 100.0 {
        some if some > 0.0 && some < 1.0 => "<1%".to_owned(),
        most if most > 99.0 && most < 100.0 => ">99%".to_owned(),
        percent => format!("{percent:.0}%"),
    }
}

fn elapsed(seconds: u64) -> String {
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60);
    format!("{hours}:{minutes:02}:{:02}", seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_short_and_honest() {
        assert_eq!(elapsed(3725), "1:02:05");
        assert_eq!(
            (rate(0.0), rate(0.5), rate(1234.5)),
            ("0".into(), "0.5".into(), "1234".into())
        );
        assert_eq!(
            (percent(0.0), percent(0.001), percent(0.3)),
            ("0%".into(), "<1%".into(), "30%".into())
        );
        assert_eq!(
            (percent(0.999), percent(1.0)),
            (">99%".into(), "100%".into())
        );
    }

    #[test]
    fn facts_go_to_the_next_line_whole() {
        let facts = ["aaaa", "bbbb", "cccc"].map(|text| vec![Span::raw(text)]);
        let lines = wrap(facts.into_iter(), 11);
        let texts: Vec<String> = lines.iter().map(ToString::to_string).collect();
        assert_eq!(texts, ["aaaa   bbbb", "cccc"]);
    }
}
