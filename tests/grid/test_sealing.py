"""T03 for what was told openly first: sealed, it is found by nobody of the accused unit's chain, wherever they look."""

from collections.abc import Iterator
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import actor_for
from linli.common import uploads
from linli.desk.search.index import rebuild
from linli.grid.models import Request, RequestAttachment, RequestStep, RequestTask, Teller
from linli.grid.requests import listing, selectors, work
from linli.grid.requests.files import PHOTOS
from linli.grid.requests.models import AnswerWay, Urgency
from linli.grid.requests.services import answering, consenting, moving, overdue, sealing, secrets, tasks
from linli.grid.requests.services.attaching import attach
from linli.grid.requests.services.intake import Accused
from linli.inbox.models import Message
from linli.indicators.period import Period
from linli.people.models import Account, Post
from linli.workflow import approving, assigning
from linli.workflow.models import Approval, Deadline
from linli.workflow.selectors import RUNNING
from tests.grid.requests import Loop, build_loop
from tests.grid.test_request_pages import PNG
from tests.territory import Territory

WORDS = "社区书记收了摊主的钱才让摆摊"
PAGES = ("/desk/", "/desk/requests/", "/desk/requests/?tab=all", "/desk/requests/?q=摊主", "/desk/requests/tasks/",
         "/desk/due/", "/desk/inbox/", "/desk/approvals/", "/desk/handover/", "/desk/search/?q=摊主",
         "/desk/search/?q=收了摊主的钱", "/desk/requests/board/", "/desk/requests/board/records/?what=told",
         "/desk/registers/request/", "/desk/registers/request/export.csv", "/desk/registers/requesttask/",
         "/desk/registers/requesttask/export.csv", "/desk/my/", "/desk/my/told/")  # fmt: skip


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def chain(loop: Loop) -> Iterator[tuple[str, Account]]:
    t = loop.territory
    yield "secretary", t.account(Post.COMMUNITY_SECRETARY, t.community)
    for name in ("neighbour", "group", "section", "community", "street", "district", "department"):
        account = getattr(loop, name).account
        assert account is not None
        yield name, account


@pytest.fixture
def open_one(loop: Loop) -> Request:
    """Told openly, and everything that can hang on it: a photograph, a part, an approval, an assignment, messages."""
    kind = uploads_kind()
    request = loop.tell(WORDS, urgency=Urgency.AT_ONCE)
    attach(actor=loop.neighbour, request=request, files=[("摊位.png", kind, PNG)])
    for who in (loop.neighbour, loop.group, loop.section):
        moving.pass_up(actor=who, request=request, words="要社区来管")
        request.refresh_from_db()
    moving.accept(actor=loop.community, request=request, kind=loop.kind)
    tasks.dispatch(actor=loop.community, request=request, units=(loop.unit,), asked="去看看摊主的事")
    consenting.extension(actor=loop.community, request=request, reason="摊主不在家")
    assert loop.community.account is not None
    person = loop.community.account.person
    assert person is not None
    request.refresh_from_db()
    assigning.assign(actor=loop.community, target=request, area=request.holder, holder=person, why="熟悉摊主")
    return request


def uploads_kind() -> uploads.FileKind:
    return next(kind for kind in PHOTOS if kind.code == "png")


@pytest.fixture
def sealed(loop: Loop, open_one: Request) -> Request:
    client = Client()
    assert loop.community.account is not None
    client.force_login(loop.community.account)
    found = client.get("/desk/requests/?tab=all&q=摊主").content.decode()
    assert open_one.ref in found  # it was to be found before
    assert Message.everything.filter(target_id=open_one.pk).exists()
    assert approving.waiting_for(loop.street).exists()
    sealing.seal(
        actor=loop.community,
        request=open_one,
        accused=Accused(area=loop.territory.community),
        words="点名书记",
    )
    open_one.refresh_from_db()
    return open_one


def test_nobody_of_the_chain_finds_it_afterwards(loop: Loop, sealed: Request) -> None:
    rebuild()
    task = RequestTask.everything.get(request=sealed)
    approval = Approval.everything.get(target_type="grid.request", target_id=sealed.pk)
    photo = RequestAttachment.everything.get(request=sealed)
    direct = [
        reverse("requests:request", args=(sealed.ref,)),
        reverse("requests:act", args=(sealed.ref, "accept")),
        reverse("requests:phone", args=(sealed.ref,)),
        reverse("requests:file", args=(sealed.ref, photo.ref)),
        reverse("requests:task-act", args=(sealed.ref, task.ref, "sign")),
        reverse("branches:branch", args=(sealed.ref, "seal")),
        reverse("request_desk:task-paper", args=(task.ref, "html")),
        reverse("request_desk:paper", args=("reply", sealed.ref, "html")),
        reverse("secrets:secret", args=(sealed.ref,)),
        f"/desk/records/request/{sealed.ref}/",
        f"/desk/records/requesttask/{task.ref}/",
        f"/desk/approvals/{approval.ref}/",
    ]
    for name, account in chain(loop):
        actor, client = actor_for(account), Client()
        client.force_login(account)
        for rows in (Request, RequestStep, Teller, RequestTask, RequestAttachment):
            assert not rows.objects.visible_to(actor).exists(), name
        assert not approving.seen_by(actor).exists(), name
        assert not approving.asked_by(actor).exists(), name
        assert not approving.waiting_for(actor).exists(), name
        assert not Deadline.objects.visible_to(actor).filter(RUNNING).exists(), name
        assert not assigning.in_hand(actor).exists(), name
        assert not Message.objects.visible_to(actor).exists(), name
        assert not overdue.to_help_with(actor).exists(), name
        assert not work.in_hand(actor).exists(), name
        assert not work.parts(actor).exists(), name
        assert listing.listed(actor, {"tab": "all"})["page"].paginator.count == 0, name
        for address in direct:
            assert client.get(address).status_code in (302, 403, 404), (name, address)
        for address in PAGES:
            answer = client.get(address, follow=True)
            body = (answer.getvalue() if answer.streaming else answer.content).decode(errors="ignore")
            for said in (WORDS[4:], sealed.number, sealed.ref, task.ref, "去看看摊主", "摊主不在家"):
                assert said not in body, (name, address, said)
    period = Period(date(2024, 1, 1), date(2024, 12, 31))
    assert not selectors.told_within(period).exists()
    assert not selectors.open_on(date(2024, 10, 30)).exists()
    assert not Message.everything.exists()


def test_the_teller_s_receipt_keeps_working_and_its_handler_has_all(
    loop: Loop, sealed: Request, client: Client
) -> None:
    teller = Teller.everything.get(request=sealed)
    page = client.get(f"/r/{teller.receipt}/").content.decode()
    assert WORDS in page
    assert "专门办理检举控告的人员" in page
    assert "被反映的单位看不到" in page
    assert loop.territory.community.name not in page.split("经过")[0].replace(WORDS, "")
    handler = actor_for(loop.territory.account(Post.DISCIPLINE_OFFICER, loop.territory.district))
    assert handler.account is not None
    client.force_login(handler.account)
    seen = client.get(reverse("secrets:secret", args=(sealed.ref,)))
    assert seen.status_code == 200
    text = seen.content.decode()
    assert "点名书记" in text
    assert "转入密封渠道" in text
    # accepted openly is not accepted by its handlers: their 60 days have not begun
    assert secrets.dates_of(sealed).decision is None
    secrets.accept(actor=handler, request=sealed)
    assert secrets.dates_of(sealed).decision is not None
    assert not Deadline.everything.filter(RUNNING).exists()


def test_a_worker_who_may_seals_it_on_its_page(loop: Loop, client: Client) -> None:
    request = loop.tell(WORDS)
    assert loop.neighbour.account is not None
    client.force_login(loop.neighbour.account)
    address = reverse("branches:branch", args=(request.ref, "seal"))
    assert address in client.get(reverse("requests:request", args=(request.ref,))).content.decode()
    assert client.post(address, {"unit": ""}).status_code == 400
    done = client.post(address, {"unit": loop.territory.community.code}, follow=True)
    assert done.redirect_chain[-1][0] == "/desk/requests/"
    assert "凭回执照样看" in done.content.decode()
    request.refresh_from_db()
    assert (request.is_accusation, request.accused_area_id) == (True, loop.territory.community.pk)
    assert (request.state, request.level, request.holder_id) == (
        "told",
        "district",
        loop.territory.district.pk,
    )


def test_who_may_not_is_offered_nothing_and_refused(loop: Loop, client: Client) -> None:
    request = loop.tell(WORDS)
    moving.pass_up(actor=loop.neighbour, request=request)
    request.refresh_from_db()
    assert loop.neighbour.account is not None
    client.force_login(loop.neighbour.account)  # sees it still, has it no longer
    address = reverse("branches:branch", args=(request.ref, "seal"))
    page = client.get(reverse("requests:request", args=(request.ref,)))
    assert page.status_code == 200
    assert address not in page.content.decode()
    assert client.get(address).status_code == 404
    with pytest.raises(PermissionDenied):
        sealing.seal(actor=loop.neighbour, request=request, accused=Accused(area=loop.territory.community))


def test_what_is_worked_on_together_is_parted_first(loop: Loop) -> None:
    first, second = loop.tell(), loop.tell(WORDS)
    for each in (first, second):
        for who in (loop.neighbour, loop.group, loop.section):
            moving.pass_up(actor=who, request=each)
            each.refresh_from_db()
    moving.merge(actor=loop.community, request=second, into=first)
    for each in (first, second):
        each.refresh_from_db()
        with pytest.raises(ValidationError, match="撤销并案"):
            sealing.seal(actor=loop.community, request=each, accused=Accused(area=loop.territory.community))
    moving.separate(actor=loop.community, request=second, words="不是一件")
    second.refresh_from_db()
    with pytest.raises(ValidationError, match="区、街道或社区"):
        sealing.seal(
            actor=loop.community, request=second, accused=Accused(area=loop.territory.neighbourhoods[0])
        )


def test_answered_already_it_is_begun_anew(loop: Loop) -> None:
    request = loop.tell(WORDS)
    moving.settle(actor=loop.neighbour, request=request, result="问过了，说没有")
    answering.answer(actor=loop.neighbour, request=request, text="问过了。", way=AnswerWay.PHONE)
    request.refresh_from_db()
    sealing.seal(actor=loop.neighbour, request=request, accused=Accused(area=loop.territory.community))
    request.refresh_from_db()
    assert (request.state, request.done_at, request.settled_level) == ("told", None, "")
