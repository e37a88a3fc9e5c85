//! One SQLite file: schema, writers, readers, windows, and the query compiler.
