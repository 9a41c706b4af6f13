"""A draft begun by mistake can be given up; its words stay, and it stands in nobody's way."""

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from linli.access.actor import actor_for
from linli.audit.models import Act
from linli.people.models import Post
from linli.reports.models import PartText, Report
from linli.reports.selectors import later_edition
from linli.reports.services.corrections import correct
from linli.reports.services.reviewing import discard, send
from linli.workflow.machines import TransitionRefused
from tests.reports.desks import TRUE, Desk, desk_in
from tests.territory import Territory


@pytest.fixture
def desk(territory: Territory, standing_clock: datetime) -> Desk:
    return desk_in(territory)


@pytest.fixture
def page(desk: Desk) -> Client:
    client = Client()
    client.force_login(desk.writer_account)
    return client


def test_a_draft_is_given_up_on_its_page_with_a_reason(desk: Desk, page: Client) -> None:
    report = desk.draft(TRUE)
    address = reverse("reports:discard", args=(report.ref,))
    shown = page.get(reverse("reports:report", args=(report.ref,))).content.decode()
    assert address in shown
    assert "第 1 稿" in shown
    assert f"起草人 {desk.writer.name}" in shown
    assert "起草《" in shown, "the course of the report stands on its page"
    assert "还差一句理由" in page.post(address, {"reason": " "}).content.decode()
    assert page.post(address, {"reason": "写重了"}, follow=True).status_code == 200
    report.refresh_from_db()
    assert report.state == "discarded"
    shown = page.get(reverse("reports:report", args=(report.ref,))).content.decode()
    assert "已废弃" in shown
    assert "送审</button>" not in shown
    assert "撤回送审" not in shown
    assert page.get(address).status_code == 302
    assert PartText.everything.filter(part__report=report).exists(), "its words stay"
    assert Act.everything.get(code="reports.report.discarded").data["reason"] == "写重了"
    assert f"/desk/reports/{report.ref}/" not in page.get("/desk/").content.decode()


def test_a_correction_given_up_makes_room_for_another(desk: Desk) -> None:
    report = desk.public()
    first = correct(actor=desk.writer, report=report)
    assert later_edition(report) == first
    discard(actor=desk.writer, report=first, reason="起草错了")
    assert later_edition(report) is None
    second = correct(actor=desk.writer, report=report)
    assert (second.edition, later_edition(report)) == (2, second)


def test_only_a_draft_and_only_by_its_writers_and_never_again(desk: Desk) -> None:
    draft, sent = desk.draft(TRUE), send(actor=desk.writer, report=desk.draft(TRUE))
    stranger = actor_for(desk.territory.account(Post.STREET_OFFICER, desk.territory.streets[1]))
    with pytest.raises(PermissionDenied):
        discard(actor=stranger, report=draft, reason="x")
    for refused, reason in ((draft, ""), (sent, "x")):
        with pytest.raises(TransitionRefused):
            discard(actor=desk.writer, report=refused, reason=reason)
    discard(actor=desk.writer, report=draft, reason="x")
    with pytest.raises(TransitionRefused):
        send(actor=desk.writer, report=draft)
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.everything.filter(pk=draft.pk).update(title="又改了")
