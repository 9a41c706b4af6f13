"""What pages of the grid ask for."""
