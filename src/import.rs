//! From a file's bytes to records: detection, then one file per source format.
