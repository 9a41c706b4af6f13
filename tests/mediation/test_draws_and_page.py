"""A draw anyone recomputes; the page of a case: its number, many parties, what is late, how panels are made up."""

import re
import shutil
import subprocess
from datetime import date, timedelta
from html import unescape

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM, actor_for
from linli.common.clock import business_date
from linli.mediation import drawing, next_steps, showing
from linli.mediation.case_file import gather
from linli.mediation.consents import parties_of
from linli.mediation.models import (
    Agreement,
    ChosenBy,
    DisputeCase,
    DisputeKind,
    Draw,
    Form,
    Matter,
    MeetingKind,
    PanelRule,
    Special,
)
from linli.mediation.papers import papers_of
from linli.mediation.selectors import panel_rule_on
from linli.mediation.services import agreements, panels, parties
from linli.mediation.services.practice import set_panel_rule
from linli.mediation.services.team import keep
from linli.people.models import Post
from tests.mediation.lift import NAMES, SEED, heard, lift
from tests.mediation.walk import DAY, walk
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")


def _page(client: Client, case: DisputeCase) -> str:
    return client.get(reverse("mediation:case", args=(case.ref,))).content.decode()


# The draw


def test_anyone_recomputes_a_draw_without_an_account(territory: Territory) -> None:
    found = lift(territory)
    row = Draw.everything.get()
    answer = Client().get(reverse("mediation-public:draw", args=(row.ref,)))
    text = unescape(answer.content.decode())
    assert answer.status_code == 200
    for said in (SEED, row.seed_source, row.method, *row.pool, territory.community.name, "结果一样"):
        assert said in text
    for hidden in (
        *NAMES,
        found.case.title + "·",
        found.case.number,
        territory.estates[0].name,
        "任建新",
        "毛晓云",
    ):
        assert hidden not in text
    digests = dict(re.findall(r'<th scope="row"[^>]*>(\w+)</th>.*?<code[^>]*>([0-9a-f]{64})', text))
    assert digests == {number: drawing.fingerprint(row.seed, number) for number in row.pool}
    assert sorted(digests, key=digests.__getitem__)[: len(row.drawn)] == row.drawn
    line = re.findall(r"<pre[^>]*><code>(.*?)</code>", text, re.DOTALL)[0]
    if shutil.which("sha256sum"):
        out = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True).stdout
        assert [each.split()[1] for each in out.splitlines()] == row.drawn
    assert Client().get(reverse("mediation-public:draw", args=("nonsense",))).status_code == 404


def test_a_seed_that_is_a_command_stays_a_seed(territory: Territory) -> None:
    lift(territory)
    row = Draw.everything.get()
    row.seed = "3286'; echo hacked; echo '"
    row.drawn = drawing.draw(row.seed, row.pool, 3)
    row.save()
    text = unescape(Client().get(reverse("mediation-public:draw", args=(row.ref,))).content.decode())
    line = re.findall(r"<pre[^>]*><code>(.*?)</code>", text, re.DOTALL)[0]
    out = subprocess.run(["sh", "-c", line], capture_output=True, text=True, check=True).stdout
    assert [each.split()[1] for each in out.splitlines()] == row.drawn
    assert "hacked" not in out


def test_paper_and_page_lead_to_the_draw_and_say_how_the_panel_came(
    territory: Territory, client: Client
) -> None:
    found = lift(territory)
    row = Draw.everything.get()
    address = reverse("mediation-public:draw", args=(row.ref,))
    assert papers_of(gather(found.case), "draw")[0].qr == address
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    text = _page(client, found.case)
    assert address in text
    assert "随机抽取3人，其余由社区点" in text
    panel = panels.panel_of(found.case)
    assert panel is not None
    assert panel.chosen_by == ChosenBy.DRAW  # a mediator asked to it afterwards makes it no other


# The page


def test_one_number_on_pages_and_papers(territory: Territory, client: Client) -> None:
    found = walk(territory).informed()
    found.case.refresh_from_db()
    assert found.case.number == "（2024）高人调字第1号" == gather(found.case).number
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    assert found.case.number in _page(client, found.case)
    listed = client.get(reverse("mediation:cases") + "?tab=all").content.decode()
    assert found.case.number in listed


def test_eight_parties_are_summed_up_by_side(territory: Territory, client: Client) -> None:
    found = lift(territory)
    account = territory.account(Post.STREET_OFFICER, territory.streets[0])
    client.force_login(account)
    text = _page(client, found.case)
    assert "申请人 6 方" in text
    assert "被申请人 2 方" in text
    assert "一方一方看，共 8 方" in text
    assert not any(name in text for name in (*NAMES, "任建新"))
    parties.answer(actor=SYSTEM, party=found.parties[0], matter=Matter.PUBLIC, given=False, on=DAY)
    rows = showing.consents_of(parties_of(found.case))
    said = {label: words for label, words, _ in showing.groups_of(rows)[0].cells}
    assert said["公开调解"] == "1 方不公开，5 方同意"
    assert said["调解"] == "都同意"


def test_names_of_the_panel_are_clear_to_the_team(territory: Territory, client: Client) -> None:
    found = heard(lift(territory))
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    from linli.mediation.services.team import join

    assert account.person is not None
    join(case=found.case, person=account.person, on=DAY)
    client.force_login(account)
    text = _page(client, found.case)
    member = found.members[1].person.name
    assert member in text
    assert "应当互相体谅。" in text
    assert "赞成 3，不赞成 0，弃权 1" in text
    hearing = found.case.meetings.get(kind=MeetingKind.HEARING)
    opinion = reverse("mediation:act", args=(found.case.ref, f"opinion-{hearing.ref}"))
    assert opinion in text
    sent = client.post(opinion, {"member": found.members[1].ref, "words": "听证时说的"})
    assert sent.status_code == 302
    assert "听证时说的" in _page(client, found.case)
    assert reverse("mediation:act", args=(found.case.ref, "escalate")) in text


def test_the_court_is_not_offered_after_thirty_days(territory: Territory, client: Client) -> None:
    found = walk(territory).informed()
    agreement = found.agreed()  # on 3 June; the clock stands at 30 October
    assert agreements.last_day_to_apply(agreement) == date(2024, 7, 3)
    found.case.refresh_from_db()
    step = next_steps.next_of(found.case, parties_of(found.case), [])
    assert step is not None
    assert "court" not in dict(step.others)
    assert "超 119 天，还没有履行" in step.words
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    client.force_login(account)
    found.kept_by(account)
    text = _page(client, found.case)
    assert "2024年7月3日已经期满。不能再共同申请" in text
    asked = client.get(reverse("mediation:act", args=(found.case.ref, "court"))).content.decode()
    assert "已经过了" in asked


def test_the_court_is_offered_while_the_days_run_and_never_for_what_is_spoken(territory: Territory) -> None:
    today = business_date()
    found = walk(territory)
    found.day = today
    found.informed().agreed()
    found.case.refresh_from_db()
    step = next_steps.next_of(found.case, parties_of(found.case), [])
    assert step is not None
    assert "court" in dict(step.others)
    spoken = found.beside()
    spoken.day = today
    spoken.informed()
    agreements.take_effect(actor=SYSTEM, agreement=spoken.drafted(Form.ORAL), on=today)
    spoken.case.refresh_from_db()
    step = next_steps.next_of(spoken.case, parties_of(spoken.case), [])
    assert step is not None
    assert "court" not in dict(step.others)
    assert agreements.last_day_to_apply(Agreement.everything.get(case=spoken.case)) is None


def test_never_for_a_marriage(territory: Territory) -> None:
    found = walk(territory, special=Special.MARRIAGE).informed()
    assert agreements.last_day_to_apply(found.agreed()) is None


# How panels are made up


def test_the_district_sets_how_many_sit(territory: Territory, client: Client) -> None:
    admin = territory.account(Post.SYSTEM_ADMIN, territory.district)
    client.force_login(admin)
    address = reverse("mediation:panel-rule")
    values = {
        "least": 3,
        "most": 9,
        "woman_in_family": "on",
        "basis": "区里的决定",
        "valid_from": "2024-10-30",
    }
    assert client.get(address).status_code == 200
    refused = client.post(address, values | {"most": 8})
    assert refused.status_code == 409
    assert "单数" in refused.content.decode()
    assert client.post(address, values).status_code == 302
    assert panel_rule_on(date(2024, 10, 30)).said == "3 到 9 的单数"
    assert panel_rule_on(date(2024, 10, 29)).said == "3 到 7 的单数"
    client.force_login(territory.account(Post.DISTRICT_OFFICER, territory.district))
    assert client.get(address).status_code == 404


def test_a_smaller_panel_needs_fewer_and_no_woman_where_none_is_asked(territory: Territory) -> None:
    found = walk(territory, kind=DisputeKind.FAMILY).informed()
    members = found.listed(1)
    assert any("3 到 7" in each for each in panels.lacking(found.case, members))
    assert any("女性" in each for each in panels.lacking(found.case, members))
    admin = actor_for(territory.account(Post.SYSTEM_ADMIN, territory.district))
    today = business_date()
    set_panel_rule(actor=admin, least=1, most=1, woman_in_family=False, basis="试行", valid_from=today)
    said = "".join(panels.lacking(found.case, members))
    assert "单数" not in said
    assert "女性" not in said
    found.day = today
    with pytest.raises(ValidationError, match="最多 1 人"):
        found.listed(1)
    with pytest.raises(PermissionDenied):
        set_panel_rule(
            actor=SYSTEM.__class__(account=None),
            least=1,
            most=1,
            woman_in_family=False,
            basis="x",
            valid_from=today,
        )
    with pytest.raises(ValidationError):
        PanelRule(least=5, most=3, basis="x", valid_from=today + timedelta(days=9)).full_clean()


def test_keep_is_not_needed_to_see_who_works_on_it(territory: Territory, client: Client) -> None:
    found = walk(territory).informed()
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    keep(actor=actor_for(account), case=found.case, on=DAY)
    assert account.person is not None
    client.force_login(territory.account(Post.STREET_OFFICER, territory.streets[0]))
    text = client.get(reverse("mediation:team", args=(found.case.ref,))).content.decode()
    assert account.person.name not in text
    assert "承办" in text
