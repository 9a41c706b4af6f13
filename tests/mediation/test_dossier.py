"""The whole file with one act: contents that agree with the pages, what is missing named, the packet for the court."""

import re
import zipfile
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.html import strip_tags

from linli.access.actor import SYSTEM
from linli.common import uploads
from linli.documents.rendering import to_html
from linli.mediation.case_file import gather
from linli.mediation.dossier import Printed, confirmation_packet, dossier
from linli.mediation.models import (
    CasePiece,
    CaseSource,
    DisputeCase,
    DisputeKind,
    Form,
    Intensity,
    Matter,
    MeetingKind,
    Party,
    PieceKind,
    Special,
    Way,
)
from linli.mediation.required import DOCUMENTS, missing, standing
from linli.mediation.services import agreements, cases, parties
from linli.mediation.services.parties import Particulars
from linli.mediation.services.simple import Promise, SimpleCase, settle_simply
from linli.workflow.machines import TransitionRefused
from tests.documents.test_bundle import png
from tests.documents.test_pdf import Char, Page, pages_of
from tests.mediation.lift import MADE_UP, SIGNED, piece, whole
from tests.mediation.walk import DAY, Walk, committee, registered, visit_all, walk
from tests.territory import Territory

pytestmark = pytest.mark.django_db
OPENING = "人民调解申请书或受理登记表"


@pytest.fixture(autouse=True)
def kept(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def rows_of(page: Page) -> list[list[str]]:
    """The cells of the tables of a page, row by row: what stands apart on one line."""
    lines: dict[float, list[Char]] = defaultdict(list)
    for char in page.chars:
        if char.text.strip():
            lines[round(char.y)].append(char)
    found = []
    for y in sorted(lines):
        cells, edge = [""], None
        for char in sorted(lines[y], key=lambda each: each.x):
            if edge is not None and char.x - edge > 9:
                cells.append("")
            cells[-1] += char.text
            edge = char.right
        found.append(cells)
    return found


def agrees(made: Printed, contents: int) -> list[str]:
    """Reads the table of contents off the page and looks each title up where it says. The titles found."""
    pages = pages_of(made.pdf)
    first = min(made.bound.pages[entry.key] for entry in made.entries)
    own = [row for page in pages[contents : first - 1] for row in rows_of(page)]
    listed = [row for row in own if len(row) >= 3 and row[0].isdecimal()]
    assert [row[0] for row in listed] == [str(n) for n in range(1, len(made.entries) + 1)]
    for row, entry in zip(listed, made.entries, strict=True):
        name, page = squeezed(entry.name), pages[int(row[2]) - 1]
        assert row[1] == name
        assert row[3:] == ([entry.remark] if entry.remark else [])
        assert page.text.startswith(name), f"{name} is not on page {row[2]}"
        assert f"第{row[2]}页，共{len(pages)}页" in page.text
        assert int(row[2]) == made.bound.pages[entry.key]
    return [entry.name for entry in made.entries]


def holds_all(made: Printed) -> None:
    """The ZIP has the PDF, every paper, every scan, the list."""
    with zipfile.ZipFile(BytesIO(made.zip)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
        assert archive.read(names[0]) == made.pdf
        scans = [name for name in names if name.startswith("扫描件/")]
        assert [archive.read(name) for name in scans] == [png(400, 260), png(300, 420)]
        words = archive.read("清单.txt").decode("utf-8-sig")
    papers = [name for name in names if name.startswith("文书/")]
    assert len(papers) == sum(entry.paper is not None for entry in made.entries) + 3
    assert all(name.endswith(".docx") for name in papers)
    for entry in made.entries:
        assert f"{entry.name}\t第{made.bound.pages[entry.key]}页" in words
    assert made.zip == made.zip


def numbers_its_docx(made: Printed) -> None:
    """The contents printed alone have the same numbers."""
    contents = dict(made.papers)["卷内目录"]
    runs = [cell for row in contents.blocks[0].rows for cell in row[2:3]]  # type: ignore[union-attr]
    assert [run.text for run in runs] == [str(made.bound.pages[e.key]) for e in made.entries]  # type: ignore[union-attr]


def test_the_whole_file_of_the_lift_case(territory: Territory) -> None:
    """One file for all of it: to lead the case and to read forty pages takes its time."""
    case = whole(territory).case
    assert missing(case) == []
    made = dossier(case, openly=True, on=MADE_UP)
    names = agrees(made, contents=1)
    pages = [page.text for page in pages_of(made.pdf)]
    assert pages[0].startswith("人民调解卷宗")
    assert "卷内目录" in pages[1]
    assert pages[-1].startswith("封底")
    assert f"共{len(pages)}页" in pages[-1]
    assert made.bound.pages["back"] == len(pages)
    assert "还缺" not in pages[1]
    order = [re.sub(r"[（·].*", "", name) for name in names]
    assert list(dict.fromkeys(order)) == [
        "人民调解申请书", "申请书", "当事人权利义务告知书", "权利义务告知书", "当事人身份证明", "授权委托书",
        "调查记录",
        "证据材料清单", "施工图纸", "调解团名单与回避情况", "调解人员抽取记录", "调解记录", "延长调解期限同意书",
        "人民调解协议书", "调解协议书", "履行凭证", "银行汇款回单", "回访记录", "司法确认申请书", "财产权利证明",
        "送达地址和联系电话确认书", "司法确认结果", "不动产权证书复印件", "民事裁定书", "结案报告表", "卷宗情况说明",
    ]  # fmt: skip
    holds_all(made)
    numbers_its_docx(made)


def test_the_contents_agree_when_papers_grow(territory: Territory) -> None:
    """A file whose papers run over pages: the numbers are those of the pages, not of a guess."""
    found = walk(territory, account="经过很长。\n" * 150).informed()
    found.meeting(MeetingKind.SETTLING, statements="说了很多。\n" * 200, process="谈了很久。\n" * 120)
    assert len(agrees(dossier(found.case, on=MADE_UP), contents=1)) >= 4


def test_a_scan_nobody_can_draw_is_named_instead(territory: Territory) -> None:
    found = walk(territory).informed()
    broken = piece(found.case, PieceKind.EVIDENCE, png()[:40], title="坏图片")
    gone = piece(found.case, PieceKind.EVIDENCE, png(), title="没有了")
    uploads.discard(gone.key)
    pdf = CasePiece.everything.create(
        case=found.case, kind=PieceKind.RECEIPT, title="回单", dated=DAY, pages=2, media="pdf", size=3,
        key=uploads.store(b"pdf"),
    )  # fmt: skip
    made = dossier(found.case, on=MADE_UP)
    pages = [page.text for page in pages_of(made.pdf)]
    for each in (broken, gone, pdf):
        page = pages[made.bound.pages[f"piece-{each.ref}"] - 1]
        assert each.title in page
        assert "见压缩包" in page
    with zipfile.ZipFile(BytesIO(made.zip)) as archive:
        scans = [name for name in archive.namelist() if name.startswith("扫描件/")]
    assert [name.rpartition(".")[2] for name in scans] == ["png", "pdf"]


# What is missing


def test_without_a_hand_under_them_papers_are_missing(territory: Territory) -> None:
    found = whole(territory)
    CasePiece.everything.filter(case=found.case).delete()
    assert missing(found.case) == ["权利义务告知书", "当事人身份证明", "授权委托书", "调解协议书"]
    page = strip_tags(to_html(dict(dossier(found.case, on=MADE_UP).papers)["卷内目录"]))
    assert "还缺的必须文书：权利义务告知书、当事人身份证明、授权委托书、调解协议书。" in page


@pytest.mark.parametrize("kind", SIGNED)
def test_each_signed_paper_is_asked_for(territory: Territory, kind: PieceKind) -> None:
    found = walk(territory).accepted()
    Party.everything.filter(pk=found.parties[0].pk).update(agent_name="何小海", agent_authority="全权代理")
    found.asked(Matter.MEDIATION)
    cases.inform_parties(actor=SYSTEM, case=found.case)
    found.agreed()
    found.case.refresh_from_db()
    for each in SIGNED:
        if each != kind:
            piece(found.case, each)
    names = {
        PieceKind.APPLICATION: OPENING,
        PieceKind.RIGHTS: "权利义务告知书",
        PieceKind.IDENTITY: "当事人身份证明",
        PieceKind.AUTHORITY: "授权委托书",
        PieceKind.RECORD: "调解记录",
        PieceKind.AGREEMENT: "调解协议书",
    }
    assert missing(found.case) == [names[kind]]
    with pytest.raises(ValidationError, match=f"还不能归档，卷里缺：{names[kind]}"):
        cases.move_case(actor=SYSTEM, case=found.case, verb="archive")
    piece(found.case, kind)
    visit_all(found.case)
    assert cases.move_case(actor=SYSTEM, case=found.case, verb="archive").stage == "archived"


def test_what_is_kept_otherwise_needs_no_paper(territory: Territory) -> None:
    """Answered by word of mouth, identity looked at, minutes signed; of the electronic agreement its file."""
    found = walk(territory, summary="楼道堆物").accepted()
    for party in found.parties:
        parties.tell_rights(actor=SYSTEM, party=party, on=DAY)
        parties.see_identity(actor=SYSTEM, party=party, on=DAY)
        for matter in (Matter.MEDIATION, Matter.E_SIGN):
            parties.answer(actor=SYSTEM, party=party, matter=matter, given=True, on=DAY, way=Way.SPOKEN)
    cases.inform_parties(actor=SYSTEM, case=found.case)
    found.meeting(MeetingKind.SETTLING, signed_on=DAY)
    agreement = agreements.draft_agreement(
        actor=SYSTEM, case=found.case, form=Form.WRITTEN, facts="堆物", issues="清走", clauses=[found.owed()],
        mediator=found.mediator, is_electronic=True, on=DAY,
    )  # fmt: skip
    found.settled_by(found.mediator)
    for party in found.parties:
        agreements.sign(actor=SYSTEM, agreement=agreement, party=party, way="electronic", on=DAY)
    agreements.seal_agreement(actor=SYSTEM, agreement=agreement, on=DAY)
    agreements.take_effect(actor=SYSTEM, agreement=agreement, on=DAY)
    assert missing(found.case) == ["调解协议书"], "the file the signing service gave"
    piece(found.case, PieceKind.AGREEMENT)
    assert missing(found.case) == []


def test_a_simple_case_tells_its_way_on_one_form(territory: Territory) -> None:
    _, chair = committee(territory)
    told = SimpleCase(
        source=CaseSource.APPLICATION, kind=DisputeKind.NEIGHBOURS, applicant=Particulars(name="何大海"), agreed=True,
        cleared=True, accepted=True,
        respondent=Particulars(name="罗小梅"), facts="夜里跳舞太吵", summary="噪声", mediator=chair,
        promises=[Promise(by=1, duty="九点以后不放音乐", due_on=DAY, way="自觉遵守")],
    )  # fmt: skip
    case = settle_simply(actor=SYSTEM, community=territory.community, told=told, on=DAY)
    assert case.intensity == Intensity.SIMPLE
    assert missing(case) == ["当事人身份证明"]
    for party in Party.everything.filter(case=case):
        parties.see_identity(actor=SYSTEM, party=party, on=DAY)
    with pytest.raises(ValidationError, match=r"第1次回访.*还没有做"):
        cases.move_case(actor=SYSTEM, case=case, verb="archive")
    visit_all(case)
    assert cases.move_case(actor=SYSTEM, case=case, verb="archive").stage == "archived"
    names = [entry.name for entry in dossier(case, on=MADE_UP).entries]
    assert "人民调解口头协议登记表" in names
    assert "人民调解受理登记表" in names
    assert "人民调解申请书" not in names, "nobody signed one: the form stands for it"
    assert not any(name.startswith("调解记录") for name in names)


def test_a_failed_case_needs_its_record_and_no_agreement(territory: Territory) -> None:
    found = walk(territory).informed()
    cases.fail(actor=SYSTEM, case=found.case, closed_on=DAY, reason="谈不拢")
    assert missing(found.case) == [OPENING, "权利义务告知书", "当事人身份证明", "调解记录"]
    names = [entry.name for entry in dossier(found.case, on=MADE_UP).entries]
    assert "终止调解告知书" in names
    assert not any("协议" in name for name in names)


def test_a_case_not_taken_up_needs_little(territory: Territory) -> None:
    case = registered(territory)
    cases.decline(actor=SYSTEM, case=case, closed_on=DAY, reason="已在法院起诉")
    assert missing(case) == [OPENING]
    DisputeCase.everything.filter(pk=case.pk).update(summary="已经起诉的纠纷")
    assert missing(case) == []


def test_a_closed_case_without_an_agreement_row_lacks_either_form(territory: Territory) -> None:
    found = walk(territory).informed()
    found.agreed()
    for row in DisputeCase.everything.filter(pk=found.case.pk):
        assert "调解协议书" in missing(row)
    demo = registered(territory)
    DisputeCase.everything.filter(pk=demo.pk).update(
        accepted_on=DAY,
        due_on=MADE_UP,
        year=2024,
        serial=99,
        stage="performing",
        outcome="agreed",
        closed_on=DAY,
    )
    assert "调解协议书或口头协议登记表" in missing(demo)


def test_archiving_too_early_is_refused_by_the_table_first(territory: Territory) -> None:
    found = walk(territory).informed()
    with pytest.raises(TransitionRefused):
        cases.move_case(actor=SYSTEM, case=found.case, verb="archive")


def test_the_list_says_what_is_always_asked() -> None:
    always = [document.name for document in DOCUMENTS if document.always]
    assert always == [
        "卷宗封面", "卷内目录", "人民调解申请书", "受理登记表", "权利义务告知书", "当事人身份证明", "调解记录",
        "调解协议书", "口头协议登记表", "封底",
    ]  # fmt: skip
    assert len({document.code for document in DOCUMENTS}) == len(DOCUMENTS)
    assert all(document.when and document.how for document in DOCUMENTS)


def test_how_it_stands_is_told_for_every_document(territory: Territory) -> None:
    found = walk(territory).informed()
    rows = {each.document.code: each for each in standing(gather(found.case))}
    assert (rows["rights"].due, rows["rights"].there) == (True, False)
    assert (rows["agreement"].due, rows["performance"].due, rows["cover"].there) == (False, False, True)
    note = piece(found.case, PieceKind.RIGHTS)
    again = {each.document.code: each for each in standing(gather(found.case))}["rights"]
    assert (again.there, list(again.pieces)) == (True, [note])


# The packet for the court


def test_the_packet_is_listed_with_its_pages(territory: Territory) -> None:
    made = confirmation_packet(whole(territory).case)
    names = agrees(made, contents=0)
    for name in (
        "司法确认申请书",
        "人民调解协议书",
        "当事人身份证明",
        "财产权利证明",
        "不动产权证书复印件·纸质原件",
        "送达地址和联系电话确认书",
    ):
        assert name in names
    text = "".join(page.text for page in pages_of(made.pdf))
    assert "13907300000" in text
    assert "民事裁定书" not in text, "what the court gave back is not what it is given"
    assert "施工图纸" not in text, "evidence of the dispute proves no property"
    assert "被申请人" not in squeezed(pages_of(made.pdf)[1].text).partition("主要内容")[0], (
        "they ask together"
    )
    with zipfile.ZipFile(BytesIO(made.zip)) as archive:
        assert "文书/01司法确认材料清单.docx" in archive.namelist()


def test_the_packet_names_the_court_before_anybody_applied(territory: Territory) -> None:
    found = walk(territory).informed()
    found.agreed()
    made = confirmation_packet(found.case, court_name="岳阳楼区人民法院")
    assert "此致岳阳楼区人民法院" in pages_of(made.pdf)[1].text


@pytest.mark.parametrize("special", [Special.MARRIAGE, Special.ADOPTION, Special.IDENTITY])
def test_no_packet_where_the_court_confirms_nothing(territory: Territory, special: Special) -> None:
    found = walk(territory, special=special).informed()
    found.agreed()
    found.case.refresh_from_db()
    with pytest.raises(ValidationError, match="不受理司法确认"):
        confirmation_packet(found.case)


def test_no_packet_without_a_written_agreement_in_force(territory: Territory) -> None:
    found: Walk = walk(territory).informed()
    found.drafted()
    with pytest.raises(ValidationError, match="已经生效的书面协议"):
        confirmation_packet(found.case)
    spoken = found.drafted(Form.ORAL)
    agreements.take_effect(actor=SYSTEM, agreement=spoken, on=DAY)
    with pytest.raises(ValidationError, match="已经生效的书面协议"):
        confirmation_packet(found.case)
