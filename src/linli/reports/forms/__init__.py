"""What is asked: for a check, for a report and its parts, for a signature."""
