//! Feeds as files, read the way the program reads them.
