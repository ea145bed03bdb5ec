//! What the checked-in object was built with. A rebuild gives the same bytes only with the same
//! compiler, so a difference means something only where these agree.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{
    library::{Equipped, OWN},
    linker,
};
use crate::progress::{Error, Result};

/// The file beside the object, as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    /// First line of `rustc -vV`.
    pub(super) rustc: String,
    /// The name under which rustup offers that rustc, where it does.
    pub(super) toolchain: Option<String>,
    /// Where the sources of the standard library were from.
    pub(super) library: String,
    /// Version of bpf-linker.
    pub(super) bpf_linker: String,
}

impl Record {
    /// What a build with this toolchain is recorded as.
    pub(super) fn of(equipped: &Equipped) -> Self {
        Self {
            rustc: equipped.toolchain.version.line.clone(),
            toolchain: equipped.toolchain.dated_name(),
            library: equipped.origin.clone(),
            bpf_linker: linker::VERSION.into(),
        }
    }

    /// Reads the record; None where there is none yet.
    pub(super) fn read(path: &Path) -> Result<Option<Self>> {
        let remedy = "restore the file, or run `cargo xtask build --release` to write it anew";
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => {
                return Err(Error::new(
                    format!("cannot read {}: {e}", path.display()),
                    remedy,
                ));
            }
        };
        serde_json::from_str(&text)
            .map(Some)
            .map_err(|e| Error::new(format!("{}: {e}", path.display()), remedy))
    }

    /// The file's text.
    pub(super) fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    /// In what another build differs, each as a clause; empty where bytes may be compared.
    pub(super) fn differences(&self, here: &Self) -> Vec<String> {
        let named = |library: &str| {
            if library == OWN {
                "its own".to_owned()
            } else {
                library.to_owned()
            }
        };
        [
            ("compiler", self.rustc.clone(), here.rustc.clone()),
            (
                "standard library",
                named(&self.library),
                named(&here.library),
            ),
            (
                "bpf-linker",
                self.bpf_linker.clone(),
                here.bpf_linker.clone(),
            ),
        ]
        .into_iter()
        .filter(|(_, then, now)| then != now)
        .map(|(what, then, now)| format!("{what}: {then} then, {now} here"))
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Record {
        Record {
            rustc: "rustc 1.97.0-nightly (e50aa6fba 2026-05-19)".into(),
            toolchain: Some("nightly-2026-05-20".into()),
            library: OWN.into(),
            bpf_linker: "0.10.4".into(),
        }
    }

    #[test]
    fn a_record_survives_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("record.json");
        assert_eq!(Record::read(&path).unwrap(), None);
        std::fs::write(&path, record().to_text()).unwrap();
        assert_eq!(Record::read(&path).unwrap(), Some(record()));
        std::fs::write(&path, "{}").unwrap();
        assert!(Record::read(&path).is_err());
    }

    #[test]
    fn only_what_decides_the_bytes_makes_a_difference() {
        assert_eq!(
            record().differences(&Record {
                toolchain: None,
                ..record()
            }),
            Vec::<String>::new()
        );
        let other = Record {
            rustc: "rustc 1.98.0".into(),
            library: "archive x".into(),
            ..record()
        };
        assert_eq!(
            record().differences(&other),
            [
                "compiler: rustc 1.97.0-nightly (e50aa6fba 2026-05-19) then, rustc 1.98.0 here",
                "standard library: its own then, archive x here"
            ]
        );
    }
}
