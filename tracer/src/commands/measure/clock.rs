//! Timing a loop, where a nanosecond is an instruction.

use std::{
    io,
    time::{Duration, Instant},
};

use super::Calls;

/// Calls between two looks at the clock: a look costs less than one instruction a call then, and most such
/// stretches end before the timer's next tick, which costs thousands.
pub(super) const STRETCH: u32 = 100;

/// Nanoseconds of one call in each stretch.
pub(super) fn time(made: &mut Calls, calls: u32) -> io::Result<Vec<f64>> {
    let stretches = (calls / STRETCH).max(1);
    (0..stretches)
        .map(|_| {
            let began = Instant::now();
            for _ in 0..STRETCH {
                made.call()?;
            }
            Ok(each(began.elapsed()))
        })
        .collect()
}

fn each(took: Duration) -> f64 {
    took.as_nanos() as f64 / f64::from(STRETCH)
}

/// The one in the middle: what a tick of the timer fell into is left out.
pub(super) fn median(mut stretches: Vec<f64>) -> f64 {
    stretches.sort_by(f64::total_cmp);
    stretches.get(stretches.len() / 2).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_does_not_count() {
        assert_eq!(median(vec![7.0, 5000.0, 7.0, 7.0, 6.0]), 7.0);
        assert_eq!(median(vec![3.0]), 3.0);
        assert_eq!(each(Duration::from_nanos(77_760)), 777.6);
    }
}
