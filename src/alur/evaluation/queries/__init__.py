"""Reads evaluations."""
