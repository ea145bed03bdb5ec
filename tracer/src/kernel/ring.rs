//! The ring buffer of first sights.

use std::os::fd::{AsRawFd, RawFd};

use aya::maps::{MapData, RingBuf};

/// The consumer's end. Its descriptor is readable when there are records.
pub struct Ring(pub(super) RingBuf<MapData>);

impl Ring {
    /// Hands every record that is there to `take`.
    pub fn drain(&mut self, mut take: impl FnMut(&[u8])) {
        while let Some(record) = self.0.next() {
            take(&record);
        }
    }
}

impl AsRawFd for Ring {
    fn as_raw_fd(&self) -> RawFd {
        self.0.as_raw_fd()
    }
}
