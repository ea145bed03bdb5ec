//! What a view shows, and in which order.

use std::cmp::Ordering;

use super::row::Row;

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
    pub const ALL: [Self; 8] = [
        Self::Device,
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
            .nth(here + step.rem_euclid(8).unsigned_abs())
            .copied()
            .unwrap_or(self)
    }

    fn compare(self, a: &Row, b: &Row) -> Ordering {
        match self {
            Self::Calls => b.count.calls.cmp(&a.count.calls),
            Self::Rate => b.rate.total_cmp(&a.rate),
            Self::Bytes => b.bytes().cmp(&a.bytes()),
            Self::Device => a.device.label().cmp(&b.device.label()),
            Self::Command => a.action.command.cmp(&b.action.command),
            Self::Sub => a.action.sub.cmp(&b.action.sub),
            Self::Subject => a.subject.name().cmp(&b.subject.name()),
            Self::Class => b.action.class.cmp(&a.action.class),
        }
    }
}

/// Sorts rows by a column. Rows that are equal there come in an order that does not change while
/// counts do.
pub fn sort(rows: &mut [Row], key: SortKey, reverse: bool) {
    rows.sort_by(|a, b| {
        let order = key.compare(a, b);
        let order = if reverse { order.reverse() } else { order };
        order.then_with(|| steady(a, b))
    });
}

fn steady(a: &Row, b: &Row) -> Ordering {
    fn names(row: &Row) -> impl Ord {
        (
            row.device.label(),
            row.action.number,
            row.action.argument,
            row.action.sub_code,
            row.action.fields,
            &row.subject.exe,
            &row.subject.comm,
            row.subject.uid,
            &row.subject.cgroup,
        )
    }
    names(a).cmp(&names(b))
}

/// Whether a row has a value in a field.
type Holds = fn(&Row, &str) -> bool;

/// Fields that a filter can name.
const FIELDS: &[(&str, Holds)] = &[
    ("family", |row, value| {
        row.device.family.is_some_and(|family| same(family, value))
    }),
    ("kind", |row, value| {
        row.device.kind.is_some_and(|kind| same(kind, value))
    }),
    ("device", |row, value| {
        [&row.device.name, &row.device.node, &row.device.dev]
            .into_iter()
            .any(|it| is(it, value))
    }),
    ("driver", |row, value| is(&row.device.driver, value)),
    ("bus", |row, value| is(&row.device.bus, value)),
    ("entry", |row, value| same(row.action.entry, value)),
    ("command", |row, value| same(&row.action.command, value)),
    ("sub", |row, value| {
        let Some(sub) = row.action.sub.as_deref() else {
            return false;
        };
        same(sub, value)
            || sub
                .split_once('.')
                .is_some_and(|(group, _)| same(group, value))
    }),
    ("class", |row, value| same(row.action.class.name(), value)),
    ("argument", |row, value| {
        same(row.action.argument.name(), value)
    }),
    ("exe", |row, value| {
        is(&row.subject.exe, value)
            || row.subject.exe.is_some() && row.subject.name().is_some_and(|name| same(name, value))
    }),
    ("comm", |row, value| is(&row.subject.comm, value)),
    ("uid", |row, value| {
        row.subject.uid.is_some_and(|uid| uid.to_string() == value)
    }),
    ("cgroup", |row, value| is(&row.subject.cgroup, value)),
    ("unit", |row, value| {
        let Some(unit) = row.subject.unit.as_deref() else {
            return false;
        };
        same(unit, value)
            || unit
                .rsplit_once('.')
                .is_some_and(|(name, _)| same(name, value))
    }),
    ("container", |row, value| {
        // Container ids are written short as often as not.
        let container = row.subject.container.as_deref();
        !value.is_empty() && container.is_some_and(|id| id.starts_with(value))
    }),
];

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

fn is(a: &Option<String>, b: &str) -> bool {
    a.as_deref().is_some_and(|a| same(a, b))
}

/// Which rows a view shows: all terms must hold. A term is `field=value`, or text that any name
/// in the row contains; letter case does not matter.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    terms: Vec<Term>,
}

#[derive(Clone, Debug)]
enum Term {
    Field(Holds, String),
    Text(String),
}

/// A filter that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownField(pub String);

impl std::fmt::Display for UnknownField {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let known: Vec<_> = FIELDS.iter().map(|(name, _)| *name).collect();
        write!(f, "no field {:?}; there are {}", self.0, known.join(", "))
    }
}

impl std::error::Error for UnknownField {}

impl Filter {
    /// Reads terms that white space separates.
    pub fn parse(text: &str) -> Result<Self, UnknownField> {
        let term = |word: &str| {
            let Some((field, value)) = word.split_once('=') else {
                return Ok(Term::Text(word.to_lowercase()));
            };
            let known = FIELDS.iter().find(|(name, _)| same(name, field));
            let (_, holds) = known.ok_or_else(|| UnknownField(field.to_owned()))?;
            Ok(Term::Field(*holds, value.to_owned()))
        };
        let terms = text
            .split_whitespace()
            .map(term)
            .collect::<Result<_, _>>()?;
        Ok(Self { terms })
    }

    /// Whether a row is shown.
    pub fn matches(&self, row: &Row) -> bool {
        self.terms.iter().all(|term| match term {
            Term::Field(holds, value) => holds(row, value),
            Term::Text(text) => contains(row, text),
        })
    }
}

fn contains(row: &Row, lower: &str) -> bool {
    let Row {
        subject,
        device,
        action,
        ..
    } = row;
    let sub = action.sub_label();
    [
        device.family,
        device.name.as_deref(),
        device.node.as_deref(),
        device.driver.as_deref(),
        device.bus.as_deref(),
        Some(&action.command),
        Some(&sub),
        Some(action.class.name()),
        subject.exe.as_deref(),
        subject.comm.as_deref(),
        subject.cgroup.as_deref(),
    ]
    .into_iter()
    .flatten()
    .any(|name| name.to_lowercase().contains(lower))
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

    fn kept(filter: &str) -> Vec<Option<u32>> {
        let filter = Filter::parse(filter).expect("a filter");
        let mut rows = rows();
        sort(&mut rows, SortKey::Calls, false);
        rows.iter()
            .filter(|row| filter.matches(row))
            .map(|row| row.action.sub_code)
            .collect()
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

    #[test]
    fn filters_take_fields_and_text() {
        assert_eq!(kept(""), [Some(2), None, Some(6)]);
        assert_eq!(kept("family=nvme"), [Some(2), Some(6)]);
        assert_eq!(kept("class=unknown"), [None]);
        assert_eq!(kept("exe=nvme sub=admin.identify"), [Some(6)]);
        assert_eq!(kept("exe=/usr/sbin/nvme SUB=ADMIN"), [Some(2), Some(6)]);
        assert_eq!(kept("exe=nvm"), []);
        assert_eq!(
            kept("uid=0 device=/dev/nvme0 device=nvme0"),
            [Some(2), Some(6)]
        );
        assert_eq!(kept("LOG-page"), [Some(2)]);
        assert_eq!(kept("nothing-has-this"), []);
    }

    #[test]
    fn a_field_that_does_not_exist_is_an_error_that_names_those_that_do() {
        let error = Filter::parse("colour=red").expect_err("no such field");
        assert_eq!(error, UnknownField("colour".into()));
        assert!(error.to_string().contains("family, kind, device"));
    }
}
