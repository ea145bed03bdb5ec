//! Who started whom, as /proc has it when it is asked: whoever has ended meanwhile is not there any more.

use std::fs;

use serde::Serialize;

/// Most ancestors that are told.
const MOST: usize = 8;

/// A process from which another descends.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Ancestor {
    /// Its id.
    pub process: u32,
    /// Its name.
    pub comm: String,
    /// The path of its executable; None for kernel threads.
    pub exe: Option<String>,
}

/// The ancestors of a process, its parent first. Empty where the process is gone.
pub fn ancestry(process: u32) -> Vec<Ancestor> {
    let mut all = Vec::new();
    let mut next = parent(process).map(|(_, parent)| parent);
    while let Some(process) = next.filter(|process| *process != 0 && all.len() < MOST) {
        let Some((comm, parent)) = parent(process) else {
            break;
        };
        let exe = fs::read_link(format!("/proc/{process}/exe")).ok();
        all.push(Ancestor {
            process,
            comm,
            exe: exe.map(|exe| exe.to_string_lossy().into_owned()),
        });
        next = Some(parent);
    }
    all
}

/// The name of a process, and its parent.
fn parent(process: u32) -> Option<(String, u32)> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    of_stat(&stat)
}

/// The same from the text: `PID (NAME) STATE PARENT ...`, where the name may have anything in it.
fn of_stat(stat: &str) -> Option<(String, u32)> {
    let (before, behind) = stat.rsplit_once(')')?;
    let (_, comm) = before.split_once('(')?;
    let parent = behind.split_whitespace().nth(1)?.parse().ok()?;
    Some((comm.to_owned(), parent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_may_have_anything_in_them() {
        assert_eq!(
            of_stat("12 (a) R (b)) S 7 12 12"),
            Some(("a) R (b)".to_owned(), 7))
        );
        assert_eq!(of_stat("12 (a"), None);
        assert_eq!(of_stat(""), None);
    }

    #[test]
    fn this_process_has_a_parent() {
        let ancestors = ancestry(std::process::id());
        assert_eq!(
            ancestors.first().map(|parent| parent.process),
            Some(std::os::unix::process::parent_id())
        );
        assert_eq!(ancestry(u32::MAX), []);
    }
}
