"""What the grid lets each role do: leads, households, requests."""

from linli.access.roles import OFFICES, declare

KEEP_LEADS = declare("leads.keep", "登记三长的选任、调整和离任", OFFICES)
