"""The packet for the court says what it lacks: on its list, beside each paper, on the page of the file."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from linli.access.actor import SYSTEM
from linli.mediation.case_file import gather
from linli.mediation.dossier import confirmation_packet
from linli.mediation.models import Matter, Party, PieceKind, Side
from linli.mediation.packet import lacking, wanting
from linli.mediation.services import cases, parties
from linli.mediation.services.parties import Particulars
from linli.people.models import Post
from tests.documents.test_pdf import pages_of
from tests.mediation.lift import piece, whole
from tests.mediation.test_dossier import squeezed
from tests.mediation.walk import DAY, Walk, walk
from tests.territory import Territory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kept(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def _agreed_with_an_agent(territory: Territory) -> Walk:
    found = walk(territory).accepted()
    about = Particulars(name="鲁家物业", agent_name="易小军", agent_authority="代签", is_organisation=True)
    found.parties.append(
        parties.add_party(
            actor=SYSTEM,
            case=found.case,
            side=Side.THIRD,
            about=about,
            phone="13907300001",
            address="荣发路3号",
        )
    )
    found.asked(Matter.MEDIATION)
    cases.inform_parties(actor=SYSTEM, case=found.case)
    found.agreed()
    return found


def test_a_packet_says_what_it_lacks_on_its_list_and_beside_each_paper(territory: Territory) -> None:
    found = _agreed_with_an_agent(territory)
    made = confirmation_packet(found.case)
    remarks = {entry.name.partition("（")[0]: entry.remark for entry in made.entries}
    assert remarks == {
        "司法确认申请书": "",
        "人民调解协议书": "缺签好盖章的协议书",
        "当事人身份证明": "缺复印件",
        "授权委托书": "缺签好的委托书",
        "财产权利证明": "",
        "送达地址和联系电话确认书": "有当事人缺地址或电话",
    }
    text = squeezed(pages_of(made.pdf)[0].text)
    assert "还缺：各方签名、调委会盖章的调解协议书；" in text
    assert "申请人何大海、被申请人罗小梅、第三人鲁家物业的身份证明（没有核对，也没有复印件）" in text
    assert "第三人鲁家物业签好的授权委托书" in text
    assert "申请人何大海、被申请人罗小梅的电话或送达地址" in text
    with zipfile.ZipFile(BytesIO(made.zip)) as archive:
        listed = archive.read("清单.txt").decode("utf-8-sig")
    assert "缺签好盖章的协议书" in listed


def test_what_came_into_the_file_is_lacking_no_more(territory: Territory) -> None:
    found = _agreed_with_an_agent(territory)
    for party in found.parties:
        parties.see_identity(actor=SYSTEM, party=party, on=DAY)
    assert "身份证明复印件（原件核对过，复印件没有入卷）" in lacking(gather(found.case))
    for kind in (PieceKind.AGREEMENT, PieceKind.IDENTITY, PieceKind.AUTHORITY):
        piece(found.case, kind, title=str(kind.label))
    assert lacking(gather(found.case)) == ["申请人何大海、被申请人罗小梅的电话或送达地址"]
    kept = Party.everything.get(pk=found.parties[2].pk)
    sealed = {"phone_sealed": kept.phone_sealed, "address_sealed": kept.address_sealed}
    Party.everything.filter(case=found.case).update(**sealed)
    assert lacking(gather(found.case)) == []
    assert wanting(gather(found.case)) == {}


def test_the_lift_case_s_packet_is_whole(territory: Territory) -> None:
    made = confirmation_packet(whole(territory).case)
    assert "还缺" not in pages_of(made.pdf)[0].text


@pytest.mark.usefixtures("standing_clock")
def test_the_page_of_the_file_names_it_before_the_packet_is_taken(
    territory: Territory, client: Client
) -> None:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    found = _agreed_with_an_agent(territory).kept_by(account)
    client.force_login(account)
    text = client.get(reverse("mediation:file", args=(found.case.ref,))).content.decode()
    for words in lacking(gather(found.case)):
        assert words in text
    assert "补齐以前也能打包，清单上会写明" in text
