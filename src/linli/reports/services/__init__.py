"""Writing, reviewing, signing and correcting reports."""
