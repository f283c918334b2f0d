-- The texts of the pages that entries link to, beside what their feeds give.

CREATE TABLE pages (
    entry      INTEGER PRIMARY KEY REFERENCES entries (id) ON DELETE CASCADE,
    base       TEXT    NOT NULL,               -- what relative links in it are relative to
    fetched_at INTEGER NOT NULL,
    kind       INTEGER NOT NULL,               -- as in bodies, these three
    format     INTEGER NOT NULL,
    content    ANY     NOT NULL
) STRICT;
