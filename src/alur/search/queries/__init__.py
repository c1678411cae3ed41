"""Reads the index."""
