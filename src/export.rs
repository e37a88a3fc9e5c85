//! What leaves the program: CSV, XLSX, JSON; masking and the spreadsheet guard.
