//! How tables find room: long text is cut first, then what can be spared goes, then more is cut.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Blank columns between two columns of a table.
pub const GAP: usize = 2;
/// The width that a column of text is cut to before another column is left out for it, where its
/// shape does not say otherwise.
const ENOUGH: usize = 20;
/// The least width that a column of text is cut to.
const LEAST: usize = 8;
/// The highest rank by which columns are left out.
const SPARE_MOST: u8 = 9;

/// What may be done to a column where room is short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    number: bool,
    spare: u8,
    enough: usize,
}

impl Shape {
    /// Text, aligned to the left. Columns with the highest `spare`, at most 9, are left out first,
    /// those with 0 never.
    pub const fn text(spare: u8) -> Self {
        Self {
            number: false,
            spare,
            enough: ENOUGH,
        }
    }

    /// The same, with the width that it is cut to before another column is left out for it.
    pub const fn enough(self, enough: usize) -> Self {
        Self { enough, ..self }
    }

    /// A number, aligned to the right and never cut, because part of a number is another number.
    pub const fn number(spare: u8) -> Self {
        Self {
            number: true,
            spare,
            enough: ENOUGH,
        }
    }

    /// Whether it is aligned to the right.
    pub const fn is_number(self) -> bool {
        self.number
    }
}

/// Which columns to show, by index, and how wide. `columns` are shapes with the width of the
/// widest cell; `room` is None where lines may be of any length.
pub fn plan(columns: &[(Shape, usize)], room: Option<usize>) -> Vec<(usize, usize)> {
    let all = columns
        .iter()
        .enumerate()
        .map(|(at, (_, width))| (at, *width));
    let mut plan: Vec<(usize, usize)> = all.clone().collect();
    let Some(room) = room else { return plan };
    let shape = |at: usize| columns[at].0;
    let shrink = |plan: &mut Vec<(usize, usize)>, least: fn(Shape) -> usize| {
        while taken(plan) > room {
            let texts = plan
                .iter_mut()
                .filter(|(at, width)| !shape(*at).number && *width > least(shape(*at)));
            let Some((_, widest)) = texts.max_by_key(|(_, width)| *width) else {
                break;
            };
            *widest -= 1;
        }
    };
    // A column that is left out makes room for the text of those that stay.
    for spare in (0..=SPARE_MOST).rev() {
        plan = all
            .clone()
            .filter(|(at, _)| shape(*at).spare <= spare)
            .collect();
        shrink(&mut plan, |shape| shape.enough);
        if taken(&plan) <= room {
            break;
        }
    }
    shrink(&mut plan, |_| LEAST);
    plan
}

fn taken(plan: &[(usize, usize)]) -> usize {
    plan.iter()
        .map(|(_, width)| width + GAP)
        .sum::<usize>()
        .saturating_sub(GAP)
}

/// Cuts text to a width in columns of the terminal.
pub fn cut(cell: &str, width: usize) -> String {
    if cell.width() <= width {
        return cell.to_owned();
    }
    let mut kept = String::new();
    let mut taken = 0;
    for character in cell.chars() {
        let next = taken + character.width().unwrap_or(0);
        if next >= width {
            break;
        }
        taken = next;
        kept.push(character);
    }
    if width > 0 {
        kept.push('…');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [(Shape, usize); 4] = [
        (Shape::text(0), 24),
        (Shape::text(2), 10),
        (Shape::number(1), 10),
        (Shape::number(0), 5),
    ];

    #[test]
    fn long_text_is_cut_before_a_column_goes() {
        assert_eq!(plan(&COLUMNS, None), [(0, 24), (1, 10), (2, 10), (3, 5)]);
        assert_eq!(
            plan(&COLUMNS, Some(55)),
            [(0, 24), (1, 10), (2, 10), (3, 5)]
        );
        assert_eq!(
            plan(&COLUMNS, Some(52)),
            [(0, 21), (1, 10), (2, 10), (3, 5)]
        );
        assert_eq!(plan(&COLUMNS, Some(50)), [(0, 24), (2, 10), (3, 5)]);
        assert_eq!(plan(&COLUMNS, Some(38)), [(0, 24), (3, 5)]);
        assert_eq!(plan(&COLUMNS, Some(20)), [(0, 13), (3, 5)]);
        assert_eq!(
            plan(&COLUMNS, Some(0)),
            [(0, LEAST), (3, 5)],
            "numbers stay whole"
        );
    }

    #[test]
    fn cells_are_cut_by_columns_of_the_terminal() {
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("測試測試", 5), "測試…");
        assert_eq!(cut("測試測試", 4), "測…");
        assert_eq!(cut("abc", 3), "abc");
        assert_eq!(cut("abc", 0), "");
    }
}
