//! Hands the arguments to [`qunxiang::cli`].

use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    ExitCode::from(qunxiang::cli::run(std::env::args_os()))
}
