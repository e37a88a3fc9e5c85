//! The log: a file in the state folder, and no row of anybody's data in it.

use std::fs::OpenOptions;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

use crate::config::paths;

/// Begins to log; without a writable state folder there is no log, and nothing else suffers.
pub(super) fn begin(verbose: u8) {
    let (Ok(folder), Ok(file)) = (paths::log_folder(), paths::log_file()) else { return };
    let mut options = OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let Ok(file) = paths::make_private_folder(&folder).and_then(|()| options.open(file)) else {
        return;
    };
    let level = ["info", "debug", "trace"][usize::from(verbose.min(2))];
    let filter = EnvFilter::try_from_env("QUNXIANG_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    let log = tracing_subscriber::fmt().with_writer(Mutex::new(file)).with_ansi(false).with_env_filter(filter);
    // A second start in one process keeps the first log.
    let _ = log.try_init();
}
