"""Every number of the statistics is its records; areas add up; 2284/2396 prints 95.3 %."""

import re
from datetime import date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from linli.access.actor import actor_for
from linli.indicators.filters import Asked
from linli.indicators.period import Period
from linli.mediation.models import DisputeCase, Outcome
from linli.mediation.statistics import PERFORMANCE, Number, Statistics, rate, rows_of
from linli.orgs.models import Area, Theme
from linli.people.models import Post
from tests.mediation.rows import closed_case, open_case
from tests.mediation.walk import walk
from tests.territory import Territory


def statistics(territory: Territory, area: Area) -> Statistics:
    actor = actor_for(territory.account(Post.DISTRICT_OFFICER, territory.district))
    return Statistics(Asked.read(actor, QueryDict(f"area={area.code}&from=2024-01-01&to=2024-10-30")))


@pytest.fixture
def many(territory: Territory, standing_clock: datetime) -> Territory:
    theme = Theme.everything.create(code="lifts", name="加装电梯", area=territory.district)
    for n, outcome in enumerate((*Outcome, Outcome.AGREED)):
        place = territory.communities[n % 3]
        closed_case(
            territory,
            outcome=outcome,
            community=place,
            amount_fen=n * 300_000,
            theme=theme if n % 2 else None,
        )
    open_case(territory, may_escalate=True)
    walk(territory).informed().agreed()
    return territory


def _records(number: Number) -> int:
    asked = {key: values[0] for key, values in parse_qs(urlsplit(number.address).query).items()}
    period = Period(date.fromisoformat(asked["from"]), date.fromisoformat(asked["to"]))
    area = Area.everything.get(code=asked["area"])
    return rows_of(asked["what"], area, period, asked).count()


def test_every_number_counts_its_own_records(many: Territory) -> None:
    for area in (many.district, many.streets[0], many.community):
        found = statistics(many, area)
        numbers = [*found.totals, *(n for table in found.tables for n in (*table.lines, *table.folded))]
        numbers += [n for line in found.by_area for n in line.numbers if n.address]
        assert len(numbers) > 30
        for number in numbers:
            assert (_records(number) if number.address else 0) == number.count, number


def test_each_table_adds_up_and_so_do_the_areas(many: Territory) -> None:
    found = statistics(many, many.district)
    totals = {number.label: number.count for number in found.totals}
    for table in found.tables:
        expected = {"结果": "结案的", "涉及金额": "结案的", "协议履行": "达成协议的"}.get(
            table.label, "受理的"
        )
        assert sum(n.count for n in (*table.lines, *table.folded)) == totals[expected], table.label
    for n, label in enumerate(("受理的", "达成协议的", "调解的（达成、未达成、终止）")):
        assert sum(line.numbers[n].count for line in found.by_area) == totals[label]
    assert [line.name for line in found.by_area] == [street.name for street in many.streets]


def test_performance_is_told_by_the_clauses(many: Territory) -> None:
    (table,) = [each for each in statistics(many, many.district).tables if each.label == "协议履行"]
    counts = {number.label: number.count for number in table.lines}
    assert counts == {
        PERFORMANCE["performed"]: 0,
        PERFORMANCE["waiting"]: 0,
        PERFORMANCE["overdue"]: 1,
        PERFORMANCE["unwritten"]: 2,
    }


@pytest.mark.parametrize(
    ("agreed", "mediated", "printed"), [(2284, 2396, "95.3%"), (0, 3, "0.0%"), (5, 5, "100.0%"), (0, 0, "—")]
)
def test_the_rate_says_so_or_nothing(agreed: int, mediated: int, printed: str) -> None:
    assert rate(agreed, mediated) == printed


def test_the_page_chooses_area_and_period_and_every_number_opens(many: Territory, client: Client) -> None:
    client.force_login(many.account(Post.STREET_OFFICER, many.streets[0]))
    text = client.get(reverse("mediation:statistics")).content.decode()
    for said in ("上年全年", "按所选显示", "协议履行", "专项工作", "加装电梯", "成功率"):
        assert said in text, said
    addresses = set(re.findall(r'href="(/desk/mediation/statistics/records/[^"]+)"', text))
    assert len(addresses) > 8
    for address in addresses:
        assert client.get(address.replace("&amp;", "&")).status_code == 200
    assert client.get(reverse("mediation:records"), {"what": "nothing"}).status_code == 404
    assert client.get(reverse("mediation:records"), {"kind": "nothing"}).status_code == 404
    assert client.get(reverse("mediation:statistics"), {"area": many.streets[1].code}).status_code == 404


def test_the_list_of_cases_narrows_by_campaign(many: Territory, client: Client) -> None:
    client.force_login(many.account(Post.DISTRICT_OFFICER, many.district))
    text = client.get(reverse("mediation:cases"), {"tab": "all", "theme": "lifts"}).content.decode()
    assert f"共 {DisputeCase.everything.filter(theme__code='lifts').count()} 件" in text
