"""Writes: postings, the questions about them, the minimum days of their kinds."""
