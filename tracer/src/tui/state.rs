//! What the live view shows, without any notion of how.

use crate::{
    kernel::hooks,
    model::{
        Model, Report, Totals,
        filter::Filter,
        query::{self, SortKey},
        row::Row,
    },
};

/// What does not change while a source runs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceInfo {
    /// The kernel's release.
    pub kernel: String,
    /// Entries that are observed.
    pub entries: Vec<&'static str>,
    /// Entries that nothing is attached for.
    pub missing: Vec<&'static str>,
}

impl SourceInfo {
    /// A kernel, by its release and what became of the hooks.
    pub fn new(kernel: String, hooks: &[hooks::State]) -> Self {
        let mut info = Self {
            kernel,
            ..Self::default()
        };
        let observed = |entry| {
            let mut of_entry = hooks.iter().filter(|hook| hook.entry == Some(entry));
            of_entry.any(|hook| hook.attached)
        };
        for entry in hooks.iter().filter_map(|hook| hook.entry) {
            let list = if observed(entry) {
                &mut info.entries
            } else {
                &mut info.missing
            };
            if !list.contains(&entry) {
                list.push(entry);
            }
        }
        info
    }
}

/// How much the view holds, as it last drew it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Room {
    /// Rows on a page.
    pub rows: usize,
    /// Lines of the overlay on a page.
    pub overlay: usize,
    /// The line of the overlay at the top when its end is in sight.
    pub overlay_end: usize,
}

/// What keys do depends on this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Keys are commands.
    Browse,
    /// Keys write the filter.
    Filter,
    /// The help covers the view.
    Help,
    /// Everything about one row covers the view.
    Detail,
}

/// What covers the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The help.
    Help,
    /// Everything that is known about the selected row.
    Detail,
}

/// A filter that is being written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The text so far.
    pub text: String,
    /// Why it makes no sense yet. The last one that did stays in force.
    pub error: Option<String>,
    /// What to go back to.
    before: (String, Filter),
}

/// All of it.
#[derive(Debug)]
pub struct State {
    /// The source.
    pub info: SourceInfo,
    /// How much the view holds, as it last drew it.
    pub room: Room,
    /// Whether what is shown stands still.
    pub paused: bool,
    /// Whether the source has ended.
    pub ended: bool,
    /// What covers the rows.
    pub overlay: Option<Overlay>,
    /// The column that rows are sorted by.
    pub sort: SortKey,
    /// Whether that is upside down.
    pub reverse: bool,
    /// A filter that is being written.
    pub draft: Option<Draft>,
    pub(super) model: Model,
    filter: Filter,
    filter_text: String,
    report: Report,
    totals: Totals,
    /// Places in the report of the rows to show, in order.
    order: Vec<usize>,
    selected: usize,
    overlay_line: usize,
}

impl State {
    /// The view of a source from which nothing came yet.
    pub fn new(info: SourceInfo, filter_text: String, filter: Filter) -> Self {
        Self {
            info,
            room: Room::default(),
            paused: false,
            ended: false,
            overlay: None,
            sort: SortKey::default(),
            reverse: false,
            draft: None,
            model: Model::new(),
            filter,
            filter_text,
            report: Report::default(),
            totals: Totals::default(),
            order: Vec::new(),
            selected: 0,
            overlay_line: 0,
        }
    }

    /// What keys do now.
    pub fn mode(&self) -> Mode {
        match (self.overlay, &self.draft) {
            (Some(Overlay::Help), _) => Mode::Help,
            (Some(Overlay::Detail), _) => Mode::Detail,
            (None, Some(_)) => Mode::Filter,
            (None, None) => Mode::Browse,
        }
    }

    /// What the model knew when this was last refreshed.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// Sums over all rows, whatever the filter.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// How many rows there are to show.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// The rows to show, in order: so many from one on, or as many as there are.
    pub fn rows(&self, from: usize, most: usize) -> impl Iterator<Item = &Row> + Clone {
        let places = self.order.iter().skip(from).take(most);
        places.map(|at| &self.report.rows[*at])
    }

    /// Index of the selected row; None where there are none.
    pub fn selected(&self) -> Option<usize> {
        (self.selected < self.order.len()).then_some(self.selected)
    }

    /// The selected row.
    pub fn selected_row(&self) -> Option<&Row> {
        self.rows(self.selected, 1).next()
    }

    /// The text of the filter in force.
    pub fn filter_text(&self) -> &str {
        &self.filter_text
    }

    /// Shows what the model knows now.
    pub(super) fn refresh(&mut self) {
        let selected = self.selected_row().cloned();
        self.report = self.model.report();
        self.totals = Totals::of(&self.report.rows);
        self.arrange_around(selected);
    }

    /// Filters and sorts again.
    pub(super) fn arrange(&mut self) {
        self.arrange_around(self.selected_row().cloned());
    }

    /// The selection stays on its row where that is still shown.
    fn arrange_around(&mut self, selected: Option<Row>) {
        self.order = query::order(&self.report.rows, &self.filter, self.sort, self.reverse);
        // Where the first row is selected, the first row stays selected: that follows the top.
        if self.selected > 0 {
            let same = |row: &Row, other: &Row| {
                row.subject == other.subject
                    && row.device == other.device
                    && row.action == other.action
            };
            let moved =
                selected.and_then(|old| self.rows(0, usize::MAX).position(|row| same(row, &old)));
            self.select(moved.unwrap_or(self.selected));
        }
    }

    /// Selects a row, the last one where there are fewer.
    fn select(&mut self, at: usize) {
        self.selected = at.min(self.order.len().saturating_sub(1));
    }

    /// The line of the overlay at the top, as far as is known.
    pub fn overlay_line(&self) -> usize {
        self.overlay_line.min(self.room.overlay_end)
    }

    /// Opens an overlay at its beginning, or closes it.
    pub(super) fn toggle(&mut self, overlay: Overlay) {
        self.overlay = (self.overlay != Some(overlay)).then_some(overlay);
        self.overlay_line = 0;
    }

    /// Where the keys that move are, and how far a page is: in the overlay if one is open, else on
    /// the rows.
    pub(super) fn position(&self) -> (usize, usize) {
        if self.overlay.is_some() {
            (self.overlay_line(), self.room.overlay)
        } else {
            (self.selected().unwrap_or(0), self.room.rows)
        }
    }

    /// Moves there, or as far as it goes.
    pub(super) fn move_to(&mut self, at: usize) {
        if self.overlay.is_some() {
            self.overlay_line = at.min(self.room.overlay_end);
        } else {
            self.select(at);
        }
    }

    /// Opens the filter for writing.
    pub(super) fn begin_filter(&mut self) {
        self.draft = Some(Draft {
            text: self.filter_text.clone(),
            error: None,
            before: (self.filter_text.clone(), self.filter.clone()),
        });
    }

    /// Changes the text of the filter, which applies as soon as it makes sense.
    pub(super) fn write_filter(&mut self, change: impl FnOnce(&mut String)) {
        let Some(draft) = &mut self.draft else { return };
        change(&mut draft.text);
        match Filter::parse(&draft.text) {
            Ok(filter) => {
                draft.error = None;
                self.filter_text.clone_from(&draft.text);
                self.filter = filter;
                self.arrange();
            }
            Err(error) => draft.error = Some(error.to_string()),
        }
    }

    /// Closes the filter, keeping it or going back. One that makes no sense stays open.
    pub(super) fn end_filter(&mut self, keep: bool) {
        match self.draft.take() {
            Some(draft) if keep && draft.error.is_some() => self.draft = Some(draft),
            Some(draft) if !keep => {
                (self.filter_text, self.filter) = draft.before;
                self.arrange();
            }
            _ => {}
        }
    }

    /// Shows all rows.
    pub(super) fn clear_filter(&mut self) {
        self.filter_text.clear();
        self.filter = Filter::default();
        self.arrange();
    }
}
