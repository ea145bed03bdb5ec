//! The language's JSON Schema, from the same tables that policies are read by. `policies/policy.schema.json`
//! is what this writes; a test holds that.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use tracer_common::count::entry;

use super::{
    parse::{
        ACTIONS, AMOUNT_KEYS, DAEMON_KEYS, DEVICE_KEYS, RULE_KEYS, SUBJECT_KEYS, UNKNOWN_KEYS,
    },
    resolve::{ALIASES, ERRNOS, KERNELS_OWN, MODES, ON_EXIT},
};
use crate::{families::FAMILIES, model::row::entry_name};

/// A string or a list of them.
fn words(of: &Value) -> Value {
    json!({"oneOf": [of, {"type": "array", "minItems": 1, "items": of}]})
}

fn table(properties: Map<String, Value>) -> Value {
    json!({"type": "object", "additionalProperties": false, "properties": properties})
}

/// One of some names, or a set.
fn names(all: &[&str]) -> Value {
    json!({"anyOf": [{"enum": all}, {"type": "string", "pattern": "^@"}]})
}

fn keys<'a>(keys: &'a [&'a str], of: impl Fn(&str) -> Value) -> Value {
    table(
        keys.iter()
            .map(|key| ((*key).to_owned(), of(key)))
            .collect(),
    )
}

/// The schema.
pub fn schema() -> Value {
    let string = json!({"type": "string", "minLength": 1});
    let number = json!({"anyOf": [{"type": "integer", "minimum": 0}, string]});
    let refused: BTreeSet<u16> = KERNELS_OWN.iter().map(|(_, number)| *number).collect();
    let modes = json!({"enum": MODES.map(|(name, _)| name)});
    let errno = json!({"anyOf": [
        {"enum": ERRNOS.iter().chain(ALIASES).map(|(name, _)| *name).collect::<Vec<_>>()},
        {"type": "integer", "minimum": 1, "maximum": 511, "not": {"enum": refused}},
    ]});
    let subject = keys(&SUBJECT_KEYS, |key| match key {
        "uid" | "gid" => words(&number),
        _ => words(&string),
    });
    let families: Vec<&str> = FAMILIES.iter().map(|family| family.name).collect();
    let device = keys(&DEVICE_KEYS, |key| match key {
        "family" => words(&names(&families)),
        _ => words(&string),
    });
    let choice = json!({"enum": ["apply", "skip"]});
    let unknown = json!({"oneOf": [choice, keys(&UNKNOWN_KEYS, |_| choice.clone())]});
    let rule = keys(&RULE_KEYS, |key| match key {
        "name" => string.clone(),
        "subject" => subject.clone(),
        "device" => device.clone(),
        "entry" => words(&names(&entry::ALL.map(entry_name))),
        "amount" => keys(&AMOUNT_KEYS, |key| match key {
            // No call asks for fewer than 0 bytes.
            "under" => json!({"anyOf": [{"type": "integer", "minimum": 1}, string]}),
            _ => number.clone(),
        }),
        "errno" => errno.clone(),
        "mode" => modes.clone(),
        "strict" | "essential" => json!({"type": "boolean"}),
        "unknown" => unknown.clone(),
        _ => words(&string),
    });
    let daemon = keys(&DAEMON_KEYS, |key| match key {
        "on-exit" => json!({"enum": ON_EXIT.map(|(name, _)| name)}),
        "silent" => modes.clone(),
        "heartbeat" => json!({"anyOf": [{"type": "integer", "minimum": 1}, string]}),
        _ => words(&string),
    });
    let mut rule = rule;
    rule["oneOf"] = ACTIONS.map(|action| json!({"required": [action]})).into();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "passgate policy",
        "type": "object",
        "additionalProperties": false,
        "required": ["version"],
        "properties": {
            "version": {"const": 1},
            "include": words(&string),
            "default": {
                "type": "object",
                "additionalProperties": false,
                "properties": {"action": {"enum": ACTIONS}, "mode": modes, "errno": errno},
            },
            "daemon": daemon,
            "sets": {"type": "object", "additionalProperties": words(&number)},
            "rule": {"type": "array", "items": rule},
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::parse::{DEFAULT_KEYS, POLICY_KEYS};

    #[test]
    fn the_schema_has_every_key() {
        let schema = schema();
        for (keys, place) in [
            (&POLICY_KEYS[..], ""),
            (&DEFAULT_KEYS[..], "/properties/default"),
            (&DAEMON_KEYS[..], "/properties/daemon"),
        ] {
            let properties = schema.pointer(&format!("{place}/properties")).expect(place);
            let properties = properties.as_object().expect("an object");
            assert!(
                keys.iter().all(|key| properties.contains_key(*key)),
                "{place}"
            );
            assert_eq!(keys.len(), properties.len(), "{place}");
        }
    }
}
