-- What the operator did, each act with the rows that it changed, so that it can be taken back and done again.

CREATE TABLE journal (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    time    INTEGER NOT NULL,
    origin  TEXT NOT NULL,                -- 'explorer', 'command'
    act     TEXT NOT NULL,                -- `model::journal::Act`, JSON
    count   INTEGER NOT NULL,             -- members, or decisions, that it was about
    member  INTEGER,                      -- the member, if it was about one
    state   TEXT NOT NULL DEFAULT 'done', -- 'done', 'undone', 'fixed' (holds for good), 'void' (undone for good)
    imports INTEGER NOT NULL              -- the latest import at its time
) STRICT;
CREATE INDEX journal_state ON journal (state, id);

CREATE TABLE journal_row (                -- a row of the store before and after an act, as `store::image` lists its columns
    id     INTEGER PRIMARY KEY,           -- in the order of the changes
    entry  INTEGER NOT NULL REFERENCES journal ON DELETE CASCADE,
    kind   TEXT NOT NULL,                 -- the table
    before TEXT,                          -- JSON; NULL: there was none
    after  TEXT                           -- JSON; NULL: there is none
) STRICT;
CREATE INDEX journal_row_entry ON journal_row (entry, id);

-- Decisions on joins are taken back as every other act is.
DROP TABLE join_decision;
