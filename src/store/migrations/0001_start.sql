-- Feeds, entries and the log of the reader's actions.

CREATE TABLE feeds (
    id            INTEGER PRIMARY KEY,
    account       INTEGER NOT NULL,
    address       TEXT    NOT NULL,
    -- The settings, kept so that a list needs nothing else. No place: not listed now, hidden.
    place         INTEGER,
    own_title     TEXT,
    folder        TEXT,
    interval      INTEGER NOT NULL,            -- seconds
    direction     INTEGER NOT NULL,            -- 0 found, 1 left to right, 2 right to left
    -- What the publisher says.
    title         TEXT    NOT NULL DEFAULT '',
    home          TEXT,
    language      TEXT,
    -- The last poll.
    etag          TEXT,
    last_modified TEXT,
    polled_at     INTEGER,
    failures      INTEGER NOT NULL DEFAULT 0,  -- in a row
    failure       TEXT,
    -- Exact at the end of every transaction, so that no list is counted to be shown.
    total         INTEGER NOT NULL DEFAULT 0,
    unread        INTEGER NOT NULL DEFAULT 0,
    saved         INTEGER NOT NULL DEFAULT 0,
    UNIQUE (account, address)
) STRICT;

-- Narrow, for "mark all read" writes thousands of these at once.
CREATE TABLE entries (
    id        INTEGER PRIMARY KEY AUTOINCREMENT, -- never used twice: the log of actions names entries
    feed      INTEGER NOT NULL REFERENCES feeds (id),
    sorted_at INTEGER NOT NULL,
    seen_at   INTEGER NOT NULL,
    read      INTEGER NOT NULL DEFAULT 0,
    saved     INTEGER NOT NULL DEFAULT 0,
    hidden    INTEGER NOT NULL DEFAULT 0         -- the feed has no place
) STRICT;

-- One index for every list and filter, in the order shown; the rowid is the last column of each.
-- The brackets let SQLite see what all three columns are, and answer from the index alone.
CREATE INDEX entries_all            ON entries (sorted_at)       WHERE hidden = 0;
CREATE INDEX entries_unread         ON entries (sorted_at)       WHERE hidden = 0 AND read = 0;
CREATE INDEX entries_saved          ON entries (sorted_at)       WHERE hidden = 0 AND saved = 1;
CREATE INDEX entries_saved_unread   ON entries (sorted_at)       WHERE hidden = 0 AND (saved = 1 AND read = 0);
CREATE INDEX entries_by_feed        ON entries (feed, sorted_at) WHERE hidden = 0;
CREATE INDEX entries_by_feed_unread ON entries (feed, sorted_at) WHERE hidden = 0 AND read = 0;

-- What lists show of an entry, and what tells it from others.
CREATE TABLE headlines (
    entry        INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    feed         INTEGER NOT NULL,             -- the entry's, here for the index
    identity     TEXT    NOT NULL,             -- 'guid:', 'link:' or 'hash:' and the value
    nth          INTEGER NOT NULL,             -- tells apart entries that a feed gives one identity
    title        TEXT    NOT NULL,
    link         TEXT,
    author       TEXT,
    published    INTEGER,
    updated      INTEGER,
    language     TEXT,
    content_hash INTEGER NOT NULL,
    UNIQUE (feed, identity, nth)
) STRICT;

-- Apart, so that lists never read past them.
CREATE TABLE bodies (
    entry   INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    kind    INTEGER NOT NULL,                  -- 0 HTML, 1 plain text
    format  INTEGER NOT NULL,                  -- how content is stored: 0 as published, in UTF-8
    content ANY     NOT NULL
) STRICT;

CREATE TABLE actions (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    at        INTEGER NOT NULL,
    mark      TEXT    NOT NULL CHECK (mark IN ('read', 'unread', 'saved', 'unsaved')),
    entries   BLOB    NOT NULL,                -- those it changed, as runs of numbers
    undone_at INTEGER
) STRICT;
