-- One field of everybody in the order of rank: lists sort and compare by it without reading wide lines.
-- Empty until the first build after this step; what is missing is read from where it lies.

CREATE TABLE column_by_rank (
    field  TEXT PRIMARY KEY,              -- a column of `standing`, or 'attribute:KEY'
    known  BLOB NOT NULL,                 -- its values, each once: `store::column::Values`, postcard
    places BLOB NOT NULL                  -- by rank: 0 unknown, else 1 + the place of the value
) STRICT;

-- Who moved at a build, and since when they are where they are.
CREATE INDEX history_build ON history (build, what, member);
