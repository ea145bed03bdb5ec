//! `passgate top`: the running kernel, live.

use std::io::{self, IsTerminal};

use tokio::sync::mpsc;

use super::kernel_log::KernelLog;
use crate::{
    cli::Top,
    exit::{Error, Exit, Result},
    kernel::{self, Facts, Options},
    model::filter::Filter,
    source::live::Live,
    tui::{
        self,
        state::{SourceInfo, State},
    },
};

/// Observations that may wait for the view before the source does.
const QUEUE: usize = 256;

/// Shows the live view until the user leaves it.
///
/// # Errors
///
/// Where there is no terminal, the programs cannot be loaded, or the filter makes no sense.
pub fn run(arguments: &Top, options: Options) -> Result<()> {
    let filter = Filter::parse(&arguments.filter).map_err(|error| {
        Error::new(Exit::Usage, format!("the filter cannot be read: {error}"))
            .remedy("`passgate top --help` has all fields and rules")
    })?;
    // What the machine lacks matters more than where this was started.
    Facts::gather().require()?;
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(
            Error::new(Exit::Usage, "top needs a terminal for input and output")
                .remedy("use `passgate stat` where there is none"),
        );
    }
    if options.log && io::stderr().is_terminal() {
        return Err(
            Error::new(Exit::Usage, "the programs' log would overwrite the view")
                .remedy("send it to a file: passgate top --kernel-log 2>FILE"),
        );
    }
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|e| Error::failure(format!("cannot start the runtime: {e}")))?;
    let ended = runtime.block_on(async {
        let mut kernel = kernel::load(options)?;
        let mut log = KernelLog::listen(&mut kernel, options.log)?;
        let release = kernel.release();
        let live = Live::new(kernel)?;
        let info = SourceInfo::new(release, &live.hooks());
        let state = State::new(info, arguments.filter.clone(), filter);
        let (sender, receiver) = mpsc::channel(QUEUE);
        tokio::select! {
            ended = tui::run(state, receiver) => ended,
            Err(error) = live.feed(arguments.refresh, sender) => Err(error),
            never = async { loop { log.flush().await } } => never,
        }
    });
    // The thread that waits for keys does so until the process ends.
    runtime.shutdown_background();
    ended
}
