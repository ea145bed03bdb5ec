//! What a call is called and how open it is: one answer for counts, for the decoder and for a trace.

use crate::families::{Class, Command, Kind, SubCommand};

/// Codes that were extracted from an argument; None where they are not known. A code that the command
/// does not have is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Codes {
    /// The sub-command.
    pub sub: Option<u32>,
    /// The second field.
    pub second: Option<u32>,
    /// What tells sub-commands of this code apart.
    pub detail: Option<u32>,
}

/// A call with names.
#[derive(Clone, Debug)]
pub struct Named {
    /// The command; None where no table names it.
    pub command: Option<&'static Command>,
    /// The sub-command; None where there is none, it is not known, or its codes have no names.
    pub sub: Option<SubCommand>,
    /// Its code, as it is counted.
    pub sub_code: Option<u32>,
    /// Its code, as its source has it.
    pub sub_shown: Option<u32>,
    /// What tells the command apart from others of its sub-command, with its code.
    pub detail: Option<(SubCommand, u32)>,
    /// The further field that is counted apart, by name.
    pub second: Option<(&'static str, u32)>,
    /// How open it is.
    pub class: Class,
    /// Where that comes from; None where no table names what decides.
    pub source: Option<&'static str>,
    /// What that leaves open.
    pub note: Option<&'static str>,
    /// Whether its argument says how many bytes it transfers.
    pub has_amount: bool,
}

impl Named {
    /// Names a call to a device of a kind, where that is known, by its command, the entry that it came in
    /// by and the codes of its argument; None where nothing was extracted.
    pub fn of(
        kind: Option<&Kind>,
        command: Option<&'static Command>,
        entry: u8,
        codes: Option<Codes>,
    ) -> Self {
        let unlisted = kind.map_or(Class::Unknown, |kind| kind.unlisted);
        let mut named = Self {
            command,
            sub: None,
            sub_code: None,
            sub_shown: None,
            detail: None,
            second: None,
            class: command.map_or(unlisted, |known| known.class),
            source: command.map(|known| known.source),
            note: command.and_then(|known| known.note),
            has_amount: false,
        };
        let argument = command.and_then(|command| command.argument(entry));
        let (Some(argument), Some(codes)) = (argument, codes) else {
            return named;
        };
        named.has_amount = argument.has_amount();
        named.second = argument.second.zip(codes.second);
        let Some(code) = codes.sub else {
            return named;
        };
        named.sub_code = (argument.spec.sub.bits > 0).then_some(code);
        named.sub_shown = named.sub_code;
        // Where names depend on the second field, none can be told without it.
        let is_any = argument.sub.iter().all(|sub| sub.when.is_none());
        let Some(second) = codes.second.or(is_any.then_some(0)) else {
            return named;
        };
        if let Some(names) = argument.applying(second) {
            named.sub_shown = named.sub_code.map(|code| names.shown(code));
        }
        if let Some(sub) = argument.name(code, second) {
            // Names that say nothing of openness leave it to the command.
            if sub.class != Class::Unknown {
                (named.class, named.source) = (sub.class, sub.source);
                named.note = sub.note;
            } else {
                named.note = sub.note.or(named.note);
            }
            named.sub = Some(sub);
        }
        let value = codes.detail.unwrap_or_default();
        let detail = argument.detail(code, second, value);
        if let (Some(detail), Some(_)) = (detail, codes.detail) {
            (named.class, named.source) = (detail.class, detail.source);
            named.note = detail.note;
            named.detail = Some((detail, value));
        }
        named
    }
}
