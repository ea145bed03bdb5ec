//! Tables in Markdown that can be read as they are, and the place of each in a page.

use crate::progress::{Error, Result};

/// A table whose columns are as wide as what is in them.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
    right: Vec<bool>,
}

impl Table {
    /// With these columns; what follows `>` is aligned to the right.
    pub(crate) fn new(columns: &[&str]) -> Self {
        let titles = columns.iter().map(|name| name.trim_start_matches('>'));
        Self {
            rows: vec![titles.map(str::to_owned).collect()],
            right: columns.iter().map(|name| name.starts_with('>')).collect(),
        }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        // A stroke ends a cell.
        self.rows.push(
            cells
                .into_iter()
                .map(|cell| cell.replace('|', "/"))
                .collect(),
        );
    }

    /// All of it.
    pub(crate) fn text(&self) -> String {
        let width = |at: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(at));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.right.len()).map(width).collect();
        let mut text = String::new();
        for (at, row) in self.rows.iter().enumerate() {
            for ((cell, width), right) in row.iter().zip(&widths).zip(&self.right) {
                text += &if *right {
                    format!("| {cell:>width$} ")
                } else {
                    format!("| {cell:width$} ")
                };
            }
            text += "|\n";
            if at == 0 {
                for (width, right) in widths.iter().zip(&self.right) {
                    let end = if *right { ":" } else { "-" };
                    text += &format!("|{}{end}", "-".repeat(width + 1));
                }
                text += "|\n";
            }
        }
        text
    }
}

/// The page with new text between the marks of a name.
pub(crate) fn replaced(page: &str, name: &str, text: &str) -> Result<String> {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let place = page.split_once(&begin).and_then(|(before, rest)| {
        let (_, after) = rest.split_once(&end)?;
        Some(format!("{before}{begin}{text}{end}{after}"))
    });
    place.ok_or_else(|| {
        Error::new(
            format!("the page has no place for {name}"),
            format!("write <!-- {name} --> and <!-- /{name} --> where it is to stand"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned() {
        let mut table = Table::new(&["what", ">n"]);
        table.row(vec!["a".into(), "10".into()]);
        assert_eq!(
            table.text(),
            "| what |  n |\n|------|---:|\n| a    | 10 |\n"
        );
    }

    #[test]
    fn only_what_stands_between_marks_is_replaced() {
        let page = "a\n<!-- x -->\nold\n<!-- /x -->\nb\n";
        assert_eq!(
            replaced(page, "x", "new\n").unwrap(),
            "a\n<!-- x -->\nnew\n<!-- /x -->\nb\n"
        );
        assert!(replaced(page, "y", "").is_err());
    }
}
