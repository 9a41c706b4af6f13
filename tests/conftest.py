"""Fixtures shared by every room's tests. A room's own fixtures live in its own conftest.py."""
