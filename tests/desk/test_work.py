"""我的工作: what waits for whom, in which order, and where what one began stands."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.access.actor import NOBODY, SYSTEM, actor_for
from linli.audit.models import Act
from linli.common.clock import business_now
from linli.desk import feedback
from linli.desk.due import unowned
from linli.desk.models import FeedbackKind
from linli.indicators.period import Period
from linli.notices.models import PostingKind
from linli.notices.services import objections, postings
from linli.people.models import Account, Post
from linli.reports.models import Rhythm
from linli.reports.services import drafting, reviewing
from linli.ui.work import MOST, Item, Part, WorkSource, all_sources, gather, register
from linli.workflow.assigning import assign, finish
from linli.workflow.services import start_deadline
from tests.territory import Territory


@pytest.fixture
def account(territory: Territory, standing_clock: object) -> Account:
    """Of street 0, noon of 30 October 2024."""
    return territory.account(Post.STREET_OFFICER, territory.streets[0])


@pytest.fixture
def page(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def matter(territory: Territory, index: int = 0, days: int = 2) -> object:
    """Something in the n-th community on which a month has run for so many days."""
    thing = territory.organisation(territory.communities[index])
    started = business_now() - timedelta(days=days)
    start_deadline(actor=SYSTEM, target=thing, code="mediation.settle", area=thing.area, started=started)
    return thing


def posting(territory: Territory, by: Account, area: object) -> object:
    kind = PostingKind.everything.order_by("position")[0]
    content = postings.Content(title="三季度收支", issuer="居委会", body="见表。", online=True, board="东门")
    return postings.draft(actor=actor_for(by), kind=kind, area=area, content=content)  # type: ignore[arg-type]


def test_an_empty_desk_says_so_in_words(page: Client) -> None:
    text = page.get("/desk/").content.decode()
    assert "现在没有等您办的事" in text
    assert "没有还在走的" in text


def test_what_somebody_else_has_in_hand_is_not_mine_and_what_i_have_is_wherever_it_lies(
    territory: Territory, account: Account, page: Client
) -> None:
    taken, free = matter(territory), matter(territory, 1)
    other = territory.person()
    assign(actor=SYSTEM, target=taken, area=taken.area, holder=other, why="请跟进")  # type: ignore[attr-defined, arg-type]
    own = territory.organisation(territory.communities[2])
    assign(actor=SYSTEM, target=own, area=own.area, holder=account.person, why="请您核一核")  # type: ignore[arg-type]
    text = page.get("/desk/").content.decode()
    assert taken.ref not in text  # type: ignore[attr-defined]
    assert free.ref in text  # type: ignore[attr-defined]
    assert "请您核一核" in text
    assert unowned(actor_for(account)).count() == 1
    listed = page.get("/desk/due/").content.decode()
    assert "共 1 件" in listed
    finish(actor=SYSTEM, target=taken, why="办完")  # type: ignore[arg-type]
    assert taken.ref in page.get("/desk/due/").content.decode()  # type: ignore[attr-defined]


def test_a_matter_in_hand_with_a_deadline_stands_once_and_by_its_deadline(
    territory: Territory, account: Account, page: Client
) -> None:
    late, soon = matter(territory, 0, 40), matter(territory, 1, 3)
    assign(actor=SYSTEM, target=soon, area=soon.area, holder=account.person, why="请跟进")  # type: ignore[attr-defined, arg-type]
    text = page.get("/desk/").content.decode()
    assert text.count(soon.ref) == 1  # type: ignore[attr-defined]
    assert text.index(late.ref) < text.index(soon.ref)  # type: ignore[attr-defined]


def test_more_than_fit_are_counted_as_the_list_counts_them(territory: Territory, page: Client) -> None:
    for _ in range(MOST + 3):
        matter(territory)
    text = page.get("/desk/").content.decode()
    assert f"到期的事共 {MOST + 3} 件" in text
    assert f"共 {MOST + 3} 件" in page.get("/desk/due/").content.decode()


def test_a_report_waits_for_its_signer_comes_back_to_its_writer_and_stands_among_what_he_began(
    territory: Territory, account: Account, page: Client
) -> None:
    report = drafting.start_report(
        actor=actor_for(account),
        area=territory.streets[0],
        rhythm=Rhythm.TO_DATE,
        title="今年以来工作情况",
        organ="岳阳楼街道办事处",
        period=Period.to_date(),
        wordings=[drafting.Wording(level=1, heading="", body="今年以来，各项工作有序推进。")],
    )
    text = page.get("/desk/").content.decode()
    assert text.index("您起的头") < text.index(report.title)
    signer = territory.account(Post.STREET_OFFICER, territory.streets[0])
    stranger = territory.account(Post.STREET_OFFICER, territory.streets[1])
    reviewing.send(actor=actor_for(account), report=report)
    assert "核对并签发" not in page.get("/desk/").content.decode(), "nobody signs what he sent"
    for who, waits in ((signer, True), (stranger, False)):
        other = Client()
        other.force_login(who)
        assert ("核对并签发" in other.get("/desk/").content.decode()) is waits
    reviewing.send_back(actor=actor_for(signer), report=report, reason="少一段")
    text = page.get("/desk/").content.decode()
    assert "退回：少一段" in text
    assert text.count(f"/desk/reports/{report.ref}/") == 1, (
        "it waits; it does not also stand among what was begun"
    )


def test_questions_opinions_and_what_one_wrote(territory: Territory, account: Account, page: Client) -> None:
    written = posting(territory, account, territory.communities[0])
    assert written.title in page.get("/desk/").content.decode()  # type: ignore[attr-defined]
    postings.post(actor=actor_for(account), posting=written)  # type: ignore[arg-type]
    assert "公示到" in page.get("/desk/").content.decode()
    objections.object_to(actor=NOBODY, posting=written, text="账不对")  # type: ignore[arg-type]
    text = page.get("/desk/").content.decode()
    assert "1 条疑问没有答复" in text
    feedback.give(kind=FeedbackKind.IDEA, text="字大一点")
    assert "字大一点" not in page.get("/desk/").content.decode(), "the district answers, not the street"
    district = Client()
    district.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    assert "字大一点" in district.get("/desk/").content.decode()


def test_home_asks_few_questions(territory: Territory, account: Account, page: Client) -> None:
    for n in range(4):
        matter(territory, n % 2, n)
    held = matter(territory, 0, 5)
    assign(actor=SYSTEM, target=held, area=held.area, holder=account.person, why="请跟进")  # type: ignore[attr-defined, arg-type]
    posting(territory, account, territory.communities[0])
    page.get("/desk/")
    with CaptureQueriesContext(connection) as queries:
        assert page.get("/desk/").status_code == 200
    # One for each room that has work for the reader, and what they are written with.
    assert len(queries) <= 20, "\n".join(query["sql"][:60] + " … " + query["sql"][-60:] for query in queries)


def test_a_code_is_taken_once_and_a_source_that_does_not_suit_is_not_asked(
    territory: Territory, account: Account
) -> None:
    with pytest.raises(ValueError, match="registered already"):
        register(all_sources()[0])
    never = WorkSource(
        code="none",
        label="",
        rows=lambda _: Act.everything.none(),
        written=lambda *_: [],
        suits=lambda _: False,
    )
    assert not never.suits(actor_for(account))
    now = business_now()
    assert Item(what="").group(now) == "open"
    assert Item(what="", due_at=now - timedelta(days=3)).group(now) == "today"
    assert Item(what="", due_at=now + timedelta(days=2)).group(now) == "week"
    assert Item(what="", due_at=now + timedelta(days=20)).group(now) == "later"
    assert gather(actor_for(account), now).first is None
    assert {source.part for source in all_sources()} == {Part.NOW, Part.STARTED}
