"""Help at the desk: usual sentences at a step, what was typed stays, my open work in the menu."""

import re
from datetime import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from linli.access.actor import Actor, actor_for
from linli.grid.models import Request, RequestKind, RequestTask, Route, StandardText
from linli.grid.requests import listing
from linli.grid.requests.services import moving, tasks
from linli.orgs.models import OrganisationKind
from linli.people.models import Post
from tests.grid.requests import Loop, build_loop
from tests.territory import BEGIN, Territory


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def client_of(actor: Actor) -> Client:
    client = Client()
    assert actor.account is not None
    client.force_login(actor.account)
    return client


def text(loop: Loop, verb: str, words: str, kind: RequestKind | None = None) -> StandardText:
    return StandardText.everything.create(area=loop.territory.district, verb=verb, kind=kind, text=words)


@pytest.fixture
def accepted(loop: Loop) -> Request:
    request = loop.tell()
    for who in (loop.neighbour, loop.group, loop.section):
        request = moving.pass_up(actor=who, request=request)
    return moving.accept(actor=loop.community, request=request, kind=loop.kind)


def test_texts_of_the_step_and_kind_are_offered_on_both_pages(loop: Loop, accepted: Request) -> None:
    other = RequestKind.everything.get(code="noise-1")
    text(loop, "finish", "已经疏通，管道通了。", loop.kind)
    text(loop, "finish", "大类也算。", loop.kind.parent)
    text(loop, "finish", "已经办好。")
    text(loop, "finish", "已经劝停。", other)
    text(loop, "explain", "请找法院。")
    page = client_of(loop.community).get(f"/desk/requests/{accepted.ref}/finish/").content.decode()
    offered = re.findall(r'name="fill"[^>]*>([^<]+)<', page)
    assert offered == ["已经疏通，管道通了。", "大类也算。", "已经办好。"]
    request = loop.tell("另一件")
    text(loop, "settle", "当场办好。")
    shown = client_of(loop.neighbour).get(f"/desk/requests/{request.ref}/").content.decode()
    assert f'formaction="/desk/requests/{request.ref}/settle/"' in shown
    assert "当场办好。" in shown


def test_picked_without_a_script_it_stands_in_the_field_and_nothing_is_done(
    loop: Loop, accepted: Request
) -> None:
    row = text(loop, "finish", "已经办好。")
    client, address = client_of(loop.community), f"/desk/requests/{accepted.ref}/finish/"
    page = client.post(address, {"result": "换了井盖", "fill": row.text}).content.decode()
    assert "换了井盖\n已经办好。</textarea>" in page
    assert 'id="problems"' not in page
    accepted.refresh_from_db()
    assert accepted.state == "accepted"
    assert "id_result" in page
    client.post(address, {"result": "换了井盖\n已经办好。"})
    accepted.refresh_from_db()
    assert accepted.state == "done"


def test_picking_keeps_every_other_field(loop: Loop, accepted: Request) -> None:
    row = text(loop, "dispatch", "请到现场看。")
    page = client_of(loop.community).post(
        f"/desk/requests/{accepted.ref}/dispatch/", {"units": [loop.unit.ref], "asked": "", "fill": row.text}
    )
    body = page.content.decode()
    assert re.search(rf'value="{loop.unit.ref}"[^>]*checked', body)
    assert "请到现场看。</textarea>" in body


def test_a_text_that_is_not_offered_is_not_written(loop: Loop, accepted: Request) -> None:
    row = text(loop, "explain", "请找法院。")
    page = client_of(loop.community).post(
        f"/desk/requests/{accepted.ref}/finish/", {"result": "换了井盖", "fill": row.text}
    )
    assert "请找法院。" not in page.content.decode()


def test_the_sentence_stays_when_it_is_refused(loop: Loop, accepted: Request) -> None:
    tasks.dispatch(actor=loop.community, request=accepted, units=(loop.unit,))
    page = client_of(loop.community).post(f"/desk/requests/{accepted.ref}/finish/", {"result": "换了井盖"})
    body = page.content.decode()
    assert "换了井盖</textarea>" in body
    assert "还有交办单没有办完" in body


def shown_count(page: str) -> str | None:
    found = re.search(r'三长与事项<small class="ll-open">.*?</span>(\d+)</small>', page)
    return found[1] if found else None


def test_the_menu_counts_what_the_tab_counts_in_grey(loop: Loop, accepted: Request) -> None:
    loop.tell("还有一件")
    for actor, many in ((loop.community, 1), (loop.street, 0), (loop.department, 0)):
        page = client_of(actor).get("/desk/").content.decode()
        tab = next(n for key, _, n, _ in listing.listed(actor, {})["tabs"] if key == "mine")
        assert tab == many
        assert shown_count(page) == (str(many) if many else None)
    tasks.dispatch(actor=loop.community, request=accepted, units=(loop.unit,))
    assert shown_count(client_of(loop.department).get("/desk/").content.decode()) == "1"


def test_the_count_asks_once_and_not_at_all_for_those_without(loop: Loop) -> None:
    with CaptureQueriesContext(connection) as asked:
        listing.count_my_open(loop.community)
    assert len(asked) == 1
    auditor = loop.territory.account(Post.AUDITOR, loop.territory.district)
    actor = actor_for(auditor)
    with CaptureQueriesContext(connection) as asked:
        assert listing.count_my_open(actor) == 0
    assert len(asked) == 0


def test_the_proposed_unit_stands_ticked_on_top_and_the_others_are_folded(
    loop: Loop, accepted: Request
) -> None:
    t = loop.territory
    others = [t.organisation(t.district, OrganisationKind.DEPARTMENT) for _ in range(8)]
    address = f"/desk/requests/{accepted.ref}/dispatch/"
    client = client_of(loop.community)
    (fold,) = client.get(address).context["form"]["units"].folds
    assert (fold.label, fold.chosen) == ("9 个单位", 0)
    Route.everything.create(area=t.district, kind=loop.kind, unit=others[3], valid_from=BEGIN)
    page = client.get(address)
    first, rest = page.context["form"]["units"].folds
    assert [(tick.value, tick.checked) for tick in first.ticks] == [(others[3].ref, True)]
    assert "派单规则里的承办单位，已经勾上" in first.ticks[0].label
    assert (rest.label, rest.chosen) == ("其他 8 个单位", 0)
    assert others[3].ref not in [tick.value for tick in rest.ticks]
    text = page.content.decode()
    assert text.index("已经勾上") < text.index("<summary>其他 8 个单位")
    client.post(address, {"areas": [t.sections[0].code], "asked": "去看看"})
    given = RequestTask.everything.get(request=accepted)
    assert (given.area, given.unit) == (t.sections[0], None), "what was unticked is not sent"
