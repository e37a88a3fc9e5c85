-- Who became one person, and all that it takes to part them again.
CREATE TABLE merge (
    id        INTEGER PRIMARY KEY,
    time      INTEGER NOT NULL,
    keep      INTEGER NOT NULL,           -- the member who stayed
    gone      INTEGER NOT NULL,           -- the member who became part of them; has no row until they part
    gone_name TEXT NOT NULL,
    source    TEXT NOT NULL,              -- 'hand', 'suggested', 'import'
    reasons   TEXT NOT NULL,              -- [[key, value], …]
    before    TEXT NOT NULL,              -- `store::part::Before`, JSON
    parted    INTEGER                     -- when they were taken apart again
) STRICT;
CREATE INDEX merge_gone ON merge (gone);
CREATE INDEX merge_keep ON merge (keep);

CREATE TABLE apart (                      -- two accounts that are not one person's, as the operator says
    one   INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES identity ON DELETE CASCADE,
    time  INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX apart_other ON apart (other);

CREATE TABLE join_decision (              -- decisions on joins since the last import, which can be taken back
    id       INTEGER PRIMARY KEY,
    batch    INTEGER NOT NULL,            -- those decided in one go
    proposal INTEGER NOT NULL REFERENCES join_proposal ON DELETE CASCADE,
    gain     TEXT NOT NULL                -- `store::decision::Gain`, JSON
) STRICT;

-- What would follow a join by the keys that it teaches.
CREATE INDEX party_phone ON party (phone) WHERE identity IS NULL AND phone IS NOT NULL;
CREATE INDEX party_mail ON party (mail) WHERE identity IS NULL AND mail IS NOT NULL;
CREATE INDEX party_alias ON party (alias) WHERE identity IS NULL AND alias IS NOT NULL;

-- Who became one person before this was remembered: their accounts know where they came from.
INSERT INTO merge (time, keep, gone, gone_name, source, reasons, before)
    SELECT unixepoch(), member, origin, max(coalesce(nullif(name, ''), native)), 'import', '[]',
        json_object('accounts', json_group_array(id))
    FROM identity WHERE origin <> member AND origin NOT IN (SELECT id FROM member) GROUP BY member, origin;
