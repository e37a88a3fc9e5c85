-- The personas of each community as the last build found them; who has which is an attribute.

CREATE TABLE persona (
    community INTEGER PRIMARY KEY REFERENCES community,
    detail    BLOB NOT NULL               -- model::persona::Personas, postcard
) STRICT;
