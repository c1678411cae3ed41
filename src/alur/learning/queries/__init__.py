"""Reads modules, sessions, and how far people are in them."""
