-- Where articles were left that were left in the middle.

CREATE TABLE positions (
    entry   INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    of_page INTEGER NOT NULL,                  -- 1 in the text of the page, 0 in that of the feed
    block   INTEGER NOT NULL,                  -- of the text, from 0
    byte    INTEGER NOT NULL                   -- in the block
) STRICT;
