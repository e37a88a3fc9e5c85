-- What came of campaigns. It hangs on accounts, as notes do: it goes where its person goes.

CREATE TABLE campaign (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE,
    day      INTEGER,                     -- of the first contact; NULL: nobody says when
    imported INTEGER NOT NULL
) STRICT;

CREATE TABLE outcome (
    campaign  INTEGER NOT NULL REFERENCES campaign ON DELETE CASCADE,
    identity  INTEGER NOT NULL REFERENCES identity,
    held_out  INTEGER NOT NULL,           -- 1: not contacted, on purpose
    contacted INTEGER,                    -- NULL: nobody says when
    answered  INTEGER,                    -- 0 or 1; NULL: the table does not say
    bought    INTEGER,
    amount    INTEGER,
    PRIMARY KEY (campaign, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX outcome_identity ON outcome (identity);
