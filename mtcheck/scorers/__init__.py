"""Scores: numbers that estimate how good a translation is. A scorer gives numbers; thresholds live in the configuration."""
