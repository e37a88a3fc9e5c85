-- What somebody saw of a tag that a rule gave, looking at the person. It hangs on accounts, as notes do.

CREATE TABLE review (
    identity INTEGER NOT NULL REFERENCES identity,
    tag      TEXT NOT NULL,
    verdict  INTEGER NOT NULL,            -- 0 wrong, 1 right, 2 unsure
    rule     TEXT NOT NULL,               -- as it was: a verdict on another rule measures nothing
    time     INTEGER NOT NULL,
    PRIMARY KEY (tag, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX review_identity ON review (identity);
