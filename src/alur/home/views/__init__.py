"""Pages that join domains: parse, ask, render."""
