//! `cargo xtask fuzz`: the unit tests that read input of chance, for as long as is asked for.

use std::process::{Command, ExitCode};

use crate::{
    cache,
    progress::{Error, Result, say},
};

/// Reads input of chance for long, at the lowest priority and on one processor.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What is read for so long
    #[arg(value_enum, default_value_t = Reader::Decoder)]
    reader: Reader,
    /// Seconds for it; what else reads what others wrote gets a sixtieth of it each
    #[arg(long, default_value_t = 3600)]
    seconds: u64,
    /// The seed that an earlier run named, to repeat it
    #[arg(long)]
    seed: Option<u64>,
}

/// What takes input of chance for longest.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Reader {
    /// Calls' arguments
    Decoder,
    /// Policies' text
    Policies,
}

impl Reader {
    /// Its test.
    const fn test(self) -> &'static str {
        match self {
            Self::Decoder => "sinks::fuzz::calls_of_chance_are_decoded_without_a_panic",
            Self::Policies => "policy::fuzz::texts_of_chance_are_read_or_refused",
        }
    }
}

/// The word that the names of all such tests have.
const ALL: &str = "of_chance";

/// Runs one reader's test, then the others.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    say(format!(
        "one reader for {} s, then those of calls, policies, records, types, filters and text",
        arguments.seconds
    ));
    let test = arguments.reader.test();
    let skip = format!("--skip={test}");
    for (tests, seconds) in [
        ([test, "--exact"], arguments.seconds),
        ([ALL, &skip], arguments.seconds.div_ceil(60)),
    ] {
        let mut cargo = Command::new("nice");
        cargo
            .current_dir(cache::project())
            .args(["-n", "19"])
            .arg(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            // Quick, and with the checks that a release leaves out.
            .args([
                "test",
                "--package",
                "passgate",
                "--lib",
                "--profile",
                "guest",
                "--",
            ])
            .args(["--nocapture", "--test-threads=1"])
            .args(tests)
            .env("PASSGATE_FUZZ_SECONDS", seconds.to_string());
        if let Some(seed) = arguments.seed {
            cargo.env("PASSGATE_FUZZ_SEED", seed.to_string());
        }
        let status = cargo
            .status()
            .map_err(|e| Error::new(format!("cannot run nice: {e}"), "install coreutils"))?;
        if !status.success() {
            return Err(Error::new(
                "what was read is not decoded as it should be",
                "run it again with --seed and the seed that it named",
            ));
        }
    }
    Ok(ExitCode::SUCCESS)
}
