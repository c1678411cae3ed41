"""Reads figures: the only place where any is computed."""
