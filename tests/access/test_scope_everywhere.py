"""Appointments random in place and time: nothing a person reaches holds a row from outside of them.

What may be seen is worked out here a second time, in plain Python over rows read beforehand, and compared with what
the lists, their counts, the drill-downs of figures and the exports give.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import models, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linli.access.actor import Actor, actor_for
from linli.access.policies import EXPORT, HANDLE_SECRETS, VIEW_RECORDS
from linli.access.roles import ROLE_OF_POST, Role
from linli.common.clock import business_date
from linli.common.scoping import ScopeBy, ScopedModel
from linli.common.world import World
from linli.indicators.registry import all_indicators
from linli.orgs.models import Area, Placement
from linli.people.models import ADMIN_POSTS, Account, Appointment, Person, Post, Stay
from linli.people.services import AREA_KIND_OF
from linli.ui import records

pytestmark = pytest.mark.xdist_group("small demo")

MOST_LINES_ABOUT = 8
"""Lines of a file that tell of it: what, where, when, by whom."""

Where = tuple[int | None, date | None]


@dataclass(frozen=True)
class Held:
    """Where the posts of today stand: those that see records, those that handle confidences, the others."""

    seeing: list[str]
    handling: list[str]
    others: list[str]
    posts: list[tuple[Role, str]]


class Ground:
    """The district as plain values: where each row lies, and where each area stood."""

    def __init__(self) -> None:
        self.paths: dict[int, str] = {}
        self.stood: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
        self.rows: dict[type[models.Model], dict[int, set[Where]]] = {}
        self.accused: dict[type[models.Model], dict[int, str]] = {}
        """Rows told in confidence, with the path of the accused unit's area."""
        self.kinds: dict[str, list[int]] = defaultdict(list)


def scoped() -> list[tuple[type[Any], ScopeBy]]:
    found = [model for model in apps.get_models() if issubclass(model, ScopedModel)]
    return [(model, model.scope) for model in found if isinstance(model.scope, ScopeBy)]


def lies(model: type[Any], scope: ScopeBy) -> dict[int, set[Where]]:
    where: dict[int, set[Where]] = defaultdict(set)
    if scope.area == "":
        return {pk: {(pk, None)} for pk in model.everything.values_list("pk", flat=True)}
    areas = (scope.area,) if isinstance(scope.area, str) else scope.area
    for area in areas:
        asked = ["pk", area] + ([scope.day] if scope.day else [])
        for pk, at, *day in model.everything.values_list(*asked):
            where[pk].add((at, _day(day[0]) if day else None))
    openly = {f"{scope.secret.flag}": False} if scope.secret is not None else {}
    for hand in scope.hand:  # today's, whatever the day; of what is told in confidence nobody's
        for pk, at in model.everything.filter(**openly).values_list("pk", hand):
            where[pk].add((at, None))
    return dict(where)


def in_confidence(model: type[Any], scope: ScopeBy) -> dict[int, str]:
    if scope.secret is None:
        return {}
    told = model.everything.filter(**{scope.secret.flag: True})
    return dict(told.values_list("pk", f"{scope.secret.accused_area}__path"))


def _day(value: date | datetime | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


@pytest.fixture(scope="module")
def ground(small_demo: World, django_db_blocker: Any) -> Ground:
    found = Ground()
    with django_db_blocker.unblock():
        for pk, path, kind in Area.everything.filter(valid_to=None).values_list("pk", "path", "kind"):
            found.paths[pk] = path
            found.kinds[kind].append(pk)
        for area, path, begin, end in Placement.everything.values_list(
            "area", "path", "valid_from", "valid_to"
        ):
            found.stood[area].append((path, begin, end))
        for model, scope in scoped():
            found.rows[model] = lies(model, scope)
            found.accused[model] = in_confidence(model, scope)
    return found


def may_see(ground: Ground, model: type[Any], row: int, held: Held) -> bool:
    where, accused = ground.rows[model][row], ground.accused[model].get(row)
    if accused is not None:
        if any(accused.startswith(path) or path.startswith(accused) for path in held.others):
            return False
        paths = {ground.paths.get(area, "") for area, _ in where if area is not None}
        return any(each.startswith(path) for each in paths for path in held.handling)
    seeing = list(held.seeing)
    if model.scope.also is not None:
        seeing += [path for role, path in held.posts if role.holds(model.scope.also)]
    if any(path.count("/") == 2 for path in seeing):
        return True
    return any(_near(ground, model.scope, area, day, seeing) for area, day in where if area is not None)


def _near(ground: Ground, scope: ScopeBy, area: int, day: date | None, held: list[str]) -> bool:
    today = ground.paths.get(area, "")
    if any(today.startswith(path) for path in held):
        return True
    if scope.downward and today and any(path.startswith(today) for path in held):
        return True
    if day is None:
        return False
    stood = [path for path, begin, end in ground.stood[area] if begin <= day and (end is None or day < end)]
    return any(then.startswith(path) for then in stood for path in held)


NOT_BY_AREA = (Post.DISTRICT_OFFICER, Post.DEPARTMENT_OFFICER)
"""One sees everything, the other what was given to the own unit, wherever it lies."""
spans = st.tuples(st.integers(-60, 30), st.one_of(st.none(), st.integers(1, 90)))
numbers = st.integers(0, 10_000)
at_work = st.sampled_from([post for post in Post if post not in (*ADMIN_POSTS, *NOT_BY_AREA)])
wanted = st.one_of(
    st.lists(st.tuples(at_work, numbers, spans), min_size=1, max_size=3),
    st.lists(st.tuples(st.sampled_from(ADMIN_POSTS), numbers, spans), min_size=1, max_size=1),
)


@pytest.fixture
def account(small_demo: World, db: None) -> Iterator[Account]:
    with transaction.atomic():
        person = Person.everything.create(name="测试", area=Area.everything.filter(kind="district")[0])
        made = Account.objects.create(username="anywhere", person=person)
        yield made
        transaction.set_rollback(True)


def hold(ground: Ground, account: Account, asked: list[Any]) -> Held:
    """Give the posts; where they stand today comes back."""
    Appointment.everything.filter(person=account.person).delete()
    today, taken = business_date(), set()
    held = Held([], [], [], [])
    for post, number, (start, length) in asked:
        choices = ground.kinds[AREA_KIND_OF[post]]
        area = choices[number % len(choices)]
        begin = today + timedelta(days=start)
        end = begin + timedelta(days=length) if length else None
        if (post, area) in taken:
            continue
        taken.add((post, area))
        _make_room(post, area)
        Appointment.everything.bulk_create(
            [
                Appointment(
                    person=account.person,
                    post=post,
                    area_id=area,
                    valid_from=begin,
                    valid_to=end,
                    basis="测试",
                )
            ]
        )
        if begin <= today and (end is None or today < end):
            path, role = ground.paths[area], ROLE_OF_POST[post]
            held.posts.append((role, path))
            if role.holds(VIEW_RECORDS):
                held.seeing.append(path)
            if post == Post.GRID_WORKER:
                held.seeing.extend(whole_within(ground, path))
            (held.handling if role.holds(HANDLE_SECRETS) else held.others).append(path)
    return held


def whole_within(ground: Ground, grid: str) -> list[str]:
    """Paths of the neighbourhoods none of whose households live outside the grid."""
    found: dict[int, set[bool]] = defaultdict(set)
    rows = Stay.everything.filter(valid_to=None).values_list("neighbourhood", "micro_grid")
    for neighbourhood, micro_grid in rows:
        found[neighbourhood].add(ground.paths[micro_grid].startswith(grid))
    return [ground.paths[each] for each, inside in found.items() if inside == {True}]


def _make_room(post: Post, area: int) -> None:
    """One lead per area at a time: those in office here are put a century back, a day each."""
    long_ago = date(1900, 1, 1)
    for number, each in enumerate(Appointment.everything.filter(post=post, area_id=area)):
        begin = long_ago + timedelta(days=number)
        Appointment.everything.filter(pk=each.pk).update(valid_from=begin, valid_to=begin + timedelta(days=1))


FEW = settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@FEW
@given(wanted)
def test_every_list_and_count_holds_exactly_what_the_posts_give(
    ground: Ground, account: Account, asked: list[Any]
) -> None:
    with transaction.atomic():
        held = hold(ground, account, asked)
        actor = actor_for(account)
        for model, _ in scoped():
            if model is Appointment:
                continue  # the posts just given
            rows = model.objects.visible_to(actor)
            seen = set(rows.values_list("pk", flat=True)) - (
                {account.person_id} if model is Person else set()
            )
            expected = {pk for pk in ground.rows[model] if may_see(ground, model, pk, held)}
            assert seen == expected, (model.__name__, sorted(seen ^ expected)[:5])
        transaction.set_rollback(True)


REF = re.compile(r"/desk/records/([a-z-]+)/([0-9a-z]+)/")


def outside(page: str, ground: Ground, held: Held) -> list[str]:
    """Records a page links to that do not lie where the posts are."""
    found = []
    for slug, ref in set(REF.findall(page)):
        model: Any = records.for_slug(slug).model
        row = model.everything.get(ref=ref)
        if row.pk not in ground.rows[model]:
            assert model is Appointment, "only the posts just given are new"
        elif not may_see(ground, model, row.pk, held):
            found.append(f"{slug}/{ref}")
    return found


@settings(FEW, max_examples=12)
@given(wanted, numbers)
def test_no_page_drill_down_or_export_holds_a_row_from_outside(
    ground: Ground, account: Account, asked: list[Any], number: int
) -> None:
    with transaction.atomic():
        held = hold(ground, account, asked)
        cache.clear()  # the same account had other posts in the example before
        client = Client()
        client.force_login(account)
        actor = actor_for(account)
        pages, figures = records.all_pages(), all_indicators()
        declared, indicator = pages[number % len(pages)], figures[number % len(figures)]
        register = client.get(reverse("desk:register", args=(declared.slug,)))
        assert register.status_code == (200 if held.seeing else 404)
        if held.seeing:
            assert outside(register.content.decode(), ground, held) == []
            rows: Any = declared.model.objects.visible_to(actor)  # type: ignore[attr-defined]
            assert register.context["listing"].count == rows.count()
            drilled = client.get(reverse("indicators:records", args=(indicator.code,)))
            assert outside(drilled.content.decode(), ground, held) == []
            _no_export_says_more(client, actor, drilled)
            found = client.get(reverse("desk:home")).content.decode()
            assert outside(found, ground, held) == []
        transaction.set_rollback(True)


def _no_export_says_more(client: Client, actor: Actor, drilled: Any) -> None:
    """The file has as many rows as the list it came from, or may not be had at all."""
    address = re.search(r'href="([^"]*export\.csv[^"]*)"', drilled.content.decode())
    if address is None:
        return
    response = client.get(address[1].replace("&amp;", "&"))
    if response.status_code != 200:
        assert not actor.may(EXPORT)
        return
    text = response.getvalue().decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) >= 2]
    assert len(rows) - 1 <= drilled.context["listing"].count + MOST_LINES_ABOUT
