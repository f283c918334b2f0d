-- The index of words is merged a little with each step that fills it. A whole level at a time, as FTS5 does else where
-- sixteen pieces lie there, took a second or more in a large cache, and no mark is written meanwhile.
INSERT INTO found (found, rank) VALUES ('crisismerge', 1000);
