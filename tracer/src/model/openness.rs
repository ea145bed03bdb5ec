//! How open the commands are that reach a device, go through a driver or come from a subject: how much
//! of it is of which class, by calls, by bytes and by distinct commands.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::Arc,
};

use super::row::{Device, Row, Subject};
use crate::families::Class;

/// A number for each class, in the order of [`Class::ALL`].
pub type ByClass = [u64; Class::ALL.len()];

/// What rows are summed up by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Of {
    /// All of them.
    All,
    /// One device's.
    Device(Arc<Device>),
    /// All devices of one driver; None for those whose driver is not known.
    Driver(Option<String>),
    /// One subject's.
    Subject(Arc<Subject>),
}

/// How open some rows are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Openness {
    /// Which rows.
    pub of: Of,
    /// Their calls.
    pub calls: ByClass,
    /// Bytes that their calls asked to transfer or to map, as far as arguments tell.
    pub bytes: ByClass,
    /// Commands that differ by number, sub-command or detail. One whose argument could not be read is
    /// one more.
    pub commands: ByClass,
}

/// Sums of some rows, with the commands that were met.
#[derive(Default)]
struct Sums<'a> {
    calls: ByClass,
    bytes: ByClass,
    met: [HashSet<Distinct<'a>>; Class::ALL.len()],
}

/// What tells one command from another: family, command, sub-command with its code, detail with its
/// code.
type Distinct<'a> = (
    Option<&'static str>,
    &'a str,
    Option<(Option<&'a Cow<'static, str>>, u32)>,
    Option<(&'a Cow<'static, str>, u32)>,
);

fn distinct(row: &Row) -> Distinct<'_> {
    let action = &row.action;
    let sub = action.sub_code.map(|code| (action.sub.as_ref(), code));
    let detail = action.detail.as_ref().map(|(name, code)| (name, *code));
    (row.device.family, &action.command, sub, detail)
}

impl<'a> Sums<'a> {
    fn add(&mut self, row: &'a Row) {
        let all = self
            .calls
            .iter_mut()
            .zip(&mut self.bytes)
            .zip(&mut self.met);
        for (class, ((calls, bytes), met)) in Class::ALL.into_iter().zip(all) {
            if class == row.action.class {
                *calls = calls.saturating_add(row.count.calls);
                *bytes = bytes.saturating_add(row.bytes().unwrap_or(0));
                met.insert(distinct(row));
            }
        }
    }

    fn of(self, of: Of) -> Openness {
        let count = |met: HashSet<_>| u64::try_from(met.len()).unwrap_or(u64::MAX);
        Openness {
            of,
            calls: self.calls,
            bytes: self.bytes,
            commands: self.met.map(count),
        }
    }
}

/// Sums rows up: all of them, then by device, by driver and by subject, each with the most calls first.
/// Empty where there are no rows.
pub fn openness(rows: &[Row]) -> Vec<Openness> {
    if rows.is_empty() {
        return Vec::new();
    }
    let mut all = grouped(rows, |_| (), |()| Of::All);
    all.extend(grouped(
        rows,
        |row| &row.device,
        |device| Of::Device(Arc::clone(device)),
    ));
    all.extend(grouped(
        rows,
        |row| row.device.driver.as_deref(),
        |driver| Of::Driver(driver.map(str::to_owned)),
    ));
    all.extend(grouped(
        rows,
        |row| &row.subject,
        |subject| Of::Subject(Arc::clone(subject)),
    ));
    all
}

fn grouped<'a, K: Eq + Hash>(
    rows: &'a [Row],
    key: impl Fn(&'a Row) -> K,
    of: impl Fn(K) -> Of,
) -> Vec<Openness> {
    let mut places: HashMap<K, Sums<'a>> = HashMap::new();
    for row in rows {
        places.entry(key(row)).or_default().add(row);
    }
    let mut groups: Vec<_> = places
        .into_iter()
        .map(|(key, sums)| sums.of(of(key)))
        .collect();
    // The order of a map is any: what has as many calls is told apart by its name.
    groups.sort_by_cached_key(|group| {
        (
            std::cmp::Reverse(sum(&group.calls)),
            group.of.label().into_owned(),
        )
    });
    groups
}

/// All classes together.
pub fn sum(by_class: &ByClass) -> u64 {
    by_class
        .iter()
        .fold(0, |sum, part| sum.saturating_add(*part))
}

impl Of {
    /// What rows are summed up by: `all`, `device`, `driver` or `subject`.
    pub const fn by(&self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Device(_) => "device",
            Self::Driver(_) => "driver",
            Self::Subject(_) => "subject",
        }
    }

    /// Which one it is, for people; empty where it has no name.
    pub fn label(&self) -> Cow<'_, str> {
        match self {
            Self::All => "".into(),
            Self::Device(device) => device.label().unwrap_or_default().into(),
            Self::Driver(driver) => driver.as_deref().unwrap_or_default().into(),
            Self::Subject(subject) => subject.label().unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Model,
        tests::{admin, controller, counts, nvme_cli},
    };
    use tracer_common::count::CountKey;

    #[test]
    fn rows_are_summed_up_by_whatever_they_share() {
        let mut model = Model::new();
        let in_namespace = |nsid| CountKey {
            second: nsid,
            ..admin(1, 1, 6)
        };
        // One command to two namespaces, two commands of one vendor, and one of nobody known.
        let keys = [
            (in_namespace(1), 3),
            (in_namespace(2), 4),
            (admin(1, 1, 0xc0), 1),
            (admin(1, 1, 0xc1), 1),
            (admin(2, 1, 0x3f), 1),
        ];
        for news in [nvme_cli(1), controller(1), counts(10, &keys)] {
            model.apply(news);
        }
        let report = model.report();
        let all = openness(&report.rows);
        let by: Vec<_> = all
            .iter()
            .map(|group| (group.of.by(), group.of.label()))
            .collect();
        assert_eq!(
            by,
            [
                ("all", "".into()),
                ("device", "nvme0".into()),
                ("driver", "nvme".into()),
                ("subject", "nvme".into()),
                ("subject", "".into()),
            ]
        );
        assert_eq!(all[0].calls, [7, 0, 2, 1]);
        assert_eq!(all[0].commands, [1, 0, 2, 1]);
        assert_eq!(
            sum(&all[0].bytes),
            report.rows.iter().filter_map(Row::bytes).sum::<u64>()
        );
        assert_eq!(all[3].calls, [7, 0, 2, 0]);
        assert_eq!(all[4].commands, [0, 0, 0, 1]);
        assert!(openness(&[]).is_empty());
    }
}
