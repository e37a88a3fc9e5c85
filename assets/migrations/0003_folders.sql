-- Folders that were imported: `update` reads them again, as they were read then.

CREATE TABLE import_folder (
    path      TEXT PRIMARY KEY,           -- absolute
    format    TEXT,                       -- as the operator named it, instead of detection
    community TEXT,
    zone      TEXT,
    mapping   TEXT NOT NULL               -- JSON: [column, field] pairs
) STRICT, WITHOUT ROWID;
