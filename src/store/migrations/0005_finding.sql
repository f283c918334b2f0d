-- What searches need. Derived from headlines and bodies, and made anew when the words of a text change.

-- Words as the program finds them, with a space between two; that they are folded already lets any SQLite
-- from 3.43 on read and check the table. The text itself is not kept twice.
CREATE VIRTUAL TABLE found USING fts5 (
    title, author, text, others,
    content = '', contentless_delete = 1, tokenize = 'ascii'
);

-- The entries that are in the table above.
CREATE TABLE indexed (
    entry INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    words INTEGER NOT NULL                     -- of the text
) STRICT;

-- How far the index is: the entries from low to high are in it, but for those that were edited since.
CREATE TABLE index_state (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,                  -- of the rules that find words
    low     INTEGER NOT NULL,
    high    INTEGER NOT NULL
) STRICT;
INSERT INTO index_state VALUES (1, 0, 1, 0);

CREATE TABLE index_edited (
    entry INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE
) STRICT;

-- Before, for after it the row below is gone too.
CREATE TRIGGER entries_lost BEFORE DELETE ON entries
WHEN old.id IN (SELECT entry FROM indexed) BEGIN
    DELETE FROM found WHERE rowid = old.id;
END;
