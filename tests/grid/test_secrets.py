"""T03: what accuses an official is nowhere but with its handlers."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from linli.access.actor import NOBODY, Actor, actor_for
from linli.audit.models import Act
from linli.grid.requests import selectors
from linli.grid.requests.hotline.answers import answered
from linli.grid.requests.models import Request, RequestStep, Source, Teller
from linli.grid.requests.services import intake, overdue, secrets
from linli.grid.requests.services.intake import About, Accused
from linli.inbox.models import Message
from linli.indicators.period import Period
from linli.people.models import Account, Post
from linli.workflow.models import Deadline
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

WORDS = "社区书记私收摊位费"


@pytest.fixture
def loop(territory: Territory, standing_clock: object) -> Loop:
    return build_loop(territory)


@pytest.fixture
def secret(loop: Loop) -> Request:
    return intake.tell(
        actor=NOBODY,
        text=WORDS,
        area=loop.territory.community,
        source=Source.RESIDENT,
        about=About(accused=Accused(area=loop.territory.community)),
    )


@pytest.fixture
def handler(loop: Loop) -> Actor:
    return actor_for(loop.territory.account(Post.DISCIPLINE_OFFICER, loop.territory.district))


def chain(loop: Loop) -> Iterator[tuple[str, Account]]:
    """The accused unit's own people, those above and those below it, departments and the three administrators."""
    t = loop.territory
    yield "secretary", t.account(Post.COMMUNITY_SECRETARY, t.community)
    yield "auditor", t.account(Post.AUDITOR, t.district)
    yield "security", t.account(Post.SECURITY_ADMIN, t.district)
    for name in ("neighbour", "group", "section", "community", "street", "district", "department"):
        account = getattr(loop, name).account
        assert account is not None
        yield name, account


PAGES = ("/desk/", "/desk/requests/", "/desk/due/", "/desk/inbox/", "/desk/audit/", "/desk/handover/",
         "/desk/requests/?tab=all", "/desk/search/?q=摊位费", "/desk/all/", "/desk/exports/",
         "/desk/registers/request/", "/desk/registers/request/export.csv")  # fmt: skip


def test_t03_the_accused_unit_s_chain_sees_nothing_anywhere(loop: Loop, secret: Request) -> None:
    t = loop.territory
    direct = [
        reverse("requests:request", args=(secret.ref,)),
        reverse("requests:act", args=(secret.ref, "accept")),
        reverse("requests:phone", args=(secret.ref,)),
        reverse("secrets:secret", args=(secret.ref,)),
        reverse("secrets:secret-act", args=(secret.ref, "accept")),
        f"/desk/records/request/{secret.ref}/",
    ]
    for name, account in chain(loop):
        actor, client = actor_for(account), Client()
        client.force_login(account)
        for rows in (Request, RequestStep, Teller):
            assert not rows.objects.visible_to(actor).exists(), name
        assert not secrets.secrets_for(actor).exists(), name
        for address in direct:
            assert client.get(address).status_code in (302, 403, 404), (name, address)
        for address in PAGES:
            answer = client.get(address, follow=True)
            body = (answer.getvalue() if answer.streaming else answer.content).decode(errors="ignore")
            assert WORDS not in body, (name, address)
            assert secret.ref not in body, (name, address)
            if name != "auditor":
                assert secret.number not in body, (name, address)
        assert not overdue.to_help_with(actor).exists()
        assert not answered(actor, Period(date(2024, 1, 1), date(2024, 12, 31))).exists()
    assert not Deadline.everything.filter(target_type="grid.request").exists()
    assert not Message.everything.exists()
    assert not Request.objects.unscoped("figures, drill-down and exports count these rows").exists()
    period = Period(date(2024, 1, 1), date(2024, 12, 31))
    assert not selectors.told_within(period).exists()
    assert not selectors.open_on(date(2024, 10, 30)).exists()
    assert {act.area_id for act in Act.everything.filter(target_type="grid.request")} == {None}
    assert t.community.pk == secret.accused_area_id


def test_the_handler_takes_it_on_and_answers_by_receipt(
    loop: Loop, secret: Request, handler: Actor, client: Client
) -> None:
    assert handler.account is not None
    client.force_login(handler.account)
    assert WORDS in client.get(reverse("secrets:secrets")).content.decode()
    assert secrets.dates_of(secret).notice.date() == date(2024, 11, 14)
    page = client.get(reverse("secrets:secret", args=(secret.ref,))).content.decode()
    assert "2024年11月14日 前告知是否受理" in page
    client.post(reverse("secrets:secret-act", args=(secret.ref, "accept")))
    secret.refresh_from_db()
    assert secret.state == "accepted"
    decision = secrets.dates_of(secret).decision
    assert decision is not None
    assert decision.date() >= date(2024, 12, 29)
    finish = reverse("secrets:secret-act", args=(secret.ref, "finish"))
    assert client.post(finish, {"words": ""}).status_code == 400
    client.post(finish, {"words": "查实，已立案"})
    client.post(reverse("secrets:secret-act", args=(secret.ref, "answer")), {"words": "您反映的已经查实。"})
    secret.refresh_from_db()
    assert (secret.state, secret.answer_way) == ("answered", "receipt")
    assert not Deadline.everything.filter(target_type="grid.request").exists()
    assert not Message.everything.exists()
    assert {act.area_id for act in Act.everything.filter(target_type="grid.request")} == {None}


def test_it_may_be_transferred_outside(secret: Request, handler: Actor) -> None:
    moved = secrets.transfer(actor=handler, request=secret, to="市纪委监委")
    assert (moved.state, moved.result) == ("done", "已移送市纪委监委处理。")


def test_nobody_else_acts_on_it(loop: Loop, secret: Request) -> None:
    for actor in (loop.district, loop.community):
        with pytest.raises(PermissionDenied):
            secrets.accept(actor=actor, request=secret)


def test_a_handler_of_the_accused_unit_s_chain_stands_aside(loop: Loop, secret: Request) -> None:
    t = loop.territory
    account = t.account(Post.COMMUNITY_OFFICER, t.community)
    handler = actor_for(t.account(Post.DISCIPLINE_OFFICER, t.district))
    both = Actor(account=account, grants=(*actor_for(account).grants, *handler.grants))
    assert not secrets.secrets_for(both).exists()
    assert secrets.secrets_for(handler).exists()
