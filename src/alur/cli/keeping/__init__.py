"""The whole state in one file: `alur backup`, `alur restore`."""
