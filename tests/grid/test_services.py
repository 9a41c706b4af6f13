"""Appointing, dismissing and honouring leads: what passes, what is refused and in which words."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.grid.leads.services import Choosing, appoint_lead, dismiss_lead, honour_neighbour_lead
from linli.grid.models import HonourLevel, Lead, LeaveReason, ProducedBy
from linli.people.models import Post
from linli.people.selectors import leads_on
from tests.grid import rows
from tests.territory import Territory

DAY = date(2024, 6, 3)


@pytest.fixture
def choosing(territory: Territory) -> Choosing:
    rows.standard(territory)
    return Choosing(
        produced_by=ProducedBy.RESIDENTS,
        meets_standard=True,
        assessed_by=territory.person(),
        assessed_on=date(2024, 5, 13),
        publicity_from=date(2024, 5, 20),
        publicity_to=date(2024, 5, 27),
        decision="群英议事会（2024年5月28日）",
        decided_on=date(2024, 5, 28),
    )


def _appoint(territory: Territory, choosing: Choosing, day: date = DAY) -> Lead:
    return appoint_lead(
        actor=SYSTEM,
        person=territory.person(),
        post=Post.NEIGHBOUR_LEAD,
        area=territory.neighbourhoods[0],
        day=day,
        choosing=choosing,
    )


def test_a_lead_takes_office_with_a_file_and_leaves_with_a_reason(
    territory: Territory, choosing: Choosing
) -> None:
    lead = _appoint(territory, choosing)
    assert leads_on(DAY).get() == lead.appointment
    dismiss_lead(actor=SYSTEM, lead=lead, day=date(2024, 9, 1), reason=LeaveReason.MOVED)
    assert not leads_on(date(2024, 9, 1)).exists()
    codes = list(Act.everything.order_by("pk").values_list("code", flat=True))[-4:]
    assert codes == [
        "people.appointment.opened",
        "grid.lead.recorded",
        "people.appointment.closed",
        "grid.lead.dismissed",
    ]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"meets_standard": False}, "不符合选任条件"),
        ({"publicity_to": date(2024, 5, 24)}, "公示不足"),
        ({"decided_on": date(2024, 6, 4)}, "早于"),
        ({"assessed_on": date(2020, 1, 1)}, "选任条件"),
    ],
)
def test_a_lead_is_refused_in_words(
    territory: Territory, choosing: Choosing, changed: dict[str, object], words: str
) -> None:
    with pytest.raises(ValidationError, match=words):
        _appoint(territory, replace(choosing, **changed))  # type: ignore[arg-type]  # fields by name
    assert not leads_on(DAY).exists(), "nothing half done"


def test_the_service_asks_who_acts(territory: Territory, choosing: Choosing) -> None:
    actor = territory.actor(Post.STREET_OFFICER, territory.streets[1])
    with pytest.raises(PermissionDenied, match="您的任职不包括"):
        appoint_lead(
            actor=actor,
            person=territory.person(),
            post=Post.NEIGHBOUR_LEAD,
            area=territory.neighbourhoods[0],
            day=DAY,
            choosing=choosing,
        )


def _honour(territory: Territory, post: Post = Post.NEIGHBOUR_LEAD, **changed: date) -> None:
    dates = {
        "decided_on": date(2024, 9, 26),
        "publicity_from": date(2024, 9, 12),
        "publicity_to": date(2024, 9, 23),
    } | changed
    appointment = rows.appointment(territory, post, valid_to=date(2024, 10, 1))
    honour_neighbour_lead(
        actor=SYSTEM,
        appointment=appointment,
        year=2024,
        level=HonourLevel.DISTRICT,
        decision="测试〔2024〕9号",
        decided_on=dates["decided_on"],
        publicity_from=dates["publicity_from"],
        publicity_to=dates["publicity_to"],
    )


def test_a_neighbour_lead_is_honoured(territory: Territory) -> None:
    _honour(territory)
    assert Act.everything.get(code="grid.lead.honoured").data["year"] == 2024


def test_an_honour_is_refused_in_words(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="只授予邻长"):
        _honour(territory, Post.GROUP_LEAD)


def test_who_left_office_is_not_honoured(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="不在任"):
        _honour(territory, decided_on=date(2024, 10, 1))


def test_an_honour_is_posted_first(territory: Territory) -> None:
    with pytest.raises(ValidationError, match="公示不足"):
        _honour(territory, publicity_from=date(2024, 9, 19))
