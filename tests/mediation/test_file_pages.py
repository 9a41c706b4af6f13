"""The file of a case on pages: for its team alone, each look and export on record, scans in and out, the packet."""

import zipfile
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from linli.access.actor import SYSTEM, actor_for
from linli.audit.models import Act
from linli.common import uploads
from linli.disclosure.models import Export
from linli.mediation.models import (
    CasePiece,
    Clause,
    ContactLook,
    DisputeCase,
    Party,
    PieceKind,
    Side,
    Special,
)
from linli.mediation.selectors import in_team
from linli.mediation.services import parties, pieces
from linli.mediation.services.parties import Particulars
from linli.mediation.services.team import keep
from linli.people.models import Account, Post
from tests.documents.test_bundle import png
from tests.mediation.walk import DAY, Walk, walk
from tests.territory import Territory

pytestmark = pytest.mark.usefixtures("standing_clock")
PHONE = "13907300001"


@pytest.fixture(autouse=True)
def kept(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def keeper(territory: Territory, client: Client, standing_clock: datetime) -> Account:
    account = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    client.force_login(account)
    return account


def _kept(found: Walk, account: Account) -> Walk:
    keep(actor=actor_for(account), case=found.case, on=DAY)
    return found


def _reached(found: Walk) -> None:
    """A third party whose telephone and address are kept; nothing was told to anybody yet."""
    about = Particulars(name="方志远")
    found.parties.append(
        parties.add_party(
            actor=SYSTEM, case=found.case, side=Side.THIRD, about=about, phone=PHONE, address="3栋201室"
        )
    )


def _address(name: str, case: DisputeCase, *more: str) -> str:
    return reverse(f"mediation:{name}", args=(case.ref, *more))


def _looks() -> list[str]:
    rows = Act.everything.filter(code="disclosure.record.seen").order_by("pk")
    return [row.data["fields"] for row in rows]


def _content(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


# Who may


def test_only_the_team_opens_the_file(territory: Territory, client: Client, keeper: Account) -> None:
    found = _kept(walk(territory).informed(), keeper)
    piece = pieces.add_scans(
        actor=SYSTEM,
        case=found.case,
        kind=PieceKind.EVIDENCE,
        title="图纸",
        dated=DAY,
        scans=[pieces.Scan("png", png())],
    )[0]
    every = [
        _address("file", found.case),
        _address("file-add", found.case),
        _address("contacts", found.case),
        _address("paper", found.case, "registration", "pdf"),
        _address("dossier", found.case, "pdf"),
        _address("packet", found.case, "zip"),
        _address("piece", found.case, piece.ref),
        _address("act", found.case, "identity"),
        _address("act", found.case, "story-consent"),
    ]
    for post, area, status in (
        (Post.COMMUNITY_OFFICER, territory.community, 403),
        (Post.STREET_OFFICER, territory.streets[0], 403),
        (Post.COMMUNITY_OFFICER, territory.communities[2], 404),
    ):
        client.force_login(territory.account(post, area))
        for address in every:
            answer = client.get(address)
            assert answer.status_code == status, address
            assert status == 404 or "只给办案人员看" in answer.content.decode()
            assert "何大海" not in answer.content.decode()
    assert _looks() == []


def test_the_list_tells_what_is_there_and_what_lacks(
    territory: Territory, client: Client, keeper: Account
) -> None:
    found = _kept(walk(territory, summary="楼道堆物").informed(), keeper)
    text = client.get(_address("file", found.case)).content.decode()
    for words in (
        "还缺 1 份必须的文书",
        "权利义务告知书",
        "卷宗封面",
        "封底",
        "受理登记表",
        "有受理登记表就行",
    ):
        assert words in text
    assert text.index("卷宗封面") < text.index("受理登记表") < text.index("调解记录") < text.index("封底")
    assert _looks() == ["当事人姓名"]
    assert f"卷宗 {text.count('>有</span>')} 份" in client.get(_address("case", found.case)).content.decode()


def test_each_paper_as_pdf_and_docx_is_logged(territory: Territory, client: Client, keeper: Account) -> None:
    found = _kept(walk(territory).informed(), keeper)
    pdf = client.get(_address("paper", found.case, "registration", "pdf"))
    docx = client.get(_address("paper", found.case, "rights", "docx"))
    assert pdf.content.startswith(b"%PDF-")
    assert zipfile.is_zipfile(BytesIO(docx.content))
    assert len(_looks()) == 2
    for missing in (("declined", "pdf"), ("nonsense", "pdf"), ("rights", "html")):
        assert client.get(_address("paper", found.case, *missing)).status_code == 404
    assert client.get(_address("paper", found.case, "rights", "docx") + "?n=9").status_code == 404


# Scans


def _send(client: Client, case: DisputeCase, *files: SimpleUploadedFile, **changed: Any) -> Any:
    data = {
        "kind": "evidence",
        "title": "漏水照片",
        "dated": "2024-10-28",
        "pages": "2",
        "scans": list(files),
    }
    return client.post(_address("file-add", case), data | changed)


def test_scans_come_in_as_one_act_and_go_out_as_they_came(
    territory: Territory, client: Client, keeper: Account
) -> None:
    found = _kept(walk(territory).informed(), keeper)
    two = [SimpleUploadedFile(f"{n}.png", png(50 + n, 40)) for n in (1, 2)]
    assert _send(client, found.case, *two).status_code == 302
    rows = list(CasePiece.everything.order_by("pk"))
    assert [(row.title, row.media, row.pages) for row in rows] == [
        ("漏水照片（1）", "png", 2),
        ("漏水照片（2）", "png", 2),
    ]
    answer = client.get(_address("piece", found.case, rows[0].ref))
    assert _content(answer) == png(51, 40)
    assert "attachment" in answer["Content-Disposition"]
    assert _looks() == ["证据材料"]
    assert "下载扫描件" in client.get(_address("file", found.case)).content.decode()


def test_only_the_paper_lies_in_the_cabinet(territory: Territory, client: Client, keeper: Account) -> None:
    found = _kept(walk(territory).informed(), keeper)
    assert _send(client, found.case).status_code == 409  # neither a file nor the word that there is none
    assert _send(client, found.case, paper_only="on").status_code == 302
    row = CasePiece.everything.get()
    assert (row.key, row.size) == ("", 0)
    assert client.get(_address("piece", found.case, row.ref)).status_code == 404
    assert "纸质原件在柜里" in client.get(_address("file", found.case)).content.decode()


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("照片.png", b"MZ" + b"\0" * 90, "Windows 程序"),
        ("页.svg", b"<svg onload='x()'></svg>", "网页或矢量图"),
        ("空.pdf", b"", "请选扫描件"),
    ],
)
def test_a_file_is_taken_by_its_content(
    territory: Territory, client: Client, keeper: Account, name: str, data: bytes, words: str
) -> None:
    found = _kept(walk(territory).informed(), keeper)
    answer = _send(client, found.case, SimpleUploadedFile(name, data), SimpleUploadedFile("b.png", png()))
    assert answer.status_code in (302, 409)
    if data:
        assert words in answer.content.decode()
        assert not CasePiece.everything.exists()
        assert "漏水照片" in answer.content.decode()


def test_nothing_stays_on_the_disk_when_the_act_fails(territory: Territory, tmp_path: Path) -> None:
    found = walk(territory).informed()
    with pytest.raises(Exception, match="pages"):
        pieces.add_scans(
            actor=SYSTEM,
            case=found.case,
            kind=PieceKind.EVIDENCE,
            title="图纸",
            dated=DAY,
            pages=-1,
            scans=[pieces.Scan("png", png())],
        )
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not CasePiece.everything.exists()


def test_what_shows_a_performance_goes_into_the_file(
    territory: Territory, client: Client, keeper: Account
) -> None:
    found = _kept(walk(territory).informed(), keeper)
    found.agreed()
    clause = Clause.everything.get()
    address = _address("act", found.case, f"perform-{clause.ref}")
    assert 'enctype="multipart/form-data"' in client.get(address).content.decode()
    data = {"evidence": "收条", "is_complete": "on", "on": "2024-10-30"}
    bad = client.post(address, data | {"scans": SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 90)})
    assert bad.status_code == 409
    assert client.post(address, data | {"scans": SimpleUploadedFile("收条.png", png())}).status_code == 302
    row = CasePiece.everything.get()
    assert (row.kind, row.title, row.dated) == (PieceKind.RECEIPT, "第1条履行：收条", date(2024, 10, 30))
    with uploads.stored(row.key) as stream:
        assert stream.read() == png()


# Telephone and address


def test_telephone_and_address_ask_for_a_purpose_and_end(
    territory: Territory, client: Client, keeper: Account
) -> None:
    found = _kept(walk(territory).accepted(), keeper)
    _reached(found)
    case = found.case
    assert PHONE not in client.get(_address("file", case)).content.decode()
    assert client.post(_address("contacts", case), {"purpose": "other"}).status_code == 409  # says too little
    assert not ContactLook.everything.exists()
    assert client.post(_address("contacts", case), {"purpose": "answer"}).status_code == 302
    shown = client.get(_address("file", case))
    assert PHONE in shown.content.decode()
    assert 0 < int(shown["Refresh"]) <= 601
    assert client.get(_address("paper", case, "registration", "pdf")).status_code == 200
    assert _looks()[-2:] == ["当事人姓名、当事人电话、当事人住址"] * 2
    told = Act.everything.get(code="mediation.contacts.seen")
    assert told.data["purpose"] == "联系本人，办理或答复本人的事"
    own = actor_for(keeper)
    assert in_team(own, case)
    with pytest.MonkeyPatch.context() as patch:
        late = timezone.now() + timedelta(minutes=11)
        patch.setattr("linli.mediation.selectors.timezone.now", lambda: late)
        assert PHONE not in client.get(_address("file", case)).content.decode()


def test_another_of_the_team_asks_for_himself(territory: Territory, client: Client, keeper: Account) -> None:
    found = _kept(walk(territory).accepted(), keeper)
    _reached(found)
    other = territory.account(Post.COMMUNITY_OFFICER, territory.community)
    from linli.mediation.services.team import join

    assert other.person is not None
    join(case=found.case, person=other.person, on=DAY)
    client.post(_address("contacts", found.case), {"purpose": "answer"})
    client.force_login(other)
    assert PHONE not in client.get(_address("file", found.case)).content.decode()


# The whole of it


def test_the_whole_file_is_an_export_with_purpose_and_watermark(
    territory: Territory, client: Client, keeper: Account
) -> None:
    found = _kept(walk(territory).informed(), keeper)
    address = _address("dossier", found.case, "zip")
    assert "为了什么" in client.get(address).content.decode()
    assert client.post(address, {}).status_code == 409
    assert not Export.everything.exists()
    answer = client.post(address, {"purpose": "file"})
    export = Export.everything.get()
    assert (export.kind, export.purpose, export.is_personal) == ("mediation.dossier", "file", True)
    assert export.ref in answer["Content-Disposition"]
    with zipfile.ZipFile(BytesIO(answer.content)) as archive:
        assert any(name.endswith(".pdf") for name in archive.namelist())
    assert client.get(_address("dossier", found.case, "docx")).status_code == 404
    made = Act.everything.get(code="disclosure.export.made")
    assert "何大海" not in str(made.data)


def test_the_packet_is_for_an_agreement_the_court_confirms(
    territory: Territory, client: Client, keeper: Account
) -> None:
    found = _kept(walk(territory).informed(), keeper)
    refused = client.get(_address("packet", found.case, "pdf"))
    assert refused.status_code == 403
    assert "要有已经生效的书面协议" in refused.content.decode()
    Party.everything.filter(pk=found.parties[0].pk).update(
        phone_sealed=parties._sealed(PHONE, "party.phone")  # as the form would
    )
    found.agreed()
    asked = client.get(_address("packet", found.case, "pdf"))
    assert asked.status_code == 302
    assert asked["Location"].endswith("?then=packet-pdf")
    onward = client.post(asked["Location"], {"purpose": "answer"})
    assert onward["Location"] == _address("packet", found.case, "pdf")
    answer = client.get(onward["Location"])
    assert answer.content.startswith(b"%PDF-")
    assert (Export.everything.get().kind, Export.everything.get().purpose) == ("mediation.packet", "court")


def test_no_packet_for_a_marriage(territory: Territory, client: Client, keeper: Account) -> None:
    found = _kept(walk(territory, special=Special.MARRIAGE).informed(), keeper)
    found.agreed()
    refused = client.get(_address("packet", found.case, "zip"))
    assert refused.status_code == 403
    assert "婚姻关系的协议，法院不受理司法确认" in refused.content.decode()
    text = client.get(_address("file", found.case)).content.decode()
    assert "法院不受理司法确认" in text
    assert "packet." not in text
    assert not Export.everything.exists()


def test_the_cover_bears_who_took_it_along(territory: Territory) -> None:
    from linli.mediation.dossier import dossier
    from tests.documents.test_pdf import pages_of

    found = walk(territory).informed()
    first = pages_of(dossier(found.case, on=DAY, watermark="导出人 周敏，编号 abc").pdf)[0]
    assert "导出人" in "".join(char.text for char in first.chars)
