"""A work report from the template to the resident's phone: written, refused twice, mended, signed, published, read."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import SignIn
from tests.journeys.test_desk import sound, width_over

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: report journey")]

PART = "群英断是非"
INSERTED = ("群英谱", "群英·党员", "调解各类矛盾纠纷", "达成协议", "调处成功率")
WORDS = ("“群英谱”收录", "，其中党员", "。共调解各类矛盾纠纷", "，达成协议", "，调处成功率")


@pytest.fixture(scope="module")
def writing(sign_in: SignIn) -> Page:
    """Who drafts and sends."""
    return sign_in("quwei")


def insert(page: Page, name: str) -> None:
    """Find a figure by its name, without leaving what is being written, and put it where the cursor stands."""
    page.get_by_label("查指标").fill(name)
    page.get_by_role("button", name="查找").click()
    offer = page.locator(".ll-offers li").filter(has=page.get_by_text(name, exact=True))
    offer.get_by_role("button", name="插入").click()


def rewrite(page: Page, part: str, words: str) -> None:
    """Open a part from the contents and write it anew."""
    page.locator("#contents").get_by_role("link", name=re.compile(part)).click()
    page.locator("[name=body]").fill(words)


def save_and_send(page: Page) -> None:
    page.get_by_role("button", name="保存这一节").click()
    page.get_by_role("button", name="送审").click()


def started(page: Page) -> str:
    """A report from the template; its address."""
    page.goto("/desk/reports/")
    page.get_by_role("link", name="起草一份").click()
    page.get_by_role("button", name="开始起草").click()
    expect(page.locator("h1").first).to_contain_text("岳阳楼区城市基层治理工作报告")
    return page.url


def test_from_the_template_to_the_resident(
    writing: Page, sign_in: SignIn, browser: Browser, platform: str
) -> None:
    page = writing
    address = started(page)
    sound(page, "draft")

    # Five figures, found by name and put in while writing.
    rewrite(page, PART, "")
    page.locator("[name=body]").focus()
    for words, name in zip(WORDS, INSERTED, strict=True):
        page.keyboard.type(words)
        insert(page, name)
    page.keyboard.type("。")
    body = page.locator("[name=body]").input_value()
    assert body.count("{{") == len(INSERTED)
    assert re.fullmatch(r"“群英谱”收录\{\{群英谱：\d+名\}\}，其中.*\{\{调处成功率：[\d.]+%\}\}。", body)
    expect(page.locator("#live .ll-fig")).to_have_count(5)
    expect(page.locator("#live")).to_contain_text("这一节的数字都合规则")
    sound(page, "part")

    # Refused: the total altered by hand. Rule and place are told, the place leads to the part.
    total = re.search(r"群英谱：(\d+)名", body)
    assert total
    wrong = f"{int(total.group(1)) + 7}名"
    page.locator("[name=body]").fill(body.replace(f"{{{{群英谱：{total.group(1)}名}}}}", wrong))
    save_and_send(page)
    refused = page.locator("#refusals")
    expect(refused).to_contain_text("还不能送审")
    expect(refused).to_contain_text(f"“{wrong}”与记录对不上")
    expect(refused).to_contain_text("规则：")
    expect(refused).to_contain_text(f"{PART}”第 1 段")
    sound(page, "refused")

    # Mended, and refused again: a typed figure. It is vouched for, and may go.
    refused.get_by_role("link", name=re.compile(PART)).first.click()
    page.locator("[name=body]").fill(body + "群众满意率达98.7%。")
    save_and_send(page)
    expect(refused).to_contain_text("“98.7%”是键入的")
    expect(refused).to_contain_text("没有记录的数字不能印")
    refused.get_by_role("link", name="登记为人工填报").click()
    assert page.get_by_label("数字", exact=True).input_value() == "98.7%"
    page.get_by_label("这是什么数").fill("群众满意率")
    page.get_by_label("填报人").fill("何立群")
    page.get_by_label("依据").fill("九月问卷，回收 1200 份")
    page.get_by_role("button", name="登记这个数字").click()
    page.get_by_role("button", name="送审").click()
    expect(page.get_by_text("已送审，数字定格")).to_be_visible()
    expect(page.get_by_role("link", name="签发", exact=True)).to_have_count(0)

    # Somebody else signs and publishes.
    signing = sign_in("zuzhibu", 390)
    signing.goto(address)
    signing.get_by_role("link", name="签发", exact=True).click()
    signing.get_by_label("发文字号").fill("岳楼社工〔2024〕88号")
    signing.get_by_role("button", name="签发").click()
    expect(signing.locator(".ll-ph")).to_contain_text("岳楼社工〔2024〕88号")
    assert width_over(signing) <= 0
    signing.get_by_role("button", name="向居民公开").click()
    public = signing.get_by_role("link", name="居民看到的页面").get_attribute("href")
    assert public

    # On the desk a figure opens what proves it; without script it is a page with the records.
    page.goto(address)
    figure = page.locator("a.ll-fig", has_text=f"{total.group(1)}名").first
    figure.click()
    popover = page.locator(".ll-pop:popover-open")
    expect(popover).to_contain_text("群英谱")
    popover.get_by_role("link", name="查看记录").click()
    expect(page.locator(".ll-count")).to_contain_text(f"共 {int(total.group(1)):,} 条")
    sound(page, "figure")

    # Residents, signed out: on a screen, and on a phone with scripts switched off.
    read(browser, platform, public)
    read_without_script(browser, platform, public)


def read(browser: Browser, platform: str, address: str) -> None:
    """A click opens what is told of a figure, Escape closes it and leads back."""
    context = browser.new_context(base_url=platform, locale="zh-CN", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address)
    figure = page.locator("a.ll-fig").first
    figure.click()
    popover = page.locator(".ll-pop:popover-open")
    expect(popover).to_be_visible()
    assert page.url.endswith(address)
    page.keyboard.press("Escape")
    expect(popover).to_have_count(0)
    expect(figure).to_be_focused()
    expect(page.get_by_text("人工填报").first).to_be_visible()
    sound(page, "public")
    context.close()


def read_without_script(browser: Browser, platform: str, address: str) -> None:
    """The same link leads to the same words below the text."""
    context = browser.new_context(
        base_url=platform, locale="zh-CN", viewport={"width": 390, "height": 844}, java_script_enabled=False
    )
    page = context.new_page()
    page.goto(address)
    figure = page.locator("a.ll-fig").first
    _, _, told = (figure.get_attribute("href") or "").partition("#")
    figure.click()
    assert page.url.endswith(f"{address}#{told}")
    expect(page.locator(f"[id='{told}']")).to_be_in_viewport()
    context.close()


def test_writing_works_with_scripts_off(sign_in: SignIn) -> None:
    page = sign_in("quwei", 390, script=False)
    started(page)
    page.locator("#contents").get_by_role("link", name=re.compile(PART)).click()
    page.get_by_label("查指标").fill("最美驿站")
    page.get_by_role("button", name="查找").click()
    page.locator(".ll-offers").get_by_role("button", name="插入").first.click()
    assert page.locator("[name=body]").input_value().endswith("{{全总最美驿站}}")
    page.get_by_role("button", name="保存这一节").click()
    figure = page.locator("a.ll-fig").last
    figure.click()
    expect(page.locator("h1")).to_have_text("全总最美驿站")
    assert width_over(page) <= 0
