"""Scorers: numbers that estimate how good a translation is; thresholds live in the configuration."""
