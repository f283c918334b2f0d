-- What entries come with besides their text. An entry that comes with nothing has no rows here.

CREATE TABLE details (
    entry      INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    comments   TEXT,
    categories TEXT NOT NULL                   -- a line each
) STRICT;

CREATE TABLE enclosures (
    entry      INTEGER NOT NULL REFERENCES entries (id) ON DELETE CASCADE,
    place      INTEGER NOT NULL,
    url        TEXT    NOT NULL,
    media_type TEXT,
    length     INTEGER,                        -- bytes
    PRIMARY KEY (entry, place)
) STRICT, WITHOUT ROWID;
