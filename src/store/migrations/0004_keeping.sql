-- What is kept, for how long, and what does not come back.

-- The settings: 0 is without end.
ALTER TABLE feeds ADD COLUMN keep_days    INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN keep_entries INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN keep_unread  INTEGER NOT NULL DEFAULT 1;

-- From here on entries.hidden adds up reasons: 1 the feed has no place, 2 the reader deleted the entry.
CREATE INDEX entries_deleted ON entries (id) WHERE hidden >= 2;

-- Entries that are gone for good, for as long as their feed may still carry them.
CREATE TABLE graves (
    feed         INTEGER NOT NULL,
    identity     TEXT    NOT NULL,
    content_hash INTEGER NOT NULL,
    carried_at   INTEGER NOT NULL,             -- when the feed was last known to carry it
    PRIMARY KEY (feed, identity, content_hash)
) STRICT, WITHOUT ROWID;

-- The log takes any kind of mark; what they are is said in one place, the program.
CREATE TABLE logged (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    mark      TEXT    NOT NULL,
    entries   BLOB    NOT NULL,                -- those it changed, as runs of numbers
    undone_at INTEGER
) STRICT;
INSERT INTO logged (id, at, mark, entries, undone_at) SELECT id, at, mark, entries, undone_at FROM actions;
DROP TABLE actions;
ALTER TABLE logged RENAME TO actions;
