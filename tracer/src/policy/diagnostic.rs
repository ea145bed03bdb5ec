//! Errors and warnings that point at a place in a policy's text.

use std::fmt::Write as _;

use super::Text;

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
    /// More than there is room for.
    Capacity,
    /// A rule that no call can match.
    NeverMatches,
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

    /// Line and column, both from 1; a column is a character.
    pub fn position(&self, texts: &[Text]) -> (usize, usize) {
        let text = texts.get(self.at.text).map_or("", |text| &*text.text);
        let before = text.get(..self.at.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }

    /// As people read it: place and message, the line with what is meant marked, and the help.
    pub fn render(&self, texts: &[Text]) -> String {
        /// Characters of a line that are shown.
        const SHOWN: usize = 100;
        let name = texts.get(self.at.text).map_or("policy", |text| &*text.name);
        let text = texts.get(self.at.text).map_or("", |text| &*text.text);
        let (line, column) = self.position(texts);
        let word = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let mut out = format!(
            "{}:{line}:{column}: {word}: {}\n",
            printable(name),
            printable(&self.message)
        );
        let content = text.lines().nth(line - 1).unwrap_or("");
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

/// The name that is most like what was written; None where none is like it.
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Less alike than this, one name is no slip for the other.
    const ALIKE: f64 = 0.75;
    let written = written.to_lowercase();
    let scored = names
        .into_iter()
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
            shown.render(&texts),
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
        let shown = Diagnostic::error(Topic::Name, at, "no").render(&[Text::new("p", text)]);
        assert!(shown.len() < 400, "{shown}");
        assert!(shown.contains("xbady"), "{shown}");
        assert!(shown.contains("^^^\n"), "{shown}");
    }
}
