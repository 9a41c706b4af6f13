"""Writes: requests of the persons concerned, and what runs when data has run its time."""
