"""What design.md §7 budgets, measured. Run: make bench."""
