"""The habits of the house, and the promise not to rank or watch people, are checked by a tool that bites."""

import re
from pathlib import PurePath
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from tests.boundaries.house import ROOT
from tools.findings import findings_in
from tools.lint_house import FORBIDDEN_WORDS, MAX_LINES, MESSAGES, check_house

BREACHES = [
    ("HOUSE101", "grid/services.py", "def f():\n    from linli.grid import models\n"),
    ("HOUSE102", "grid/services.py", "\n" * (MAX_LINES + 1)),
    ("HOUSE103", "grid/utils.py", ""),
    ("HOUSE104", "grid/models.py", "from django.db.models.signals import post_save\n"),
    ("HOUSE104", "grid/apps.py", "from django.dispatch import receiver\n"),
    ("HOUSE105", "grid/services.py", "from django.http import HttpRequest\n"),
    ("HOUSE105", "grid/requests/selectors.py", "from django.shortcuts import render\n"),
    ("HOUSE105", "grid/services.py", "def record(*, request, actor): ...\n"),
    ("HOUSE105", "grid/services.py", "def record(*, request: HttpRequest, actor): ...\n"),
    ("HOUSE201", "grid/selectors.py", "Person.objects.annotate(n=Count('visits')).order_by('-n')\n"),
    (
        "HOUSE201",
        "grid/views.py",
        "rows.values('lead__person').annotate(done=Count('id')).order_by('-done')\n",
    ),
    (
        "HOUSE201",
        "mediation/selectors.py",
        "d.values('mediator_id').annotate(s=Sum('x') * 1).order_by('s', 'id')\n",
    ),
    ("HOUSE202", "grid/models.py", "class Visit(Model):\n    check_in = DateTimeField()\n"),
    ("HOUSE202", "grid/views.py", "path('leads/gps/', where)\n"),
    ("HOUSE202", "grid/views.py", "title = '邻长排行榜'\n"),
    ("HOUSE202", "people/models.py", "def f(online_time): ...\n"),
]
ALLOWED = [
    ("grid/services.py", "def settle(*, request: Request, actor): ...\n"),
    ("grid/apps.py", "def ready():\n    from linli.grid import policies\n"),
    ("grid/views.py", "from django.http import HttpRequest\n"),
    ("grid/selectors.py", "Area.objects.annotate(n=Count('requests')).order_by('-n')\n"),
    ("grid/selectors.py", "Person.objects.annotate(n=Count('visits')).order_by('name')\n"),
    ("grid/models.py", "class Visit(Model):\n    checked_in_full = BooleanField()\n"),
]


def codes(place: str, text: str) -> set[str]:
    return {finding.code for finding in check_house(PurePath("src/linli") / place, text)}


def test_the_project_is_clean() -> None:
    roots = [ROOT / name for name in ("src", "tests", "tools", "benchmarks")]

    assert [str(finding) for finding in findings_in(check_house, *roots)] == []


@pytest.mark.parametrize(("code", "place", "text"), BREACHES)
def test_each_rule_bites(code: str, place: str, text: str) -> None:
    assert codes(place, text) == {code}


def test_every_rule_has_a_planted_breach() -> None:
    assert {code for code, _, _ in BREACHES} == set(MESSAGES)


@pytest.mark.parametrize(("place", "text"), ALLOWED)
def test_what_the_house_allows_passes(place: str, text: str) -> None:
    assert codes(place, text) == set()


def test_no_table_keeps_where_a_person_was_or_how_long_they_were_online() -> None:
    """The columns themselves: also those that third-party apps bring."""
    watched = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if FORBIDDEN_WORDS.search(field.name)
    ]

    assert watched == []


def test_no_row_about_a_person_has_coordinates() -> None:
    place = re.compile(r"^(?:lat|lng|lon|latitude|longitude|coordinates?|position)$")
    located = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if about_people(model)
        for field in model._meta.get_fields()
        if place.match(field.name)
    ]

    assert located == []


def about_people(model: type[models.Model]) -> bool:
    targets: list[Any] = [
        model,
        *(each.related_model for each in model._meta.get_fields() if each.is_relation),
    ]
    people = {"people.Person", "people.Account", "people.Appointment"}
    return any(getattr(target, "_meta", model._meta).label in people for target in targets)


def addresses(resolver: URLResolver, prefix: str = "") -> list[str]:
    found = []
    for each in resolver.url_patterns:
        here = f"{prefix}{each.pattern}"
        found += [f"{here} {each.name}"] if isinstance(each, URLPattern) else addresses(each, here)
    return found


def test_no_address_takes_in_tracks_or_check_ins() -> None:
    watched = [each for each in addresses(get_resolver()) if FORBIDDEN_WORDS.search(each.replace("-", "_"))]

    assert watched == []
