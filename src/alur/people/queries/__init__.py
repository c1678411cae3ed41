"""Reads people and units."""
