"""Reads the files that were uploaded in the browser, as the command `alur import` does."""
