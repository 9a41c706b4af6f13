"""Cases that go otherwise: a small one on one page, one that a party leaves in mid-hearing, one about a marriage."""

import pytest

from linli.access.actor import actor_for
from linli.mediation.models import Agreement, Form
from linli.mediation.services.team import keep
from linli.people.models import Post
from tests.documents.test_pdf import pages_of
from tests.grid.requests import Loop
from tests.journeys.mediating import CASES, Desk, desk
from tests.journeys.walking import Walk
from tests.mediation import walk as steps

__all__ = ["desk"]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: mediation")]
BOXES = "main form input:not([type=hidden]):visible, main form select:visible, main form textarea:visible"


def words_of(pdf: bytes) -> str:
    """Everything printed, without spaces."""
    return "".join(page.text for page in pages_of(pdf))


def test_a_noise_is_settled_on_one_page(desk: Desk) -> None:
    worker = desk.worker
    worker.go(CASES)
    worker.count_anew()
    worker.follow("一页办小纠纷")
    desk.narrow()
    empty = worker.page.evaluate(
        "[...document.querySelectorAll('main form :is(input,select,textarea)')]"
        ".filter(it => it.required && it.type !== 'radio' && !it.value).map(it => it.name)"
    )
    assert set(empty) == {"applicant", "respondent", "summary", "duty", "mediator"}, (
        "four things are written and one chosen, all else stands there"
    )
    worker.page.select_option("[name=mediator]", index=1)
    assert worker.page.locator(BOXES).count() <= 17, "three of them ticks the law asks for"
    worker.fill(
        applicant="何大海", respondent="罗小梅", summary="夜里拖椅子太吵", duty="晚上十点以后不拖椅子"
    )
    worker.click("记下并结案")
    worker.sees("双方都听了权利义务，都同意调解")
    assert worker.page.locator("[name=applicant]").input_value() == "何大海", "what was typed stays"
    worker.sees("问过调解员本人", "双方都接受这位调解员")
    desk.tick("双方都听了权利义务，都同意调解", "问过调解员本人", "双方都接受这位调解员")
    worker.click("记下并结案")
    assert worker.taps <= 6, "opened, refused once, three ticks, told"
    desk.wide()
    agreement = Agreement.everything.get()
    worker.sees(agreement.number, "达成协议", "晚上十点以后不拖椅子")
    assert (agreement.form, desk.case.outcome) == (Form.ORAL, "agreed")
    worker.axe()
    worker.follow("卷宗")
    paper = words_of(worker.file("口头协议登记表 PDF"))
    for said in (
        "人民调解口头协议登记表",
        agreement.number,
        "何大海",
        "罗小梅",
        "夜里拖椅子太吵",
        "晚上十点以后不拖椅子",
    ):
        assert said in paper, said
    worker.sees("要有已经生效的书面协议")


def _in_hearing(loop: Loop, **about: object) -> steps.Walk:
    """A case of the worker's, led by services into its hearing."""
    territory = loop.territory
    found, chair = steps.committee_on_hand(territory)
    case = steps.registered(territory, **about)
    led = steps.Walk(territory, found, chair, case)
    keep(actor=loop.community, case=case, on=led.day)
    led.informed().through("match", "visit").panel().through("convene", "hear")
    return led


def test_who_withdraws_in_mid_hearing_ends_it_at_once(desk: Desk, loop: Loop) -> None:
    led = _in_hearing(loop, title="楼道堆物")
    worker = desk.worker
    worker.go(desk.page)
    worker.sees("听证邀群英", "任何一方可以随时不调")
    worker.follow("记一方的意见")
    worker.choose(party=led.parties[1].ref, matter="mediation")
    worker.page.get_by_label("不同意", exact=True).check()
    worker.axe()
    worker.click("记下")
    worker.sees("先告知当事人其他解决途径，再勾上")
    worker.page.check('[name="told"]')
    worker.click("记下")
    worker.sees("终止", "已告知其他解决途径：仲裁、行政途径或向法院起诉")
    case = desk.case
    assert (case.outcome, case.stage) == ("ended", "concluded")
    assert case.remedies_told_on is not None
    for gone in ("记录听证", "写协议", "随机抽取", "记一方的意见", "改为公开调解", "一方不愿继续，终止"):
        assert worker.page.locator("main").get_by_role("link", name=gone).count() == 0, gone
    for slug in ("meeting-hearing", "agreement", "invite"):
        worker.page.goto(f"{worker.home}{desk.page}{slug}/")
        assert worker.page.locator("main form").count() == 0 or _refused(desk, slug), slug
    worker.go(desk.page)
    worker.sees("下一步：把终止调解告知书交给当事人")
    assert worker.page.locator("a.btn-primary").all_inner_texts() == ["打印终止调解告知书"]
    paper = words_of(worker.file("打印终止调解告知书"))
    for said in ("终止调解告知书", "何大海", "罗小梅", "申请仲裁", "向人民法院起诉", "不愿继续调解"):
        assert said in paper, said
    worker.go(f"{CASES}?outcome=ended&tab=all")
    worker.sees("楼道堆物", "共 1 件")


def _refused(desk: Desk, slug: str) -> bool:
    before = (desk.case.stage, Agreement.everything.count())
    desk.worker.page.locator("main form button[type=submit]").first.click()
    desk.worker.page.wait_for_load_state()
    return (desk.case.stage, Agreement.everything.count()) == before


def test_a_marriage_goes_to_no_court_and_is_signed_by_hand(desk: Desk, loop: Loop, walk: Walk) -> None:
    worker = desk.worker
    desk.register(kind="family", special="marriage", title="分居以后照看孩子", summary="分居以后谁照看孩子。")
    desk.do("受理")
    worker.follow("登记当事人")
    desk.enter(0, "applicant", "何大海", last=False)
    desk.enter(1, "respondent", "罗小梅", last=True)
    worker.follow("记下各方意见")
    worker.sees_not("电子签名")
    desk.tick("各方都同意：调解")
    worker.click("已告知，记下意见")
    worker.go(f"{desk.page}answer/")
    worker.page.select_option("[name=party]", index=0)
    worker.choose(matter="e_sign")
    worker.page.get_by_label("同意", exact=True).check()
    worker.click("记下")
    worker.sees("不能用电子签名", "《电子签名法》第三条")
    worker.go(desk.page)
    desk.do("开始调解")
    worker.sees_not("司法确认")
    worker.follow("写协议")
    assert worker.page.locator("[name=is_electronic]").count() == 0
    worker.page.select_option("[name=mediator]", label="任国平")
    who = [each.ref for each in desk.case.parties.order_by("serial")]
    desk.clauses(((who[0], who[1], "每周六接送孩子", "", "2024-11-02", "当面交接"),))
    worker.click("写好了")
    worker.sees("问调解员要不要回避，各方接不接受")
    worker.follow("问了，记下")
    desk.none_of_the_grounds()
    desk.tick("各方都接受这位调解员")
    worker.axe()
    worker.click("记下")
    worker.follow("记下签字")
    assert worker.page.get_by_text("电子签名").count() == 0
    desk.tick("各方都亲笔签名了")
    worker.click("记下")
    desk.do("已签字盖章")
    desk.do("协议生效，结案", "协议生效")
    assert desk.case.outcome == "agreed"
    worker.sees_not("申请司法确认")
    worker.axe()
    assert worker.status(f"{desk.page}court/") == 404
    assert worker.status(f"{desk.page}file/packet.pdf") in (403, 404)
    worker.go(f"{desk.page}file/")
    assert worker.page.get_by_role("link", name="司法确认材料 PDF").count() == 0

    colleague = actor_for(loop.territory.account(Post.COMMUNITY_OFFICER, loop.territory.community))
    beside = walk.worker(colleague)
    beside.go(desk.page)
    beside.sees("姓名和卷宗只给办案人员看")
    beside.sees_not("何大海", "罗小梅")
    elsewhere = actor_for(loop.territory.account(Post.COMMUNITY_OFFICER, loop.territory.communities[2]))
    far = walk.worker(elsewhere)
    for slug in ("", "file/", "answer/", "file/agreement.pdf"):
        assert far.status(f"{desk.page}{slug}") == 404, slug
    far.go(CASES)
    far.sees_not("分居以后照看孩子")
