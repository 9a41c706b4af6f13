"""Writes: gatherings, guidance, findings."""
