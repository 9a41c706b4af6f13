"""Writes about burdens. Each is one transaction, one act in the log."""
