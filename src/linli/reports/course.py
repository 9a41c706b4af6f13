"""The course of a report, as its page tells it: what was done, when, by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from linli.access.actor import Actor
from linli.audit.log import told_each
from linli.audit.selectors import about
from linli.people.models import Account
from linli.reports.models import PartText, Report
from linli.reports.selectors import WHY

SHOWN = 20


@dataclass(frozen=True)
class Done:
    """One act in words. ``who``: 您, a colleague's name, or 系统."""

    what: str
    at: datetime
    who: str


def course_of(report: Report, actor: Actor) -> Sequence[Done]:
    """The latest acts, newest first: two queries. Those who write reports of an area know each other by name, as in
    the history of its wordings.
    """
    acts = list(about(report).filter(is_look=False)[:SHOWN])
    ids = {act.actor_id for act in acts if act.actor_id is not None}
    names = {each.pk: _name(each) for each in Account.objects.filter(pk__in=ids).select_related("person")}
    return [
        Done(what, act.at, "您" if act.actor_id == actor.account_id else names.get(act.actor_id or 0, "系统"))
        for act, what in zip(acts, told_each(acts), strict=True)
    ]


def _name(account: Account) -> str:
    return account.person.name if account.person is not None else account.username


def drafter_of(report: Report) -> str:
    """Who wrote its first words; "" for those of the demo."""
    first = PartText.objects.unscoped(WHY).filter(part__report=report).order_by("written_at", "pk")
    return first.values_list("author_name", flat=True).first() or ""
