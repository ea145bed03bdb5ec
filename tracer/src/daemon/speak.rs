//! What the daemon says of itself, on standard error: by a thread of its own, for whoever reads it slowly, or not at all,
//! is not to keep the daemon from its heartbeat.

use std::{
    io::Write as _,
    sync::{
        OnceLock,
        mpsc::{SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

/// Lines that may wait.
const WAITING: usize = 256;

enum Word {
    Line(String),
    /// To be answered when everything before was written.
    Flush(SyncSender<()>),
}

fn thread() -> &'static SyncSender<Word> {
    static THREAD: OnceLock<SyncSender<Word>> = OnceLock::new();
    THREAD.get_or_init(|| {
        let (to, words) = sync_channel(WAITING);
        thread::spawn(move || {
            for word in words {
                match word {
                    // Where nobody reads it, the status and the metrics still tell.
                    Word::Line(line) => {
                        let _ = writeln!(std::io::stderr(), "passgate: {line}");
                    }
                    Word::Flush(back) => {
                        let _ = back.send(());
                    }
                }
            }
        });
        to
    })
}

/// Says something.
pub(super) fn say(text: &str) {
    // What finds no room is not said: it is in the status.
    let _ = thread().try_send(Word::Line(text.to_owned()));
}

/// Waits until it was said, but not for ever.
pub(super) fn finish() {
    let (back, done) = sync_channel(1);
    if thread().try_send(Word::Flush(back)).is_ok() {
        let _ = done.recv_timeout(Duration::from_secs(1));
    }
}
