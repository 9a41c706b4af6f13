"""The demo's requests: ten months of them, every state and level, told by nobody who exists."""

from linli.grid.requests.demo.building import build, build_many

__all__ = ["build", "build_many"]
