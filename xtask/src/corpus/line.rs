//! A line of the corpus.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The kernel of a line that was made by hand from a header.
pub(super) const MADE: &str = "made";

/// A call, and what the decoder is to say of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Line {
    /// The kernel that it was captured on, or [`MADE`].
    pub(super) kernel: String,
    interface: String,
    driver: Option<String>,
    entry: String,
    number: String,
    /// What the call says beside its argument.
    words: Vec<u32>,
    argument: String,
    pointed: String,
    /// What the decoder is to say: of a line that was made by hand, what matters of it.
    expect: Value,
}

impl Line {
    /// What tells it from others: a call's addresses do not.
    pub(super) fn identity(&self) -> impl Eq + std::hash::Hash + use<> {
        let expected = |name: &str| self.expect[name].to_string();
        let names = ["sub_code", "detail_code", "state"].map(expected);
        (self.command(), names)
    }

    /// Whether it was captured, and is all that a line says that was made by hand.
    pub(super) fn is_what(&self, made: &Self) -> bool {
        let expected = made.expect.as_object().into_iter().flatten();
        made.kernel == MADE
            && self.kernel != MADE
            && made.interface == self.interface
            && made.entry == self.entry
            && (made.driver.is_none() || made.driver == self.driver)
            && expected
                .into_iter()
                .all(|(name, value)| self.expect[name] == *value)
    }

    /// The command, of its kind of device.
    pub(super) fn command(&self) -> impl Ord + std::hash::Hash + use<> {
        (
            self.interface.clone(),
            self.entry.clone(),
            self.expect["command"].to_string(),
        )
    }
}

/// A line for a call as `passgate trace --json` tells it, and its family. None where there is nothing to
/// learn from it: it is of no known device, or its argument could not be read.
pub(super) fn of_call(kernel: &str, call: &Value) -> Option<(String, Line)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let number = |value: &Value| value.as_u64().and_then(|number| u32::try_from(number).ok());
    let device = &call["device"];
    let family = text(&device["family"])?;
    let state = text(&call["argument"])?;
    if state == "unreadable" {
        return None;
    }
    let fields = call["fields"].as_object()?;
    // What is zero is left out: lines are to be read.
    let fields = fields.iter().filter(|(_, value)| *value != "0");
    let line = Line {
        kernel: kernel.to_owned(),
        interface: text(&device["interface"])?,
        driver: text(&device["driver"]),
        entry: text(&call["entry"])?,
        number: text(&call["number"])?,
        words: call["words"]
            .as_array()?
            .iter()
            .filter_map(number)
            .collect(),
        argument: text(&call["argument_bytes"])?,
        pointed: text(&call["pointed_bytes"])?,
        expect: json!({
            "command": call["command"],
            "sub": call["sub"],
            "sub_code": call["sub_code"],
            "detail": call["detail"],
            "detail_code": call["detail_code"],
            "class": call["class"],
            "state": state,
            "bytes": call["bytes"],
            "fields": fields.collect::<BTreeMap<_, _>>(),
        }),
    };
    Some((family, line))
}
