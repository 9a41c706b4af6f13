"""A neighbour lead in the rain: three matters said without a network, the browser killed, and each arrives once.

`http://127.0.0.1` counts as secure, so the worker and the sealed store are those of the product.
"""

import os
import shutil
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright, Route, expect, sync_playwright

from tests.journeys.conftest import BROWSERS, FLAGS
from tests.journeys.walking import PASSWORD, RULES, breaches

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: lead offline")]

THREE = ("三楼楼道灯不亮，老人晚上看不见", "北门积水，车子过不去", "二单元门禁坏了关不上")
LEAD = "linzhang"
BUDGET = 150 * 1024

Opened = Callable[[Path], BrowserContext]


@pytest.fixture(scope="module")
def engine() -> Iterator[Playwright]:
    with sync_playwright() as found:
        yield found


@pytest.fixture
def phone(engine: Playwright, platform: str) -> Iterator[Opened]:
    """A phone with a profile on the disk: opened again, it has what it had."""
    found = next(path for name in BROWSERS if (path := shutil.which(name)))
    open_now: list[BrowserContext] = []

    def opened(profile: Path) -> BrowserContext:
        context = engine.chromium.launch_persistent_context(
            str(profile),
            executable_path=found,
            args=FLAGS,
            base_url=platform,
            viewport={"width": 390, "height": 844},
            locale="zh-CN",
        )
        context.set_default_timeout(20_000)
        open_now.append(context)
        return context

    yield opened
    for context in open_now:
        with suppress(Error):  # the one that was killed
            context.close()


def sign_in(context: BrowserContext, who: str = LEAD) -> Page:
    """On the first page, with the worker in place and the doors kept."""
    page = context.pages[0] if context.pages else context.new_page()
    page.goto("/desk/sign-in/")
    page.fill("[name=username]", who)
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/desk/")
    ready(page)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    return page


def ready(page: Page) -> None:
    page.wait_for_selector("html[data-ready]")


def say(page: Page, text: str) -> None:
    page.fill("#id_text", text)
    page.click("text=报给")
    expect(page.locator("#queue .ll-kept", has_text=text)).to_be_visible()


def kill(profile: Path) -> None:
    """The browser of this profile ends as with an empty battery: nothing of it is asked first."""
    mine = f"--user-data-dir={profile}".encode()
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = each.read_bytes().split(b"\0")
        except OSError:
            continue  # gone meanwhile
        if mine in words and not any(word.startswith(b"--type=") for word in words):
            os.kill(int(each.parent.name), signal.SIGKILL)


def count_taps(page: Page) -> None:
    page.evaluate(
        """addEventListener("click", (event) => {
            if (event.isTrusted) sessionStorage.setItem("t", +(sessionStorage.getItem("t") || 0) + 1);
        }, true)"""
    )


def arrived(home: Path, text: str) -> int:
    with sqlite3.connect(next(home.glob("*.sqlite3"))) as base:
        found = base.execute("select count(*) from grid_request where text = ?", (text,)).fetchone()
    return int(found[0])


def in_the_store(page: Page) -> str:
    """Everything in the device's store as text, bytes read as UTF-8."""
    told: str = page.evaluate(
        """async () => {
            const base = await new Promise((done) => {
                const asked = indexedDB.open("linli-lead");
                asked.onsuccess = () => done(asked.result);
            });
            const read = (bytes) => new TextDecoder().decode(new Uint8Array(bytes.buffer || bytes));
            const shown = (_, value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value) ? read(value)
                : value instanceof CryptoKey ? `key extractable=${value.extractable}` : value;
            let found = "";
            for (const name of base.objectStoreNames) {
                const rows = await new Promise((done) => {
                    const asked = base.transaction(name).objectStore(name).getAll();
                    asked.onsuccess = () => done(asked.result);
                });
                found += JSON.stringify(rows, shown);
            }
            base.close();
            return found;
        }"""
    )
    return told


def test_three_said_without_a_network_arrive_once_each_after_the_browser_was_killed(
    phone: Opened, tmp_path: Path, home: Path
) -> None:
    profile = tmp_path / "profile"
    context = phone(profile)
    page = sign_in(context)
    context.set_offline(True)
    page.goto("/desk/my/tell/")
    ready(page)
    for text in THREE[:2]:
        say(page, text)
    expect(page.locator("#queue .ll-chip").first).to_contain_text("等网络")
    page.locator("#queue .ll-kept", has_text=THREE[0]).get_by_role("button").click()
    page.fill("#id_text", f"{THREE[0]}，急")
    page.click("text=报给")
    expect(page.locator("#queue .ll-kept", has_text="，急")).to_be_visible()
    say(page, THREE[2])
    expect(page.locator("#queue .ll-kept")).to_have_count(3)
    kill(profile)

    context = phone(profile)
    lost: list[str] = []

    def lose_the_first_answer(route: Route) -> None:
        """The server has it, the phone never hears so."""
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().text())
        route.abort()

    context.route("**/desk/my/send/", lose_the_first_answer)
    page = context.pages[0]
    page.goto("/desk/my/tell/")
    if "sign-in" in page.url:  # a browser killed at once may have lost the session, never the matters
        page = sign_in(context)
    else:
        ready(page)
    page.goto("/desk/my/tell/")
    expect(page.locator("#queue .ll-chip.pine")).to_have_count(3)
    assert lost
    assert "number" in lost[0]
    assert [arrived(home, text) for text in (f"{THREE[0]}，急", THREE[1], THREE[2])] == [1, 1, 1]
    assert arrived(home, THREE[0]) == 0


def test_what_sounds_like_an_accusation_waits_on_the_device_for_a_word(
    phone: Opened, tmp_path: Path, home: Path
) -> None:
    openly, sealed = "社区书记收了红包，是我听错了", "社区书记贪污公款三万元"
    context = phone(tmp_path / "profile")
    page = sign_in(context)
    context.set_offline(True)
    page.goto("/desk/my/tell/")
    ready(page)
    for text in (openly, sealed):
        say(page, text)
    context.set_offline(False)
    page.goto("/desk/my/tell/")
    ready(page)
    queued = page.locator("#queue .ll-kept")
    expect(queued.filter(has_text="等您说是不是")).to_have_count(2)
    assert [arrived(home, text) for text in (openly, sealed)] == [0, 0]
    expect(page.locator("#sounds")).to_be_hidden()
    queued.filter(has_text=openly).get_by_role("button").click()
    expect(page.locator("#sounds")).to_be_visible()
    assert page.input_value("#id_text") == openly
    page.click("text=报给")
    page.wait_for_url("**/my/told/")
    assert [arrived(home, text) for text in (openly, sealed)] == [1, 0]

    page.goto("/desk/my/tell/")
    ready(page)
    queued.filter(has_text=sealed).get_by_role("button").click()
    page.click("text=是，走密封渠道")
    page.wait_for_url("**/requests/accuse/")
    assert page.input_value("[name=text]") == sealed
    page.goto("/desk/my/tell/")
    ready(page)
    expect(queued.filter(has_text=sealed)).to_have_count(0)
    assert arrived(home, sealed) == 0
    page.fill("#id_text", sealed)  # asked at once with a network, the words stay in the form
    page.click("text=报给")
    expect(page.locator("#sounds")).to_be_visible()
    assert page.input_value("#id_text") == sealed
    assert breaches(page, RULES) == []


def test_doors_are_readable_offline_sealed_on_the_disk_and_gone_at_sign_out(
    phone: Opened, tmp_path: Path
) -> None:
    context = phone(tmp_path / "profile")
    page = sign_in(context)
    names = [
        name for name in page.locator("#doors .ll-row small").all_inner_texts() if not name.startswith("—")
    ]
    name = names[0].split("·")[0]
    context.set_offline(True)
    page.goto("/desk/my/")
    ready(page)
    expect(page.locator("#kept")).to_contain_text(name)
    say(page, "楼上漏水")
    told = in_the_store(page)
    assert "extractable=false" in told
    assert name not in told
    assert "楼上漏水" not in told
    context.set_offline(False)
    page.goto("/desk/my/")
    ready(page)
    page.click("text=退出")
    page.wait_for_url("**/sign-in/")
    assert in_the_store(page) in ("", "[][][]")


def test_unsent_matters_are_named_before_signing_out(phone: Opened, tmp_path: Path) -> None:
    context = phone(tmp_path / "profile")
    page = sign_in(context)
    context.route("**/desk/my/send/", lambda route: route.abort())
    page.goto("/desk/my/tell/")
    say(page, "等着送的一件")
    page.goto("/desk/my/")
    ready(page)
    page.click("text=退出")
    expect(page.locator("#leaving")).to_contain_text("还有 1 件没送出")
    page.click("text=先不退出")
    assert page.url.endswith("/desk/my/")


def test_filing_takes_two_taps_and_the_sentence(phone: Opened, tmp_path: Path, home: Path) -> None:
    page = sign_in(phone(tmp_path / "profile"))
    count_taps(page)
    page.click("main >> text=说一件事")
    page.wait_for_url("**/my/tell/")
    count_taps(page)
    page.fill("#id_text", "垃圾桶满了没人收")
    page.click("text=报给")
    page.wait_for_url("**/my/told/")
    expect(page.locator("main")).to_contain_text("垃圾桶满了没人收")
    assert int(page.evaluate("sessionStorage.getItem('t')")) <= 3
    assert arrived(home, "垃圾桶满了没人收") == 1


def test_first_load_is_small(phone: Opened, tmp_path: Path) -> None:
    context = phone(tmp_path / "profile")
    page = context.pages[0]
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    page.goto("/desk/sign-in/")
    page.fill("[name=username]", LEAD)
    page.fill("[name=password]", PASSWORD)
    session.send("Network.clearBrowserCache")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url("**/desk/")
    ready(page)
    assert 0 < sum(sizes) <= BUDGET, sizes


@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing_and_nothing_sticks_out(phone: Opened, tmp_path: Path, dark: bool) -> None:
    context = phone(tmp_path / "profile")
    page = sign_in(context)
    if dark:
        page.emulate_media(color_scheme="dark")
    for name in ("", "tell/", "told/", "people/", "visit/", "shell/"):
        page.goto(f"/desk/my/{name}")
        ready(page)
        found = breaches(page, RULES)
        assert found == [], (name, found)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, name
        assert page.locator(".btn-primary:visible").count() <= 1, name
