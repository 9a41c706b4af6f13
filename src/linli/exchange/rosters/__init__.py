"""Rosters in: what a kind of file holds, how it is read, checked and imported. Systems declare theirs."""

from linli.exchange.rosters.declared import Column, Located, Roster, all_rosters, register, roster

__all__ = ["Column", "Located", "Roster", "all_rosters", "register", "roster"]
