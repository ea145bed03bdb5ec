//! In which order a view shows rows.

use std::cmp::Ordering;

use super::{
    filter::Filter,
    row::{Action, Device, Row, Subject},
};

/// A column to sort by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortKey {
    /// Calls, the most first.
    #[default]
    Calls,
    /// Calls per second, the most first.
    Rate,
    /// Bytes, the most first.
    Bytes,
    /// The device's name.
    Device,
    /// The entry's name.
    Entry,
    /// The command's name.
    Command,
    /// The sub-command's name and code.
    Sub,
    /// The subject's name.
    Subject,
    /// The class, the least open first.
    Class,
}

impl SortKey {
    /// Every key, in the order of columns.
    pub const ALL: [Self; 9] = [
        Self::Device,
        Self::Entry,
        Self::Command,
        Self::Sub,
        Self::Subject,
        Self::Calls,
        Self::Rate,
        Self::Bytes,
        Self::Class,
    ];

    /// The key `step` columns away, around the end.
    pub fn step(self, step: isize) -> Self {
        let here = Self::ALL.iter().position(|key| *key == self).unwrap_or(0);
        Self::ALL
            .iter()
            .cycle()
            .nth(
                here + step
                    .rem_euclid(Self::ALL.len().cast_signed())
                    .unsigned_abs(),
            )
            .copied()
            .unwrap_or(self)
    }

    fn compare(self, a: &Row, b: &Row) -> Ordering {
        match self {
            Self::Calls => b.count.calls.cmp(&a.count.calls),
            Self::Rate => b.rate.total_cmp(&a.rate),
            Self::Bytes => b.bytes().cmp(&a.bytes()),
            Self::Device => a.device.label().cmp(&b.device.label()),
            Self::Entry => a.action.entry.cmp(b.action.entry),
            Self::Command => a.action.command.cmp(&b.action.command),
            Self::Sub => a.action.sub.cmp(&b.action.sub),
            Self::Subject => a.subject.name().cmp(&b.subject.name()),
            Self::Class => b.action.class.cmp(&a.action.class),
        }
    }
}

/// Sorts a report's rows by a column. Rows that are equal there stay in the order of names, which does not
/// change while counts do.
pub fn sort(rows: &mut [Row], key: SortKey, reverse: bool) {
    rows.sort_by(|a, b| ordered(key.compare(a, b), reverse));
}

/// The places of those of a report's rows that a filter lets through, sorted in the same way.
pub fn order(rows: &[Row], filter: &Filter, key: SortKey, reverse: bool) -> Vec<usize> {
    let matching = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| filter.matches(row));
    let mut places: Vec<usize> = matching.map(|(at, _)| at).collect();
    places.sort_by(|a, b| ordered(key.compare(&rows[*a], &rows[*b]), reverse));
    places
}

fn ordered(order: Ordering, reverse: bool) -> Ordering {
    if reverse { order.reverse() } else { order }
}

/// What rows of a report are ordered by.
pub(super) fn names<'a>(
    subject: &'a Subject,
    device: &'a Device,
    action: &'a Action,
) -> impl Ord + use<'a> {
    (
        device.label(),
        action.entry,
        action.number,
        action.argument,
        action.sub_code,
        action.fields,
        &subject.exe,
        &subject.comm,
        subject.uid,
        &subject.cgroup,
    )
}

#[cfg(test)]
mod tests {
    use super::{
        super::{
            Model,
            tests::{admin, controller, counts, nvme_cli},
        },
        *,
    };

    fn rows() -> Vec<Row> {
        let mut model = Model::new();
        model.apply(nvme_cli(1));
        model.apply(controller(1));
        let all = [
            (admin(1, 1, 6), 5),
            (admin(1, 1, 2), 9),
            (admin(0, 0, 0xc1), 7),
        ];
        model.apply(counts(1, &all));
        model.report().rows
    }

    #[test]
    fn sorting_follows_the_column_and_reverses() {
        let calls = |key, reverse| {
            let mut rows = rows();
            sort(&mut rows, key, reverse);
            rows.iter().map(|row| row.count.calls).collect::<Vec<_>>()
        };
        assert_eq!(calls(SortKey::Calls, false), [9, 7, 5]);
        assert_eq!(calls(SortKey::Calls, true), [5, 7, 9]);
        assert_eq!(
            calls(SortKey::Bytes, false),
            [9, 5, 7],
            "no amount counts least"
        );
        assert_eq!(
            calls(SortKey::Sub, false),
            [7, 9, 5],
            "no sub-command comes first"
        );
        assert_eq!(calls(SortKey::Class, false), [7, 9, 5]);
        assert_eq!(calls(SortKey::Device, true), [9, 5, 7]);
    }

    #[test]
    fn columns_follow_each_other_around() {
        assert_eq!(SortKey::Calls.step(1), SortKey::Rate);
        assert_eq!(SortKey::Device.step(-1), SortKey::Class);
        let mut key = SortKey::Calls;
        for _ in SortKey::ALL {
            key = key.step(1);
        }
        assert_eq!(key, SortKey::Calls);
    }
}
