//! Whether the policy is in force, as a caller sees it: a call that the daemon's own rule refuses.

use std::{fs::File, os::fd::AsFd as _};

use super::builtin::{SELF_TEST_COMMAND, SELF_TEST_ERROR};
use crate::exit::{Error, Result};

/// A device that every machine and every container has, hardly anybody uses, and no family leaves out.
const DEVICE: &str = "/dev/full";

/// The device, open.
pub struct SelfTest(File);

impl SelfTest {
    /// Opens it.
    ///
    /// # Errors
    ///
    /// Where it is not there.
    pub fn open() -> Result<Self> {
        let file = File::open(DEVICE)
            .map_err(|e| Error::failure(format!("cannot open {DEVICE} for the self-test: {e}")))?;
        Ok(Self(file))
    }

    /// Makes the call.
    ///
    /// # Errors
    ///
    /// Where it is not refused as the rule says: nothing is refused then.
    pub fn run(&self) -> Result<()> {
        match call(&self.0) {
            Err(error) if error == SELF_TEST_ERROR => Ok(()),
            Err(error) => Err(unrefused(&format!("it failed otherwise: {error}"))),
            Ok(()) => Err(unrefused("it was done")),
        }
    }
}

fn unrefused(why: &str) -> Error {
    Error::failure(format!("the self-test's call was not refused: {why}")).remedy(
        "see `passgate doctor`: ftrace may be off, or another security module may end each call before passgate's",
    )
}

fn call(file: &File) -> rustix::io::Result<()> {
    // SAFETY: the device looks at no argument, and no driver knows the number.
    unsafe {
        rustix::ioctl::ioctl(
            file.as_fd(),
            rustix::ioctl::NoArg::<{ SELF_TEST_COMMAND }>::new(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_nothing_is_in_force_the_call_is_not_refused() {
        let test = SelfTest::open().expect("every machine has the device");
        let error = test
            .run()
            .expect_err("no policy of passgate's is in force here");
        assert!(error.message.contains("not refused"), "{error}");
    }
}
