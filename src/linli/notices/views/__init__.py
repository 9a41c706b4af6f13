"""Pages of postings: those of the desk, and those anybody reads."""
