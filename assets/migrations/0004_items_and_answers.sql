-- Orders item by item, where a shop's export tells more of each than its name.

CREATE TABLE order_line (
    order_id INTEGER NOT NULL REFERENCES orders ON DELETE CASCADE,
    number   INTEGER NOT NULL,            -- place in the order
    name     TEXT NOT NULL,
    category TEXT,
    quantity INTEGER NOT NULL,            -- 0: nobody knows
    paid     INTEGER NOT NULL,
    PRIMARY KEY (order_id, number)
) STRICT, WITHOUT ROWID;

-- A survey's rows are known again by their numbers.
CREATE INDEX response_native ON response (survey, native) WHERE native IS NOT NULL;
