"""The workflow room: transition tables, the working calendar, deadlines, references between systems."""
