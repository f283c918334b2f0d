-- Tags, and what the reader's rules make of entries on their arrival.

-- A row for each tag of an entry, with its name: damage to one row loses no other tag. Numbered, so that a rescue
-- can read around what is damaged.
CREATE TABLE tagged (
    id     INTEGER PRIMARY KEY,
    entry  INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    folded TEXT    NOT NULL,                   -- the name as names are compared
    name   TEXT    NOT NULL,                   -- as it was first written
    UNIQUE (entry, folded)
) STRICT;
CREATE INDEX tagged_by_name ON tagged (folded, entry);

-- What rules give; no row is 0.
CREATE TABLE scores (
    entry INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    score INTEGER NOT NULL
) STRICT;
CREATE INDEX scores_by_score ON scores (score);

-- From here on entries.hidden has a third reason: 4 hidden by a rule, or by the reader. Neither those nor the
-- deleted ones are counted.
DROP INDEX entries_deleted;
CREATE INDEX entries_deleted        ON entries (id)              WHERE hidden & 2;
CREATE INDEX entries_hidden         ON entries (sorted_at)       WHERE hidden = 4;
CREATE INDEX entries_hidden_by_feed ON entries (feed, sorted_at) WHERE hidden = 4;

-- What an action did that is not said by its entries alone: tags put and taken away, a feed.
ALTER TABLE actions ADD COLUMN detail TEXT;
