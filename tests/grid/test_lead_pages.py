"""A lead's own day through HTTP: my doors, one sentence, what I told, whom to call, a line about a visit."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, actor_for
from linli.common.clock import business_date
from linli.grid.day import selectors, services
from linli.grid.day.models import How, Visit
from linli.grid.models import Request, RequestStep, Teller
from linli.grid.requests.models import Level
from linli.orgs.kinds import Kind
from linli.orgs.services import open_area
from linli.people.models import Account, Appointment, Post
from linli.people.services import keep_phone, leave_post
from linli.privacy import retention
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

pytestmark = pytest.mark.django_db


@pytest.fixture
def loop(territory: Territory) -> Loop:
    for name in ("王桂兰", "李大明"):
        door = territory.household(0)
        door.contact_name, door.contact_consent_on = name, date(2024, 1, 1)
        door.save()
        keep_phone(owner=door, number="13912342046")
    elsewhere = territory.household(2)
    elsewhere.contact_name = "远方人"
    elsewhere.save()
    return build_loop(territory)


def client_of(account: Account | None) -> Client:
    assert account is not None
    client = Client()
    client.force_login(account)
    return client


def sentence(**more: str) -> dict[str, str]:
    return {"text": "三楼楼道灯不亮", "who": "seen", "act": "report", "key": str(uuid4())} | more


def test_home_of_a_lead_is_the_own_neighbourhood(loop: Loop) -> None:
    page = client_of(loop.neighbour.account).get(reverse("desk:home")).content.decode()
    assert "我的邻里" in page
    assert "王桂兰" in page
    assert "139****2046" in page
    assert "13912342046" not in page
    assert "远方人" not in page
    assert "tabler" not in page


def test_an_office_keeps_its_workbench_and_has_no_lead_pages(loop: Loop) -> None:
    client = client_of(loop.community.account)
    assert "ll-side" in client.get(reverse("desk:home")).content.decode()
    for name in ("home", "tell", "told", "people", "visit"):
        assert client.get(reverse(f"lead:{name}")).status_code == 404
    assert client.get(reverse("lead:state")).status_code == 401


def test_a_section_lead_opens_the_doors_of_each_neighbourhood_below(loop: Loop) -> None:
    client = client_of(loop.section.account)
    own, other = loop.territory.neighbourhoods[0], loop.territory.neighbourhoods[2]
    assert "王桂兰" in client.get(f"{reverse('lead:home')}?n={own.code}").content.decode()
    assert client.get(f"{reverse('lead:home')}?n={other.code}").status_code == 404


def test_neighbourhoods_of_the_same_name_stand_under_their_group(loop: Loop) -> None:
    section, day = loop.territory.sections[0], date(2020, 1, 1)
    made: dict[str, Any] = {"actor": SYSTEM, "day": day}
    code = f"{section.code}02"
    second = open_area(kind=Kind.GROUP, code=code, name="第二组", parent=section, **made)
    open_area(kind=Kind.NEIGHBOURHOOD, code=f"{code}01", name="第一邻", parent=second, **made)
    page = client_of(loop.section.account).get(reverse("lead:home")).content.decode()
    for group in (loop.territory.groups[0], second):
        assert f"<h2>{group.name}各邻</h2>" in page
    own = loop.territory.neighbourhoods[0]
    assert own.parent is not None
    chosen = client_of(loop.section.account).get(f"{reverse('lead:home')}?n={own.code}").content.decode()
    assert f"<h2>{own.parent.name}{own.name}</h2>" in chosen


def test_reading_the_doors_is_on_record_and_asks_few_questions(
    loop: Loop, django_assert_max_num_queries: object
) -> None:
    client = client_of(loop.neighbour.account)
    with django_assert_max_num_queries(60):  # type: ignore[operator]
        client.get(reverse("lead:home"))


def test_one_sentence_goes_to_the_group_lead(loop: Loop) -> None:
    client = client_of(loop.neighbour.account)
    page = client.get(reverse("lead:tell")).content.decode()
    assert "报给组长" in page.replace("<span data-to>", "")
    assert page.count("btn-primary") == 1
    answer = client.post(reverse("lead:tell"), sentence(), follow=True)
    assert "三楼楼道灯不亮" in answer.content.decode()
    found = Request.everything.get()
    assert (found.level, found.holder) == (Level.GROUP, loop.territory.groups[0])
    assert found.neighbourhood == loop.territory.neighbourhoods[0]
    assert found.place is None or found.place.path.startswith(loop.territory.community.path)


def test_done_already_is_one_act_with_the_answer(loop: Loop) -> None:
    client_of(loop.neighbour.account).post(
        reverse("lead:tell"), sentence(act="done", who="behalf", called="王女士")
    )
    found = Request.everything.get()
    assert (found.state, found.settled_level) == ("answered", Level.NEIGHBOURHOOD)
    assert "王女士" in found.answer
    teller = Teller.everything.get()
    assert teller.on_behalf
    assert teller.called == "王女士"


def test_a_form_with_an_error_comes_back_filled(loop: Loop) -> None:
    page = client_of(loop.neighbour.account).post(
        reverse("lead:tell"), sentence(text="", who="behalf", called="王女士", phone="x")
    )
    assert page.status_code == 200
    told = page.content.decode()
    assert "王女士" in told
    assert "电话写 7 到 20 位数字" in told
    assert not Request.everything.exists()


@pytest.mark.parametrize("act", ["report", "done"])
def test_the_same_key_tells_it_once(loop: Loop, act: str) -> None:
    client, said = client_of(loop.neighbour.account), sentence(act=act)
    first, second = (client.post(reverse("lead:send"), said).json() for _ in range(2))
    assert first["number"] == second["number"]
    assert (first["first"], second["first"]) == (True, False)
    assert Request.everything.count() == 1
    steps = list(RequestStep.everything.values_list("verb", flat=True))
    assert len(steps) == len(set(steps))


def test_the_key_of_somebody_else_tells_nothing(loop: Loop) -> None:
    said = sentence()
    client_of(loop.neighbour.account).post(reverse("lead:send"), said)
    refused = client_of(loop.group.account).post(reverse("lead:send"), said)
    assert refused.status_code == 422
    assert "number" not in refused.json()


def test_what_is_refused_is_said_in_words(loop: Loop) -> None:
    refused = client_of(loop.neighbour.account).post(reverse("lead:send"), sentence(text=""))
    assert refused.status_code == 422
    assert "请填写" in refused.json()["words"]


def test_sending_needs_the_token_of_the_state(loop: Loop) -> None:
    assert loop.neighbour.account is not None
    client = Client(enforce_csrf_checks=True)
    client.force_login(loop.neighbour.account)
    assert client.post(reverse("lead:send"), sentence()).status_code == 403
    token = client.get(reverse("lead:state")).json()["token"]
    sent = client.post(reverse("lead:send"), sentence(), headers={"X-CSRFToken": token})
    assert sent.status_code == 200


def test_signed_out_is_said_without_leading_away() -> None:
    assert Client().get(reverse("lead:state")).status_code == 401
    assert Client().post(reverse("lead:send"), sentence()).status_code == 401


def test_the_device_keeps_names_and_doors_of_the_own_neighbourhood_and_no_telephone(loop: Loop) -> None:
    told = client_of(loop.neighbour.account).get(f"{reverse('lead:state')}?keep=1")
    kept = told.json()["kept"]
    assert {name for _, _, name in kept["doors"]} == {"王桂兰", "李大明"}
    assert "2046" not in told.content.decode()
    section = client_of(loop.section.account).get(f"{reverse('lead:state')}?keep=1").json()
    assert section["kept"]["doors"] == []


def test_shell_and_worker_say_nothing_of_anybody(loop: Loop) -> None:
    client = client_of(loop.neighbour.account)
    page = client.get(reverse("lead:shell")).content.decode()
    assert "王桂兰" not in page
    assert "data-owner" not in page
    assert "csrf" not in page
    worker = client.get(reverse("lead:worker"))
    assert worker["Service-Worker-Allowed"] == "/desk/"
    assert client.get(reverse("lead:manifest"))["Content-Type"] == "application/manifest+json"


def test_people_shows_the_number_only_with_consent(loop: Loop) -> None:
    page = client_of(loop.neighbour.account).get(reverse("lead:people")).content.decode()
    assert "电话没有公开" in page
    assert "组长" in page
    assert "片长" in page


def test_a_visit_is_read_by_its_lead_alone(loop: Loop) -> None:
    client = client_of(loop.neighbour.account)
    client.post(reverse("lead:visit"), {"how": "help", "note": "帮王奶奶换灯泡", "household": ""})
    assert "帮王奶奶换灯泡" in client.get(reverse("lead:visit")).content.decode()
    for above in (loop.group, loop.section):
        for name in ("home", "visit"):
            assert (
                "帮王奶奶换灯泡" not in client_of(above.account).get(reverse(f"lead:{name}")).content.decode()
            )
    visit = Visit.everything.get()
    assert {f.name for f in Visit._meta.concrete_fields} & {"place", "point", "photo", "at"} == set()
    other = client_of(loop.group.account).post(reverse("lead:visit-remove", args=(visit.ref,)))
    assert other.status_code == 404
    client.post(reverse("lead:visit-remove", args=(visit.ref,)))
    assert not Visit.everything.exists()


def test_totals_above_tell_of_no_single_lead(loop: Loop) -> None:
    t, day = loop.territory, business_date()
    services.note_visit(actor=loop.neighbour, area=t.neighbourhoods[0], how=How.WALK)
    assert selectors.visit_totals(loop.community, t.community, day, day) is None, "so few leads serve"
    helpers = [(loop.group, t.groups[0]), (loop.section, t.sections[0])]
    for index in (1, 2):
        for post, areas in ((Post.NEIGHBOUR_LEAD, t.neighbourhoods), (Post.GROUP_LEAD, t.groups)):
            helpers.append((actor_for(t.account(post, areas[index])), areas[index]))
    totals = selectors.visit_totals(loop.district, t.district, day, day)
    assert totals is not None
    assert set(totals.values()) == {None}, "one lead noted something, and many lead"
    for _ in range(4):
        for actor, area in helpers[:4]:
            services.note_visit(actor=actor, area=area, how=How.WALK)
    totals = selectors.visit_totals(loop.district, t.district, day, day)
    assert totals is not None
    assert (totals[How.WALK], totals[How.HELP]) == (20, None), "17 by five leads, in tens"
    assert selectors.visit_totals(loop.neighbour, t.district, day, day) is None
    assert selectors.visit_totals(loop.district, t.neighbourhoods[0], day, day) is None, (
        "never of a lead's area"
    )


def test_totals_are_of_whole_months() -> None:
    assert selectors.whole_months(date(2024, 1, 1), date(2024, 10, 30)) == (
        date(2024, 1, 1),
        date(2024, 9, 30),
    )
    assert selectors.whole_months(date(2024, 1, 2), date(2024, 3, 31)) == (
        date(2024, 2, 1),
        date(2024, 3, 31),
    )
    assert selectors.whole_months(date(2024, 1, 2), date(2024, 2, 28)) is None
    assert selectors.whole_months(date(2024, 12, 1), date(2024, 12, 31)) == (
        date(2024, 12, 1),
        date(2024, 12, 31),
    )


def test_the_board_shows_totals_and_no_lead(loop: Loop) -> None:
    t = loop.territory
    actors = [(loop.neighbour, t.neighbourhoods[0]), (loop.group, t.groups[0]), (loop.section, t.sections[0])]
    for index in (1, 2):
        for post, areas in ((Post.NEIGHBOUR_LEAD, t.neighbourhoods), (Post.GROUP_LEAD, t.groups)):
            actors.append((actor_for(t.account(post, areas[index])), areas[index]))
    for actor, area in actors:
        services.note_visit(actor=actor, area=area, how=How.HELP, note="帮王奶奶换灯泡")
    Visit.everything.update(day=date(2024, 9, 3))
    span = {"from": "2024-09-01", "to": "2024-09-30"}
    client = client_of(loop.district.account)
    page = client.get(reverse("request_desk:board"), span | {"area": t.district.code}).content.decode()
    assert "约 10 次" in page
    assert "不足 5 位三长记过" in page
    assert "帮王奶奶" not in page
    own = client_of(loop.community.account)
    page = own.get(reverse("request_desk:board"), span | {"area": t.community.code}).content.decode()
    assert "走看听问帮（合计）" not in page, "three lead there"


def test_the_group_lead_stands_in_for_a_vacant_post(loop: Loop) -> None:
    held = Appointment.everything.get(area=loop.territory.neighbourhoods[0], post=Post.NEIGHBOUR_LEAD)
    client = client_of(loop.group.account)
    assert "由您" not in client.get(reverse("lead:home")).content.decode()
    leave_post(actor=SYSTEM, appointment=held, day=business_date(), reason="迁出")
    assert "现在由您联系" in client.get(reverse("lead:home")).content.decode()
    public = (
        Client().get(reverse("portal:lead", args=(loop.territory.neighbourhoods[0].code,))).content.decode()
    )
    assert "由组长代管" in public


def test_a_visit_names_only_an_own_door_and_a_known_way(loop: Loop) -> None:
    area = loop.territory.neighbourhoods[0]
    with pytest.raises(ValidationError, match="这一户今天不在"):
        services.note_visit(
            actor=loop.neighbour, area=area, how=How.ASK, household=loop.territory.household(2)
        )
    with pytest.raises(PermissionDenied):
        services.note_visit(actor=loop.group, area=area, how=How.ASK)
    visit = services.note_visit(actor=loop.neighbour, area=area, how=How.ASK)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.everything.filter(pk=visit.pk).update(how="gps")


def test_visits_go_after_their_time(loop: Loop) -> None:
    visit = services.note_visit(actor=loop.neighbour, area=loop.territory.neighbourhoods[0], how=How.LOOK)
    rule = next(each for each in retention.all_rules() if each.code == "grid.visit")
    assert list(rule.due(visit.day, visit.day)) == []
    rule.erase([each.pk for each in rule.due(date(visit.day.year + 3, 1, 1), visit.day)])
    assert not Visit.everything.exists()


def test_only_a_lead_of_today_takes_in(loop: Loop) -> None:
    other = actor_for(loop.territory.account(Post.NEIGHBOUR_LEAD, loop.territory.neighbourhoods[2]))
    said = services.Said(text="x", key=str(uuid4()), area=loop.territory.neighbourhoods[0])
    with pytest.raises(PermissionDenied):
        services.take_in(actor=other, said=said)


# --- what accuses an official ------------------------------------------------------------------------------
ACCUSES = "社区书记贪污公款三万元"


def test_what_sounds_like_an_accusation_is_asked_about_once(loop: Loop) -> None:
    """Openly it would reach whom it accuses: the secretary of the community reads what its leads tell."""
    client, address = client_of(loop.neighbour.account), reverse("lead:tell")
    said = sentence(text=ACCUSES, who="behalf", called="李四嫂", phone="13800001111")
    page = client.post(address, said).content.decode()
    assert not Request.everything.exists()
    assert "这像是检举控告，还没有送出" in page
    for kept in (ACCUSES, "李四嫂", "13800001111", said["key"], 'name="openly" value="1"'):
        assert kept in page
    assert f'formaction="{reverse("requests:accuse")}"' in page
    begun = client.post(reverse("requests:accuse"), said | {"begin": "1"}).content.decode()
    assert ACCUSES in begun
    client.post(address, said | {"openly": "1"})
    assert Request.everything.get().text == ACCUSES


def test_asked_of_what_is_done_already_as_well_and_of_nothing_else(loop: Loop) -> None:
    client, address = client_of(loop.neighbour.account), reverse("lead:tell")
    client.post(address, sentence(text=ACCUSES, act="done"))
    assert not Request.everything.exists()
    page = client.get(address).content.decode()
    assert 'name="begin" value="1" disabled' in page
    client.post(address, sentence())
    assert Request.everything.count() == 1


def test_the_device_holds_it_back_until_the_lead_has_said(loop: Loop) -> None:
    client, address, said = client_of(loop.neighbour.account), reverse("lead:send"), sentence(text=ACCUSES)
    held = client.post(address, said)
    assert (held.status_code, held.json()["asks"]) == (422, True)
    assert "走密封渠道" in held.json()["words"]
    assert not Request.everything.exists()
    assert "asks" not in client.post(address, sentence(text="")).json()
    first, again = (client.post(address, said | {"openly": "1"}).json() for _ in range(2))
    assert (first["first"], again["first"]) == (True, False)
    assert client.post(address, said).json()["number"] == first["number"]  # arrived: not asked again
