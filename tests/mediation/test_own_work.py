"""What falls due of one's own cases: on the first page, in the menu, in the tab; the same rows in all three."""

from datetime import date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from linli.access.actor import actor_for
from linli.common.clock import business_date, stand_at
from linli.mediation.listing import listed
from linli.mediation.models import Clause, DisputeCase, Matter
from linli.mediation.owing import owed
from linli.mediation.services import cases, follow_ups, team
from linli.mediation.services.follow_ups import Seen
from linli.mediation.services.telling import noon
from linli.people.models import Account, Post
from linli.ui.menu import items_for
from tests.mediation.walk import Walk, walk
from tests.territory import Territory


@pytest.fixture
def officer(territory: Territory, standing_clock: datetime) -> Account:
    return territory.account(Post.COMMUNITY_OFFICER, territory.community)


def _walk(territory: Territory) -> Walk:
    found = walk(territory, registered_on=business_date(), title="楼道堆物")
    found.day = business_date()
    return found


def _counts(account: Account) -> set[int]:
    cache.clear()  # the menu counts once a minute
    actor = actor_for(account)
    entry = next(item for _, items in items_for(actor) for item in items if item.key == "mediation")
    assert entry.count is not None
    tabs = {key: many for key, _, many, _ in listed(actor, {})["tabs"]}
    return {entry.count(actor), tabs["mine"], owed(actor).count(), len(list(owed(actor)))}


def _home(account: Account) -> str:
    client = Client()
    client.force_login(account)
    return client.get("/desk/").content.decode()


def test_a_case_nobody_keeps_is_its_community_s_then_its_keeper_s(
    territory: Territory, officer: Account
) -> None:
    colleague = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    stranger = territory.account(Post.COMMUNITY_OFFICER, territory.communities[1])
    street = territory.account(Post.STREET_OFFICER, territory.streets[0])
    found = _walk(territory)
    assert [_counts(each) for each in (officer, colleague, stranger, street)] == [{1}, {1}, {0}, {0}]
    assert "受理审查" in _home(officer)
    found.accepted().asked(Matter.MEDIATION, Matter.NOTABLES)
    assert "调解，限一个月" in _home(officer)
    cases.inform_parties(actor=actor_for(officer), case=found.case)
    assert [_counts(each) for each in (officer, colleague)] == [{1}, {0}]
    text = _home(officer)
    assert "楼道堆物" in text
    assert "何大海" not in text
    team.join(case=found.case, person=colleague.person, on=business_date())  # type: ignore[arg-type]
    assert _counts(colleague) == {1}


def test_after_the_agreement_clause_and_visit_a_week_before(territory: Territory, officer: Account) -> None:
    found = _walk(territory).accepted().asked(Matter.MEDIATION, Matter.NOTABLES)
    cases.inform_parties(actor=actor_for(officer), case=found.case)
    found.agreed()
    today = business_date()
    (row,) = owed(actor_for(officer))
    assert (row.visit_on, row.next_on) == (today + timedelta(days=7), today + timedelta(days=7))
    assert row.court_on is not None
    assert "回访" in _home(officer)
    visit = follow_ups.next_due(found.case)
    assert visit is not None
    seen = Seen(visited="双方", cause="履行", performed_percent=0, satisfaction="satisfied", by="周敏")
    stand_at(noon(today + timedelta(days=4)))
    follow_ups.note_follow_up(actor=actor_for(officer), follow_up=visit, seen=seen, on=business_date())
    assert _counts(officer) == {0}, "the next is three weeks ahead"
    stand_at(noon(today + timedelta(days=31)))
    (row,) = owed(actor_for(officer))
    assert row.clause_on < business_date()
    assert row.court_on is None, "the window is over"
    Clause.everything.update(performed_on=business_date())
    DisputeCase.everything.update(stage="archived")
    assert _counts(officer) == {0}


def test_the_tab_lists_them(territory: Territory, officer: Account) -> None:
    found = _walk(territory)
    client = Client()
    client.force_login(officer)
    text = client.get(reverse("mediation:cases"), {"tab": "mine"}).content.decode()
    assert found.case.ref in text
    assert "等我办的 1" in text
    assert date(2024, 1, 1) < business_date()
