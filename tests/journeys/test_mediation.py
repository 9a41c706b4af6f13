"""The lift of a stairwell, eight parties: from the first word to the packet for the court, all of it through pages."""

import re
import zipfile
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from linli.common.clock import stand_at
from linli.mediation.models import Agreement, Clause, OpinionVote, PanelMember
from tests.documents.papers import squeezed
from tests.documents.test_bundle import png
from tests.documents.test_pdf import pages_of
from tests.grid.requests import Loop
from tests.journeys.mediating import CASES, Desk, desk, party
from tests.journeys.test_desk import sound
from tests.journeys.walking import Walk
from tests.mediation.lift import CLAIMS, FACTS, NAMES

__all__ = ["desk"]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: mediation")]

NOON = datetime(2024, 10, 30, 4, 0, tzinfo=UTC)
SEED = "3266.24"
DUE = "2024-11-29"


def test_a_lift_of_eight_parties_from_the_first_word_to_the_court(
    desk: Desk, loop: Loop, walk: Walk, tmp_path: Path
) -> None:
    _told_and_asked(desk, loop)
    _seated(desk)
    _heard(desk)
    _agreed(desk)
    _performed(desk, walk)
    _to_the_court(desk, tmp_path)
    _from_elsewhere(desk, loop, walk)


def _told_and_asked(desk: Desk, loop: Loop) -> None:
    worker = desk.worker
    desk.register(
        kind="neighbours",
        intensity="grave",
        place=loop.territory.estates[0].code,
        title="加装电梯",
        summary="一个单元加装电梯，低楼层住户不同意。",
        account=FACTS,
        claims="\n".join(CLAIMS),
    )
    desk.do("受理")
    assert desk.case.number
    worker.sees(desk.case.number, "登记当事人")
    worker.follow("登记当事人")
    worker.axe()
    for number, name in enumerate(NAMES):
        contact = {"phone": f"1390730000{number}", "address": f"荣发小区3栋2单元{8 - number}01室"}
        agent = (
            {"agent_name": "易小军", "agent_authority": "代为承认、变更请求，签署协议"} if number == 7 else {}
        )
        side = "applicant" if number < 6 else "respondent"
        desk.enter(number, side, name, last=number == 7, **contact, **agent)
    worker.sees("还有 8 方没有告知", "代理人：易小军")

    worker.follow("记下各方意见")
    desk.narrow()
    worker.count_anew()
    every = ("调解", "请群英和专家", "公开调解", "电子签名", "处理个人信息")
    desk.tick(*(f"各方都同意：{matter}" for matter in every))
    private, on_paper = party("蒋文斌"), party("易桂珍")
    desk.otherwise(**{f"{private.ref}_public": "no", f"{on_paper.ref}_e_sign": "no"})
    worker.sound_here()
    worker.click("已告知，记下意见")
    assert worker.taps <= 8, "eight parties and five questions: a tick each, and who says otherwise"
    desk.wide()
    worker.sees("各方都同意了，可以开始", "不公开", "用纸签")
    worker.follow("改为公开调解")
    worker.click("公开调解")
    worker.sees("还有 1 方没有同意公开", "第二十三条")
    worker.go(desk.page)
    worker.follow("核对身份证明")
    for name in NAMES:
        worker.page.get_by_label(name).check()
    worker.click("已核对")
    desk.do("开始调解")
    worker.axe()


def _seated(desk: Desk) -> None:
    worker = desk.worker
    desk.do("进入“以案挖群英”", "以案挖群英")
    worker.follow("看候选，请一位")
    worker.sees("懂", "任国平：人民调解员", "不排名次")
    worker.axe()
    worker.page.get_by_label(re.compile("何亲：群英")).check()
    worker.click("请来")
    worker.page.locator("tr", has_text="何亲").get_by_role("link", name="待查").click()
    for ground in ("kin", "household", "interest", "employer", "estate"):
        worker.page.check(f"[name={ground}][value={'yes' if ground == 'kin' else 'no'}]")
    worker.axe()
    worker.click("记下")
    worker.sees_not("何亲")

    desk.do("进入“带案访群英”", "带案访群英")
    desk.minutes("走访（背对背）", attendees="1楼两户、周敏", result="想知道采光怎么算。")
    worker.follow("请一位")
    worker.page.get_by_label("任国平：人民调解员").check()
    worker.click("请来")
    worker.follow("随机抽取")
    worker.sees("候选 5 人", "骆平", "谁都可以重算")
    worker.sees_not("何亲")
    worker.axe()
    worker.fill(size="3", seed_source="上海证券交易所 2024 年 10 月 31 日收盘", seed_on="2024-10-30")
    worker.click("封存名单")
    worker.sees("名单在 2024-10-30 封存，这个数在 2024-10-30 就有了")
    worker.fill(seed_on="2024-10-31")
    worker.click("封存名单")
    worker.sees("下一步：用公布的随机数抽取", "5 人的名单已封存")
    worker.follow("填随机数，抽取")
    worker.sees("2024年10月31日才公布", "linli demo --advance 1")
    stand_at(NOON + timedelta(days=1))
    worker.go(f"{desk.page}draw/")
    worker.sees_not("才公布")
    worker.axe()
    worker.fill(seed=SEED)
    worker.click("抽取")
    worker.sees("随机抽取", "谁都能重算")
    desk.do("请部门人员", "请来", name="肖工", words="懂结构和采光")
    worker.sees("下一步：逐位问回避")
    worker.follow("问回避")
    worker.axe()
    members = list(PanelMember.everything.filter(left_on__isnull=True))
    assert len(members) == 5
    desk.tick(*(f"{member.person.name}：五条都问过本人" for member in members))
    worker.click("记下")
    worker.follow("记下各方接不接受")
    desk.tick(*(f"各方都接受{member.person.name}" for member in members))
    worker.sound_here()
    worker.click("记下")
    worker.sees("都接受", "下一步：调解团可以组成了")
    desk.do("组成调解团", "组成")
    desk.do("组团")
    sound(worker.page, "seated")
    desk.wide()


def _heard(desk: Desk) -> None:
    worker = desk.worker
    worker.follow("记一次调查")
    worker.fill(place="物业办公室", attendees="物业张经理", asked="物业张经理")
    worker.fill(questions="电梯井占不占1楼的窗户？\n图纸上离窗户两米四。")
    worker.click("记下")
    said = {
        "statements": "申请人：老人上下楼难。\n被申请人：采光要有说法。",
        "process": "住建部门讲解采光测算。",
    }
    for stage, kind in (("听证邀群英", "听证"), ("会诊靠群英", "会诊"), ("群英明是非", "明是非")):
        desk.do(f"进入“{stage}”", stage)
        desk.minutes(kind, **said, result=f"{kind}：愿意继续谈。")
    for name in ("任国平", "肖工"):
        worker.follow("记一位群英的意见", within=".ll-tl li:last-child")
        worker.page.select_option("[name=member]", label=name)
        worker.fill(words="应当互相体谅。")
        worker.click("记下")
    worker.follow("意见票", within=".ll-tl li:last-child")
    worker.sees("只作参考", "不写进结果")
    worker.axe()
    worker.fill(question="补偿是否合理", in_favour="3", against="0", abstained="1")
    worker.click("记下")
    worker.sees("补偿是否合理", "只作参考", "群英的意见不是裁决")
    assert OpinionVote.everything.get().in_favour == 3
    assert (desk.case.outcome, desk.case.stage) == ("", "judging"), "a vote sets nothing"
    desk.do("进入“群英作调停”", "群英作调停")
    desk.minutes("调停", **said, result="各方谈拢了。")


def _agreed(desk: Desk) -> None:
    worker = desk.worker
    up, low = party("何大海").ref, party("易桂珍").ref
    others = [party(name).ref for name in ("罗小梅", "方志远", "彭秀英")]
    worker.follow("写协议")
    desk.narrow()
    assert worker.page.locator("[name=facts]").input_value() == FACTS
    assert worker.page.locator("[name=is_electronic]").count() == 0, "one party signs on paper"
    desk.clauses(
        (
            (up, low, "支付采光补偿", "12000", DUE, "银行转账"),
            (others[0], "", "承担安装费中本户的份额", "35000", DUE, "交到专户"),
            (others[1], "", "和其他用电梯的各户一起分担维护费", "", DUE, "按月交"),
            (low, up, "配合施工，不阻拦", "", DUE, "签名后执行"),
            (others[2], "", "保持1楼过道畅通", "", DUE, "日常遵守"),
        )
    )
    worker.sound_here()
    worker.click("写好了")
    desk.wide()
    worker.follow("改协议")
    assert worker.page.locator("[name=clause_5_duty]").input_value() == "保持1楼过道畅通"
    worker.click("写好了")
    assert Clause.everything.count() == 5

    worker.sees("还有 8 方没有签字")
    worker.follow("记下签字")
    desk.tick("各方都亲笔签名了")
    desk.otherwise(**{low: "agent_hand"})
    worker.axe()
    worker.click("记下")
    desk.do("已签字盖章")
    desk.do("协议生效，结案", "协议生效")
    agreement = Agreement.everything.get()
    worker.sees("达成协议", agreement.number)
    assert agreement.signatures.filter(by_agent=True).get().party.name == "易桂珍"
    assert desk.case.outcome == "agreed"
    sound(worker.page, "agreed")
    desk.wide()


def _performed(desk: Desk, walk: Walk) -> None:
    worker = desk.worker
    walk.later(NOON + timedelta(days=7))
    for number in range(1, 6):
        worker.go(desk.page)
        worker.sees(f"看第{number}条履行了没有")
        desk.do("记下履行", "记下", evidence="银行汇款回单" if number == 1 else "双方当面确认")
    worker.sees("都履行了，转回访")
    desk.do("转回访")
    worker.follow("记回访")
    worker.fill(visited="何大海、易桂珍", performed_percent="100", by="周敏")
    worker.page.get_by_label("满意", exact=True).check()
    worker.axe()
    worker.click("记下")
    worker.sees("第2次回访")


def _to_the_court(desk: Desk, tmp_path: Path) -> None:
    worker = desk.worker
    worker.page.set_default_timeout(60_000)  # forty pages are set and bound
    scan = tmp_path / "signed.png"
    scan.write_bytes(png(300, 420))
    worker.go(f"{desk.page}file/")
    worker.sees("还缺", "调解协议书")
    worker.axe()
    for kind in ("agreement", "identity"):
        worker.go(f"{desk.page}file/add/?kind={kind}")
        worker.page.set_input_files("[name=scans]", scan)
        worker.click("放进卷宗")
        worker.sees("已放进卷宗")
    worker.follow("司法确认材料 PDF")
    worker.sees("司法确认材料要印电话和住址")
    worker.page.locator("[name=purpose]").first.check()
    with worker.page.expect_download() as found:
        worker.page.get_by_role("button", name="显示，并取材料").click()
    pdf = found.value.path().read_bytes()
    worker.go(f"{desk.page}file/")
    archive = zipfile.ZipFile(BytesIO(worker.file("司法确认材料 ZIP")))
    _agree(pdf, archive)

    worker.go(desk.page)
    desk.do("申请司法确认", "已申请")
    worker.follow("记下法院的结果")
    worker.choose(result="confirmed")
    worker.fill(accepted_on="2024-11-06", decided_on="2024-11-06", document="（2024）湘0602民特18号")
    worker.click("记下")
    worker.sees("第2次回访")


def _agree(pdf: bytes, archive: zipfile.ZipFile) -> None:
    """The list says on which page what stands; there it stands, in the PDF and in the ZIP."""
    pages = [page.text for page in pages_of(pdf)]
    words = archive.read("清单.txt").decode("utf-8-sig").splitlines()
    listed = [line.split("\t") for line in words if line[:1].isdecimal()]
    assert len(listed) >= 6
    for _, name, page, *_ in listed:
        place = int(page.removeprefix("第").removesuffix("页"))
        assert squeezed(name) in pages[place - 1], (name, place)
    whole = "".join(pages)
    for said in (*NAMES, "13907300000", "荣发小区3栋2单元801室", "保持1楼过道畅通", "司法确认申请书"):
        assert said in whole, said
    names = archive.namelist()
    assert sum(name.startswith("扫描件/") for name in names) == 2
    assert any(name.endswith(".docx") and "司法确认申请书" in name for name in names)
    inner = next(name for name in names if name.endswith(".pdf"))
    assert len(pages_of(archive.read(inner))) == len(pages)


def _from_elsewhere(desk: Desk, loop: Loop, walk: Walk) -> None:
    above = walk.worker(loop.street)
    above.go(CASES)
    above.follow("加装电梯")
    above.sees("姓名和卷宗只给办案人员看")
    above.sees_not(*NAMES, "易小军")
    above.axe()
    assert above.status(f"{desk.page}file/packet.pdf") in (403, 404)
    assert above.status(f"{desk.page}file/") in (403, 404)
