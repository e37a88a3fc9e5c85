//! The command line: one thin file per subcommand, human and JSON output, exit codes.
