-- The first schema. Times are UTC seconds; days are local days since 1970-01-01; money is in
-- minor units; enumerations are the numbers or keys that `model` defines.

-- ── what was imported ────────────────────────────────────────────────────────────────────

CREATE TABLE setting (                    -- zone, currency, salt, active scheme, …
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE community (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE import (                     -- one file, one transaction
    id         INTEGER PRIMARY KEY,
    time       INTEGER NOT NULL,
    path       TEXT NOT NULL,
    hash       BLOB NOT NULL,             -- of the file's bytes and the options that change its meaning
    format     TEXT NOT NULL,
    encoding   TEXT NOT NULL,
    community  INTEGER NOT NULL REFERENCES community,
    zone       TEXT NOT NULL,             -- for times without one
    records    INTEGER NOT NULL DEFAULT 0,
    new        INTEGER NOT NULL DEFAULT 0,
    duplicate  INTEGER NOT NULL DEFAULT 0,
    system     INTEGER NOT NULL DEFAULT 0,
    skipped    INTEGER NOT NULL DEFAULT 0,
    members    INTEGER NOT NULL DEFAULT 0,
    first_time INTEGER,
    last_time  INTEGER
) STRICT;
CREATE INDEX import_hash ON import (hash);

CREATE TABLE import_skip (
    import INTEGER NOT NULL REFERENCES import ON DELETE CASCADE,
    line   INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX import_skip_import ON import_skip (import);

CREATE TABLE groups (
    id        INTEGER PRIMARY KEY,
    community INTEGER NOT NULL REFERENCES community,
    platform  TEXT NOT NULL,
    native    TEXT,
    name      TEXT NOT NULL,
    kind      INTEGER NOT NULL            -- 0 group, 1 private, 2 channel
) STRICT;
CREATE UNIQUE INDEX groups_native ON groups (platform, native) WHERE native IS NOT NULL;
CREATE INDEX groups_name ON groups (platform, name);

CREATE TABLE member (
    id        INTEGER PRIMARY KEY AUTOINCREMENT, -- never given to somebody else again
    name      TEXT NOT NULL,              -- best display name
    staff     INTEGER NOT NULL DEFAULT 0, -- 0 no, 1 staff, 2 bot
    opted_out INTEGER NOT NULL DEFAULT 0,
    dirty     INTEGER NOT NULL DEFAULT 1  -- rows changed since the last build
) STRICT;
CREATE INDEX member_dirty ON member (id) WHERE dirty = 1;

CREATE TABLE identity (
    id       INTEGER PRIMARY KEY,
    member   INTEGER NOT NULL REFERENCES member,
    origin   INTEGER,                     -- the member made for it: merged since, if another than `member`
    platform TEXT NOT NULL,
    native   TEXT,                        -- NULL: known by name alone (weak)
    scope    INTEGER REFERENCES groups,   -- the chat in which a weak identity's name means it
    name     TEXT NOT NULL DEFAULT ''     -- the weak identity's name; else the latest nickname
) STRICT;
CREATE UNIQUE INDEX identity_native ON identity (platform, native) WHERE native IS NOT NULL;
CREATE UNIQUE INDEX identity_weak ON identity (platform, scope, name) WHERE native IS NULL;
CREATE INDEX identity_member ON identity (member);

CREATE TABLE handle (                     -- hard keys beside the platform id
    kind     TEXT NOT NULL,               -- 'alias', 'phone', 'mail'
    value    TEXT NOT NULL,
    identity INTEGER NOT NULL REFERENCES identity,
    PRIMARY KEY (kind, value, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX handle_identity ON handle (identity);

CREATE TABLE name (
    id         INTEGER PRIMARY KEY,
    identity   INTEGER NOT NULL REFERENCES identity,
    kind       TEXT NOT NULL,             -- 'nickname', 'card', 'remark', 'real'
    value      TEXT NOT NULL,
    folded     TEXT NOT NULL,             -- `text::normal::fold` of it
    group_id   INTEGER REFERENCES groups, -- for cards
    first_seen INTEGER,
    last_seen  INTEGER,
    listed     INTEGER NOT NULL DEFAULT 0 -- stood in a list, at no time of its own
) STRICT;
CREATE UNIQUE INDEX name_identity ON name (identity, kind, value, coalesce(group_id, 0));
CREATE INDEX name_folded ON name (folded);

CREATE TABLE membership (
    group_id INTEGER NOT NULL REFERENCES groups,
    identity INTEGER NOT NULL REFERENCES identity,
    role     TEXT NOT NULL DEFAULT 'member',
    joined   INTEGER,
    left_at  INTEGER,
    inviter  INTEGER REFERENCES identity,
    listed   INTEGER NOT NULL DEFAULT 0,  -- stood in a member list
    PRIMARY KEY (group_id, identity)
) STRICT, WITHOUT ROWID;
CREATE INDEX membership_identity ON membership (identity);
CREATE INDEX membership_inviter ON membership (inviter) WHERE inviter IS NOT NULL;

CREATE TABLE message (
    id       INTEGER PRIMARY KEY,
    group_id INTEGER NOT NULL REFERENCES groups,
    identity INTEGER NOT NULL REFERENCES identity,
    time     INTEGER NOT NULL,
    kind     INTEGER NOT NULL,
    text     TEXT,
    native   INTEGER,                     -- the platform's id: its number, or a hash of it
    reply    INTEGER,                     -- the `native` it answers
    quoted   INTEGER,                     -- the row it quotes, where found on import
    thread   TEXT,                        -- native thread or topic
    content  INTEGER NOT NULL,            -- hash of (kind, text)
    import   INTEGER NOT NULL REFERENCES import
) STRICT;
CREATE UNIQUE INDEX message_native ON message (group_id, native) WHERE native IS NOT NULL;
CREATE INDEX message_identity ON message (identity, time);
CREATE INDEX message_group ON message (group_id, time);
CREATE INDEX message_reply ON message (group_id, reply) WHERE reply IS NOT NULL;
CREATE INDEX message_thread ON message (group_id) WHERE thread IS NOT NULL;

CREATE TABLE address (                    -- whom a message addresses, where it says so
    message  INTEGER NOT NULL REFERENCES message ON DELETE CASCADE,
    identity INTEGER NOT NULL REFERENCES identity,
    how      INTEGER NOT NULL,            -- 0 quote, 1 mention, 2 reply
    PRIMARY KEY (message, identity, how)
) STRICT, WITHOUT ROWID;
CREATE INDEX address_identity ON address (identity);

CREATE TABLE event (                      -- one row per target, the actor in each; seq 0 counts as the act
    id       INTEGER PRIMARY KEY,
    group_id INTEGER REFERENCES groups,
    time     INTEGER NOT NULL,
    action   TEXT NOT NULL,
    seq      INTEGER NOT NULL DEFAULT 0,
    actor    INTEGER REFERENCES identity,
    target   INTEGER REFERENCES identity,
    message  INTEGER REFERENCES message ON DELETE CASCADE, -- the message reacted to
    text     TEXT,
    count    INTEGER NOT NULL DEFAULT 1,
    amount   INTEGER,
    thread   TEXT,
    system   INTEGER NOT NULL DEFAULT 0,
    native   INTEGER,
    content  INTEGER NOT NULL,
    import   INTEGER NOT NULL REFERENCES import
) STRICT;
CREATE INDEX event_actor ON event (actor, time) WHERE actor IS NOT NULL;
CREATE INDEX event_target ON event (target, time) WHERE target IS NOT NULL;
CREATE INDEX event_message ON event (message) WHERE message IS NOT NULL;
CREATE INDEX event_group ON event (group_id, time);

-- A party is somebody an order, an answer or a roster row names, joined to an identity or not.
CREATE TABLE party (
    id        INTEGER PRIMARY KEY,
    hash      INTEGER NOT NULL UNIQUE,    -- of everything below but the join
    community INTEGER NOT NULL REFERENCES community,
    ids       TEXT NOT NULL DEFAULT '[]', -- [[platform, id], …]
    alias     TEXT,
    phone     TEXT,
    mail      TEXT,
    names     TEXT NOT NULL DEFAULT '[]', -- [[kind, name], …]
    identity  INTEGER REFERENCES identity,
    joined_by TEXT                        -- 'id', 'alias', 'phone', 'mail', 'accepted', 'new'
) STRICT;
CREATE INDEX party_identity ON party (identity);
CREATE INDEX party_open ON party (id) WHERE identity IS NULL;

CREATE TABLE party_name (
    value TEXT NOT NULL,                  -- normalised
    party INTEGER NOT NULL REFERENCES party ON DELETE CASCADE,
    PRIMARY KEY (value, party)
) STRICT, WITHOUT ROWID;

CREATE TABLE join_proposal (
    id      INTEGER PRIMARY KEY,
    party   INTEGER NOT NULL REFERENCES party ON DELETE CASCADE,
    member  INTEGER NOT NULL REFERENCES member,
    reasons TEXT NOT NULL,                -- [[key, value], …]
    state   TEXT NOT NULL DEFAULT 'open', -- 'open', 'accepted', 'rejected'
    UNIQUE (party, member)
) STRICT;

CREATE TABLE roster_row (                 -- so that a roster imported twice adds nothing twice
    id      INTEGER PRIMARY KEY,
    party   INTEGER NOT NULL REFERENCES party,
    group_id INTEGER REFERENCES groups,
    content INTEGER NOT NULL,
    import  INTEGER NOT NULL REFERENCES import
) STRICT;
CREATE INDEX roster_row_content ON roster_row (content);
CREATE INDEX roster_row_party ON roster_row (party);

CREATE TABLE field (                      -- imported cells
    id         INTEGER PRIMARY KEY,
    party      INTEGER NOT NULL REFERENCES party,
    header     TEXT NOT NULL,
    meaning    TEXT NOT NULL,
    value      TEXT NOT NULL,
    time       INTEGER,                   -- of the row's file or order
    import     INTEGER NOT NULL REFERENCES import
) STRICT;
CREATE UNIQUE INDEX field_party ON field (party, header, value);
CREATE INDEX field_header ON field (header);

CREATE TABLE orders (
    id       INTEGER PRIMARY KEY,
    shop     TEXT NOT NULL,
    native   TEXT,
    party    INTEGER NOT NULL REFERENCES party,
    placed   INTEGER NOT NULL,
    paid     INTEGER,
    status   INTEGER NOT NULL,            -- 0 open, 1 paid, 2 closed
    amount   INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    items    TEXT NOT NULL,
    content  INTEGER NOT NULL,
    import   INTEGER NOT NULL REFERENCES import
) STRICT;
CREATE UNIQUE INDEX orders_native ON orders (shop, native) WHERE native IS NOT NULL;
CREATE INDEX orders_content ON orders (content);
CREATE INDEX orders_party ON orders (party, paid);

CREATE TABLE survey (
    id    INTEGER PRIMARY KEY,
    title TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE question (
    id      INTEGER PRIMARY KEY,
    survey  INTEGER NOT NULL REFERENCES survey,
    number  INTEGER NOT NULL,
    title   TEXT NOT NULL,
    meaning TEXT NOT NULL,
    UNIQUE (survey, number)
) STRICT;

CREATE TABLE response (
    id      INTEGER PRIMARY KEY,
    survey  INTEGER NOT NULL REFERENCES survey,
    native  TEXT,
    party   INTEGER NOT NULL REFERENCES party,
    time    INTEGER NOT NULL,
    content INTEGER NOT NULL,
    import  INTEGER NOT NULL REFERENCES import
) STRICT;
CREATE INDEX response_content ON response (content);
CREATE INDEX response_party ON response (party);

CREATE TABLE answer (
    response INTEGER NOT NULL REFERENCES response ON DELETE CASCADE,
    question INTEGER NOT NULL REFERENCES question,
    option   TEXT NOT NULL,
    PRIMARY KEY (response, question, option)
) STRICT, WITHOUT ROWID;

-- Character bigrams of messages: a segment is 65,536 message rows; a block holds the postings of
-- consecutive bigrams as varints, and `first` is its smallest bigram.
CREATE TABLE gram (
    segment INTEGER NOT NULL,
    first   INTEGER NOT NULL,
    block   BLOB NOT NULL,
    PRIMARY KEY (segment, first)
) STRICT, WITHOUT ROWID;

-- People who asked out: salted hashes of their keys, so that a re-import finds nobody.
CREATE TABLE tombstone (
    hash BLOB PRIMARY KEY,
    kind TEXT NOT NULL,                   -- 'forget', 'optout'
    time INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- ── what builds derive ───────────────────────────────────────────────────────────────────

CREATE TABLE link (                       -- who answers whom, in which thread
    message  INTEGER PRIMARY KEY,         -- derived, so that no write looks up what it points to:
    group_id INTEGER NOT NULL,            -- `doctor` does. Group, time and speaker are the message's:
    time     INTEGER NOT NULL,            -- what a member received is read from the index alone
    speaker  INTEGER NOT NULL,
    thread   INTEGER NOT NULL,            -- the message that began it
    owner    INTEGER NOT NULL,            -- who spoke that message
    target   INTEGER,                     -- whom it answers
    how      INTEGER,                     -- 0 quote, 1 mention, 2 reply, 3 previous speaker
    delay    INTEGER                      -- seconds since what it answers
) STRICT;
CREATE INDEX link_target ON link (target, time, message, group_id, speaker, how, delay) WHERE target IS NOT NULL;
CREATE INDEX link_thread ON link (thread);

CREATE TABLE stale_span (                 -- what the next build has to link again
    group_id INTEGER PRIMARY KEY REFERENCES groups,
    first    INTEGER NOT NULL,
    last     INTEGER NOT NULL
) STRICT;

CREATE TABLE build (
    id      INTEGER PRIMARY KEY,
    time    INTEGER NOT NULL,
    scheme  TEXT NOT NULL,
    digest  BLOB NOT NULL,                -- of the scheme's text and the program's rules
    cause   TEXT NOT NULL,                -- 'data', 'scheme', 'hand'
    as_of   TEXT NOT NULL,                -- {"community": day, …}
    until   INTEGER                       -- rows from this instant on were left out; NULL: none was
) STRICT;

CREATE TABLE state (                      -- model::state::MemberState, postcard
    member    INTEGER NOT NULL REFERENCES member,
    community INTEGER NOT NULL REFERENCES community,
    state     BLOB NOT NULL,
    PRIMARY KEY (member, community)
) STRICT, WITHOUT ROWID;

CREATE TABLE standing (                   -- one line of the member list per community
    member          INTEGER NOT NULL REFERENCES member,
    community       INTEGER NOT NULL REFERENCES community,
    rank            INTEGER,              -- dense, by influence then activity; home community only
    name            TEXT NOT NULL,
    platform        TEXT NOT NULL,
    platform_id     TEXT NOT NULL,
    role            TEXT,
    staff           INTEGER NOT NULL,
    messages        INTEGER NOT NULL,
    first_seen      INTEGER,
    last_seen       INTEGER,
    joined          INTEGER,              -- day
    silent          INTEGER,              -- days since last seen
    group_count     INTEGER NOT NULL,
    activity        REAL,
    interaction     REAL,
    influence       REAL,
    beyond_activity REAL,
    consumption     REAL,
    churn_risk      REAL,
    sentiment       REAL,
    active_days     INTEGER,
    replies_sent    INTEGER,
    replies_received INTEGER,
    substance       REAL,
    orders          INTEGER,
    amount          REAL,
    level           TEXT,
    stage           TEXT,
    churn_band      TEXT,
    quadrant        TEXT,
    mechanism       TEXT,
    spending_level  TEXT,
    days            BLOB NOT NULL,        -- postcard of Vec<DayAction> done and of those received
    PRIMARY KEY (member, community)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX standing_rank ON standing (rank) WHERE rank IS NOT NULL;

CREATE TABLE attribute (                  -- known attributes only, and imported fields
    member     INTEGER NOT NULL REFERENCES member,
    community  INTEGER NOT NULL REFERENCES community,
    key        TEXT NOT NULL,
    imported   INTEGER NOT NULL DEFAULT 0,
    word       TEXT,                      -- the value as the filter language compares it
    number     REAL,
    confidence REAL NOT NULL,
    detail     BLOB NOT NULL,             -- model::Attribute, postcard
    PRIMARY KEY (member, community, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX attribute_key ON attribute (key, word);

CREATE TABLE tag (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    rule  TEXT,                           -- NULL: set by hand or import only
    place INTEGER NOT NULL                -- order on screen
) STRICT;

CREATE TABLE member_tag (
    member INTEGER NOT NULL REFERENCES member,
    tag    INTEGER NOT NULL REFERENCES tag,
    source INTEGER NOT NULL,              -- 0 rule, 1 hand, 2 import, 3 removed by hand
    since  INTEGER NOT NULL,              -- build, or time for hand-set ones
    PRIMARY KEY (member, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX member_tag_tag ON member_tag (tag);

CREATE TABLE tag_bitmap (                 -- ranks of the members that have it
    tag   INTEGER PRIMARY KEY REFERENCES tag,
    ranks BLOB NOT NULL
) STRICT;

CREATE TABLE history (
    build  INTEGER NOT NULL REFERENCES build,
    member INTEGER NOT NULL REFERENCES member,
    what   TEXT NOT NULL,                 -- attribute key, or 'tag:NAME'
    before TEXT,
    after  TEXT
) STRICT;
CREATE INDEX history_member ON history (member, build);

-- ── what the operator does ───────────────────────────────────────────────────────────────

CREATE TABLE segment (
    name   TEXT PRIMARY KEY,
    filter TEXT NOT NULL,
    saved  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE segment_snapshot (           -- members at each build, for `segment diff`
    segment TEXT NOT NULL REFERENCES segment ON DELETE CASCADE,
    build   INTEGER NOT NULL REFERENCES build,
    members BLOB NOT NULL,                -- roaring, over member ids
    PRIMARY KEY (segment, build)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (                      -- exports, erasures, opt-outs, joins
    id     INTEGER PRIMARY KEY,
    time   INTEGER NOT NULL,
    action TEXT NOT NULL,
    detail TEXT NOT NULL                  -- JSON without anybody's data
) STRICT;
