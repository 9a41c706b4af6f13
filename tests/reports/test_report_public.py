"""What residents read of a report, who may open which page, and what a page costs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.audit.models import Act
from linli.indicators.registry import get
from linli.people.models import Post
from linli.reports.models import Report
from linli.reports.selectors import publication_of
from linli.reports.services import reviewing
from linli.reports.services.corrections import correct
from tests.reports.desks import GETS, NUMBER, POSTS, TRUE, Desk, desk_in, text, to
from tests.territory import Territory

SIGNING = {"number": NUMBER, "signer": "彭志远", "issued_on": "2024-10-30"}
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


# --- residents ------------------------------------------------------------------------------------------------


def test_residents_read_definition_value_and_count_and_nothing_of_the_desk(desk: Desk) -> None:
    report = desk.public()
    address = reverse("reports-public:report", args=(report.ref,))
    page = text(Client().get(address))
    assert get("mediation.cases_mediated").definition in page
    assert "共 3 条调解案件" in page
    assert "/desk/" not in page
    for name in (desk.writer.name, desk.signer.name, "彭志远"):
        assert name not in page
    assert address in text(Client().get(reverse("reports-public:list")))


@pytest.mark.parametrize("state", ["draft", "sent", "issued"])
def test_what_is_not_published_does_not_exist(desk: Desk, state: str) -> None:
    report: Report = {"draft": desk.draft, "sent": desk.sent, "issued": desk.issued}[state]()
    for name, more in (("report", ()), ("figures-json", ()), ("download", ("pdf",))):
        address = reverse(f"reports-public:{name}", args=(report.ref, *more))
        assert Client().get(address).status_code == 404
    assert report.ref not in text(Client().get(reverse("reports-public:list")))


def test_taken_back_the_address_says_why(desk: Desk, signing: Client) -> None:
    report = desk.public()
    assert "请写一句理由" in text(signing.post(to("unpublish", report), {"reason": " "}))
    assert signing.post(to("unpublish", report), {"reason": "附表有误，改好再登。"}).status_code == 302
    page = text(Client().get(reverse("reports-public:report", args=(report.ref,))), 410)
    assert "附表有误，改好再登。" in page
    assert "3起" not in page
    for name, more in (("figures-json", ()), ("download", ("docx",))):
        assert Client().get(reverse(f"reports-public:{name}", args=(report.ref, *more))).status_code == 404
    decided = publication_of(report)
    assert decided
    assert decided.decided_by_id == desk.signer_account.pk


def test_the_old_edition_leads_to_the_new_one_once_that_is_public(desk: Desk) -> None:
    report = desk.public()
    draft = correct(actor=desk.writer, report=report, changes="改一句。")
    second = desk.sign(reviewing.send(actor=desk.writer, report=draft))
    address = reverse("reports-public:report", args=(report.ref,))
    assert "这一版已有更正" not in text(Client().get(address))
    reviewing.publish(actor=desk.signer, report=second)
    assert reverse("reports-public:report", args=(second.ref,)) in text(Client().get(address))
    assert "更正说明" in text(Client().get(reverse("reports-public:report", args=(second.ref,))))


# --- who ------------------------------------------------------------------------------------------------------


def every_address(report: Report) -> list[tuple[str, str]]:
    """Method and address of everything by which somebody could ask for a report."""
    found = [("get", to(name, report, *more)) for name, more in GETS.items()]
    found += [("post", to(name, report, *more)) for name, more in (GETS | POSTS).items()]
    return found + [("get", to("download", report, ending)) for ending in ("docx", "pdf")]


@pytest.mark.parametrize(
    "who", ["other street", "community elsewhere", "neighbour lead", "group lead", "auditor"]
)
@pytest.mark.parametrize("state", ["draft", "public"])
def test_another_area_s_report_does_not_exist(
    territory: Territory, standing_clock: datetime, who: str, state: str
) -> None:
    desk = desk_in(territory, territory.streets[0], Post.STREET_OFFICER)
    report = desk.draft() if state == "draft" else desk.public()
    post, area = {
        "other street": (Post.STREET_OFFICER, territory.streets[1]),
        "community elsewhere": (Post.COMMUNITY_SECRETARY, territory.communities[2]),
        "neighbour lead": (Post.NEIGHBOUR_LEAD, territory.neighbourhoods[0]),
        "group lead": (Post.GROUP_LEAD, territory.groups[0]),
        "auditor": (Post.AUDITOR, territory.district),
    }[who]
    client = Client()
    client.force_login(territory.account(post, area))
    acts = Act.everything.count()
    for method, address in every_address(report):
        response = getattr(client, method)(address, {"reason": "x", "body": "x", "to": "up", **SIGNING})
        assert response.status_code in ((404, 405) if method == "post" else (404,)), (method, address)
    assert Act.everything.count() == acts
    menu = client.get("/desk/all/").content.decode()
    writes = post in (Post.STREET_OFFICER, Post.COMMUNITY_SECRETARY)
    assert (reverse("reports:list") in menu) is writes
    listing = client.get(reverse("reports:list"))
    assert listing.status_code == (200 if writes else 404)
    assert report.ref not in listing.content.decode()


def test_visitors_sign_in_first(desk: Desk) -> None:
    report = desk.issued()
    for method, address in every_address(report):
        response = getattr(Client(), method)(address)
        assert response.status_code in (302, 405), address
        if response.status_code == 302:
            assert response["Location"].startswith("/desk/sign-in/")


def test_a_community_officer_writes_and_does_not_sign(territory: Territory, standing_clock: datetime) -> None:
    desk = desk_in(territory, territory.community, Post.COMMUNITY_OFFICER)
    report = desk.sent()
    client = Client()
    client.force_login(desk.signer_account)
    page = text(client.get(to("report", report)))
    assert to("issue", report) not in page
    assert "等有签发权限的同事签发" in page
    for name in ("issue", "send-back", "unpublish"):
        assert client.get(to(name, report)).status_code == 404
    assert client.post(to("publish", report)).status_code == 404


# --- what a page costs ----------------------------------------------------------------------------------------


def queries(act: Callable[[], Any]) -> int:
    """How many queries ``act`` asks."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        act()
    return len(asked)


def test_queries_of_the_list_do_not_grow_with_reports(desk: Desk, writing: Client) -> None:
    desk.draft()
    writing.get(reverse("reports:list"))
    few = queries(lambda: writing.get(reverse("reports:list")))
    for _ in range(6):
        desk.draft()
    assert queries(lambda: writing.get(reverse("reports:list"))) == few <= 11


def test_queries_of_a_report_do_not_grow_with_its_figures(desk: Desk, writing: Client) -> None:
    small, large = desk.public(), desk.public(TRUE, TRUE, TRUE * 5, number="岳楼社工〔2024〕2号")
    for name, most in (("report", 16), ("figures-json", 8)):
        counts = []
        for report in (small, large):
            address = to(name, report)
            writing.get(address)
            counts.append(queries(lambda address=address: writing.get(address)))  # type: ignore[misc]
        assert counts[0] == counts[1] <= most, name
    for report in (small, large):
        address = reverse("reports-public:report", args=(report.ref,))
        assert queries(lambda address=address: Client().get(address)) <= 5  # type: ignore[misc]
    draft = desk.draft(TRUE, TRUE * 9)
    writing.get(to("report", draft))
    assert queries(lambda: writing.get(to("report", draft))) <= 20, "figures are kept until a record changes"
