"""Takes files of rows in: each kind of row says how it is read and where it goes, the rest is the same for all."""
