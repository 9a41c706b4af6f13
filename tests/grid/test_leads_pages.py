"""The pages of leads, doors, territory, boards and honours: who sees them, what they do, how many queries they take."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.grid.leads import boards
from linli.grid.models import Candidacy, NoticeBoard
from linli.notices.loading import load_missing_kinds
from linli.orgs.upkeep import name_on
from linli.people.models import Post
from tests.grid import rows
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")


@pytest.fixture
def desk(territory: Territory, client: Client) -> Client:
    load_missing_kinds()
    rows.standard(territory)
    client.force_login(territory.account(Post.COMMUNITY_SECRETARY, territory.community))
    return client


def _board(territory: Territory) -> NoticeBoard:
    territory.household()
    return boards.register(
        actor=SYSTEM,
        estate=territory.estates[0],
        place="南门",
        office_phone="0730-8610000",
        supervision_phone="0730-8619999",
        day=date(2024, 10, 8),
    )


def test_lists_take_a_few_queries(
    territory: Territory, desk: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows.lead(territory)
    _board(territory)
    for name in ("roll", "warnings", "territory", "boards", "honours"):
        with django_assert_max_num_queries(30):
            assert desk.get(reverse(f"leads:{name}")).status_code == 200, name


def test_a_candidate_is_proposed_on_the_desk(territory: Territory, desk: Client) -> None:
    address = reverse("leads:propose", args=(territory.neighbourhoods[0].code,))
    wrong = desk.post(address, {"name": "王建国"})
    assert wrong.status_code == 409
    assert "请选产生方式" in wrong.content.decode()
    sent = {"name": "王建国", "produced_by": "residents", "proposer": "居民小组会", "day": "2024-10-30"}
    answer = desk.post(address, sent)
    found = Candidacy.everything.get()
    assert answer["Location"] == reverse("leads:candidacy", args=(found.ref,))
    assert "逐条审核" in desk.get(answer["Location"]).content.decode()
    lines = {"line_0": "yes", "day": "2024-10-30"}
    desk.post(reverse("leads:step", args=(found.ref, "assess")), lines)
    desk.post(reverse("leads:step", args=(found.ref, "post")), {"board": ""})
    found.refresh_from_db()
    assert found.state == "posted"
    early = {"decision": "会议", "decided_on": "2024-10-30", "day": "2024-10-30"}
    refused = desk.post(reverse("leads:step", args=(found.ref, "appoint")), early)
    assert refused.status_code == 409
    assert "期满以后" in refused.content.decode()


def test_a_file_and_its_papers(territory: Territory, desk: Client) -> None:
    lead = rows.lead(territory)
    assert desk.get(reverse("leads:file", args=(lead.ref,))).status_code == 200
    for kind in ("letter", "card"):
        answer = desk.get(reverse("leads:paper", args=(lead.ref, kind, "pdf")))
        assert answer.content.startswith(b"%PDF")


def test_territory_changes_with_a_basis(territory: Territory, desk: Client) -> None:
    area = territory.sections[0]
    address = reverse("leads:territory-act", args=(area.code, "rename"))
    assert desk.post(address, {"name": "东片", "day": "2024-10-30"}).status_code == 409
    desk.post(address, {"name": "东片", "day": "2024-10-30", "basis": "社区会议"})
    area.refresh_from_db()
    assert (area.name, name_on(area, date(2024, 10, 29))) == ("东片", "第一片")
    for verb in ("open", "move", "merge", "split", "outline", "close"):
        assert desk.get(reverse("leads:territory-act", args=(area.code, verb))).status_code == 200, verb


def test_a_board_prints_at_three_sizes_and_is_public(territory: Territory, desk: Client) -> None:
    board = _board(territory)
    assert "还没有贴过" in desk.get(reverse("leads:boards")).content.decode()
    sizes = []
    for size in ("a4", "a3", "a2"):
        answer = desk.get(reverse("leads:board-sheet", args=(board.ref, size, "pdf")))
        assert answer.content.startswith(b"%PDF")
        sizes.append(answer.content)
    assert len(set(sizes)) == 3
    desk.post(reverse("leads:board-printed", args=(board.ref,)), {"sheet": "a3", "day": "2024-10-30"})
    assert "贴着的都是最新的" in desk.get(reverse("leads:boards")).content.decode()
    assert "第一邻" in Client().get(reverse("boards:board", args=(board.ref,))).content.decode()


def test_another_community_finds_nothing(territory: Territory, desk: Client) -> None:
    lead, board = rows.lead(territory), _board(territory)
    desk.force_login(territory.account(Post.COMMUNITY_OFFICER, territory.communities[1]))
    for name, argument in (("file", lead.ref), ("board", board.ref)):
        assert desk.get(reverse(f"leads:{name}", args=(argument,))).status_code == 404
    assert desk.get(reverse("leads:propose", args=(territory.groups[0].code,))).status_code == 404


def test_leads_do_not_keep_the_files(territory: Territory, desk: Client) -> None:
    desk.force_login(territory.account(Post.GROUP_LEAD, territory.groups[0]))
    for name in ("roll", "warnings", "territory", "boards", "honours"):
        assert desk.get(reverse(f"leads:{name}")).status_code == 404


def test_the_office_reads_its_leads_names_on_its_roll_and_each_look_is_on_record(
    territory: Territory, desk: Client, client: Client
) -> None:
    lead = rows.lead(territory)
    name = lead.appointment.person.name
    address = f"{reverse('leads:roll')}?area={territory.community.code}"
    assert name in desk.get(address).content.decode()
    assert name in desk.get(f"{address}&name={name[:2]}").content.decode()
    assert Act.everything.filter(code="disclosure.list.seen").count() == 2
    stranger = Client()
    stranger.force_login(territory.account(Post.COMMUNITY_SECRETARY, territory.communities[1]))
    assert name not in stranger.get(address).content.decode()
