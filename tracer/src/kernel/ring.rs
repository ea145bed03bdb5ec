//! The ring buffer of first sights.

use std::os::fd::{AsRawFd, RawFd};

use aya::maps::{MapData, RingBuf};

/// The consumer's end. Its descriptor is readable when there are records.
pub struct Ring(pub(super) RingBuf<MapData>);

impl Ring {
    /// Hands records that are there to `take`, so many at most; whether those were all.
    pub fn drain(&mut self, most: usize, mut take: impl FnMut(&[u8])) -> bool {
        for _ in 0..most {
            match self.0.next() {
                Some(record) => take(&record),
                None => return true,
            }
        }
        false
    }
}

impl AsRawFd for Ring {
    fn as_raw_fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }
}
