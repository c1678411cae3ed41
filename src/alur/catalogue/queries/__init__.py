"""Reads activities and their versions."""
