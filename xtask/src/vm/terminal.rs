//! The user's terminal, while a command in the guest has it.

use rustix::{
    stdio::stdin,
    termios::{OptionalActions, Termios, tcgetattr, tcgetwinsize, tcsetattr},
};

use super::wire::Size;

/// A terminal whose every key goes to the guest; as it was again when dropped.
pub(crate) struct Terminal {
    /// Its modes; none where standard input is a pipe, which can play a terminal's user as well.
    before: Option<Termios>,
}

impl Terminal {
    /// The terminal that standard input is on.
    pub(crate) fn open() -> Self {
        Self {
            before: tcgetattr(stdin()).ok(),
        }
    }

    /// From now on keys are not interpreted here.
    pub(crate) fn make_raw(&self) {
        if let Some(mut raw) = self.before.clone() {
            raw.make_raw();
            let _ = tcsetattr(stdin(), OptionalActions::Now, &raw);
        }
    }

    /// Its size now; that of an old terminal where it does not know its own.
    pub(crate) fn size(&self) -> Size {
        match tcgetwinsize(stdin()) {
            Ok(size) if size.ws_row > 0 && size.ws_col > 0 => Size {
                rows: size.ws_row,
                columns: size.ws_col,
            },
            _ => Size {
                rows: 24,
                columns: 80,
            },
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if let Some(before) = &self.before {
            let _ = tcsetattr(stdin(), OptionalActions::Now, before);
        }
    }
}
