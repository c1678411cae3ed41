"""Alur: learning in the flow of work for government agencies."""

__version__ = "0.1.0"
