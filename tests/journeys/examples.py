"""Examples in the demo district: for each kind of address, the arguments that open one of it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps

from linli.access.actor import actor_for
from linli.mediation.models import TeamMember
from linli.notices.models import Objection, Posting
from linli.orgs.models import Area
from linli.people.models import Account, Appointment, Household, HouseholdTag, Post
from linli.privacy import retention
from linli.reports.models import Report
from linli.ui import records as record_pages
from linli.workflow import clocks

DISTRICT, STREET, COMMUNITY, LEAD = "quwei", "wulipai", "gaoshanpo", "linzhang"
SYSTEM, SECURITY, AUDITOR = "xitong", "anquan", "shenji"
UNIT, HANDLER = "chengguan", "jiwei"
KEEPER = COMMUNITY

Args = Callable[[], tuple[Any, ...] | None]


def report(state: str) -> Args:
    def found() -> tuple[Any, ...] | None:
        row = Report.everything.filter(state=state).order_by("pk").last()
        return (row.ref,) if row else None

    return found


def part() -> tuple[Any, ...] | None:
    found = report("draft")()
    return (*found, 1) if found else None


def figure() -> tuple[Any, ...] | None:
    found = report("issued")()
    return (*found, 1) if found else None


def posting(state: str, asked: bool = False, who: str = COMMUNITY) -> Args:
    """Of the account's own area, where it may act."""

    def found() -> tuple[Any, ...] | None:
        area = actor_for(Account.objects.get(username=who)).home_area
        rows = Posting.everything.filter(state=state, area=area).order_by("pk")
        if asked:
            question = Objection.everything.filter(posting__in=rows, answer="").last()
            return (question.posting.ref, question.ref) if question else None
        row = rows.last()
        return (row.ref,) if row else None

    return found


def record(slug: str) -> Args:
    def found() -> tuple[Any, ...] | None:
        actor = actor_for(Account.objects.get(username=DISTRICT))
        declared: Any = record_pages.for_slug(slug)
        row = declared.model.objects.visible_to(actor).order_by("-pk").first()
        return (slug, row.ref) if row else None

    return found


def case(stage: str, *more: Any) -> Args:
    """A dispute in that stage."""
    return ref_of("mediation", "DisputeCase", *more, stage=stage)


def kept_case(*more: Any, **narrowed: Any) -> Args:
    """A dispute the account ``KEEPER`` works on; ``narrowed``: by the case's own fields."""

    def found() -> tuple[Any, ...] | None:
        person = Account.objects.get(username=KEEPER).person_id
        asked = {f"case__{name}": value for name, value in narrowed.items()}
        rows = TeamMember.everything.filter(person=person, valid_to=None, **asked).select_related("case")
        row = rows.order_by("pk").last()
        return (row.case.ref, *more) if row else None

    return found


def records() -> Iterator[str]:
    for declared in record_pages.all_pages():
        if not declared.route:
            yield declared.slug


def ref_of(app: str, model: str, *more: Any, **narrowed: Any) -> Args:
    def found() -> tuple[Any, ...] | None:
        row: Any = apps.get_model(app, model)._base_manager.filter(**narrowed).order_by("pk").last()
        return (row.ref, *more) if row else None

    return found


def area(kind: str) -> Args:
    def found() -> tuple[Any, ...] | None:
        row = Area.everything.filter(kind=kind, valid_to=None, path__contains="/").order_by("code").first()
        return (row.code,) if row else None

    return found


def first(of: Callable[[], Any]) -> Args:
    return lambda: (next(iter(of())),)


def periods() -> Any:
    return [each.code for each in retention.all_rules()]


def clock_rules() -> Any:
    return [each.code for each in clocks.all_clocks() if each.configurable and each.unit is not None]


def officer(what: str) -> Args:
    def found() -> tuple[Any, ...] | None:
        held = Appointment.everything.filter(post=Post.COMMUNITY_OFFICER, valid_to=None).order_by("pk").last()
        if held is None:
            return None
        return (held.person.ref,) if what == "person" else (held.ref,)

    return found


def household() -> tuple[Any, ...] | None:
    row = (
        Household.objects.visible_to(actor_for(Account.objects.get(username=COMMUNITY)))
        .order_by("pk")
        .first()
    )
    return (row.ref,) if row else None


def tagged() -> tuple[Any, ...] | None:
    row = (
        HouseholdTag.objects.visible_to(actor_for(Account.objects.get(username=COMMUNITY)))
        .select_related("household")
        .order_by("pk")
        .first()
    )
    return (row.household.ref, row.ref) if row else None


things: dict[str, Any] = {}


def thing(name: str, *more: Any) -> Args:
    """What ``pages.prepare`` put into the community of the account that looks."""
    return lambda: (things[name].ref, *more) if name in things else None


def request(state: str, *more: Any) -> Args:
    return ref_of("grid", "Request", *more, state=state, is_accusation=False)


def place(kind: str, *more: Any) -> Args:
    def found() -> tuple[Any, ...] | None:
        own = actor_for(Account.objects.get(username=COMMUNITY)).home_area
        assert own is not None
        row = (
            Area.everything.filter(kind=kind, valid_to=None, path__startswith=own.path)
            .order_by("code")
            .last()
        )
        return (row.code, *more) if row else None

    return found
