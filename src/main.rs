//! The `dealctl` binary: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    dealctl::cli::main()
}
