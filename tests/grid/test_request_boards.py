"""The board of requests, settings, papers: each number is its list, and only the district sets up."""

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.access.actor import actor_for
from linli.documents.rendering import to_docx, to_html, to_pdf
from linli.grid.requests import papers
from linli.grid.requests.boards.durations import median, said
from linli.grid.requests.boards.rows import WHATS, rows_of
from linli.grid.requests.figures import INDICATORS
from linli.grid.requests.models import AnswerWay, DutyItem, Request, RequestKind, Route, StandardText, Verdict
from linli.grid.requests.routing import routed, standard_texts
from linli.grid.requests.services import answering, moving, setting_up, tasks
from linli.indicators.compute import figures
from linli.indicators.drill import record_sets
from linli.indicators.period import Period
from linli.indicators.registry import all_indicators
from linli.orgs.models import Area, Organisation, OrganisationKind
from linli.people.models import Person, Post
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

pytestmark = pytest.mark.django_db
BOARD = "/desk/requests/board/"
SETTINGS = "/desk/requests/settings/"


@pytest.fixture
def loop(territory: Territory) -> Loop:
    return build_loop(territory)


def client_of(loop: Loop, post: Post = Post.DISTRICT_OFFICER) -> Client:
    t = loop.territory
    area = {Post.DISTRICT_OFFICER: t.district, Post.STREET_OFFICER: t.streets[0]}.get(post, t.community)
    client = Client()
    client.force_login(t.account(post, area))
    return client


def some(loop: Loop) -> dict[str, Request]:
    """One settled at the door and judged, one that waits, one just told, one given to a department."""
    done = moving.settle(actor=loop.neighbour, request=loop.tell(), result="疏通好了")
    done = answering.answer(actor=loop.neighbour, request=done, text="疏通好了", way=AnswerWay.PHONE)
    done = answering.judge(request=done, verdict=Verdict.PLEASED)
    told = loop.tell("楼道灯不亮")
    held = loop.tell("顶楼漏水", holder=loop.territory.community)
    held = moving.accept(actor=loop.community, request=held, kind=loop.kind)
    held = moving.put_on_hold(actor=loop.street, request=held, plan="等改造", words="没有资金")
    given = loop.tell("消防通道堵了", holder=loop.territory.district)
    given = moving.accept(actor=loop.district, request=given, kind=RequestKind.everything.get(code="fire-1"))
    tasks.dispatch(actor=loop.district, request=given, units=(loop.unit,), asked="去看")
    return {"done": done, "told": told, "held": held, "given": given}


def test_further_figures_leave_the_board_as_it_is() -> None:
    board = {indicator.code for indicator in all_indicators()}
    assert len(board) == 54
    assert not board & {indicator.code for indicator in INDICATORS}


def test_every_figure_is_its_list(loop: Loop) -> None:
    some(loop)
    area, period = loop.territory.district, Period.to_date()
    found = figures(area, period, [indicator.code for indicator in INDICATORS])
    for indicator in INDICATORS:
        figure = found[indicator.code]
        sets = record_sets(indicator, area, period)
        counts = [each.value() for each in sets]
        if figure.denominator is None:
            assert counts == [figure.value], indicator.code
        else:
            assert counts == [figure.denominator, figure.numerator], indicator.code
    values = {code.removeprefix("grid."): figure.value for code, figure in found.items()}
    assert values["requests_told"] == 4
    assert values["requests_settled"] == values["requests_settled_neighbourhood"] == 1
    assert values["requests_share_neighbourhood"] == values["requests_satisfaction"] == 100
    assert [values[code] for code in ("requests_open", "requests_stuck", "hazards_found")] == [3, 1, 1]


def test_late_means_a_clock_that_ran_out_before_today(loop: Loop) -> None:
    given = some(loop)["given"]
    today = Period.to_date()
    late = rows_of("late", loop.territory.district, today)
    assert not late.exists()
    for clock in moving.running(given):
        clock.started_at -= timedelta(days=30)
        clock.due_at = clock.started_at + timedelta(days=1)
        clock.save(update_fields=["started_at", "due_at"])
    assert [each.pk for each in late.all()] == [given.pk]


def test_a_reopened_one_is_open_again_and_no_longer_settled(loop: Loop) -> None:
    done = some(loop)["done"]
    done = answering.judge(request=done, verdict=Verdict.DISPLEASED)
    assert (done.done_at, done.settled_level) == (None, "")
    assert rows_of("open", loop.territory.district, Period.to_date()).filter(pk=done.pk).exists()


def test_every_number_of_the_page_leads_to_as_many(loop: Loop) -> None:
    some(loop)
    client = client_of(loop)
    page = client.get(BOARD).content.decode()
    links = re.findall(r'<a class="ll-fig" href="(/desk/requests/board/records/[^"]+)">([\d,]+)</a>', page)
    assert len(links) > 8
    for address, count in links:
        listed = client.get(address.replace("&amp;", "&"))
        assert listed.status_code == 200
        assert f"{listed.context['listing'].count:,}" == count, address


def test_the_board_costs_the_same_with_more_requests(loop: Loop) -> None:
    client = client_of(loop)
    client.get(BOARD)
    some(loop)
    with CaptureQueriesContext(connection) as few:
        assert client.get(BOARD).status_code == 200
    for n in range(12):
        loop.tell(f"第{n}件")
    with CaptureQueriesContext(connection) as many:
        assert client.get(BOARD).status_code == 200
    assert len(many) <= len(few) + 1
    assert len(many) <= 40


def test_nobody_is_named_or_ranked_on_the_board(loop: Loop) -> None:
    some(loop)
    page = client_of(loop).get(BOARD).content.decode()
    assert "王女士" not in page
    assert "不排名次" in page


def test_no_row_of_the_board_is_a_person(loop: Loop) -> None:
    """Whoever told, holds, leads or works: no name of anybody stands in a table, a chart or a link of the board."""
    some(loop)
    everybody = set(Person.objects.unscoped("all of them").values_list("name", flat=True)) | {"王女士"}
    assert len(everybody) > 5
    for post in (Post.DISTRICT_OFFICER, Post.STREET_OFFICER, Post.COMMUNITY_OFFICER):
        client = client_of(loop, post)
        page = client.get(BOARD)
        if page.status_code != 200:
            continue
        body = page.content.decode()
        main = body[body.index("<main") : body.index("</main>")]
        for cell in re.findall(r"<(?:th|td|text|title|a)[^>]*>([^<]*)<", main):
            assert cell.strip() not in everybody, cell
        assert "/desk/people/" not in main


def test_a_merged_teller_s_verdict_stands_in_the_table_of_verdicts(loop: Loop) -> None:
    first, second = loop.tell(), loop.tell("5栋井返水")
    moving.merge(actor=loop.community, request=second, into=first)
    first = moving.settle(actor=loop.neighbour, request=first, result="通了")
    answering.answer(actor=loop.neighbour, request=first, text="通了。", way=AnswerWay.PHONE)
    second.refresh_from_db()
    answering.judge(request=second, verdict=Verdict.PLEASED)
    page = client_of(loop).get(BOARD).content.decode()
    table = page[page.index("办到哪一步，旁边是评价") :]
    assert "已并案" in table[: table.index("</table>")]


def test_what_was_told_in_confidence_is_in_no_number(loop: Loop) -> None:
    some(loop)
    before = {what: rows_of(what, loop.territory.district, Period.to_date()).count() for what in WHATS}
    Request.everything.filter(text="楼道灯不亮").update(
        is_accusation=True, accused_area=loop.territory.community
    )
    after = {what: rows_of(what, loop.territory.district, Period.to_date()).count() for what in WHATS}
    assert after["told"] == before["told"] - 1
    assert after["open"] == before["open"] - 1


@pytest.mark.parametrize(
    "query", ["what=nothing", "what=told&level=moon", "what=told&verdict=x", "what=told&state=x"]
)
def test_what_the_board_does_not_show_is_not_there(loop: Loop, query: str) -> None:
    assert client_of(loop).get(f"{BOARD}records/?{query}").status_code == 404


def test_a_street_sees_its_own_board_only(loop: Loop) -> None:
    some(loop)
    client = client_of(loop, Post.STREET_OFFICER)
    assert client.get(BOARD).status_code == 200
    other = loop.territory.streets[1].code
    assert client.get(f"{BOARD}?area={other}").status_code == 404
    assert client.get(f"{BOARD}records/?what=told&area={other}").status_code == 404


def test_the_middle_of_hours() -> None:
    assert median(Counter()) is None
    assert median(Counter({3: 1, 5: 1, 90: 1})) == 5
    assert median(Counter({3: 2, 90: 2})) == 3
    assert [said(None), said(0), said(6), said(60)] == ["—", "1 小时以内", "6 小时", "2.5 天"]


def test_hours_are_counted_by_the_database(loop: Loop) -> None:
    done = some(loop)["done"]
    Request.everything.filter(pk=done.pk).update(answered_at=done.told_at + timedelta(hours=7))
    assert "7 小时" in client_of(loop).get(BOARD).content.decode()


# What the district lays down


def test_the_nearest_area_and_kind_win(loop: Loop) -> None:
    t, day = loop.territory, date(2024, 1, 1)
    parent = RequestKind.everything.get(code="hygiene")
    wide, near = loop.unit, t.organisation(t.district, OrganisationKind.DEPARTMENT)

    def add(kind: RequestKind | None, area: Area, unit: Organisation) -> Route:
        return setting_up.add_route(
            actor=loop.district,
            kind=kind,
            area=area,
            unit=unit,
            basis="",
            day=day,
        )

    assert routed(loop.kind, t.community) is None
    for_all = add(None, t.district, wide)
    assert routed(loop.kind, t.community) == for_all
    family = add(parent, t.district, near)
    assert routed(loop.kind, t.community) == family
    own = add(loop.kind, t.district, wide)
    assert routed(loop.kind, t.community) == own
    street = add(None, t.streets[0], near)
    assert routed(loop.kind, t.community) == street
    assert routed(None, t.streets[1]) == for_all
    assert routed(loop.kind, t.community, date(2023, 12, 31)) is None


def test_a_new_rule_ends_the_old_one(loop: Loop) -> None:
    t = loop.territory
    values: dict[str, Any] = {
        "actor": loop.district,
        "kind": loop.kind,
        "area": t.district,
        "unit": loop.unit,
        "basis": "",
    }
    old = setting_up.add_route(**values, day=date(2024, 1, 1))
    new = setting_up.add_route(**values, day=date(2024, 9, 1))
    old.refresh_from_db()
    assert old.valid_to == new.valid_from
    with pytest.raises(ValidationError):
        setting_up.add_route(**values, day=date(2024, 9, 1))
    with pytest.raises(ValidationError):
        setting_up.end_route(actor=loop.district, route=new, day=date(2024, 8, 1))


def test_a_kind_keeps_its_code_and_its_requests(loop: Loop) -> None:
    held = some(loop)["held"]
    setting_up.change_kind(
        actor=loop.district, kind=loop.kind, name="污水返溢", clock="grid.several", words=["返水"]
    )
    setting_up.open_kind(actor=loop.district, kind=loop.kind, is_open=False)
    held.refresh_from_db()
    assert held.kind is not None
    assert (held.kind.code, held.kind.name, held.kind.is_open) == ("hygiene-3", "污水返溢", False)
    family = RequestKind.everything.get(code="hygiene")
    setting_up.open_kind(actor=loop.district, kind=family, is_open=False)
    with pytest.raises(ValidationError, match="大类"):
        setting_up.open_kind(
            actor=loop.district, kind=RequestKind.everything.get(code="hygiene-1"), is_open=True
        )


def test_kinds_have_two_levels_and_names_of_their_own(loop: Loop) -> None:
    family = RequestKind.everything.get(code="hygiene")
    child = setting_up.add_kind(
        actor=loop.district, name="公厕", parent=family, clock="grid.request", words=["厕所"]
    )
    assert child.code == "hygiene-5"
    for parent, name, clock in (
        (child, "再下一级", "grid.request"),
        (family, "公厕", "grid.request"),
        (family, "新的", "mediation.settle"),
    ):
        with pytest.raises(ValidationError):
            setting_up.add_kind(actor=loop.district, name=name, parent=parent, clock=clock, words=[])


def test_texts_of_the_kind_come_first(loop: Loop) -> None:
    setting_up.add_text(actor=loop.district, verb="answer", kind=None, text="已经办好。")
    setting_up.add_text(actor=loop.district, verb="answer", kind=loop.kind, text="已经疏通。")
    assert standard_texts("answer", loop.kind, loop.territory.community) == ["已经疏通。", "已经办好。"]
    assert standard_texts("accept", loop.kind, loop.territory.community) == []
    text = StandardText.everything.get(text="已经疏通。")
    setting_up.remove_text(actor=loop.district, text=text)
    assert standard_texts("answer", loop.kind, loop.territory.community) == ["已经办好。"]
    with pytest.raises(ValidationError):
        setting_up.add_text(actor=loop.district, verb="sing", kind=None, text="x")


def test_only_the_district_sets_up(loop: Loop) -> None:
    for actor in (loop.street, loop.community, loop.department):
        with pytest.raises(PermissionDenied, match="区里"):
            setting_up.add_duty(
                actor=actor, number="9-1", name="x", is_lead=True, basis="", day=date(2024, 1, 1)
            )
    assert client_of(loop, Post.STREET_OFFICER).get(SETTINGS).status_code == 404


def test_settings_through_their_pages(loop: Loop) -> None:
    client, t = client_of(loop), loop.territory
    sent = {
        "kind": "hygiene-3",
        "area": t.streets[0].code,
        "unit": loop.unit.ref,
        "basis": "",
        "day": "2024-01-01",
    }
    assert client.post(f"{SETTINGS}routes/new/", sent).status_code == 302
    assert client.post(f"{SETTINGS}routes/new/", sent).status_code == 409
    asked = client.get(SETTINGS, {"kind": "hygiene-3", "area": t.community.code})
    assert asked.context["found"].unit == loop.unit
    assert loop.unit.name in asked.content.decode()
    route = Route.everything.get()
    assert client.post(f"{SETTINGS}routes/{route.ref}/end/").status_code == 302
    route.refresh_from_db()
    assert route.valid_to is not None
    assert client.post(f"{SETTINGS}kinds/new/", {"name": "", "clock": "grid.request"}).status_code == 409
    assert (
        client.post(f"{SETTINGS}kinds/hygiene/new/", {"name": "公厕", "clock": "grid.request"}).status_code
        == 302
    )
    assert (
        client.post(f"{SETTINGS}kinds/hygiene-5/", {"name": "厕所", "clock": "grid.request"}).status_code
        == 302
    )
    assert client.post(f"{SETTINGS}kinds/hygiene-5/open/").status_code == 302
    assert not RequestKind.everything.get(name="厕所").is_open
    assert (
        client.post(f"{SETTINGS}texts/new/", {"verb": "answer", "kind": "", "text": "好"}).status_code == 302
    )
    ref = StandardText.everything.get().ref
    assert client.post(f"{SETTINGS}texts/{ref}/remove/").status_code == 302
    duty = {"number": "1-1", "name": "宣传", "day": "2024-01-01"}
    assert client.post(f"{SETTINGS}duties/new/", duty).status_code == 302
    assert client.post(f"{SETTINGS}duties/new/", duty).status_code == 409
    item = DutyItem.everything.get()
    assert client.post(f"{SETTINGS}duties/{item.ref}/end/").status_code == 302
    assert client.get(f"{SETTINGS}kinds/nothing/").status_code == 404


# Papers


def test_papers_say_limit_plan_and_answer(loop: Loop) -> None:
    made = some(loop)
    task = made["given"].tasks.get()
    text = str(to_html(papers.assignment_paper(task)))
    assert "签收时限" in text
    assert "办理时限" in text
    assert "5 个工作日" in text
    assert "王女士" not in text, "the unit does not learn who told it"
    assert "等改造" in str(to_html(papers.hold_paper(made["held"])))
    reply = str(to_html(papers.reply_paper(made["done"])))
    assert "王女士" in reply
    assert "仅供核对" not in reply
    assert "仅供核对" in str(to_html(papers.reply_paper(made["told"])))


def test_papers_in_three_formats_for_those_who_may_see_the_request(loop: Loop) -> None:
    made = some(loop)
    task = made["given"].tasks.get()
    client, other = client_of(loop), Client()
    other.force_login(loop.territory.account(Post.STREET_OFFICER, loop.territory.streets[1]))
    addresses = [
        reverse("request_desk:paper", args=("reply", made["done"].ref, "docx")),
        reverse("request_desk:paper", args=("hold", made["held"].ref, "html")),
        reverse("request_desk:task-paper", args=(task.ref, "html")),
    ]
    for address in addresses:
        assert client.get(address).status_code == 200, address
        assert other.get(address).status_code == 404, address
    unit = Client()
    unit.force_login(loop.territory.account_in(loop.unit))
    assert unit.get(addresses[-1]).status_code == 200
    assert client.get(addresses[0].replace("docx", "exe")).status_code == 404
    assert client.get(addresses[0].replace("reply", "song")).status_code == 404


def test_the_analysis_is_the_board_in_words(loop: Loop) -> None:
    some(loop)
    client = client_of(loop)
    text = client.get(f"{BOARD}analysis.html").content.decode()
    assert "期间内群众说的事" in text
    assert 'data-figure="grid.requests_told"' in text
    assert client.get(f"{BOARD}analysis.docx").status_code == 200


def test_papers_print(loop: Loop) -> None:
    paper = papers.assignment_paper(some(loop)["given"].tasks.get())
    assert to_pdf(paper).startswith(b"%PDF")
    assert to_docx(paper)[:2] == b"PK"


def test_actor_of_the_department_is_not_on_the_board(loop: Loop) -> None:
    client = Client()
    client.force_login(loop.territory.account_in(loop.unit))
    assert client.get(BOARD).status_code in (200, 404)
    assert actor_for(loop.territory.account_in(loop.unit)).is_signed_in
