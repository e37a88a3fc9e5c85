-- Whether a skipped row stands at a line, a byte, or a row of a spreadsheet.
ALTER TABLE import_skip ADD COLUMN at TEXT NOT NULL DEFAULT 'line';
