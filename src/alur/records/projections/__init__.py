"""Projections: what is folded from the records, in store order, and can be rebuilt from them alone."""
