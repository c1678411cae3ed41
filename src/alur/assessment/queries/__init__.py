"""Reads exams and results."""
