"""Pages of evaluations: parse, ask, render."""
