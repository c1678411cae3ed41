"""Reads knowledge items."""
