"""Posts nobody holds, as figures that lead to the very places."""

from datetime import date, datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.grid.leads import territory as keeping
from linli.indicators.compute import figures, figures_by
from linli.indicators.drill import record_sets
from linli.indicators.period import Period
from linli.indicators.registry import get
from linli.orgs.kinds import Kind
from linli.people.models import Post
from linli.people.services import leave_post
from tests.grid import rows
from tests.territory import Territory

TODAY = Period(date(2024, 10, 30), date(2024, 10, 30))
SPRING = Period(date(2024, 1, 1), date(2024, 4, 30))
CODES = ["grid.lead_posts_vacant", "grid.neighbour_posts_vacant", "grid.lead_posts"]


def _of(area: object, period: Period = TODAY) -> list[int]:
    found = figures(area, period, CODES)  # type: ignore[arg-type]
    return [int(found[code].value or 0) for code in CODES]


def test_vacant_posts_are_counted_for_any_day(territory: Territory, standing_clock: datetime) -> None:
    assert _of(territory.community) == [3, 1, 3]
    held = rows.appointment(territory)
    assert _of(territory.community) == [2, 0, 3]
    assert _of(territory.district) == [11, 3, 12]
    leave_post(actor=SYSTEM, appointment=held, day=date(2024, 10, 1), reason="迁出")
    assert (_of(territory.community), _of(territory.community, SPRING)) == ([3, 1, 3], [2, 0, 3])
    by = figures_by(territory.district, TODAY, Kind.COMMUNITY, ["grid.lead_posts_vacant"])
    assert [int(each.figure.value or 0) for each in by["grid.lead_posts_vacant"] if each.area] == [3, 3, 3, 3]


def test_a_merged_neighbourhood_is_no_post(territory: Territory, standing_clock: datetime) -> None:
    own: dict[str, Any] = {"day": date(2024, 10, 1), "basis": "社区会议"}
    group = territory.groups[0]
    made = keeping.add(actor=SYSTEM, parent=group, kind=Kind.NEIGHBOURHOOD, code="n2", name="第二邻", **own)
    assert _of(territory.community) == [4, 2, 4]
    own["day"] = date(2024, 10, 2)
    keeping.merge(actor=SYSTEM, area=made, into=territory.neighbourhoods[0], **own)
    assert _of(territory.community) == [3, 1, 3]


def test_behind_the_figure_stand_the_places(
    territory: Territory, standing_clock: datetime, client: Client
) -> None:
    rows.appointment(territory)
    (behind,) = record_sets(get("grid.lead_posts_vacant"), territory.community, TODAY)
    assert {each.area for each in behind.rows} == {territory.sections[0], territory.groups[0]}
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    board = client.get(f"{reverse('request_desk:board')}?area={territory.community.code}").content.decode()
    assert "邻长空缺" in board
    page = client.get(
        reverse("indicators:records", args=("grid.lead_posts_vacant",)),
        {"area": territory.community.code, "from": "2024-10-30", "to": "2024-10-30"},
    ).content.decode()
    assert reverse("desk:area", args=(territory.groups[0].code,)) in page
    assert client.get(reverse("desk:register", args=("lead-post",))).status_code == 404
