//! The `quarterdeck` command.

use std::process::ExitCode;

/// Documents are read on all threads into many small pieces. The system's allocator asks the kernel for each few of
/// them on every thread but the first, and `check` would take a tenth longer.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    quarterdeck::cli::run()
}
