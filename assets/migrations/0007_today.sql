-- What the operator writes down of members, plans with them, and has dealt with. All of it hangs on
-- accounts, as rows of data do: it goes where its person goes when members merge or part.

CREATE TABLE note (
    id       INTEGER PRIMARY KEY,
    identity INTEGER NOT NULL REFERENCES identity,
    time     INTEGER NOT NULL,
    text     TEXT NOT NULL
) STRICT;
CREATE INDEX note_identity ON note (identity);

CREATE TABLE followup (
    identity  INTEGER PRIMARY KEY REFERENCES identity,
    due       INTEGER,                    -- day
    status    TEXT NOT NULL,              -- 'none', 'open', 'done'
    owner     TEXT NOT NULL,              -- who of the operator's side; '': nobody yet
    contacted INTEGER,                    -- day
    quiet     INTEGER NOT NULL,           -- 1: not to be disturbed
    changed   INTEGER NOT NULL
) STRICT;
CREATE INDEX followup_due ON followup (due) WHERE status = 'open';

CREATE TABLE dealt (                      -- matters of today's list that are done or put off
    id       INTEGER PRIMARY KEY,
    matter   TEXT NOT NULL,               -- `model::today::Matter::key`
    identity INTEGER NOT NULL REFERENCES identity,
    stamp    INTEGER NOT NULL,            -- the message, day or build it is about: another one is another matter
    until    INTEGER,                     -- the day from which it shows again; NULL: done
    UNIQUE (matter, identity, stamp)
) STRICT;
CREATE INDEX dealt_identity ON dealt (identity);

-- Today's list reads these few, not everybody.
CREATE INDEX standing_buyer ON standing (silent) WHERE rank IS NOT NULL AND orders > 0;
CREATE INDEX standing_joined ON standing (joined) WHERE rank IS NOT NULL AND joined IS NOT NULL;
