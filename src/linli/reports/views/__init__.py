"""Pages: the check of a text; writing, reviewing and reading reports; the reports residents may read."""
