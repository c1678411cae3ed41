"""Pages of modules and sessions: parse, ask, render."""
