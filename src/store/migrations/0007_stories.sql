-- Which entries tell the same story. Signatures and keys are derived, and only those of the last days are kept.

CREATE TABLE signatures (
    entry     INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    feed      INTEGER NOT NULL,
    sorted_at INTEGER NOT NULL,
    signature BLOB    NOT NULL
) STRICT;
CREATE INDEX signatures_by_age ON signatures (sorted_at);

-- Entries that tell the same have one in common. Of entries that are gone they stay until their span is forgotten.
CREATE TABLE story_keys (
    span  INTEGER NOT NULL,                    -- days that are looked through and forgotten together
    key   INTEGER NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (span, key, entry)
) STRICT, WITHOUT ROWID;

-- Entries that tell what others tell; an entry alone with its story has no row here. Kept for good.
CREATE TABLE story_members (
    entry INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    story INTEGER NOT NULL                     -- the number of the entry that came first, there or not
) STRICT;
CREATE INDEX members_of_story ON story_members (story);

-- How far this is: entries up to high have been looked at, but for those that were edited since.
CREATE TABLE story_state (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    version INTEGER NOT NULL,                  -- of signatures and keys
    days    INTEGER NOT NULL,                  -- how far apart entries of one story may be
    high    INTEGER NOT NULL
) STRICT;
INSERT INTO story_state VALUES (1, 0, 0, 0);

CREATE TABLE story_edited (
    entry INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE
) STRICT;
