-- What servers ask of those who poll them.

-- Where the feed has moved for good, as long as the settings still have its old address; polls ask there.
ALTER TABLE feeds ADD COLUMN moved_to TEXT;
-- The URL that gave etag and last_modified, which mean nothing to another.
ALTER TABLE feeds ADD COLUMN validators_of TEXT;
-- The version of newsterm that read the document they stand for; a newer one reads it better, so it asks anew.
ALTER TABLE feeds ADD COLUMN read_by TEXT;
-- How long the last answer said it is fresh: seconds.
ALTER TABLE feeds ADD COLUMN fresh_for INTEGER;
-- What the document says of its rhythm: seconds from one poll to the next, a bit for each hour (UTC) and each
-- day (the lowest is Monday) at which nothing new comes.
ALTER TABLE feeds ADD COLUMN ttl INTEGER;
ALTER TABLE feeds ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0;
-- Whose trouble the last failure was: 0 the feed's, 1 the host's, 2 none, the server told us to wait until
-- not_before, 3 the feed has ended.
ALTER TABLE feeds ADD COLUMN setback INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN not_before INTEGER;
