"""Measures Alur beside a baseline, each pair in the same run: the machine drifts, ratios stay."""
