"""Writes: the cases, the roster, the ledger of illegal buildings."""
