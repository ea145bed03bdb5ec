//! `passgate learn`: a policy that allows what was observed.

use std::io::{self, Write};

use serde::Serialize;

use super::{policy as files, written};
use crate::{
    cli,
    exit::Result,
    policy::learn::{By, Learned, Over, learn},
    sinks,
};

/// Writes the policy that the traffic makes.
///
/// # Errors
///
/// Where files cannot be read, or standard output not be written.
pub fn run(arguments: &cli::Learn) -> Result<()> {
    let traffic = files::traffic(&arguments.from)?;
    let by = match arguments.by {
        cli::By::Exact => By::Exact,
        cli::By::Sub => By::Sub,
        cli::By::Class => By::Class,
    };
    let over = match arguments.over {
        cli::Over::Exe => Over::Exe,
        cli::Over::Unit => Over::Unit,
        cli::Over::Container => Over::Container,
    };
    let learned = learn(&traffic, by, over);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let result = match arguments.json {
        true => sinks::json::line(&mut out, &LearnedLine::from(&learned)),
        false => out.write_all(learned.text.as_bytes()),
    };
    written(result.and_then(|()| out.flush()))
}

#[derive(Serialize)]
struct LearnedLine<'a> {
    schema: u32,
    kind: &'static str,
    policy: &'a str,
    rules: usize,
    items: usize,
    marked: usize,
    left_out: u64,
}

impl<'a> From<&'a Learned> for LearnedLine<'a> {
    fn from(learned: &'a Learned) -> Self {
        Self {
            schema: sinks::json::SCHEMA,
            kind: "learned",
            policy: &learned.text,
            rules: learned.rules,
            items: learned.items,
            marked: learned.marked,
            left_out: learned.left_out,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sinks::documented::assert_documented;

    #[test]
    fn every_field_is_documented() {
        let line = serde_json::to_value(LearnedLine::from(&Learned::default())).expect("JSON");
        assert_documented("learned", [&line]);
    }
}
