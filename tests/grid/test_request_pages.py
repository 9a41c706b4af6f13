"""Requests on the desk, through HTTP: who sees and does what, what is refused in which words, how many questions."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from linli.access.actor import Actor, actor_for
from linli.audit.models import Act
from linli.common.clock import business_now, stand_at
from linli.grid.models import Request, RequestAttachment, RequestTask, Teller
from linli.grid.requests import listing, work
from linli.grid.requests.models import AnswerWay, Source, Urgency, Verdict
from linli.grid.requests.services import answering, intake, moving, tasks
from linli.grid.requests.services.intake import About, Accused
from linli.grid.views.request_acts import ACTS
from linli.inbox.models import Message
from linli.people.models import Post
from linli.ui.work import gather
from linli.workflow import assigning
from linli.workflow.models import Approval
from tests.grid.requests import Loop, build_loop
from tests.territory import Territory

LIST = "/desk/requests/"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\0IEND\xaeB`\x82"


@pytest.fixture
def loop(territory: Territory, standing_clock: datetime) -> Loop:
    return build_loop(territory)


def client_of(actor: Actor) -> Client:
    assert actor.account is not None
    client = Client()
    client.force_login(actor.account)
    return client


def page(client: Client, address: str, **query: Any) -> str:
    response = client.get(address, query)
    assert response.status_code == 200, (address, response.status_code)
    text = response.content.decode()
    assert text.count("<h1") == 1
    assert len(re.findall(r'class="[^"]*btn-primary', text)) <= 1
    return text


def of(request: Request, act: str = "") -> str:
    return f"{LIST}{request.ref}/{act}"


def send(client: Client, request: Request, act: str, **data: Any) -> Request:
    response = client.post(of(request, f"{act}/"), data)
    assert response.status_code == 302, response.content.decode()[:4000]
    return Request.everything.get(pk=request.pk)


def refused(client: Client, request: Request, act: str, **data: Any) -> str:
    response = client.post(of(request, f"{act}/"), data)
    assert response.status_code in (200, 403)
    return response.content.decode()


def test_the_whole_way_by_hand(loop: Loop) -> None:
    request = loop.tell()
    neighbour, community = client_of(loop.neighbour), client_of(loop.community)
    text = page(neighbour, of(request))
    assert "下一步：就地办好了？" in text
    assert "上报" in text
    request = send(neighbour, request, "pass-up", words="井在公共地面")
    for actor in (loop.group, loop.section):
        request = send(client_of(actor), request, "pass-up")
    assert "下一步：受理这件事" in page(community, of(request))
    request = send(community, request, "accept", kind="hygiene-3", urgency="usual")
    assert "还有 5 个工作日" in page(community, of(request))
    request = send(community, request, "pass-up", words="要排水公司")
    street = client_of(loop.street)
    request = send(street, request, "accept", kind="hygiene-3", urgency="usual")
    text = page(street, of(request)).split("下一步")[1].split("</section>")[0]
    assert "内签收，不归他们的" in text
    assert "{" not in text
    request = send(street, request, "dispatch", units=[loop.unit.ref], asked="请疏通")
    task = RequestTask.everything.get(request=request)
    unit = client_of(loop.department)
    assert "签收" in page(unit, f"{LIST}tasks/")
    assert "下一步：签收" in page(unit, of(request))
    send(unit, request, f"tasks/{task.ref}/sign")
    send(unit, request, f"tasks/{task.ref}/finish", result="高压清洗 40 分钟")
    assert "下一步：确认办好" in page(street, of(request))
    send(street, request, f"tasks/{task.ref}/confirm")
    text = page(street, of(request))
    assert "高压清洗 40 分钟</textarea>" in text
    request = send(street, request, "finish", result="排水公司昨天下午已疏通")
    text = page(street, of(request))
    assert "王女士，您好。您10月30日说的“5栋前面的污水井又返水了”，排水公司昨天下午已疏通。" in text
    assert "王女士选了“打电话”" in text
    request = send(street, request, "answer", answer="已疏通。", answer_way="phone")
    request = send(street, request, "verdict", verdict="pleased", heard="phone")
    assert request.state == "closed"
    text = page(street, of(request))
    assert "已经办结" in text
    assert text.index("办结") < text.index("有人") if "有人" in text else True


def test_no_act_shows_the_name_of_a_period_for_the_period(loop: Loop) -> None:
    for verb, act in ACTS.items():
        assert not set("{}") & set(act.said), verb


def test_refusals_come_back_filled_and_in_words(loop: Loop) -> None:
    request = loop.tell()
    neighbour, community = client_of(loop.neighbour), client_of(loop.community)
    assert "请填写怎么办的。" in refused(neighbour, request, "settle", result=" ")
    assert "要由那里或上一级的人受理" in refused(
        neighbour, request, "accept", kind="hygiene-3", urgency="usual"
    )
    text = refused(community, request, "finish", result="好了")
    assert "现在是“待受理”，不能办好" in text
    assert "好了</textarea>" in text
    request = send(community, request, "accept", kind="hygiene-3", urgency="usual")
    assert "请选派给谁" in refused(community, request, "dispatch", asked="去看看")
    assert "没有找到编号 1" in refused(community, request, "merge", number="1")
    request = send(community, request, "explain", result="请找供水公司")
    assert request.state == "done"
    assert "评价由" in refused(neighbour, loop.tell("另一件"), "verdict", verdict="pleased")


def test_another_s_request_does_not_exist(loop: Loop) -> None:
    request = loop.tell()
    t = loop.territory
    other = client_of(actor_for(t.account(Post.STREET_OFFICER, t.streets[1])))
    for address in (of(request), of(request, "settle/"), of(request, "phone/")):
        assert other.get(address).status_code == 404
    assert request.number not in page(other, LIST, tab="all")
    assert client_of(loop.department).get(of(request)).status_code == 404
    auditor = client_of(actor_for(t.account(Post.AUDITOR, t.district)))
    assert auditor.get(LIST).status_code == 404
    assert Client().get(LIST).status_code == 302


def test_a_unit_sees_no_teller(loop: Loop) -> None:
    request = moving.accept(actor=loop.street, request=loop.tell(), kind=loop.kind)
    tasks.dispatch(actor=loop.street, request=request, units=(loop.unit,))
    text = page(client_of(loop.department), of(request))
    assert "王女士" not in text
    assert "138" not in text
    assert client_of(loop.department).get(of(request, "phone/")).status_code == 404


def test_what_accuses_is_on_nobody_s_list(loop: Loop) -> None:
    t = loop.territory
    request = intake.tell(
        actor=loop.district,
        text="有人收钱不办事",
        area=t.district,
        source=Source.COUNTER,
        about=About(accused=Accused(area=t.community)),
    )
    for actor in (loop.community, loop.street, loop.district):
        client = client_of(actor)
        assert client.get(of(request)).status_code == 404
        assert "有人收钱" not in page(client, LIST, tab="all", q="收钱")
    assert not Message.everything.exists()


def test_groups_tabs_and_counts_agree(loop: Loop) -> None:
    told = [loop.tell(f"路灯{number}不亮") for number in range(3)]
    moving.accept(actor=loop.community, request=told[0], kind=loop.kind)
    done = moving.settle(actor=loop.neighbour, request=told[1], result="好了")
    answering.answer(actor=loop.neighbour, request=done, text="好了。", way=AnswerWay.DOOR)
    client = client_of(loop.neighbour)
    text = page(client, LIST)
    assert "待我办 2" in text
    assert "待评价 1" in text
    assert "还没有受理·1 件" in text
    assert "路灯1不亮" not in text
    assert "路灯1不亮" in page(client, LIST, tab="answered")
    assert "共 3 件" in page(client, LIST, tab="all")
    stand_at(business_now() + timedelta(days=12))
    text = page(client, LIST)
    assert "过了期限·1 件" in text
    assert re.search(r"超 \d+ 个工作日", text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "返水"}, True),
        ({"q": "没有这样的"}, False),
        ({"kind": "hygiene"}, True),
        ({"kind": "noise"}, False),
        ({"source": "lead"}, True),
        ({"source": "hotline"}, False),
        ({"level": "neighbourhood"}, True),
        ({"level": "street"}, False),
        ({"state": "accepted"}, True),
        ({"state": "told"}, False),
        ({"area": "430602001001"}, True),
        ({"area": "430602002001"}, False),
        ({"area": "nowhere"}, False),
        ({"page": "99"}, True),
    ],
)
def test_filters_live_in_the_address(loop: Loop, query: dict[str, str], found: bool) -> None:
    moving.accept(actor=loop.community, request=loop.tell(), kind=loop.kind)
    text = page(client_of(loop.district), LIST, **({"tab": "all"} | query))
    assert ("污水井" in text) is found
    assert ("清除筛选" in text) is not ("page" in query)


@pytest.mark.parametrize("who", ["district", "street", "community", "neighbour", "department"])
def test_the_list_asks_few_questions(loop: Loop, who: str) -> None:
    actor: Actor = getattr(loop, who)
    client = client_of(actor)
    client.get(LIST)
    counted = []
    for _ in range(2):
        for number in range(3):
            request = moving.accept(actor=loop.district, request=loop.tell(f"路灯{number}"), kind=loop.kind)
            tasks.dispatch(actor=loop.district, request=request, units=(loop.unit,))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, LIST, tab="all")
        counted.append(len(asked))
    assert counted[0] == counted[1] <= 9  # one of them is the menu's count of my open work


FORM = {
    "text": "小区北门路灯三盏不亮",
    "who": "王女士",
    "way": "receipt",
    "source": "telephone",
    "urgency": "usual",
    "spot": "北门",
    "key": "page-1",
}


def test_a_call_is_written_down_with_two_things_said(loop: Loop) -> None:
    client = client_of(loop.community)
    page(client, f"{LIST}new/")
    form = FORM | {"area": loop.territory.community.code}
    for name, words in (("text", "请填写"), ("who", "请写怎么称呼")):
        response = client.post(f"{LIST}new/", form | {name: ""})
        assert words in response.content.decode()
    response = client.post(f"{LIST}new/", form)
    assert response.status_code == 302
    client.post(f"{LIST}new/", form | {"sure": "1"})
    request = Request.everything.get()
    assert (request.kind.code if request.kind else "", request.source) == ("property-3", "telephone")
    teller = Teller.everything.get()
    assert (teller.called, teller.wish, teller.on_behalf) == ("王女士", "named", True)


def test_what_resembles_is_shown_before_it_is_sent(loop: Loop) -> None:
    client = client_of(loop.community)
    form = FORM | {"area": loop.territory.community.code}
    client.post(f"{LIST}new/", form)
    response = client.post(f"{LIST}new/", form | {"key": "page-2", "who": "匿名"})
    assert "附近有 1 件可能是同一件事" in response.content.decode()
    assert Request.everything.count() == 1
    response = client.post(f"{LIST}new/", form | {"key": "page-2", "who": "匿名", "sure": "1"})
    assert response.status_code == 302
    assert Teller.everything.latest("pk").wish == "anonymous"


def test_photographs_hang_on_it_and_go_out_to_who_sees_it(loop: Loop, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    client = client_of(loop.community)
    form = FORM | {"area": loop.territory.community.code}
    many = [SimpleUploadedFile(f"{n}.png", PNG) for n in range(5)]
    assert "最多 4 个文件" in client.post(f"{LIST}new/", form | {"photos": many}).content.decode()
    program = SimpleUploadedFile("a.png", b"MZ program")
    assert "Windows 程序" in client.post(f"{LIST}new/", form | {"photos": [program]}).content.decode()
    one = SimpleUploadedFile("灯.png", PNG)
    assert client.post(f"{LIST}new/", form | {"photos": [one]}).status_code == 302
    row = RequestAttachment.everything.get()
    address = of(row.request, f"files/{row.ref}/")
    assert b"".join(client.get(address).streaming_content) == PNG  # type: ignore[attr-defined]
    other = client_of(actor_for(loop.territory.account(Post.STREET_OFFICER, loop.territory.streets[1])))
    assert other.get(address).status_code == 404


def test_the_number_is_shown_for_a_purpose_and_on_record(loop: Loop) -> None:
    request = loop.tell()
    client = client_of(loop.neighbour)
    text = page(client, of(request))
    assert "138****2046" in text
    assert "13812342046" not in text
    assert "请选一个用途" in client.post(of(request, "phone/"), {}).content.decode()
    text = client.post(of(request, "phone/"), {"purpose": "answer"}).content.decode()
    assert "13812342046" in text
    seen = Act.objects.unscoped("test").filter(code="grid.request.phone_seen")
    assert seen.count() == 1


def test_more_time_and_hold_are_asked_of_the_level_above(loop: Loop) -> None:
    request = moving.accept(actor=loop.community, request=loop.tell(), kind=loop.kind)
    for actor in (loop.neighbour, loop.group, loop.section):
        Request.everything.filter(pk=request.pk).update(holder=loop.territory.community, level="community")
        assert actor.account is not None
    community, street = client_of(loop.community), client_of(loop.street)
    send(community, request, "extend", reason="等材料")
    assert "已经" in refused(community, request, "extend", reason="等材料")
    approval = Approval.everything.get()
    assert approval.area == loop.territory.streets[0]
    text = page(community, of(request))
    assert "送岳阳楼街道决定" in text
    request = send(street, request, "hold", plan="明年一起改", words="没有资金")
    assert request.state == "suspended"
    assert "明年一起改" in page(community, of(request))
    request = send(community, request, "resume", words="资金到了")
    assert request.state == "accepted"


def test_given_to_a_colleague_and_on_the_first_page(loop: Loop) -> None:
    request = moving.accept(actor=loop.community, request=loop.tell(), kind=loop.kind)
    Request.everything.filter(pk=request.pk).update(holder=loop.territory.community, level="community")
    colleague = loop.territory.account(Post.COMMUNITY_OFFICER, loop.territory.community)
    client = client_of(loop.community)
    assert "没有这样一位" in refused(client, request, "give", name="无此人", why="他熟")
    assert colleague.person is not None
    send(client, request, "give", name=colleague.username, why="他熟")
    assert assigning.holder_of(request) == colleague.person
    assert colleague.person.name in page(client, of(request))
    found = gather(loop.community, business_now())
    assert found.first is not None
    assert found.first.address == of(request)
    moving.pass_up(actor=loop.community, request=request)
    assert assigning.holder_of(request) is None


def test_what_waits_is_the_same_on_list_and_first_page(loop: Loop) -> None:
    for number in range(3):
        loop.tell(f"路灯{number}不亮")
    assert work.in_hand(loop.neighbour).count() == 3
    context = listing.listed(loop.neighbour, {})
    assert context["page"].paginator.count == 3


def test_people_are_told_without_anybody_s_name(loop: Loop) -> None:
    request = loop.tell(urgency=Urgency.AT_ONCE)
    request = moving.accept(actor=loop.street, request=request, kind=loop.kind)
    (task,) = tasks.dispatch(actor=loop.street, request=request, units=(loop.unit,))
    tasks.send_back(actor=loop.department, task=task, words="归水务公司")
    request = moving.finish(actor=loop.street, request=request, result="好了")
    request = answering.answer(actor=loop.street, request=request, text="好了。", way=AnswerWay.DOOR)
    answering.judge(request=request, verdict=Verdict.DISPLEASED)
    told = list(Message.everything.values_list("kind", "urgent", "title", "line", "address"))
    assert {"grid.given", "grid.returned", "grid.reopened", "grid.answer_owed"} <= {each[0] for each in told}
    assert [each[1] for each in told if each[0] == "grid.given"] == [True]
    said = "".join(each[2] + each[3] for each in told)
    assert "王女士" not in said
    assert "污水井" not in said
    assert {each[4] for each in told} == {reverse("requests:request", args=(request.ref,))}
