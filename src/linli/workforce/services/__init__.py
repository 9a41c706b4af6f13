"""Writes about community workers. Each is one transaction, one act in the log."""
