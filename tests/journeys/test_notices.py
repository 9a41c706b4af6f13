"""A resident asks on a phone without script, the community answers at its desk, everybody reads both."""

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import SignIn
from tests.journeys.test_desk import sound

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: notices")]

QUESTION = "充电棚的电费是怎么分摊的？"
ANSWER = "按各自的充电次数，月底张贴明细。"


def test_a_question_and_its_answer(platform: str, browser: Browser, sign_in: SignIn) -> None:
    phone = browser.new_context(
        base_url=platform,
        locale="zh-CN",
        viewport={"width": 390, "height": 844},
        java_script_enabled=False,
    ).new_page()
    phone.goto("/postings/")
    phone.get_by_role("link", name="荣发小区三季度公共收益收支（更正后）").click()
    expect(phone.get_by_text("还要公示 9 天")).to_be_visible()
    phone.get_by_label("您对哪一点有疑问？").fill(QUESTION)
    phone.get_by_role("button", name="提出疑问").click()
    expect(phone.get_by_text("您的疑问收到了")).to_be_visible()

    desk = sign_in("gaoshanpo")
    desk.get_by_role("link", name="公示", exact=True).first.click()
    sound(desk, "postings")
    desk.get_by_role("link", name="荣发小区三季度公共收益收支（更正后）").click()
    sound(desk, "posting with a question")
    desk.locator(".ll-next .btn-primary").click()
    desk.get_by_label("答复").fill(ANSWER)
    desk.get_by_role("button", name="公开答复").click()
    expect(desk.locator(".ll-answer").last).to_contain_text(ANSWER)

    phone.reload()
    expect(phone.locator(".ll-answer").last).to_contain_text(ANSWER)
    expect(phone.locator(".ll-q-text").last).to_have_text(QUESTION)
    phone.context.close()


def test_from_a_draft_to_a_withdrawal_with_its_reason(
    platform: str, browser: Browser, sign_in: SignIn
) -> None:
    desk = sign_in("gaoshanpo", 390)
    desk.goto("/desk/all/")
    desk.get_by_role("link", name="公示", exact=True).click()
    desk.get_by_role("link", name="写一份公示").click()
    sound(desk, "a blank posting")
    desk.set_viewport_size({"width": 390, "height": 844})
    desk.get_by_label("类别").select_option(label="居务公开（至少 15 天）")
    desk.get_by_label("题目").fill("活动室开放时间")
    desk.get_by_label("正文").fill("活动室周一至周六开放。")
    desk.get_by_label("公示栏位置").fill("社区门口")
    desk.get_by_role("button", name="存为草稿").click()
    desk.get_by_role("link", name="贴出公示").click()
    desk.get_by_label("公示到").fill("2024-11-08")
    desk.get_by_role("button", name="贴出公示").click()
    expect(desk.get_by_role("alert")).to_contain_text("最早 11月14日 周四。改成这一天或更晚。")
    sound(desk, "posting refused")
    desk.get_by_label("公示到").fill("2024-11-14")
    desk.get_by_role("button", name="贴出公示").click()
    address = re.sub("/desk/notices/", "/postings/", desk.url)
    desk.get_by_role("link", name="撤回公示").click()
    sound(desk, "withdrawing")
    desk.get_by_label("撤回理由").fill("开放时间还没有定。")
    desk.get_by_role("button", name="撤回公示").click()

    page = browser.new_context(base_url=platform, locale="zh-CN").new_page()
    page.goto(address)
    expect(page.get_by_text("开放时间还没有定。").first).to_be_visible()
    sound(page, "withdrawn, in public")
    for public in ("/postings/", "/postings/?past=1", "/postings/?kind=burden"):
        page.goto(public)
        sound(page, public)
    page.context.close()
