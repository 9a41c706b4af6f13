"""What a reader may find, in words: a field that can find nothing is offered to nobody."""

from dataclasses import dataclass

from linli.access.actor import Actor
from linli.access.clearance import may_be_near
from linli.access.policies import HANDLE_SECRETS, VIEW_RECORDS
from linli.desk.search.kinds import searched_kinds

FAMILIAR = (
    ("area", "小区"),
    ("request", "事项"),
    ("dispute-case", "案件"),
    ("organisation", "组织"),
    ("posting", "公示"),
    ("report", "报告"),
)
"""Kinds as people call them, those sought most first."""
SHORT = 3


@dataclass(frozen=True)
class Findable:
    """``names``: of kinds the reader is admitted to; ``records``: also registers, places, numbers of people; ``near``:
    also doors and names of the own neighbourhood."""

    names: tuple[str, ...]
    records: bool
    secrets: bool
    near: bool = False

    @property
    def said(self) -> str:
        """小区、事项、案件."""
        return "、".join(self.names)

    @property
    def short(self) -> str:
        """As much of it as a field on every page has room for; "" where there is nothing to find."""
        if self.near:
            return "、".join(["姓名", "门牌", *self.names[: SHORT - 1]])
        return "、".join([*self.names[:SHORT], *(["拼音首字母"] if self.records else [])])


def findable(actor: Actor) -> Findable:
    """By capability alone; what lies where is asked when it is sought."""
    kinds = searched_kinds()
    names = tuple(name for slug, name in FAMILIAR if slug in kinds and actor.may(kinds[slug].capability))
    return Findable(names, actor.may(VIEW_RECORDS), actor.may(HANDLE_SECRETS), may_be_near(actor))


def words(actor: Actor) -> str:
    """What the field on every page says."""
    return findable(actor).short
