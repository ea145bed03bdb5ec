//! Policies by the number of their rules, as a fleet's would be: one for each tool, and what is left at the end.

use std::{fmt::Write as _, fs, path::PathBuf};

use super::plan::Refuses;
use crate::{
    cache::{target, unusable},
    progress::Result,
};

/// A policy of so many rules, the last but one of which is about the program that is measured.
fn text(rules: u32, refuses: Refuses, measured: &str) -> String {
    // Nothing of it outlives what is measured.
    let mut text = "version = 1\n[daemon]\non-exit = 'release'\n".to_owned();
    for at in 2..rules {
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "[[rule]]\nsubject = {{ exe = '/bin/tool-{at:05}', uid = {} }}\n\
             device = {{ family = 'nvme' }}\nallow = ['admin.identify', 'sub:{}']\n",
            at % 10,
            at % 200
        );
    }
    if rules > 1 {
        let _ = write!(
            text,
            "[[rule]]\nsubject = {{ exe = '{measured}' }}\ndevice = {{ family = 'nvme' }}\nallow = '*'\n"
        );
    }
    let entries = match refuses {
        Refuses::Transfers => "",
        _ => "entry = ['ioctl', 'compat-ioctl', 'uring-cmd', 'mmap', 'open', 'receive']\n",
    };
    let amount = match refuses {
        Refuses::Amounts => "amount = { over = '1GiB' }\n",
        _ => "",
    };
    let _ = write!(
        text,
        "[[rule]]\nsubject = {{ uid = '1000-1999' }}\ndevice = {{ family = 'nvme' }}\n{entries}{amount}deny = '*'\n"
    );
    text
}

/// Writes such a policy where a guest can read it, and returns the file.
pub(crate) fn write(rules: u32, refuses: Refuses, measured: &str) -> Result<PathBuf> {
    let folder = target().join("bench");
    fs::create_dir_all(&folder).map_err(|e| unusable("make", &folder, &e))?;
    let kind = match refuses {
        Refuses::Usual => "",
        Refuses::Transfers => "-transfers",
        Refuses::Amounts => "-amounts",
    };
    let path = folder.join(format!("{rules}{kind}.toml"));
    fs::write(&path, text(rules, refuses, measured)).map_err(|e| unusable("write", &path, &e))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::{Refuses, text};

    #[test]
    fn there_are_as_many_rules_as_asked_for() {
        for rules in [1, 2, 10, 1_000] {
            let text = text(rules, Refuses::Usual, "/a/passgate");
            assert_eq!(
                text.matches("[[rule]]").count(),
                usize::try_from(rules).unwrap()
            );
            assert_eq!(text.contains("'/a/passgate'"), rules > 1);
        }
        assert!(!text(10, Refuses::Transfers, "").contains("entry"));
        assert!(text(10, Refuses::Amounts, "").contains("amount"));
    }
}
