//! Policies by the number of their rules, as a fleet's would be: one for each tool, and what is left at the end.

use std::{fmt::Write as _, fs, path::PathBuf};

use crate::{
    cache::{target, unusable},
    progress::Result,
};

/// A policy of so many rules, the last but one of which is about the program that is measured. Refusals are
/// of all entries but reads and writes, unless those are wanted, too.
fn text(rules: u32, transfers: bool, measured: &str) -> String {
    let mut text = "version = 1\n".to_owned();
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
    let entries = "entry = ['ioctl', 'compat-ioctl', 'uring-cmd', 'mmap', 'open', 'receive']\n";
    let _ = write!(
        text,
        "[[rule]]\nsubject = {{ uid = '1000-1999' }}\ndevice = {{ family = 'nvme' }}\n{}deny = '*'\n",
        if transfers { "" } else { entries }
    );
    text
}

/// Writes such a policy where a guest can read it, and returns the file.
pub(crate) fn write(rules: u32, transfers: bool, measured: &str) -> Result<PathBuf> {
    let folder = target().join("bench");
    fs::create_dir_all(&folder).map_err(|e| unusable("make", &folder, &e))?;
    let path = folder.join(format!(
        "{rules}{}.toml",
        if transfers { "-transfers" } else { "" }
    ));
    fs::write(&path, text(rules, transfers, measured)).map_err(|e| unusable("write", &path, &e))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn there_are_as_many_rules_as_asked_for() {
        for rules in [1, 2, 10, 1_000] {
            let text = text(rules, false, "/a/passgate");
            assert_eq!(
                text.matches("[[rule]]").count(),
                usize::try_from(rules).unwrap()
            );
            assert_eq!(text.contains("'/a/passgate'"), rules > 1);
        }
        assert!(!text(10, true, "").contains("entry"));
    }
}
