//! Errors and warnings that point at a place in a policy's text.

use std::{borrow::Cow, collections::HashMap, fmt::Write as _};

use super::Text;

/// Most characters of a name that messages quote.
const MOST_QUOTED: usize = 200;

/// A place in one of a policy's texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// Which text, from 0.
    pub text: usize,
    /// First byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The policy cannot be used.
    Error,
    /// It can, and something about it is worth a look.
    Warning,
}

/// What a warning is about; tests and scripts tell warnings apart by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Topic {
    /// The text is no policy.
    Syntax,
    /// A name or a number that means nothing.
    Name,
    /// More than there is room for, or may be.
    Capacity,
    /// A rule, or what it names, that no call can match.
    NeverMatches,
    /// A set that no rule uses.
    Unused,
    /// A rule whose calls earlier rules all decide.
    Shadowed,
    /// A rule about what the permissions of a node already refuse.
    Moot,
    /// A decision that another thread can change between check and use.
    Racy,
}

impl Topic {
    /// The name in output.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Syntax => "syntax",
            Self::Name => "name",
            Self::Capacity => "capacity",
            Self::NeverMatches => "never-matches",
            Self::Unused => "unused",
            Self::Shadowed => "shadowed",
            Self::Moot => "moot",
            Self::Racy => "racy",
        }
    }
}

/// An error or a warning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub topic: Topic,
    /// Where.
    pub at: Span,
    /// What is wrong.
    pub message: String,
    /// What to do about it, or why.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error.
    pub fn error(topic: Topic, at: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            topic,
            at,
            message: message.into(),
            help: None,
        }
    }

    /// A warning.
    pub fn warning(topic: Topic, at: Span, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(topic, at, message)
        }
    }

    /// The same with what to do about it.
    pub fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }

    /// As people read it: place and message, the line with what is meant marked, and the help.
    pub fn render(&self, texts: &Lined<'_>) -> String {
        /// Characters of a line that are shown.
        const SHOWN: usize = 100;
        let (line, column) = texts.position(self.at);
        let (text, content) = (texts.text(self.at), texts.line(self.at));
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut out = format!(
            "{}: {word}: {}\n",
            texts.place(self.at),
            printable(&self.message)
        );
        // What is far to the right of a long line is shown with what is around it.
        let from = (column - 1).saturating_sub(SHOWN / 2);
        let shown: String = content
            .chars()
            .skip(from)
            .take(SHOWN)
            .map(visible)
            .collect();
        let inside = text.get(self.at.start..self.at.end).unwrap_or("");
        let width = inside.lines().next().unwrap_or("").chars().count();
        let room = shown.chars().count().saturating_sub(column - 1 - from);
        let marks = "^".repeat(width.min(room).max(1));
        let number = line.to_string();
        let _ = writeln!(out, "  {number} | {shown}");
        let blank = " ".repeat(number.len());
        let _ = writeln!(out, "  {blank} | {}{marks}", " ".repeat(column - 1 - from));
        if let Some(help) = &self.help {
            let _ = writeln!(out, "  {blank} = {}", printable(help));
        }
        out
    }
}

/// Texts with where their lines begin: there may be as many diagnostics as lines.
pub struct Lined<'a>(Vec<(&'a Text, Vec<usize>)>);

impl<'a> Lined<'a> {
    /// Those of a policy.
    pub fn of(texts: &'a [Text]) -> Self {
        let starts = |text: &Text| {
            let ends = text.text.match_indices('\n');
            [0].into_iter().chain(ends.map(|(at, _)| at + 1)).collect()
        };
        Self(texts.iter().map(|text| (text, starts(text))).collect())
    }

    fn text(&self, at: Span) -> &'a str {
        self.0.get(at.text).map_or("", |(text, _)| &*text.text)
    }

    /// Which line a place is on, from 0, and where that begins.
    fn start(&self, at: Span) -> (usize, usize) {
        let starts = self.0.get(at.text).map_or(&[0][..], |(_, starts)| starts);
        let line = starts.partition_point(|start| *start <= at.start) - 1;
        (line, starts[line])
    }

    fn line(&self, at: Span) -> &'a str {
        let rest = self.text(at).get(self.start(at).1..).unwrap_or("");
        rest.lines().next().unwrap_or("")
    }

    /// Line and column, both from 1; a column is a character.
    pub fn position(&self, at: Span) -> (usize, usize) {
        let (line, start) = self.start(at);
        let before = self.text(at).get(start..at.start).unwrap_or("");
        (line + 1, before.chars().count() + 1)
    }

    /// File, line and column, as people and editors read them.
    pub fn place(&self, at: Span) -> String {
        let name = self
            .0
            .get(at.text)
            .map_or("policy", |(text, _)| &*text.name);
        let (line, column) = self.position(at);
        format!("{}:{line}:{column}", printable(name))
    }
}

/// Warnings that say the same of several rules, but for names: the first of them, and the places of the others.
/// Errors stand alone, for each must be mended.
pub fn alike(found: &[Diagnostic]) -> Vec<(&Diagnostic, Vec<Span>)> {
    let mut all: Vec<(&Diagnostic, Vec<Span>)> = Vec::new();
    let mut known: HashMap<(&str, String, Option<&str>), usize> = HashMap::new();
    for one in found {
        let key = (
            one.topic.name(),
            nameless(&one.message),
            one.help.as_deref(),
        );
        let before = known
            .get(&key)
            .filter(|_| one.severity == Severity::Warning);
        match before {
            Some(before) => all[*before].1.push(one.at),
            None => {
                known.insert(key, all.len());
                all.push((one, Vec::new()));
            }
        }
    }
    all
}

/// A message without what it has in quotes; a list of names is as good as one.
fn nameless(message: &str) -> String {
    let outside: Vec<&str> = message.split('"').step_by(2).collect();
    outside.join("\"").replace("\", \"", "\"")
}

/// A character that moves no cursor.
fn visible(c: char) -> char {
    match c {
        '\t' => ' ',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

fn printable(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// What is quoted of what was written: a name may be as long as a file.
pub fn short(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(MOST_QUOTED) {
        Some((end, _)) => format!("{}...", &text[..end]).into(),
        None => text.into(),
    }
}

/// Names in a row, each as long as is quoted.
pub fn listed(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| short(name)).collect();
    names.join(", ")
}

/// The name that is most like what was written; None where none is like it.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Less alike than this, one name is no slip for the other.
    const ALIKE: f64 = 0.75;
    // So long a name is no slip for any, and holding it against all would take minutes.
    if written.len() > MOST_QUOTED {
        return None;
    }
    let written = written.to_lowercase();
    let scored = names
        .into_iter()
        .filter(|name| name.len() <= MOST_QUOTED)
        .map(|name| (strsim::jaro_winkler(&written, &name.to_lowercase()), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0));
    best.filter(|(score, _)| *score >= ALIKE).map(|best| best.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diagnostic_points_at_its_place() {
        let texts = [Text::new("p.toml", "a = 1\n\tbad = \"x\"\n")];
        let at = Span {
            text: 0,
            start: 7,
            end: 10,
        };
        let shown = Diagnostic::error(Topic::Name, at, "no \u{1b}bad").help("write good");
        assert_eq!(
            shown.render(&Lined::of(&texts)),
            "p.toml:2:2: error: no \u{fffd}bad\n  2 |  bad = \"x\"\n    |  ^^^\n    = write good\n"
        );
    }

    #[test]
    fn a_long_line_is_shown_around_the_place() {
        let text = format!("{}bad{}", "x".repeat(5000), "y".repeat(5000));
        let at = Span {
            text: 0,
            start: 5000,
            end: 5003,
        };
        let texts = [Text::new("p", text)];
        let shown = Diagnostic::error(Topic::Name, at, "no").render(&Lined::of(&texts));
        assert!(shown.len() < 400, "{shown}");
        assert!(shown.contains("xbady"), "{shown}");
        assert!(shown.contains("^^^\n"), "{shown}");
    }

    #[test]
    fn of_a_long_name_a_part_is_quoted() {
        assert_eq!(short("admin.identify"), "admin.identify");
        let long = "ä".repeat(5000);
        let quoted = short(&long);
        assert!(quoted.starts_with('ä') && quoted.ends_with("..."));
        assert_eq!(quoted.chars().count(), MOST_QUOTED + 3);
        assert_eq!(listed(&["a", &long]), format!("a, {quoted}"));
        assert_eq!(nearest(&long, [&*long]), None);
    }

    #[test]
    fn places_are_counted_in_characters() {
        let texts = [Text::new("p", "ä\nöü = 1\n"), Text::new("q", "")];
        let lined = Lined::of(&texts);
        let at = |text, start| {
            let span = Span {
                text,
                start,
                end: start,
            };
            lined.place(span)
        };
        for (text, start, place) in [
            (0, 0, "p:1:1"),
            (0, 2, "p:1:2"),
            (0, 3, "p:2:1"),
            (0, 8, "p:2:4"),
            (0, 12, "p:3:1"),
            (1, 0, "q:1:1"),
            (2, 0, "policy:1:1"),
        ] {
            assert_eq!(at(text, start), place);
        }
    }

    #[test]
    fn warnings_that_are_alike_but_for_names_are_one() {
        let at = |start| Span {
            text: 0,
            start,
            end: start + 1,
        };
        let shadowed = |start, by: &str| {
            let message = format!("\"rule {start}\" never decides: {by} before it has all");
            Diagnostic::warning(Topic::Shadowed, at(start), message)
        };
        let found = [
            shadowed(1, "\"a\""),
            shadowed(2, "\"a\", \"b\""),
            Diagnostic::warning(Topic::Racy, at(2), "\"rule 2\" refuses: NVME_IOCTL_IO_CMD"),
            Diagnostic::warning(Topic::Racy, at(3), "\"rule 3\" refuses: NVME_IOCTL_RESET"),
            shadowed(4, "\"c\""),
            shadowed(5, "\"c\"").help("another"),
            Diagnostic::error(Topic::Name, at(6), "there is no \"a\""),
            Diagnostic::error(Topic::Name, at(7), "there is no \"b\""),
        ];
        let told: Vec<(usize, Vec<usize>)> = alike(&found)
            .into_iter()
            .map(|(first, more)| (first.at.start, more.iter().map(|at| at.start).collect()))
            .collect();
        let alone = |start| (start, Vec::new());
        assert_eq!(
            told,
            [
                (1, vec![2, 4]),
                alone(2),
                alone(3),
                alone(5),
                alone(6),
                alone(7)
            ]
        );
    }
}
