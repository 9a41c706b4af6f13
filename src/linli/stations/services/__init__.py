"""Writes: the stations themselves; the job desks with their classes and referrals."""
