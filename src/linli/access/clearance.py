"""Which personal values stand in clear for whom: the one rule, asked by everything that writes a record out.

Names and doors are clear to a lead inside the own neighbourhood, group or section, and to the team of a case;
telephone and id numbers to nobody, and everything else to nobody (domain.md 6.3). Beyond this there is only a
reveal, for a purpose and until a minute (``linli.disclosure``).
"""

from collections.abc import Collection
from enum import StrEnum

from linli.access.actor import Actor
from linli.access.policies import VIEW_RECORDS
from linli.people.models import LEAD_POSTS


class Personal(StrEnum):
    """Kinds of personal value."""

    NAME = "name"
    DOOR = "door"
    PHONE = "phone"
    ID_NUMBER = "id_number"


NEVER = (Personal.PHONE, Personal.ID_NUMBER)
"""In clear to nobody who has not asked for it."""


def stands_clear(actor: Actor, value: Personal, *, near: str = "", team: Collection[int] = ()) -> bool:
    """Whether the actor reads such a value of a record in clear.

    near: path of the neighbourhood (group, section) where the person lives or serves today; "" when there is none.
    team: ids of the persons who handle the case the record is.
    """
    if value in NEVER or actor.account is None or not actor.may(VIEW_RECORDS):
        return False
    leads_there = bool(near) and any(lead.covers(near) for lead in actor.grants if lead.post in LEAD_POSTS)
    return leads_there or actor.account.person_id in team


def may_be_near(actor: Actor) -> bool:
    """Whether the actor leads anything, so that it is worth asking where a record lies."""
    return any(grant.post in LEAD_POSTS for grant in actor.grants)
