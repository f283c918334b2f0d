-- How the last document of each feed was read, for those who look at the feed. A feed that never came has no row.

CREATE TABLE documents (
    feed     INTEGER PRIMARY KEY,
    encoding TEXT    NOT NULL,
    reason   INTEGER NOT NULL,                 -- why: 0 mark, 1 bytes, 2 header, 3 declaration, 4 guess
    faults   TEXT    NOT NULL,                 -- the first: a line each, with line, column and kind of fault
    more     INTEGER NOT NULL                  -- faults that are not among them
) STRICT;
