"""Every address × every role × inside and outside of the area, compared with a table somebody has read.

``LINLI_WRITE_ADDRESSES=1 pytest tests/access/test_every_role.py`` writes the table anew; read what changed before
committing it: a 200 that was a 404 shows somebody what was not shown before.
"""

import csv
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from linli.people.models import Account, Post
from tests.stage import ARGUMENTS, BY_AREA, ROUTES, Side, Stage, address, build_stage
from tests.territory import Territory

TABLE = Path(__file__).parent / "addresses.csv"
VISITOR = "visitor"
HEAD = ["address", "side", "way", VISITOR, *Post.values]
Row = tuple[str, str, str]


@pytest.fixture
def stage(territory: Territory, standing_clock: object) -> Stage:
    return build_stage(territory)


def questions(stage: Stage) -> Iterator[tuple[Row, str]]:
    for name, takes in sorted(ROUTES.items()):
        sides: dict[str, Side] = {"own": stage.own}
        if takes or name in BY_AREA:
            sides["elsewhere"] = stage.elsewhere
        for side, found in sides.items():
            for way in ("get", "post"):
                yield (name, side if len(sides) > 1 else "", way), address(name, found)


@dataclass
class Reader:
    """A browser signed in once; what an act changes is undone, its cookies too."""

    account: Account | None
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def __post_init__(self) -> None:
        cache.clear()  # what one reader asked too often is not held against the next
        if self.account is not None:
            self.client.force_login(self.account)
        self.cookies = self.client.cookies.output()

    def status(self, way: str, asked: str) -> str:
        """What comes back; being led to sign in is told as such."""
        with transaction.atomic():
            response: HttpResponseBase = getattr(self.client, way)(asked)
            transaction.set_rollback(True)
        if self.client.cookies.output() != self.cookies:
            self.client.cookies = SimpleCookie()
            for cookie in self.cookies.splitlines():
                self.client.cookies.load(cookie.removeprefix("Set-Cookie: "))
        told = str(response.status_code)
        return "sign-in" if told == "302" and "sign-in" in response["Location"] else told


def observed(stage: Stage, who: str) -> dict[Row, str]:
    account = None if who == VISITOR else stage.accounts[Post(who)]
    reader = Reader(account)
    return {row: reader.status(row[2], asked) for row, asked in questions(stage)}


def reviewed() -> Mapping[Row, list[str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == HEAD, "a post was added or dropped: write the table anew and read it"
    return {(name, side, way): answers for name, side, way, *answers in rows[1:]}


@pytest.mark.skipif("LINLI_WRITE_ADDRESSES" not in os.environ, reason="only to write the table anew")
def test_write(stage: Stage) -> None:
    found = {who: observed(stage, who) for who in HEAD[3:]}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows([*row, *(found[who][row] for who in HEAD[3:])] for row in found[VISITOR])
    assert reviewed() == {row: [found[who][row] for who in HEAD[3:]] for row in found[VISITOR]}


def test_every_address_that_takes_arguments_has_an_example() -> None:
    assert {name for name, takes in ROUTES.items() if takes} == set(ARGUMENTS)


@pytest.mark.pages
@pytest.mark.parametrize("who", HEAD[3:])
def test_the_role_gets_at_every_address_what_was_reviewed(stage: Stage, who: str) -> None:
    found, told = observed(stage, who), reviewed()
    assert found.keys() == told.keys()
    column = HEAD.index(who) - 3
    changed = [
        f"{' '.join(row)}: {told[row][column]} → {now}"
        for row, now in found.items()
        if told[row][column] != now
    ]
    assert changed == []


def test_the_table_shows_nothing_of_elsewhere_but_to_the_district() -> None:
    """Read from the table itself, so that a careless review is caught as well."""
    sees_all = {Post.DISTRICT_OFFICER.value}
    shown = [
        (row, who)
        for row, answers in reviewed().items()
        for who, status in zip(HEAD[3:], answers, strict=True)
        if row[1] == "elsewhere"
        and row[0] not in OF_NO_SIDE
        and who not in sees_all
        and status not in NOT_THERE
        and (row[0], who) not in OF_THE_WHOLE_DISTRICT
    ]
    assert shown == []


NOT_THERE = {"404", "405", "sign-in"}
OF_NO_SIDE = {
    # They name a kind of record, a rule or oneself, never a place: what they show is scoped.
    "desk:system",
    "desk:register",
    "desk:register-act",
    "desk:register-export",
    "desk:give",
    "desk:save-view",
    "desk:me-copy",
    "exchange:import",
    "exchange:import-sample",
    "request_desk:analysis",
    "mediation:zero-records",
    # The residents' site is everybody's.
    "portal:door",
    "portal:elder",
    "portal:lead",
    "portal:notables-of",
    "portal:receipt",
    "portal:verdict",
    "portal:where",
    "portal:where-picture",
    "boards:board",
    # What hangs in public, and what was published, anybody may read; a receipt opens one's own.
    "desk:opinion",
    "mediation-public:draw",
    "mediation-public:story",
    "postings:posting",
    "postings:ask",
    "privacy:notice",
    "privacy:paper",
    "public-feedback:receipt",
    "reports-public:report",
    "reports-public:figures-json",
    "reports-public:download",
    # Residents prove a number first: without it one is led there, whatever was asked for.
    "me:me-copy",
    "me:me-request",
    "me:me-consent",
}
"""Addresses with arguments that name no place."""

OF_THE_WHOLE_DISTRICT = {
    ("desk:account", "system_admin"),
    ("desk:account-open", "system_admin"),
    ("desk:setting", "system_admin"),
    ("desk:post", "security_admin"),
    # A guidance group reads the district's figures, and no records.
    ("indicators:board", "guidance_member"),
    ("indicators:indicator", "guidance_member"),
    # The handler of accusations is the district's; the accused unit's chain is kept out (T03).
    ("secrets:secret", "discipline_officer"),
    ("secrets:secret-act", "discipline_officer"),
    ("desk:handover-of", "security_admin"),
}
"""Duties for the district as a whole: of an administrator without business data, of the handler of accusations."""


def test_no_address_breaks() -> None:
    assert [row for row, answers in reviewed().items() if any(each.startswith("5") for each in answers)] == []
