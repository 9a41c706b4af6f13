"""Who proposed whom: the parties' own choice, anybody of the free pool by name or pinyin, why in one's own words."""

from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.mediation.case_file import gather
from linli.mediation.models import Capacity, ChosenBy, Notable, PanelMember, Reason
from linli.mediation.papers import papers_of
from linli.mediation.services import panels
from linli.mediation.suggesting import called, suggest
from linli.people.models import Post
from tests.mediation.rows import notable
from tests.mediation.walk import Walk, walk
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")
ON = "2024-10-30"
TODAY = date(2024, 10, 30)


@pytest.fixture
def found(territory: Territory, client: Client, standing_clock: datetime) -> Walk:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    client.force_login(account)
    return walk(territory).informed().through("match").kept_by(account)


@pytest.fixture
def crowd(territory: Territory) -> list[Notable]:
    """More than are ever suggested; the last one is listed last and knows nothing of the matter."""
    names = [f"众人{sign}" for sign in "甲乙丙丁戊己庚辛壬癸"]
    rows = [notable(territory, person=territory.person(name=name), expertise=["building"]) for name in names]
    return [*rows, *(notable(territory, person=territory.person(name=name)) for name in ("余秀华", "余向东"))]


def _post(client: Client, found: Walk, **data: str) -> tuple[int, str]:
    told = {"on": ON, "chosen_by": "parties", **data}
    answer = client.post(reverse("mediation:act", args=(found.case.ref, "invite")), told)
    return answer.status_code, answer.content.decode()


def test_somebody_who_is_not_suggested_is_found_by_name_and_by_pinyin(
    found: Walk, crowd: list[Notable]
) -> None:
    wanted, offered = crowd[-2], {each.notable.ref for each in suggest(found.case, TODAY).candidates}
    left_out = [each for each in crowd if each.ref not in offered]
    assert left_out, "more are listed than suggested"
    for each in left_out:
        assert [c.notable.ref for c in called(found.case, TODAY, each.person.name)] == [each.ref]
    for said in ("余秀华", "秀华", "yuxiuhua", "YXH", " 余 秀华", "yxｈ"):
        assert [c.notable.ref for c in called(found.case, TODAY, said)] == [wanted.ref], said
    assert {c.notable.ref for c in called(found.case, TODAY, "yu")} == {each.ref for each in crowd[-2:]}
    for said in ("", " ", "没有这个人", "xiuhua9"):
        assert called(found.case, TODAY, said) == []


def test_nobody_is_found_who_may_not_be_asked(found: Walk, crowd: list[Notable]) -> None:
    Notable.everything.filter(pk=crowd[-1].pk).update(paused_on=TODAY, paused_reason="外出")
    assert called(found.case, TODAY, "余向东") == []
    party = found.parties[0].name
    namesake = notable(found.territory, person=found.territory.person(name=party))
    assert called(found.case, TODAY, party) == [], f"{namesake} bears the name of a party"


def test_the_parties_choice_is_recorded_with_its_reason(
    found: Walk, crowd: list[Notable], client: Client
) -> None:
    status, text = _post(client, found, name="余秀华", words="两家都信得过，教过两家的孩子")
    assert status == 409
    assert "找到 1 位，排在最前面，请选一位" in text
    who = f"n-{crowd[-2].ref}"
    assert text.partition('name="who" value="')[2].startswith(who), "whom one looked for comes first"
    assert "两家都信得过" in text, "what was typed stays"
    status, _ = _post(client, found, name="余秀华", who=who, words="两家都信得过，教过两家的孩子")
    assert status == 302
    member = PanelMember.everything.get()
    assert (member.person.name, member.chosen_by) == ("余秀华", ChosenBy.PARTIES)
    assert member.reason_words == "两家都信得过，教过两家的孩子"
    assert "当事人选" in client.get(reverse("mediation:case", args=(found.case.ref,))).content.decode()


def test_without_own_words_the_parties_choice_says_so(
    found: Walk, crowd: list[Notable], client: Client
) -> None:
    assert _post(client, found, name="余向东", who=f"n-{crowd[-1].ref}")[0] == 302
    assert PanelMember.everything.get().reason_words.startswith("各方共同选定，")
    status, text = _post(client, found, name="renguop")
    assert (status, "找到 1 位" in text) == (409, True), "a mediator is found by the name too"
    assert text.partition('name="who" value="')[2].startswith(f"m-{found.mediator.ref}")
    assert _post(client, found, who=f"m-{found.mediator.ref}")[0] == 302
    chair = PanelMember.everything.get(capacity=Capacity.MEDIATOR)
    assert (chair.chosen_by, chair.reason_words, chair.is_convenor) == ("parties", "各方共同选定", True)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "请选一位；没有列出来的，按姓名找"),
        ({"name": "没有这个人"}, "没有找到能请的这一位"),
        ({"who": "n-nobody"}, "请"),
        ({"chosen_by": "draw"}, "请"),
        ({"chosen_by": ""}, "请"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_asked(
    found: Walk, crowd: list[Notable], client: Client, data: dict[str, str], words: str
) -> None:
    status, text = _post(client, found, **data)
    assert status == 409
    assert words in text
    assert not PanelMember.everything.exists()


def _invited(found: Walk, listed: Notable, chosen_by: ChosenBy) -> PanelMember:
    return panels.invite(
        actor=SYSTEM,
        case=found.case,
        person=listed.person,
        notable=listed,
        capacity=Capacity.NOTABLE,
        reason=Reason.KNOWN,
        chosen_by=chosen_by,
        on=TODAY,
    )


def test_each_keeps_who_proposed_them_whoever_comes_after(found: Walk, crowd: list[Notable]) -> None:
    _invited(found, crowd[-1], ChosenBy.PARTIES)
    _invited(found, crowd[0], ChosenBy.COMMUNITY)
    panel = panels.panel_of(found.case)
    assert panel is not None
    assert panel.how(panels.sitting(panel)) == "当事人选1人，其余由社区点"
    assert "当事人选1人，其余由社区点" in str(papers_of(gather(found.case), "panel")[0])
    panels.let_go(actor=SYSTEM, member=PanelMember.everything.get(notable=crowd[-1]), on=TODAY, reason="出差")
    assert panel.how(panels.sitting(panel)) == "社区点"


@pytest.mark.parametrize(
    ("came", "said"),
    [
        ("", "社区点"),
        ("c", "社区点"),
        ("pp", "当事人选"),
        ("dd", "随机抽取2人"),
        ("dpc", "随机抽取1人，当事人选1人，其余由社区点"),
        ("dc", "随机抽取1人，其余由社区点"),
        ("dpp", "随机抽取1人，其余由当事人选"),
    ],
)
def test_how_a_panel_came_is_said_of_those_who_sit(found: Walk, came: str, said: str) -> None:
    marks = {"d": ChosenBy.DRAW, "p": ChosenBy.PARTIES, "c": ChosenBy.COMMUNITY}
    members = [PanelMember(chosen_by=marks[each]) for each in came]
    panel = panels.begun(SYSTEM, found.case, None)
    assert panel.how(members) == said


def test_the_database_takes_no_other_proposer(found: Walk, crowd: list[Notable]) -> None:
    member = _invited(found, crowd[0], ChosenBy.COMMUNITY)
    with pytest.raises(IntegrityError), transaction.atomic():
        PanelMember.everything.filter(pk=member.pk).update(chosen_by="lot")
    member.chosen_by = "lot"
    with pytest.raises(ValidationError):
        member.full_clean()
