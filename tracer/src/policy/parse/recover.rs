//! What can be read of a text that is not TOML throughout. It is read section by section, from one table's
//! header to the next; one that is broken is left out whole, for what is left of it says something else
//! than was meant.

use std::{collections::HashSet, ops::Range};

use toml::de::{DeTable, Error};

use super::MOST_ERRORS;

/// What is left of a text.
#[derive(Debug, Default)]
pub(super) struct Recovered {
    /// The text, with blanks in place of what is broken, so that places stay what they are.
    pub(super) text: String,
    /// What is wrong with the rest.
    pub(super) wrong: Vec<(Range<usize>, String)>,
    /// What may have been said there.
    pub(super) lost: Lost,
}

/// What may have been said where a text is broken: that it is not there is no error then.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lost {
    /// The version, and what is included.
    pub(super) beginning: bool,
    /// Sets.
    pub(super) sets: bool,
}

impl Lost {
    const ALL: Self = Self {
        beginning: true,
        sets: true,
    };
}

/// What is left of a text that has errors. Of one that is broken in more places than are told nothing is.
pub(super) fn recover(text: &str) -> Recovered {
    let mut all = Recovered {
        text: text.to_owned(),
        ..Recovered::default()
    };
    for section in sections(text) {
        let own = &text[section.clone()];
        let (_, wrong) = DeTable::parse_recoverable(own);
        if wrong.is_empty() {
            continue;
        }
        let wrong = first_of_lines(own, wrong);
        all.wrong.extend(wrong.into_iter().map(|(at, message)| {
            let at = section.start + at.start..section.start + at.end;
            (at, message)
        }));
        let header = own.trim_start();
        if !header.starts_with("[[rule]]") && !header.starts_with("[default]") {
            all.lost.sets = true;
            all.lost.beginning |= !is_header(header);
        }
        let blanks: String = own
            .bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect();
        all.text.replace_range(section, &blanks);
    }
    if all.wrong.len() > MOST_ERRORS {
        all.text.clear();
        all.lost = Lost::ALL;
    }
    all
}

/// Errors with their places, of each line the first: what follows it there follows from it.
fn first_of_lines(text: &str, errors: Vec<Error>) -> Vec<(Range<usize>, String)> {
    let mut lines = HashSet::new();
    let mut all = Vec::new();
    let (mut line, mut counted) = (0, 0);
    let mut long = lines_of_long_keys(text);
    let placed = |error: Error| match error.span() {
        Some(at) => (at, error.message().to_owned()),
        None => {
            let at = long.next().unwrap_or_default();
            (at, "a key has too many parts".to_owned())
        }
    };
    let mut errors: Vec<_> = errors.into_iter().map(placed).collect();
    errors.sort_by_key(|(at, _)| at.start);
    for (at, message) in errors {
        line += text
            .get(counted..at.start)
            .map_or(0, |between| between.matches('\n').count());
        counted = at.start;
        if lines.insert(line) {
            all.push((at, message));
        }
    }
    all
}

/// Lines with keys of so many parts as the TOML reader takes none of: it says so, but not where.
fn lines_of_long_keys(text: &str) -> impl Iterator<Item = Range<usize>> {
    /// Dots in such a key.
    const DOTS: usize = 80;
    let mut end = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let start = end;
        end += line.len();
        (
            line.matches('.').count(),
            start..start + line.trim_end().len(),
        )
    });
    lines.filter(|(dots, _)| *dots >= DOTS).map(|(_, at)| at)
}

/// Where tables stand, and what is before the first.
fn sections(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > 0 && is_header(line) {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(a, b)| a..b)
        .collect()
}

/// Whether a table begins here, though its header be broken. What is inside another table,
/// `[rule.device]`, belongs to that.
fn is_header(text: &str) -> bool {
    let line = text.lines().next().unwrap_or("").trim_start();
    let name = line.trim_start_matches(['[', ' ', '\t']);
    line.starts_with('[')
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && !line.contains('.')
}
