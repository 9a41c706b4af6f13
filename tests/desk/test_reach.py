"""Who finds what by the search, the list of what is due and the first page: whoever has work, and never a secret."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import NOBODY, SYSTEM, Actor, actor_for
from linli.audit.models import Act
from linli.common.clock import business_date, business_now
from linli.desk import due
from linli.desk.models import SearchText
from linli.desk.search import find, index
from linli.grid.models import Request
from linli.grid.requests.models import Source, Urgency
from linli.grid.requests.services import intake, moving, sealing, tasks
from linli.grid.requests.services.intake import About, Accused
from linli.notices.models import PostingKind
from linli.notices.services import postings
from linli.orgs.models import Organisation
from linli.people.models import Account, Household, Post
from linli.people.services import appoint
from linli.ui import work
from linli.ui.work import Item, WorkSource
from linli.workflow.assigning import assign
from linli.workflow.models import Deadline
from linli.workflow.services import start_deadline
from tests.grid.requests import Loop, build_loop
from tests.mediation.rows import closed_case
from tests.mediation.walk import walk
from tests.territory import BEGIN, Territory

SECRET = "书记收了工程队的红包"


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def page_of(who: Actor | Account) -> Client:
    client = Client()
    account = who.account if isinstance(who, Actor) else who
    assert account is not None
    client.force_login(account)
    return client


def told(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def titles(sought: str, actor: Actor) -> list[str]:
    return [title for group in find.found(sought, actor) or [] for title, _, _ in group.rows]


def addresses(sought: str, actor: Actor) -> list[str]:
    return [address for group in find.found(sought, actor) or [] for _, _, address in group.rows]


def with_community(loop: Loop, text: str = "3栋门口堆了旧沙发") -> Request:
    """Told to the neighbour lead, passed up, and taken on by the community."""
    request = loop.tell(text, urgency=Urgency.USUAL)
    for who in (loop.neighbour, loop.group, loop.section):
        moving.pass_up(actor=who, request=request, words="请社区来看")
        request.refresh_from_db()
    moving.accept(actor=loop.community, request=request, kind=loop.kind)
    request.refresh_from_db()
    return request


def given(loop: Loop) -> Request:
    """A part of it given to the department."""
    request = with_community(loop)
    tasks.dispatch(actor=loop.community, request=request, units=(loop.unit,), asked="拖走")
    request.refresh_from_db()
    return request


def secret(loop: Loop) -> Request:
    """Told in confidence at once, with a clock planted on it that no service sets."""
    request = intake.tell(
        actor=NOBODY,
        text=SECRET,
        area=loop.territory.community,
        source=Source.RESIDENT,
        about=About(accused=Accused(area=loop.territory.community)),
    )
    started = business_now() - timedelta(days=40)
    start_deadline(
        actor=SYSTEM, target=request, code="mediation.settle", area=request.holder, started=started
    )
    return request


# Departments and the discipline office have a desk of their own


def test_a_department_has_its_task_on_its_first_page_among_what_is_due_and_finds_it(loop: Loop) -> None:
    mine, other = given(loop), with_community(loop, "7栋门口堆了旧沙发")
    page = page_of(loop.department)
    home = told(page, "/desk/")
    assert mine.text in home
    assert "签收" in home
    assert "没有可看的业务内容" not in home
    assert 'action="/desk/search/"' in home
    listed = told(page, "/desk/due/")
    assert mine.text in listed
    assert reverse("requests:request", args=(mine.ref,)) in listed
    assert page.get(reverse("requests:request", args=(mine.ref,))).status_code == 200
    found = told(page, "/desk/search/?q=沙发")
    assert mine.text in found
    for shown in (home, listed, found):
        assert other.text not in shown
    assert page.get(f"/desk/due/?area={loop.territory.district.code}").status_code == 404
    assert titles("岳阳楼", loop.department) == [], "places and registers stay closed to it"


def test_the_discipline_office_sees_what_any_source_has_for_it(
    loop: Loop, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(loop.territory.account(Post.DISCIPLINE_OFFICER, loop.territory.district))
    home = told(page, "/desk/")
    assert "没有可看的业务内容" not in home
    assert "现在没有等您办的事" in home
    assert "没有正在计时的事" in told(page, "/desk/due/")
    assert "您的任职在这里查不到什么" in told(page, "/desk/search/?q=沙发")
    source = WorkSource(
        code="test.secrets",
        label="密封的",
        rows=lambda actor: Request.objects.visible_to(actor).order_by("pk"),
        written=lambda rows, *_: [Item(what=row.number, due_at=business_now()) for row in rows],
        suits=lambda actor: actor.may("secrets.handle"),
    )
    monkeypatch.setitem(work._sources, source.code, source)
    number = secret(loop).number
    assert number in told(page, "/desk/")
    assert number in told(page, "/desk/due/")


# Told in confidence: T03


def everybody(loop: Loop) -> list[Actor]:
    return [
        loop.neighbour,
        loop.group,
        loop.section,
        loop.community,
        loop.street,
        loop.district,
        loop.department,
    ]


def test_a_secret_is_in_no_index_and_among_what_is_due_to_nobody_but_its_handlers(loop: Loop) -> None:
    told_secretly = secret(loop)
    assert Deadline.everything.filter(target_type="grid.request", target_id=told_secretly.pk).exists()
    index.rebuild()
    assert not SearchText.everything.filter(text__contains="红包").exists()
    for actor in everybody(loop):
        assert titles("红包", actor) == titles(told_secretly.number, actor) == []
        for area in (loop.territory.district, loop.territory.community):
            on_page = due.open_for(actor, area)
            assert not on_page.filter(target_id=told_secretly.pk, target_type="grid.request").exists()
        assert SECRET not in told(page_of(actor), "/desk/due/")
    handler = loop.territory.account(Post.DISCIPLINE_OFFICER, loop.territory.district)
    assert titles("红包", actor_for(handler)) == [], "its handlers have a list of their own"


def test_what_is_sealed_later_leaves_the_index(loop: Loop) -> None:
    request = with_community(loop, SECRET)
    index.refresh()
    assert titles("红包", loop.street) == [SECRET]
    sealing.seal(actor=loop.community, request=request, accused=Accused(area=loop.territory.community))
    assert titles("红包", loop.street) == titles(request.number, loop.street) == []
    index.refresh()
    assert not SearchText.everything.filter(text__contains="红包").exists()


# Requests, cases and codes are found


def test_a_request_is_found_by_its_text_and_by_its_number_or_the_beginning_of_it(loop: Loop) -> None:
    request = with_community(loop)
    index.rebuild()
    here = [reverse("requests:request", args=(request.ref,))]
    for sought in ("沙发", "门口 沙发", request.number, request.number[:-1]):
        for who in (loop.neighbour, loop.community, loop.street):
            assert addresses(sought, who) == here, sought
    elsewhere = actor_for(loop.territory.account(Post.STREET_OFFICER, loop.territory.streets[1]))
    assert addresses("沙发", elsewhere) == addresses(request.number, elsewhere) == []
    group = find.found_of("request", request.number[:-1], None, loop.community)
    assert [address for _, _, address in group.rows] == here


def test_the_beginning_of_a_number_is_not_taken_for_a_telephone(loop: Loop) -> None:
    request = with_community(loop)
    tail, day, _ = request.number.split("-")
    page = page_of(loop.street)
    for sought in (f"{tail}-{day}", f"{tail}-{day[:4]}", request.number):
        assert page.post("/desk/search/", {"q": sought}).status_code == 302, sought
    assert not Act.everything.filter(code="desk.person.looked_up").exists()


def test_the_beginning_of_a_code_finds_what_lies_below(loop: Loop) -> None:
    code = loop.territory.community.code
    index.rebuild()
    found = addresses(code.lower(), loop.street)
    assert found[0] == reverse("desk:area", args=(code,))
    assert len(found) > 1
    assert all(address.startswith(f"/desk/areas/{code}") for address in found)
    assert addresses(loop.territory.communities[2].code, loop.street) == []


def test_a_case_is_found_by_its_words_by_those_who_read_them_and_leads_to_its_page(loop: Loop) -> None:
    case = walk(loop.territory, registered_on=business_date(), title="楼道堆物").case
    index.rebuild()
    assert addresses("楼道堆物", loop.community) == [reverse("mediation:case", args=(case.ref,))]
    assert addresses("楼道堆物", loop.section) == [], "no lead reads what a case is about"


# A lead finds the own neighbours


@pytest.fixture
def door(loop: Loop) -> Household:
    home = loop.territory.household(0)
    Household.everything.filter(pk=home.pk).update(contact_name="薛海芳", door="1单元0301室")
    home.building.name = "荣发小区1栋"
    home.building.save()
    return home


def test_a_lead_finds_doors_and_names_of_the_own_neighbourhood_in_clear_and_on_record(
    loop: Loop, door: Household
) -> None:
    index.rebuild()
    page, here = page_of(loop.neighbour), reverse("desk:household", args=(door.ref,))
    for sought in ("荣发", "1栋", "荣发小区1栋1单元0301室", "荣发 0301"):
        shown = told(page, f"/desk/search/?q={sought}")
        assert here in shown, sought
        assert "薛海芳" in shown
        assert "1单元0301室" in shown
    looks = Act.everything.filter(is_look=True, actor_id=loop.neighbour.account_id)
    before = looks.count()
    answer = page.post("/desk/search/", {"q": "薛海芳"})
    assert answer.status_code == 200, "answered at once: no name in an address"
    assert here in answer.content.decode()
    assert looks.count() == before + 1
    assert here not in told(page, "/desk/search/?q=薛海芳")


def test_a_name_a_lead_seeks_in_vain_goes_into_no_address(loop: Loop, door: Household) -> None:
    for number in range(7):
        found = loop.territory.organisation(loop.territory.neighbourhoods[0])
        Organisation.everything.filter(pk=found.pk).update(name=f"欧阳互助会{number}")
    index.rebuild()
    answer = page_of(loop.neighbour).post("/desk/search/", {"q": "欧阳"})
    assert answer.status_code == 200
    assert "?q=" not in answer.content.decode()
    assert "欧阳互助会" in answer.content.decode()
    vain = page_of(loop.neighbour).post("/desk/search/", {"q": "欧阳不存在"})
    assert (vain.status_code, "没有找到“欧阳不存在”" in vain.content.decode()) == (200, True)


def test_nobody_else_finds_a_door_by_a_name(loop: Loop, door: Household) -> None:
    territory, index_built = loop.territory, index.rebuild()
    assert index_built
    far = actor_for(territory.account(Post.NEIGHBOUR_LEAD, territory.neighbourhoods[2]))
    for who in (loop.community, loop.street, loop.district, loop.department, far):
        page = page_of(who)
        answer = page.post("/desk/search/", {"q": "薛海芳"})
        assert answer.status_code == (200 if who is far else 302)
        shown = answer.content.decode() if who is far else told(page, answer["Location"])
        assert door.ref not in shown
        for sought in ("荣发", "1栋"):
            assert door.ref not in told(page, f"/desk/search/?q={sought}")


def test_a_group_lead_finds_the_leads_of_the_group_by_name(loop: Loop) -> None:
    lead = loop.territory.person(name="周玉兰")
    hood = loop.territory.neighbourhoods[1]
    appoint(actor=SYSTEM, person=lead, post=Post.NEIGHBOUR_LEAD, area=hood, day=BEGIN, basis="测试")
    for who, is_there in (
        (loop.group, hood.path.startswith(loop.territory.groups[0].path)),
        (loop.neighbour, False),
    ):
        found = page_of(who).post("/desk/search/", {"q": "周玉兰"})
        assert (b"/desk/people/" in found.content) is is_there


# What is due, and in whose words


def test_requests_stand_among_what_is_due_and_on_the_page_of_the_area(loop: Loop) -> None:
    request = with_community(loop)
    page = page_of(loop.community)
    listed = told(page, "/desk/due/")
    assert request.text in listed
    assert reverse("requests:request", args=(request.ref,)) in listed
    for area in (loop.territory.community, loop.territory.streets[0]):
        shown = told(page_of(loop.district), reverse("desk:area", args=(area.code,)))
        assert request.text in shown
        assert f"?area={area.code}" in shown
    assert request.text not in told(page_of(loop.street), "/desk/due/"), "it is in the community's hands"
    assert request.text not in told(page, "/desk/due/?rest=1"), "it has a list of its own"


def test_all_that_falls_due_on_the_first_page_stands_in_the_list(loop: Loop) -> None:
    """Also what has no clock of its own (a visit, a clause), and beyond the dozen the first page shows."""
    for n in range(work.MOST + 2):
        with_community(loop, f"{n}栋门口堆了旧沙发")
    walk(loop.territory, registered_on=business_date(), title="楼道堆物")
    now = business_now()
    shown = work.gather(loop.community, now)
    listed, cut = work.all_due(loop.community, now)
    wanted = {item.target for group in shown.groups for item in group.items if item.due_at is not None}
    assert wanted <= {item.target for item in listed}
    assert [each.count for each in shown.cut] == [work.MOST + 2]
    assert not cut
    assert len(listed) == work.MOST + 3
    assert f"共 {len(listed)} 件" in told(page_of(loop.community), "/desk/due/")
    ends = [item.due_at for item in listed if item.due_at is not None]
    assert ends == sorted(ends)


def test_a_matter_is_told_by_the_source_that_owns_it_and_its_page_leads_to_the_work(loop: Loop) -> None:
    assert loop.community.account is not None
    walked = walk(loop.territory, registered_on=business_date(), title="楼道堆物")
    walked.kept_by(loop.community.account)
    case = walked.case
    assign(
        actor=SYSTEM,
        target=case,
        area=case.community,
        holder=loop.community.account.person,  # type: ignore[arg-type]
        why="社区分办",
    )
    page = page_of(loop.community)
    home, at = told(page, "/desk/"), reverse("mediation:case", args=(case.ref,))
    assert home.count(at) == 1
    assert "楼道堆物" in home
    assert "社区分办" not in home
    assert reverse("desk:record", args=("dispute-case", case.ref)) not in home
    assert at in told(page, reverse("desk:record", args=("dispute-case", case.ref)))


def test_the_page_of_a_closed_case_leads_to_the_case(loop: Loop) -> None:
    case = closed_case(loop.territory, community=loop.territory.community)
    shown = told(page_of(loop.community), reverse("desk:record", args=("dispute-case", case.ref)))
    assert reverse("mediation:case", args=(case.ref,)) in shown


def test_a_withdrawn_posting_is_said_to_be_withdrawn_on_the_page_of_its_area(loop: Loop) -> None:
    kind, area = PostingKind.everything.order_by("position")[0], loop.territory.community
    content = postings.Content(title="三季度收支", issuer="居委会", body="见表。", online=True, board="东门")
    hung: Any = postings.draft(actor=loop.street, kind=kind, area=area, content=content)
    postings.post(actor=loop.street, posting=hung)
    address, page = reverse("desk:area", args=(area.code,)), page_of(loop.street)
    assert "已撤回" not in told(page, address)
    postings.withdraw(actor=loop.street, posting=hung, reason="账目有误")
    shown = told(page, address)
    assert "三季度收支" in shown
    assert "已撤回" in shown
