"""Small ways that were missing: find a case by its number, let a member go, forget all of a party that is to go."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from linli.common.clock import business_date
from linli.mediation.models import DisputeCase, Party
from linli.mediation.privacy import RULES
from linli.people.models import Account, Post
from tests.mediation.rows import closed_case, open_case
from tests.mediation.walk import walk
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")


@pytest.fixture
def account(territory: Territory, client: Client, standing_clock: datetime) -> Account:
    found = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    client.force_login(found)
    return found


def _found(client: Client, words: str) -> set[int]:
    answer = client.get(reverse("mediation:cases"), {"q": words, "tab": "all"})
    return {row.case.pk for row in answer.context["rows"]}


def test_a_case_is_found_by_its_number(client: Client, account: Account, territory: Territory) -> None:
    case = open_case(territory, serial=31, mark="高")
    earlier = closed_case(territory, closed_on=date(2023, 6, 3), serial=31, mark="高", title="旧案")
    other = open_case(territory, serial=310, title="31栋楼道")
    assert _found(client, "第31号") == {case.pk, earlier.pk}
    assert _found(client, " 31 ") == {case.pk, earlier.pk, other.pk}, "a title is searched too"
    assert _found(client, case.number) == _found(client, "(2024)高人调字第 31 号") == {case.pk}
    assert _found(client, "（2024）低人调字第31号") == set()
    assert _found(client, "楼道") == {other.pk}, "no number, no case for it"


def test_a_member_is_let_go_on_a_page(client: Client, account: Account, territory: Territory) -> None:
    found = walk(territory).informed().kept_by(account)
    member = found.listed()[0]
    address = reverse("mediation:act", args=(found.case.ref, f"let-go-{member.ref}"))
    page = reverse("mediation:case", args=(found.case.ref,))
    assert address in client.get(page).content.decode()
    assert client.get(address).status_code == 200
    assert client.post(address, {"on": "2024-10-30", "reason": "不给理由"}).status_code == 409
    assert client.post(address, {"on": "2024-10-30", "reason": "换人"}).status_code == 302
    member.refresh_from_db()
    assert (member.left_on, member.left_reason) == (date(2024, 10, 30), "换人")
    assert client.get(address).status_code == 404
    assert address not in client.get(page).content.decode()


@pytest.mark.parametrize("kept", ["employer", "estate"])
def test_all_that_is_to_be_forgotten_is(territory: Territory, kept: str) -> None:
    case: DisputeCase = closed_case(territory)
    value = {"employer": "区供水公司", "estate": territory.estates[0]}[kept]
    party = Party.everything.create(case=case, side="applicant", serial=1, name="何大海", **{kept: value})
    rule, after = RULES[0], case.closed_on + timedelta(days=1) if case.closed_on else date.max
    assert party in rule.due(after, business_date())
    rule.erase([party.pk])
    party.refresh_from_db()
    assert (party.employer, party.estate_id) == ("", None)
    assert party.erased_on == business_date()
    assert party not in rule.due(after, business_date())
