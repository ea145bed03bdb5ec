//! `passgate decode`: explains one command, from its number and, where it is given, its argument.

mod input;
mod lookup;

use std::io::{self, Read, Write};

use tracer_common::{
    count::entry,
    spec::{ArgumentSpec, Field, call},
};

use super::written;
use crate::{
    cli,
    exit::{Error, Exit, Result},
    families::{
        Argument, Kind,
        decode::{Given, decode},
        generic,
    },
    sinks::{
        decoded::{self, Explained, Interface},
        table::Style,
    },
};
use lookup::Candidate;

/// Most bytes that are read of an argument: more than any command takes.
const MOST_INPUT: u64 = 1 << 16;

/// Explains what the arguments name.
///
/// # Errors
///
/// Where they name no command, family or device, the bytes are none, or standard output cannot be
/// written.
pub fn run(arguments: &cli::Decode) -> Result<()> {
    let texts = Texts::read(arguments, &mut io::stdin().lock())?;
    let device = arguments
        .device
        .as_deref()
        .map(lookup::device)
        .transpose()?;
    let scope = lookup::Scope::new(arguments.family.as_deref(), device)?;
    let (number, candidates) = scope.candidates(&arguments.command, arguments.entry)?;
    let calls = explain(number, &candidates, &texts)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = if arguments.json {
        calls
            .iter()
            .try_for_each(|call| decoded::json(&mut out, call))
    } else {
        text(&mut out, &scope, number, &calls)
    };
    written(result.and_then(|()| out.flush()))
}

fn text(
    out: &mut impl Write,
    scope: &lookup::Scope,
    number: Option<u32>,
    calls: &[Explained],
) -> io::Result<()> {
    let style = Style::of_stdout();
    if let Some(device) = &scope.device {
        let facts = &device.facts;
        let name = facts.name.as_deref().unwrap_or("the device");
        let driver = facts.driver.as_deref().unwrap_or("no driver");
        let entry = device.entry;
        writeln!(
            out,
            "{name}: {} {}, driven by {driver}",
            entry.family.name, entry.kind.name
        )?;
    }
    if let Some(number) = number {
        decoded::number(out, number, style)?;
    }
    calls
        .iter()
        .try_for_each(|call| decoded::text(out, call, style))?;
    let alike = number
        .map(|number| scope.alike(number, calls))
        .unwrap_or_default();
    if !alike.is_empty() {
        writeln!(
            out,
            "\nThe same type and number with another direction or size: {}",
            alike.join(", ")
        )?;
    }
    Ok(())
}

/// What was given as text: the argument, and what its pointer leads to.
#[derive(Debug, Default)]
struct Texts {
    argument: Option<String>,
    pointed: Option<String>,
}

impl Texts {
    fn read(arguments: &cli::Decode, stdin: &mut impl Read) -> Result<Self> {
        const STDIN: &str = "-";
        let (argument, pointed) = (&arguments.argument, &arguments.pointed);
        if [argument, pointed]
            .iter()
            .all(|text| text.as_deref() == Some(STDIN))
        {
            return Err(
                Error::new(Exit::Usage, "standard input can be read only once")
                    .remedy("give one of the two on the command line"),
            );
        }
        let mut text = |given: &Option<String>| match given.as_deref() {
            Some(STDIN) => {
                let mut text = String::new();
                // Two digits a byte, and what stands between them.
                let most = MOST_INPUT * 4;
                stdin
                    .take(most + 1)
                    .read_to_string(&mut text)
                    .map_err(|e| {
                        Error::failure(format!("cannot read standard input: {e}"))
                            .remedy("pass it hexadecimal text, as `xxd -p` writes it")
                    })?;
                Ok(Some(text))
            }
            given => Ok(given.map(str::to_owned)),
        };
        Ok(Self {
            argument: text(argument)?,
            pointed: text(pointed)?,
        })
    }
}

/// Takes the call apart as each candidate has it. Those that say the same are one.
fn explain(number: Option<u32>, candidates: &[Candidate], texts: &Texts) -> Result<Vec<Explained>> {
    let bytes = |text: &Option<String>| text.as_deref().map(input::bytes).transpose();
    let pointed = bytes(&texts.pointed)?.unwrap_or_default();
    let mut calls: Vec<(Vec<u8>, Explained)> = Vec::new();
    for candidate in candidates {
        let kind = candidate.entry.map_or(&Kind::NONE, |entry| entry.kind);
        let driver = candidate.driver.as_deref();
        let (number, how) = (number.unwrap_or(candidate.number), candidate.by);
        let mut words = [None; call::WORDS];
        let mut argument = Vec::new();
        let command = kind.called(driver, how, number);
        if command
            .and_then(|command| command.argument(how))
            .is_some_and(is_scalar)
        {
            let value = texts.argument.as_deref().map(input::number).transpose()?;
            words[usize::from(call::ARGUMENT)] = value;
        } else {
            argument = bytes(&texts.argument)?.unwrap_or_default();
        }
        if how == entry::WRITE && !argument.is_empty() {
            words[usize::from(call::LENGTH)] = u32::try_from(argument.len()).ok();
            words[usize::from(call::LENGTH_HIGH)] = Some(0);
        }
        let given = Given {
            entry: how,
            number,
            argument: &argument,
            pointed: &pointed,
            call: words,
        };
        let explained = Explained {
            entry: how,
            number,
            interfaces: Vec::new(),
            known: argument.len(),
            decoded: decode(kind, driver, &given),
        };
        // What is written without whose it is tells whether it is the same.
        let mut same = Vec::new();
        decoded::json(&mut same, &explained)
            .map_err(|e| Error::failure(format!("cannot write what was decoded: {e}")))?;
        let place = match calls.iter().position(|(other, _)| *other == same) {
            Some(place) => place,
            None => {
                calls.push((same, explained));
                calls.len() - 1
            }
        };
        calls[place]
            .1
            .interfaces
            .extend(candidate.entry.map(|entry| Interface {
                family: entry.family.name,
                interface: entry.kind.name,
                driver: candidate.driver.clone(),
            }));
    }
    Ok(calls.into_iter().map(|(_, call)| call).collect())
}

/// Whether a command's argument is a number and no address.
fn is_scalar(argument: &'static Argument) -> bool {
    let ArgumentSpec {
        length,
        sub,
        second,
        amount: [first, last],
        ..
    } = argument.spec;
    let is_argument = |field: Field| {
        field.bits > 0 && field.flags & Field::CALL != 0 && field.word == call::ARGUMENT
    };
    length == 0 && [sub, second, first, last].into_iter().any(is_argument)
}

/// Whether a number stands for any.
const fn is_any(number: u32) -> bool {
    number == generic::ANY
}

#[cfg(test)]
mod tests;
