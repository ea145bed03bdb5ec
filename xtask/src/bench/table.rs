//! The kernel side's table, as Markdown and as JSON.

use serde::Serialize;

use super::{
    kernel::Measured,
    peers::PEERS,
    plan::{ATTACHED, CALLED, Called, EMPTY, FLOOR_BY, NOTHING, PEERS_BY},
};
use crate::markdown::Table;

/// A row: a call, and what was attached.
#[derive(Debug, Serialize, PartialEq)]
pub(crate) struct Row {
    /// The call.
    call: &'static str,
    /// What was attached.
    attached: &'static str,
    /// Of one call; none where it could not be measured.
    instructions: Option<f64>,
    /// How many more than with nothing attached.
    over_nothing: Option<f64>,
    /// The same as a multiple of the floor.
    times_floor: Option<f64>,
    /// What they were meant to be at most.
    goal: Option<f64>,
    /// Why nothing was measured.
    failed: Option<String>,
}

impl Row {
    /// Whether the goal is met, to the instruction; none where there is none.
    fn meets(&self) -> Option<bool> {
        Some(self.over_nothing?.round() <= self.goal?.round())
    }
}

/// All rows of what was measured.
pub(crate) fn rows(measured: &Measured) -> Vec<Row> {
    let floor = measured.over_nothing(FLOOR_BY, EMPTY).unwrap_or(f64::NAN);
    let mut rows = Vec::new();
    for called in CALLED {
        for attached in ATTACHED {
            if measured.of(called.key, attached.key).is_some() {
                rows.push(row(measured, called, attached.key, attached.name, floor));
            }
        }
        if !PEERS_BY.contains(&called.key) {
            continue;
        }
        for peer in PEERS {
            let failed = measured.failed.get(peer.key);
            if failed.is_some() || measured.of(called.key, peer.key).is_some() {
                rows.push(Row {
                    failed: failed.cloned(),
                    ..row(measured, called, peer.key, peer.name, floor)
                });
            }
        }
    }
    rows
}

fn row(measured: &Measured, called: &Called, key: &str, attached: &'static str, floor: f64) -> Row {
    let over = measured
        .over_nothing(called.key, key)
        .filter(|_| key != NOTHING);
    let goal = called.goals.iter().find(|(attached, _)| *attached == key);
    Row {
        call: called.name,
        attached,
        instructions: measured.of(called.key, key),
        over_nothing: over,
        times_floor: over.map(|over| over / floor),
        goal: goal.map(|(_, goal)| goal.instructions(floor)),
        failed: None,
    }
}

/// The table. A call's name stands in its first row only.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let mut table = Table::new(&[
        "call",
        "attached",
        ">instructions",
        ">over nothing",
        ">times the floor",
        ">goal",
    ]);
    let mut last = "";
    for row in rows {
        let number = |value: Option<f64>, digits: usize| {
            value.map_or_else(String::new, |value| format!("{value:.digits$}"))
        };
        let goal = match row.meets() {
            Some(true) => format!("{}, met", number(row.goal, 0)),
            Some(false) => format!("**{}, missed**", number(row.goal, 0)),
            None => String::new(),
        };
        let call = if row.call == last { "" } else { row.call };
        last = row.call;
        table.row(match &row.failed {
            Some(reason) => vec![
                call.into(),
                format!("{}: {reason}", row.attached),
                "-".into(),
                String::new(),
                String::new(),
                String::new(),
            ],
            None => vec![
                call.into(),
                row.attached.into(),
                number(row.instructions, 1),
                number(row.over_nothing, 1),
                number(row.times_floor, 2),
                goal,
            ],
        });
    }
    table.text()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::kernel::tests::of;

    #[test]
    fn a_row_has_its_difference_its_ratio_and_its_goal() {
        let measured = of(&[
            ("nvme-id", "nothing", 777.5),
            ("nvme-id", "empty", 965.5),
            ("nvme-id", "count", 1153.5),
            ("read-pipe", "nothing", 500.0),
            ("read-pipe", "count", 500.2),
        ]);
        let rows = rows(&measured);
        assert_eq!(rows.len(), 5);
        assert_eq!(rows[0].over_nothing, None);
        assert_eq!(rows[2].over_nothing, Some(376.0));
        assert_eq!(rows[2].times_floor, Some(2.0));
        assert_eq!((rows[2].goal, rows[2].meets()), (Some(329.0), Some(false)));
        // Less than half an instruction is none.
        assert_eq!(rows[4].meets(), Some(true));
        let text = markdown(&rows);
        assert!(text.contains("**329, missed**"), "{text}");
    }

    #[test]
    fn a_tool_that_fails_has_a_row_that_says_why() {
        let mut measured = of(&[("nvme-id", "nothing", 700.0), ("nvme-id", "empty", 900.0)]);
        measured.failed.insert("sysdig".into(), "no module".into());
        let text = markdown(&rows(&measured));
        assert!(text.contains("sysdig evt.type=ioctl: no module"), "{text}");
    }
}
