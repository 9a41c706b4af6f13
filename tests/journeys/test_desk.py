"""From sign-in to a single record, on a screen and on a phone, by keyboard, and with scripts switched off."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import SignIn
from tests.journeys.walking import RULES, breaches

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: desk")]

COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
"""The rules that look at colours: all that the dark can change, which shows the same parts as the light."""
TEXT = "全区共推选邻长999名，调处成功率95.8%，群众满意率达98.7%。"
NO_SUCH = "/desk/indicators/none/"
PAGES = {
    "home": "/desk/",
    "all": "/desk/all/",
    "board": "/desk/indicators/",
    "rate": "/desk/indicators/?figure=mediation.success_rate",
    "count": "/desk/indicators/?figure=grid.three_leads&by=community",
    "own dates": "/desk/indicators/?period=custom&from=2024-03-01&to=2024-02-01",
    "indicator": "/desk/indicators/burden.average_pay/",
    "records": "/desk/indicators/mediation.success_rate/records/",
    "system": "/desk/systems/mediation/",
    "register": "/desk/registers/organisation/",
    "nothing found": "/desk/registers/organisation/?q=zzz",
    "check": "/desk/check/",
    "not there": NO_SUCH,
}


@pytest.fixture(scope="module")
def desk(sign_in: SignIn) -> Page:
    """A district account at a desk."""
    return sign_in("quwei")


@pytest.fixture
def at_desk(desk: Page) -> Iterator[Page]:
    """The same page, its size and colours put back afterwards."""
    yield desk
    desk.set_viewport_size({"width": 1280, "height": 900})
    desk.emulate_media(color_scheme="light")


def width_over(page: Page) -> int:
    """How far the page can be pushed sideways."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def sound(page: Page, name: str) -> None:
    """No breach of WCAG A and AA, on a screen and on a phone, light and dark; nothing sticks out."""
    for width, scheme, rules in (
        (1280, "light", RULES),
        (1280, "dark", COLOURS),
        (390, "dark", COLOURS),
        (390, "light", RULES),
    ):
        page.set_viewport_size({"width": width, "height": 900 if width > 768 else 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        told = breaches(page, rules)
        assert not told, (name, width, scheme, told)
    for width in (360, 390, 800, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert width_over(page) <= 0, (name, width)


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_sound(at_desk: Page, name: str) -> None:
    response = at_desk.goto(PAGES[name])
    assert response is not None
    assert response.status == (404 if name == "not there" else 200)
    assert at_desk.locator(".btn-primary:visible").count() <= 1
    assert at_desk.locator("h1").count() == 1
    sound(at_desk, name)


def test_signing_in_is_sound(platform: str, browser: Browser) -> None:
    page = browser.new_context(base_url=platform, locale="zh-CN").new_page()
    page.goto("/desk/sign-in/")
    sound(page, "sign-in")
    page.fill("[name=username]", "quwei")
    page.fill("[name=password]", "wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("用户名或密码不对")
    expect(page.locator("[name=username]")).to_have_value("quwei")
    sound(page, "sign-in refused")
    page.context.close()


def test_from_the_first_page_to_one_record_and_back(at_desk: Page) -> None:
    page = at_desk
    page.goto("/desk/")
    page.get_by_role("link", name="指标", exact=True).first.click()
    page.wait_for_url("**/desk/indicators/**")
    assert page.locator(".ll-f").count() == 54
    page.locator(".ll-f", has_text="调处成功率").click()
    card = page.locator("#figure")
    expect(card.get_by_role("heading", level=2)).to_have_text("调处成功率")
    counted = re.search(r"查看 ([\d,]+) 条记录", card.inner_text())
    assert counted
    card.get_by_role("link", name=re.compile("查看 .* 条记录")).click()
    expect(page.locator(".ll-count")).to_contain_text(f"共 {counted.group(1)} 条")
    page.locator(".ll-tb tbody tr").first.click()
    expect(page).to_have_url(re.compile("/desk/records/dispute-case/"))
    expect(page.get_by_text("姓名、电话、门牌已遮盖").first).to_be_visible()
    sound(page, "record")
    page.go_back()
    expect(page).to_have_url(re.compile("/records/"))


def test_a_child_area_opens_its_own_records(at_desk: Page) -> None:
    page = at_desk
    page.goto(PAGES["count"])
    page.locator("#figure summary", has_text="看数字").first.click()
    row = page.locator("#figure .ll-nt tbody tr").first
    value = row.locator("td").inner_text().strip()
    row.locator("td a").click()
    expect(page.locator(".ll-count")).to_contain_text(f"共 {value} 条")


def test_the_check_finds_what_does_not_hold(at_desk: Page) -> None:
    page = at_desk
    page.goto("/desk/check/")
    page.fill("textarea", TEXT)
    page.get_by_role("button", name="核对数字").click()
    assert page.locator(".ll-mark.fails[id]").count() == 1
    assert page.locator(".ll-mark.unknown[id]").count() == 1
    sound(page, "checked")


def test_a_street_sees_its_own_street_only(sign_in: SignIn) -> None:
    page = sign_in("wulipai", 390)
    page.goto("/desk/indicators/?figure=grid.three_leads")
    expect(page.locator(".ll-period")).to_contain_text("五里牌街道")
    for address in (
        "/desk/indicators/?area=430602",
        "/desk/indicators/grid.three_leads/records/?area=430602",
    ):
        response = page.goto(address)
        assert response is not None
        assert response.status == 404
        expect(page.get_by_role("heading", name="没有这一页")).to_be_visible()


def test_keyboard_reaches_the_content_first_and_the_ring_is_seen(at_desk: Page) -> None:
    page = at_desk
    page.goto("/desk/indicators/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ll-skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    for _ in range(8):
        ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert ring == "solid"
        page.keyboard.press("Tab")


def test_dark_and_contrast_are_kept(sign_in: SignIn) -> None:
    page = sign_in("gaoshanpo")
    page.get_by_role("button", name="深色").click()
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.goto("/desk/indicators/")
    page.get_by_role("button", name="对比").click()
    assert page.locator("html").get_attribute("data-contrast") == "more"
    sound(page, "more contrast")
    page.get_by_role("button", name="退出").click()
    expect(page).to_have_url(re.compile("/desk/sign-in/"))


def test_everything_works_with_scripts_off(sign_in: SignIn) -> None:
    page = sign_in("qijialing", 390, script=False)
    page.goto("/desk/indicators/?figure=mediation.success_rate")
    page.locator("select[name=area]").last.select_option(index=1)
    page.get_by_role("button", name="按所选显示").click()
    assert page.locator(".ll-period").inner_text().startswith(("东湖社区", "奇家社区", "奇西社区"))
    page.locator("#figure .btn-primary").click()
    page.locator(".ll-tb tbody th a").first.click()
    assert "/desk/records/dispute-case/" in page.url
    page.goto("/desk/check/")
    page.fill("textarea", "共推选邻长999名。")
    page.get_by_role("button", name="核对数字").click()
    page.get_by_role("button", name=re.compile("^改为")).first.click()
    assert "并重新核对" in page.content()
    assert page.locator(".ll-mark.fails[id]").count() == 0


def test_a_record_prints_on_paper_without_the_chrome(at_desk: Page) -> None:
    page = at_desk
    page.goto("/desk/registers/organisation/")
    page.emulate_media(media="print")
    for hidden in (".ll-side", ".ll-top", ".ll-bottom", ".ll-flt"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".ll-printed").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.emulate_media(media="screen")
