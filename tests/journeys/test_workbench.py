"""What scripts add to the workbench: drafts kept on the device, a toast that goes, a note without network."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import SignIn

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: workbench")]

REGISTER = "/desk/registers/organisation/"


@pytest.fixture
def desk(sign_in: SignIn) -> Page:
    return sign_in("quwei")


def stored(page: Page) -> list[str]:
    found: list[str] = page.evaluate(
        "Object.keys(localStorage).filter((key) => key.startsWith('linli-draft:'))"
    )
    return found


def test_what_was_typed_waits_on_the_device_until_it_was_taken(desk: Page) -> None:
    desk.goto("/desk/notices/new/")
    desk.fill("#id_title", "荣发小区三季度收支")
    desk.wait_for_timeout(600)
    assert len(stored(desk)) == 1
    desk.goto("/desk/")
    desk.goto("/desk/notices/new/")
    expect(desk.get_by_text("接着上次没送出的写")).to_be_visible()
    expect(desk.locator("#id_title")).to_have_value("荣发小区三季度收支")
    desk.get_by_role("button", name="丢弃草稿").click()
    expect(desk.locator("#id_title")).to_have_value("")
    assert stored(desk) == []


def test_a_refused_form_keeps_its_draft_and_a_taken_one_loses_it(desk: Page) -> None:
    desk.goto("/desk/notices/new/")
    desk.fill("#id_title", "会写完的一份")
    desk.get_by_role("button", name="存为草稿").click()
    expect(desk.locator("#problems")).to_be_focused()
    assert len(stored(desk)) == 1
    desk.fill("#id_issuer", "居委会")
    desk.fill("#id_body", "见公示栏。")
    desk.get_by_role("button", name="存为草稿").click()
    desk.wait_for_url(re.compile(r"/desk/notices/[a-z0-9]+/"))
    assert stored(desk) == []


def test_signing_out_leaves_no_draft_behind(desk: Page) -> None:
    desk.goto("/desk/notices/new/")
    desk.fill("#id_title", "没写完")
    desk.wait_for_timeout(600)
    assert stored(desk)
    desk.get_by_role("button", name="退出").first.click()
    desk.wait_for_url("**/sign-in/**")
    assert stored(desk) == []


def test_a_toast_goes_after_a_while_and_the_page_says_the_same(desk: Page) -> None:
    desk.goto(f"{REGISTER}?kind=party_branch")
    desk.get_by_text("存下这次筛选").click()
    desk.get_by_label("给它起个名").fill("党支部")
    desk.get_by_role("button", name="存下").click()
    toast = desk.locator(".ll-toasts .ll-toast")
    expect(toast).to_have_text("已存下“党支部”，以后在这里一点就开")
    expect(desk.get_by_role("link", name="党支部", exact=True).first).to_have_attribute(
        "aria-current", "page"
    )
    expect(toast).to_have_count(0, timeout=12_000)


def test_without_network_the_page_says_what_still_works(desk: Page) -> None:
    desk.goto("/desk/")
    expect(desk.locator("#offline")).to_be_hidden()
    desk.context.set_offline(True)
    expect(desk.locator("#offline")).to_be_visible()
    desk.context.set_offline(False)
    expect(desk.locator("#offline")).to_be_hidden()
