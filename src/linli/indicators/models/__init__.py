"""Frozen figures."""

from linli.indicators.models.snapshot import Snapshot

__all__ = ["Snapshot"]
