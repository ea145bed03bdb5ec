//! Calls at a steady rate: what `trace` has to keep up with.

use std::{
    io,
    time::{Duration, Instant},
};

use super::Calls;

/// How long they are made.
const LENGTH: Duration = Duration::from_secs(2);
/// They are made in bursts, this far apart.
const BURST: Duration = Duration::from_millis(5);

/// Makes so many calls a second. Returns how many were made, and in which time.
pub(super) fn keep(made: &mut Calls, rate: u32) -> io::Result<(u64, Duration)> {
    let began = Instant::now();
    let mut calls = 0;
    loop {
        let elapsed = began.elapsed();
        if elapsed >= LENGTH {
            return Ok((calls, elapsed));
        }
        while calls < due(elapsed, rate) {
            made.call()?;
            calls += 1;
        }
        std::thread::sleep(BURST);
    }
}

/// How many calls are to have been made by then.
fn due(elapsed: Duration, rate: u32) -> u64 {
    let due = elapsed.as_nanos() * u128::from(rate) / 1_000_000_000;
    u64::try_from(due).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn calls_fall_due_evenly() {
        assert_eq!(due(Duration::ZERO, 50_000), 0);
        assert_eq!(due(Duration::from_millis(5), 50_000), 250);
        assert_eq!(due(Duration::from_secs(2), 50_000), 100_000);
    }

    #[test]
    fn as_many_are_made_as_are_due() {
        static COUNTED: AtomicU64 = AtomicU64::new(0);
        let mut calls = Calls::new(|| {
            COUNTED.fetch_add(1, Ordering::Relaxed);
            Ok(())
        });
        let (said, took) = keep(&mut calls, 1000).unwrap();
        assert_eq!(said, COUNTED.load(Ordering::Relaxed));
        assert!(took >= LENGTH && said <= due(took, 1000) && said > 0);
    }
}
