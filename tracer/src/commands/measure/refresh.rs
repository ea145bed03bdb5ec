//! What a refresh of `top` costs: counts taken in, rows made, sorted and drawn, the terminal written.

use std::{fs, io, time::Duration};

use ratatui::{Terminal, TerminalOptions, Viewport, backend::CrosstermBackend, layout::Rect};
use rustix::{
    param::page_size,
    time::{ClockId, clock_gettime},
};
use serde::Serialize;
use tracer_common::count::CountKey;

use super::{
    clock::median,
    machine::{Size, counts, first_calls, key, named},
};
use crate::{
    exit::{Error, Exit, Result},
    model::{filter::Filter, observation::Observation},
    tui::{
        state::{SourceInfo, State},
        update::{Message, update},
        view::View,
    },
};

/// Columns and lines of the terminal.
const SCREEN: Rect = Rect::new(0, 0, 160, 40);
/// Refreshes before what they take is looked at: the first one names every row.
const WARM_UP: usize = 3;
/// Refreshes that are looked at.
const REFRESHES: usize = 31;

/// What was measured.
#[derive(Debug, Serialize)]
pub(super) struct Refresh {
    rows: u32,
    /// Of the processor, for one refresh: the one in the middle.
    nanoseconds: f64,
    /// Memory of the whole process behind them, in bytes.
    resident: usize,
}

/// Refreshes the view of an imagined machine with so many rows, all of which are called all the time. The filter
/// is as the user wrote it.
pub(super) fn measure(rows: u32, filter: &str) -> Result<Refresh> {
    let filter_text = filter.to_owned();
    let filter = Filter::parse(filter)
        .map_err(|error| Error::new(Exit::Usage, format!("the filter cannot be read: {error}")))?;
    let state = State::new(SourceInfo::default(), filter_text, filter);
    refreshed(rows, state).map_err(|e| Error::failure(format!("the view cannot be measured: {e}")))
}

fn refreshed(rows: u32, mut state: State) -> io::Result<Refresh> {
    let size = Size {
        devices: 50,
        subjects: 100,
        rows,
    };
    let keys: Vec<CountKey> = (0..rows).map(|row| key(size, row)).collect();
    let take_in = |state: &mut State, news: Observation| {
        // Only the user ends the view.
        let _ = update(state, Message::Observed(news));
    };
    let known = named(size).into_iter().chain(first_calls(&keys));
    known.for_each(|news| take_in(&mut state, news));
    let options = TerminalOptions {
        viewport: Viewport::Fixed(SCREEN),
    };
    let mut terminal = Terminal::with_options(CrosstermBackend::new(io::sink()), options)?;
    let mut view = View::new();
    let mut at = Duration::ZERO;
    let mut took = Vec::new();
    for refresh in 0..WARM_UP + REFRESHES {
        at += Duration::from_secs(1);
        // The source's work, not the view's.
        let news = scattered(counts(&keys, at));
        let began = spent();
        take_in(&mut state, news);
        terminal.draw(|frame| state.room = view.draw(frame, &state))?;
        if refresh >= WARM_UP {
            took.push(spent().saturating_sub(began).as_nanos() as f64);
        }
    }
    Ok(Refresh {
        rows,
        nanoseconds: median(took),
        resident: resident()?,
    })
}

/// Counts that differ, in no order that the rows are in.
fn scattered(mut news: Observation) -> Observation {
    if let Observation::Counts(snapshot) = &mut news {
        for (at, (_, count)) in (1..).zip(&mut snapshot.counts) {
            count.calls *= at * 7_919 % 1_009 + 1;
        }
    }
    news
}

/// What this thread has had of the processor.
fn spent() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(
        u64::try_from(time.tv_sec).unwrap_or_default(),
        u32::try_from(time.tv_nsec).unwrap_or_default(),
    )
}

/// Memory that this process has, in bytes (`proc_pid_statm(5)`).
fn resident() -> io::Result<usize> {
    let text = fs::read_to_string("/proc/self/statm")?;
    let pages = text.split(' ').nth(1).and_then(|pages| pages.parse().ok());
    let pages: usize = pages.ok_or_else(|| io::Error::other("/proc/self/statm has no size"))?;
    Ok(pages * page_size())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refresh_takes_time_and_memory() {
        let measured = measure(200, "class=standard").expect("a terminal in memory");
        assert!(measured.nanoseconds > 0.0 && measured.resident > 0);
    }
}
