"""Signing in as a person does: a passkey of a (virtual) device, the first run of a new district, all pages sound."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import free_port, on_its_own, wait_for
from tests.journeys.test_desk import sound
from tests.journeys.walking import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: accounts")]

DEVICE = {
    "options": {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
}


@pytest.fixture
def phone(platform: str, browser: Browser) -> Iterator[BrowserContext]:
    """A browser with a device that keeps passkeys. Browsers know no passkeys of a bare number: localhost it is."""
    context = browser.new_context(base_url=platform.replace("127.0.0.1", "localhost"), locale="zh-CN")
    context.set_default_timeout(15_000)
    yield context
    context.close()


def enter(page: Page, username: str) -> None:
    page.goto("/desk/sign-in/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()


def test_a_passkey_is_made_and_then_opens_the_door_without_a_password(phone: BrowserContext) -> None:
    page = phone.new_page()
    device = phone.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", DEVICE)
    enter(page, "zuzhang")
    page.wait_for_url("**/desk/")

    page.goto("/desk/account/factors/passkey/")
    sound(page, "passkey")
    page.fill("[name=name]", "我的手机")
    page.get_by_role("button", name="让设备生成钥匙").click()
    page.wait_for_url("**/desk/account/factors/codes/")
    sound(page, "codes")
    page.goto("/desk/account/factors/")
    expect(page.get_by_text("通行密钥：我的手机")).to_be_visible()
    sound(page, "factors")

    phone.clear_cookies()
    page.goto("/desk/sign-in/?next=/desk/account/")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_url(
        lambda url: url.endswith("/desk/account/") and "?" not in url
    )  # not the one asked for in next=
    sound(page, "account")

    phone.clear_cookies()
    enter(page, "zuzhang")
    page.wait_for_url("**/desk/sign-in/second/")
    sound(page, "second factor")
    page.get_by_role("button", name="用通行密钥").click()
    page.wait_for_url("**/desk/")


def test_the_pages_of_one_s_account_are_sound(phone: BrowserContext) -> None:
    page = phone.new_page()
    enter(page, "qijialing")
    page.wait_for_url("**/desk/")
    for address in ("/desk/account/", "/desk/account/password/", "/desk/account/factors/app/"):
        page.goto(address)
        sound(page, address)
    page.goto("/desk/account/password/")
    page.fill("[name=new]", "short")
    page.get_by_role("button", name="换成新密码").click()
    expect(page.get_by_text("密码还没有改")).to_be_visible()
    sound(page, "password refused")


def test_five_wrong_passwords_lock_and_say_until_when(phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto("/desk/sign-in/")
    for _ in range(6):
        page.fill("[name=username]", "nobody-is-called-so")
        page.fill("[name=password]", "x")
        page.get_by_role("button", name="登录", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text(re.compile(r"\d{1,2}:\d\d 起才能再试"))
    sound(page, "locked")


@pytest.fixture
def new_district(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """`linli up --no-demo` on an empty folder: its address, and the set-up code it wrote."""
    port = free_port()
    environment = on_its_own(tmp_path / "home", LINLI_BASE_URL=f"http://127.0.0.1:{port}")
    command = [sys.executable, "-m", "linli.config.command", "up", "--no-demo", "--port", str(port)]
    with (tmp_path / "up.log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--exit-after", "300"], env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/healthz", process, tmp_path / "up.log")
        yield f"http://127.0.0.1:{port}", (tmp_path / "home" / "setup.code").read_text().strip()
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def test_a_new_district_from_the_code_to_the_second_factor(
    new_district: tuple[str, str], browser: Browser
) -> None:
    address, code = new_district
    context = browser.new_context(base_url=address, locale="zh-CN")
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.goto("/")
    page.wait_for_url("**/desk/setup/")
    sound(page, "set-up")
    page.get_by_role("button", name="建好这个区").click()
    expect(page.get_by_text("还没有设置，改好下面这些就行")).to_be_visible()
    sound(page, "set-up refused")
    page.fill("[name=secret]", code)
    page.fill("[name=name]", "君山区")
    page.fill("[name=code]", "430611")
    for post, name, username in (
        ("system_admin", "张一", "xitong"),
        ("security_admin", "李二", "anquan"),
        ("auditor", "王三", "shenji"),
    ):
        page.fill(f"[name={post}-name]", name)
        page.fill(f"[name={post}-username]", username)
        page.fill(f"[name={post}-password]", f"Dongting-{len(name)}-{post[:3]}")
    page.get_by_role("button", name="建好这个区").click()
    page.wait_for_url("**/desk/sign-in/")
    first = "Dongting-2-sys"
    page.fill("[name=username]", "xitong")
    page.fill("[name=password]", first)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/desk/account/password/")
    sound(page, "first password")
    page.fill("[name=old]", first)
    page.fill("[name=new]", "Junshan-yinzhen-8")
    page.fill("[name=again]", "Junshan-yinzhen-8")
    page.get_by_role("button", name="换成新密码").click()
    page.goto("/desk/")
    page.wait_for_url("**/desk/account/factors/")
    expect(page.get_by_text("您的身份要求有第二重验证，先设一个")).to_be_visible()
    sound(page, "second factor wanted")
    context.close()
