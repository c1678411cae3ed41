"""Reads the ledger and its rules."""
