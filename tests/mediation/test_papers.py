"""Every document of domain.md 4.3.3 with each of its fields, of a walked case and of an empty one."""

import re
from collections.abc import Sequence

import pytest

from linli.access.actor import SYSTEM
from linli.audit.models import Act
from linli.documents import registry
from linli.documents.faces import missing_glyphs
from linli.documents.paper import Layout, Paper
from linli.documents.rendering import to_docx, to_html, to_pdf
from linli.mediation.case_file import CaseFile, gather
from linli.mediation.drawing import METHOD, fingerprint
from linli.mediation.models import (
    CaseSource,
    DisputeKind,
    Escalation,
    Form,
    Matter,
    Meeting,
    MeetingKind,
    Party,
)
from linli.mediation.papers import BUILDERS, KINDS, papers_of
from linli.mediation.required import DOCUMENTS
from linli.mediation.services import agreements, cases, panels, parties
from tests.mediation.lift import CLAIMS, NAMES, SEED, whole
from tests.mediation.walk import DAY, Walk, registered, walk
from tests.territory import Territory

pytestmark = pytest.mark.django_db
WHO = (
    "姓名",
    "性别",
    "民族",
    "年龄",
    "职业或职务",
    "联系方式",
    "单位或住址",
    *NAMES,
    "汉族",
    "退休教师",
    "59",
)
SIGNED = ("签名", "年　月　日")
FACT = "8户协商加装电梯"

# 4.3.3, row by row: the words of its fields, and what a walked case has in them.
FIELDS: dict[str, Sequence[str]] = {
    "cover": (
        *("卷名", "卷号", "人民调解员", "调解日期", "立卷人", "立卷日期", "保管期限", "备注"),
        *("（2024）高人调字第1号", "2024年5月13日 至 2024年6月3日", "邻里纠纷", "永久", "达成协议"),
    ),
    "contents": ("序号", "文书名称", "页号", "备注"),
    "application": (
        *WHO, *SIGNED, *CLAIMS, "13907300000", "荣发小区3栋2单元801室", FACT,
        "申请人", "被申请人", "纠纷简要情况", "申请事项", "自愿申请人民调解", "已知道这些", "<li>＿",
    ),
    "registration": (
        *WHO, "登记日期", "2024年5月13日", "纠纷类型", "邻里", "案件来源", "①当事人申请", "②主动调解",
        "③委托移送",
        "纠纷简要情况", FACT, "登记人", "（盖章）", *SIGNED,
    ),
    "rights": (
        "人民调解委员会的性质", "群众性组织", "调解的原则", "自愿、平等", "法律效力", "司法确认",
        "您的权利", "要求终止调解",
        "您的义务", "如实说明", "不收任何费用", "请群英和专家", "公开调解", "电子签名", "处理个人信息",
        "2024.05.14", *SIGNED,
    ),
    "identity": ("当事人身份证明", "核对日期", "复印件", *NAMES),
    "authority": (
        "委托人易桂珍", "受委托人", "易小军", "委托事项", "代理权限", "代为承认、变更请求，签署协议",
        "委托期限",
    ),
    "inquiry": (
        "时间", "2024年5月14日 12:00 至 13:40", "地点", "荣发小区物业办公室", "参加人", "被调查人", "物业张经理",
        "问：", "答：",
        "图纸上离窗户两米四。", "签名", "记录人周敏",
    ),
    "evidence": ("序号", "材料名称", "施工图纸", "页数", "提交人", "接收人", "签名"),
    "record": (
        "时间", "2024年5月25日 12:00 至 13:40", "地点", "社区调解室", "参加人", "各方和调解团", "各方陈述",
        "老人上下楼难",
        "调解经过", "采光测算", "调解结果", "各方达成协议。", "应当互相体谅。", "补偿是否合理", "参考意见",
        "公开", *NAMES, *SIGNED, "记录人周敏",
    ),
    "agreement": (
        *WHO, "（2024）高人调协字第1号", "纠纷主要事实", FACT, "争议事项", "低楼层怎么补偿", "协议内容",
        "履行方式", "履行时限",
        "支付采光补偿", "12,000.00 元", "银行转账", "2024年7月3日前", "不堆放杂物", "一式9份", "签名",
        "代理人易小军",
        "人民调解员", "记录人周敏", "（盖章）", "2024年6月3日",
    ),
    "performance": (
        "履行凭证", "银行汇款回单", "2024.06.12", "12,000.00 元", "还没有履行", "收到款物的一方",
    ),
    "follow_up": (
        "当事人", "何大海、易桂珍", "协议编号", "（2024）高人调协字第1号", "回访事由",
        "协议生效后第一次回访", "已履行 40%",
        "满意", "没有起诉", "隐患", "1楼担心施工噪声", "措施", "和施工方约定时段", "回访人", "周敏",
        "2024年6月10日",
    ),
    "confirmation": (
        *WHO, "岳阳楼区人民法院", "请求确认", "（2024）高人调协字第1号", "2024年7月3日", "各方承诺",
        "第三十三条",
        "财产权利证明", "送达地址", "联系电话", "荣发小区3栋2单元801室", "13907300000", "确认有效",
        "（2024）湘0602民特18号",
    ),
    "note": ("卷宗情况说明", "要说明的情况", "只有纸质原件", "立卷人", "检查人"),
    "back": ("封底", "本卷页数", "立卷人", "检查人", "归档日期"),
    "report": (
        "卷号", "（2024）高人调字第1号", "承办人", "受案时间", "结案时间", "当事人", *NAMES, "案件来源",
        "①当事人申请",
        "纠纷事实", FACT, "处理结果", "共5条", "已履行完1条", "裁定书编号",
    ),
    "panel": (
        "产生方式", "随机抽取3人", "组成日期", "名单", "回避查核", "亲属", "同住", "有利害关系",
        "同一单位", "同一小区",
        "没有要回避的情形", "各方（8方）都接受", "主持", "何亲", "回避：亲属", "肖工",
        "住建部门，懂结构和采光",
    ),
    "draw": (
        "公开的随机数", SEED, "随机数从哪里来", "公开的指数收盘", "方法", METHOD, "5人", "3人", "抽中",
        "重新算一遍",
        "SHA-256", "sha256sum",
    ),
    "extension": ("受理日期", "原定期限", "延长到", "意见", *NAMES, "同意", *SIGNED),
}  # fmt: skip


@pytest.fixture
def file(territory: Territory, tmp_path: object, settings: object) -> CaseFile:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return gather(whole(territory).case, openly=True)


def said(papers: Sequence[Paper]) -> str:
    """What they say, without tags inside words."""
    return re.sub(r"</?(strong|span|br)\b[^>]*>", "", "".join(to_html(paper) for paper in papers))


def test_every_document_has_each_of_its_fields(file: CaseFile) -> None:
    elsewhere = {"oral", "ended", "declined"}  # this case ended well, and in writing
    assert set(FIELDS) | elsewhere == {document.code for document in DOCUMENTS} == set(BUILDERS)
    lacking = {}
    for code, words in FIELDS.items():
        page = said(papers_of(file, code))
        if missed := [word for word in words if word not in page]:
            lacking[code] = missed
    assert lacking == {}


def test_every_paper_is_drawn_in_every_format_with_faces_we_carry(file: CaseFile) -> None:
    for code in BUILDERS:
        for paper in papers_of(file, code):
            assert paper.layout is Layout.PLAIN
            assert missing_glyphs(paper) == "", paper.title
            assert to_docx(paper)
    assert to_pdf(papers_of(file, "agreement")[0]).startswith(b"%PDF")


def test_every_document_is_a_registered_kind() -> None:
    codes = {kind.code.partition(".")[2] for kind in registry.of_system("mediation")}
    assert codes == {kind.code.partition(".")[2] for kind in KINDS}
    assert set(BUILDERS) <= codes


def test_an_empty_case_prints_lines_to_fill_by_hand(territory: Territory) -> None:
    found = walk(territory).accepted()
    file = gather(found.case)
    for code, build in BUILDERS.items():
        if code in ("authority", "inquiry", "draw", "record", "follow_up"):
            assert build(file) == []  # nothing of that happened
        elif code not in ("contents", "note"):
            assert "＿＿" in said(build(file)), code


def test_telephone_and_address_stay_sealed_unless_asked_for(file: CaseFile) -> None:
    closed = gather(file.case)
    for code in ("application", "agreement", "confirmation"):
        page = said(papers_of(closed, code))
        assert "139073" not in page
        assert "801室" not in page
        assert "本次打印未取出" not in page
        papers = papers_of(closed, code)
        asking = [each for each in papers if "联系" in said([each]).partition("这次没有取出")[0]]
        assert [said([each]).count("这次没有取出") for each in asking] == [1] * len(asking), "once below each"
        assert said(papers).count("这次没有取出") == len(asking)
    opened = gather(file.case, openly=True)
    assert "这次没有取出" not in said(papers_of(opened, "application"))
    assert not closed.is_open


def test_the_draw_prints_what_decides(file: CaseFile) -> None:
    draw = file.draws[0]
    page = said(papers_of(file, "draw"))
    ordered = sorted(draw.pool, key=lambda number: fingerprint(SEED, number))
    for number in ordered:
        assert fingerprint(SEED, number)[:16] in page
    assert [
        number for number in re.findall(r"<td>([0-9a-z]{10})</td>", page) if number in draw.pool
    ] == ordered
    assert page.count("抽中（") == 3


@pytest.mark.parametrize("close", [cases.fail, cases.end])
def test_a_case_that_ended_tells_the_other_remedies(territory: Territory, close: object) -> None:
    found = walk(territory).informed()
    close(actor=SYSTEM, case=found.case, closed_on=DAY, reason="补偿数额谈不拢")  # type: ignore[operator]
    page = said(papers_of(gather(found.case), "ended"))
    for words in (
        "补偿数额谈不拢",
        "协商",
        "仲裁",
        "行政机关",
        "人民法院",
        "2024年6月3日",
        "何大海",
        "罗小梅",
    ):
        assert words in page
    assert ("未达成" if close is cases.fail else "终止") in page


def test_a_case_not_taken_up_says_why_and_where_else(territory: Territory) -> None:
    case = registered(territory, source=CaseSource.GRID, summary="楼上漏水")
    cases.decline(actor=SYSTEM, case=case, closed_on=DAY, reason="已在法院起诉")
    file = gather(case)
    page = said(papers_of(file, "declined"))
    for words in ("不予受理", "已在法院起诉", "仲裁", "人民法院", "2024年6月3日"):
        assert words in page
    assert "③委托移送（网格转来）" in said(papers_of(file, "registration"))


def test_a_spoken_agreement_is_noted_on_its_form(territory: Territory) -> None:
    found = walk(territory).informed()
    agreement = found.drafted(Form.ORAL)
    agreements.take_effect(actor=SYSTEM, agreement=agreement, on=DAY)
    page = said(papers_of(gather(found.case), "oral"))
    for words in (
        "（2024）高人调协字第1号", "加装电梯影响采光", "费用和补偿", "支付补偿款", "银行转账",
        "2024年7月3日前", "1,200.00 元",
        "2024年6月3日口头达成协议", "人民调解员", "记录人", "（盖章）", "何大海", "罗小梅",
    ):  # fmt: skip
        assert words in page


def test_an_agreement_on_the_table_has_room_to_sign_and_no_number(territory: Territory) -> None:
    found = walk(territory).informed()
    found.drafted()
    page = said(papers_of(gather(found.case), "agreement"))
    assert "人调协字" not in page
    assert page.count("（签名、盖章或按指印）") == 4


def test_the_matters_of_marriage_are_not_offered_to_the_court(territory: Territory) -> None:
    found = walk(territory, kind=DisputeKind.FAMILY, special="marriage").informed()
    found.drafted()
    assert "共同向人民法院申请司法确认" not in said(papers_of(gather(found.case), "agreement"))


def test_who_left_the_panel_stays_on_its_paper(territory: Territory) -> None:
    found = walk(territory).informed().panel()
    panels.let_go(actor=SYSTEM, member=found.members[-1], on=DAY, reason="出差")
    page = said(papers_of(gather(found.case), "panel"))
    assert "出差" in page
    assert "社区点" in page


def test_an_extension_says_until_when(territory: Territory) -> None:
    found = walk(territory).informed().asked(Matter.EXTENSION)
    cases.extend_case(actor=SYSTEM, case=found.case, until=DAY.replace(month=8), on=DAY.replace(day=20))
    page = said(papers_of(gather(found.case), "extension"))
    assert "2024年8月3日" in page
    assert "2024年6月20日" in page
    assert page.count("同意延长到2024年8月3日") == 2


def test_the_note_tells_what_a_reader_should_know(territory: Territory) -> None:
    found = walk(territory).informed()
    cases.escalate(actor=SYSTEM, case=found.case, to=Escalation.POLICE, on=DAY)
    page = said(papers_of(gather(found.case), "note"))
    assert "2024年6月3日已报告公安机关" in page


def test_an_identity_paper_looked_at_is_told_without_its_number(territory: Territory) -> None:
    found = walk(territory).informed()
    for party in found.parties:
        parties.see_identity(actor=SYSTEM, party=party, on=DAY)
    assert set(Party.everything.values_list("id_seen_on", flat=True)) == {DAY}
    assert Act.everything.filter(code="mediation.party.identified").count() == 2
    assert "2024年6月3日" in said(papers_of(gather(found.case), "identity"))


def test_what_somebody_wrote_is_text_and_never_markup(territory: Territory) -> None:
    found: Walk = walk(territory, summary="<b>楼上</b> #{漏水} ＿＿").informed()
    found.meeting(MeetingKind.SETTLING, statements="<script>1</script>\n\n第二行", process="a\r\nb")
    file = gather(found.case)
    page = said(papers_of(file, "record"))
    assert "&lt;script&gt;1&lt;/script&gt;" in page
    assert Meeting.everything.filter(case=found.case).count() == len(papers_of(file, "record"))
    assert to_pdf(papers_of(file, "registration")[0])
