//! How open the calls of a report are: the shares of a mix that is known.

use serde_json::Value;

use crate::{
    Outcome, Test, ensure,
    need::Need,
    observe::{Observed, ioctls, this},
};

pub(crate) fn tests() -> Vec<Test> {
    vec![Test::new(
        "openness::of_a_known_mix",
        &[Need::Nvme, Need::Sg],
        known_mix,
    )]
}

/// Numbers by class: standard, driver, opaque, unknown.
type ByClass = [u64; 4];

/// A line for what is summed up: by what, which, calls, bytes, distinct commands.
type Line<'a> = (&'a str, Option<&'a str>, ByClass, ByClass, ByClass);

/// nvme asks for an identification, and twice for what a vendor's opcode gives, and once for another's; the
/// client sends a driver's command as one user and as another, and five that nobody knows.
fn known_mix() -> Outcome {
    const IDENTIFIED: u64 = 4096;
    const OF_VENDOR: u64 = 512;
    let client = format!("{} client", this());
    let vendor = |opcode: &str| {
        format!("nvme admin-passthru /dev/nvme0 --opcode={opcode} --read --data-len={OF_VENDOR}; ")
    };
    let script = [
        "nvme id-ctrl /dev/nvme0; ",
        &vendor("0xc2"),
        &vendor("0xc2"),
        &vendor("0xc6"),
        &client,
        " changes-uid /dev/nvme0n1; ",
        &client,
        " floods /dev/nvme0n1 5",
    ];
    let observed = ioctls(&["bash", "-c", &script.concat()])?;
    let nvme = [
        [1, 0, 3, 0],
        [IDENTIFIED, 0, 3 * OF_VENDOR, 0],
        [1, 0, 2, 0],
    ];
    let namespace = [[0, 2, 0, 5], [0; 4], [0, 1, 0, 5]];
    let both = [[1, 2, 3, 5], nvme[1], [1, 1, 2, 5]];
    let line = |by, which, [calls, bytes, commands]: [ByClass; 3]| -> Line<'_> {
        (by, which, calls, bytes, commands)
    };
    let expected = [
        line("all", None, both),
        line("device", Some("nvme0n1"), namespace),
        line("device", Some("nvme0"), nvme),
        line("driver", Some("nvme"), both),
        line(
            "subject",
            Some("guest 0"),
            [[0, 1, 0, 5], [0; 4], [0, 1, 0, 5]],
        ),
        line("subject", Some("nvme 0"), nvme),
        line(
            "subject",
            Some("guest 1000"),
            [[0, 1, 0, 0], [0; 4], [0, 1, 0, 0]],
        ),
    ];
    let found: Vec<_> = observed
        .lines
        .iter()
        .filter(|line| line["kind"] == "openness")
        .collect();
    ensure!(
        found.len() == expected.len(),
        "{} lines, not {}:\n{}",
        found.len(),
        expected.len(),
        observed.text()
    );
    for (found, expected) in found.into_iter().zip(expected) {
        let which = which(found);
        let said = (
            found["by"].as_str().unwrap_or_default(),
            which.as_deref(),
            by_class(&found["calls"]),
            by_class(&found["bytes"]),
            by_class(&found["commands"]),
        );
        ensure!(
            said == expected,
            "{said:?}, not {expected:?}:\n{}",
            observed.text()
        );
    }
    adds_up(&observed)?;
    Ok(observed.lossless()?)
}

/// The device, the driver, or the program with its user.
fn which(line: &Value) -> Option<String> {
    let subject = &line["subject"];
    if let Some(exe) = subject["exe"].as_str() {
        let name = exe.rsplit('/').next().unwrap_or_default();
        // cargo puts a hash behind the name of a test's executable.
        let name = name.split('-').next().unwrap_or_default();
        return Some(format!("{name} {}", subject["uid"]));
    }
    let name = line["device"]["name"].as_str().or(line["driver"].as_str());
    name.map(str::to_owned)
}

fn by_class(numbers: &Value) -> ByClass {
    ["standard", "driver", "opaque", "unknown"]
        .map(|class| numbers[class].as_u64().unwrap_or(u64::MAX))
}

/// Fails unless the rows have the calls of the sum.
fn adds_up(observed: &Observed) -> Outcome {
    let of_rows: u64 = observed
        .rows()
        .filter_map(|row| row["calls"].as_u64())
        .sum();
    let sum: u64 = observed
        .lines
        .iter()
        .filter(|line| line["kind"] == "openness" && line["by"] == "all")
        .flat_map(|line| by_class(&line["calls"]))
        .sum();
    ensure!(of_rows == sum, "{of_rows} calls in rows, {sum} in the sum");
    Ok(())
}
