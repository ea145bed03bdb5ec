//! Rows that a report must have.

use libtest_mimic::Failed;
use serde_json::Value;

use crate::{Outcome, ensure, observe::Observed};

/// One row: device, entry, command, sub-command, calls, and bytes where the calls say how many.
pub(crate) struct Expected<'a>(
    pub(crate) &'a str,
    pub(crate) &'a str,
    pub(crate) &'a str,
    pub(crate) Option<&'a str>,
    pub(crate) u64,
    pub(crate) Option<u64>,
);

impl Expected<'_> {
    /// Fails unless there is exactly this row of the command.
    pub(crate) fn check(&self, observed: &Observed) -> Outcome {
        self.row(observed)?;
        Ok(())
    }

    /// The row, for what else it must be.
    pub(crate) fn row<'a>(&self, observed: &'a Observed) -> Result<&'a Value, Failed> {
        let Self(device, entry, command, sub, calls, bytes) = *self;
        let mut found = observed.rows().filter(|row| {
            row["device"]["name"] == device
                && row["entry"] == entry
                && row["command"] == command
                && row["sub"] == Value::from(sub)
        });
        let (Some(row), None) = (found.next(), found.next()) else {
            return Err(format!(
                "not one row {device} {entry} {command} {sub:?}:\n{}",
                observed.text()
            )
            .into());
        };
        ensure!(
            row["calls"] == calls && row["bytes"] == Value::from(bytes),
            "not {calls} calls and {bytes:?} bytes: {row}"
        );
        Ok(row)
    }
}

/// Fails unless the rows of a device are these and no others.
pub(crate) fn only(observed: &Observed, device: &str, expected: &[Expected<'_>]) -> Outcome {
    for row in expected {
        row.check(observed)?;
    }
    let found = observed
        .rows()
        .filter(|row| row["device"]["name"] == device);
    let found = found.count();
    let wanted = expected.iter().filter(|row| row.0 == device).count();
    ensure!(
        found == wanted,
        "{found} rows of {device}, not {wanted}:\n{}",
        observed.text()
    );
    Ok(observed.lossless()?)
}
