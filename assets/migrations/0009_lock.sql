-- Attributes that the operator locked: no build changes them. They hang on accounts, as notes do.

CREATE TABLE lock (
    identity  INTEGER NOT NULL REFERENCES identity,
    attribute TEXT NOT NULL,
    detail    BLOB NOT NULL,              -- model::Attribute as it stays, postcard
    time      INTEGER NOT NULL,
    PRIMARY KEY (identity, attribute)
) STRICT, WITHOUT ROWID;
