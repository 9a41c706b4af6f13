"""A large file with personal data takes two persons; then it is kept for a day, for its asker alone."""

import hashlib
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from linli.access.actor import SYSTEM, actor_for
from linli.audit.models import Act
from linli.disclosure.making import maker
from linli.disclosure.models import Export
from linli.disclosure.services import drop_old, needs_second_person, open_file, wanted_by
from linli.people.models import Account, Appointment, Household, Post
from linli.people.services import appoint, leave_post
from linli.workflow import approving
from linli.workflow.models import Approval
from tests.disclosure.conftest import signed_in
from tests.disclosure.files import WORK, file_of, register, rows_of
from tests.territory import Territory

# --- two persons --------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(two_is_large: None, territory: Territory, client: Client, household: Household) -> Export:
    territory.household()
    response = client.post(register(), WORK)
    assert response.status_code == 302
    assert response["Location"] == reverse("desk:exports")
    return Export.everything.get()


def approval() -> Approval:
    return Approval.everything.get()


@pytest.fixture
def ready(
    waiting: Export,
    second: Account,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Export:
    with django_capture_on_commit_callbacks(execute=True):
        approving.approve(actor=actor_for(second), approval=approval())
    waiting.refresh_from_db()
    return waiting


def test_a_large_personal_one_waits_and_a_small_or_impersonal_one_does_not(
    waiting: Export, client: Client, territory: Territory, folder: Path
) -> None:
    assert (waiting.state, waiting.made_at) == ("asked", None)
    assert not folder.exists()
    page = client.get(reverse("desk:exports")).content.decode()
    assert "等第二人批准" in page
    assert "下载<" not in page
    for _ in range(3):
        territory.organisation()
    assert client.get(register("organisation")).streaming
    assert "要第二人批准" in client.get(register()).content.decode()


def test_a_large_one_cannot_be_had_in_small_pieces(
    two_is_large: None, territory: Territory, client: Client, household: Household
) -> None:
    assert client.post(register(), WORK).streaming
    assert Export.everything.get().rows == 1
    assert "24 小时内导出的合在一起算" in client.get(register()).content.decode()
    assert client.post(register(), WORK).status_code == 302
    assert list(Export.everything.order_by("pk").values_list("state", flat=True)) == ["taken", "asked"]


def test_what_a_second_person_agreed_to_does_not_count_again(ready: Export) -> None:
    taker, found = actor_for(ready.account), maker(ready.kind)
    wanted = wanted_by(taker, ready.kind, ready.parameters, ready.ending)
    assert (ready.rows, wanted.rows) == (2, 2)
    assert needs_second_person(taker, found, wanted)
    assert not needs_second_person(taker, found, replace(wanted, rows=1))


def test_asked_twice_it_waits_once(waiting: Export, client: Client) -> None:
    assert client.post(register(), WORK).status_code == 302
    assert Export.everything.get() == waiting
    assert Approval.everything.count() == 1


def test_the_second_person_is_another_with_that_post(
    waiting: Export, street: Account, territory: Territory
) -> None:
    cast = [
        street,
        territory.account(Post.COMMUNITY_OFFICER, territory.community),
        territory.account(Post.STREET_OFFICER, territory.streets[1]),
        territory.account(Post.AUDITOR, territory.district),
    ]
    for account in cast:
        with pytest.raises(PermissionDenied):
            approving.approve(actor=actor_for(account), approval=approval())
    waiting.refresh_from_db()
    assert waiting.state == "asked"


def test_agreed_the_file_is_made_kept_closed_and_fetched_by_the_asker_alone(
    ready: Export, client: Client, second: Account, folder: Path
) -> None:
    assert (ready.state, ready.rows, ready.decided_by_id) == ("ready", 2, second.pk)
    (path,) = folder.iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    address = reverse("desk:export-file", args=(ready.ref,))
    assert client.get(address).status_code == 405
    assert signed_in(second).post(address).status_code == 404
    content = file_of(client, address, {})
    assert hashlib.sha256(content).hexdigest() == ready.digest
    assert f"第二人 {second.username}" in rows_of(content)[-1][0]
    codes = list(Act.everything.filter(target_type="disclosure.export").values_list("code", flat=True))
    done = ("asked", "approved", "made", "downloaded")
    assert codes == [f"disclosure.export.{each}" for each in done]
    assert "下载<" in client.get(reverse("desk:exports")).content.decode()


def test_the_file_goes_after_its_hours(ready: Export, client: Client, street: Account, folder: Path) -> None:
    assert drop_old() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        fresh = signed_in(street)
        gone = fresh.post(reverse("desk:export-file", args=(ready.ref,)), follow=True)
        assert "过了保留时间" in gone.content.decode()
        assert drop_old() == 1
        assert list(folder.iterdir()) == []
        assert drop_old() == 0
    ready.refresh_from_db()
    assert ready.state == "dropped"


def test_nothing_is_made_after_its_hours(
    waiting: Export, second: Account, street: Account, folder: Path
) -> None:
    """Approved, but the file was not made in time: asking for it late makes none."""
    approving.approve(actor=actor_for(second), approval=approval())  # nothing runs after the commit here
    Export.everything.filter(pk=waiting.pk).update(kept_until=timezone.now() - timedelta(minutes=1))
    waiting.refresh_from_db()
    assert waiting.state == "approved"
    with pytest.raises(ValidationError, match="保留时间"):
        open_file(actor=actor_for(street), export=waiting)
    assert not folder.exists()
    assert not Act.everything.filter(code="disclosure.export.made").exists()


def test_a_file_nobody_owns_goes_too(folder: Path, db: None) -> None:
    folder.mkdir()
    (folder / "stray.csv").write_text("x")
    drop_old()
    assert (folder / "stray.csv").exists()
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        drop_old()
    assert not (folder / "stray.csv").exists()


@pytest.mark.parametrize("done", ["refuse", "withdraw"])
def test_refused_or_taken_back_there_is_no_file(
    waiting: Export, street: Account, second: Account, folder: Path, done: str
) -> None:
    if done == "refuse":
        approving.refuse(actor=actor_for(second), approval=approval(), words="范围太大")
    else:
        approving.withdraw(actor=actor_for(street), approval=approval())
    waiting.refresh_from_db()
    assert waiting.state == "declined"
    assert not folder.exists()


def test_who_left_the_post_gets_no_file(ready: Export, street: Account) -> None:
    held = Appointment.everything.get(person=street.person)
    leave_post(actor=SYSTEM, appointment=held, day=timezone.localdate(), reason="调离")
    with time_machine.travel(timezone.now()):
        Appointment.everything.filter(pk=held.pk).update(valid_to="2024-10-01")
        response = signed_in(street).post(reverse("desk:export-file", args=(ready.ref,)))
    assert response.status_code in (302, 404)


def test_who_left_before_it_was_agreed_to_gets_no_file_made(
    waiting: Export,
    street: Account,
    second: Account,
    folder: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    Appointment.everything.filter(person=street.person).update(valid_to="2024-10-01")
    with django_capture_on_commit_callbacks(execute=True):
        approving.approve(actor=actor_for(second), approval=approval())
    waiting.refresh_from_db()
    assert waiting.state == "approved"
    assert not folder.exists() or not list(folder.iterdir())


def test_what_is_described_to_the_second_person_names_nobody(
    waiting: Export, second: Account, client: Client
) -> None:
    page = signed_in(second).get(reverse("desk:approval", args=(approval().ref,)))
    text = page.content.decode()
    assert page.status_code == 200
    assert "门牌是个人信息，文件里已遮盖" in text
    assert "王小明" not in text


def test_what_was_agreed_to_is_of_one_place_and_stays_so(
    two_is_large: None,
    territory: Territory,
    street: Account,
    folder: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    """Posts in two places: the file asked for in the small one holds nothing of the large one, before or after."""
    assert street.person is not None
    small = territory.communities[2]
    appoint(
        actor=SYSTEM,
        person=street.person,
        post=Post.COMMUNITY_OFFICER,
        area=small,
        day=small.valid_from,
        basis="兼任",
    )
    for index in (0, 0, 0, 2, 2):
        territory.household(index)
    client = signed_in(street)
    client.cookies["area"] = small.code
    assert client.post(register(), WORK).status_code == 302
    export = Export.everything.get()
    assert (export.area, export.expected_rows) == (small, 2)
    secretary = territory.account(Post.COMMUNITY_SECRETARY, small)
    with django_capture_on_commit_callbacks(execute=True):
        approving.approve(actor=actor_for(secretary), approval=approval())
    export.refresh_from_db()
    assert (export.state, export.rows) == ("ready", 2)
    content = (folder / f"{export.ref}.csv").read_bytes()
    assert len(rows_of(content)) == 4
    assert small.name in content.decode("utf-8-sig")


def test_the_list_of_many_asks_no_more_than_that_of_one(
    waiting: Export, client: Client, second: Account, territory: Territory
) -> None:
    reader, address = signed_in(second), reverse("desk:approvals")

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = reader.get(address).content.decode()
        assert page.count("导出含个人信息的大批量记录") == Approval.everything.count()
        return len(queries)

    asked()
    one = asked()
    for place in territory.communities[:2]:
        for ending in ("csv", "xlsx"):
            client.post(register(ending=ending, query=f"?area={place.code}"), WORK)
    for slug in ("household", "appointment"):
        client.post(register(slug), WORK)
    assert Approval.everything.count() > 3
    assert asked() == one
