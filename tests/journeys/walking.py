"""Several persons at their own browsers, on one platform served by this process: each act is a click of its person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from linli.access.actor import Actor
from linli.common.clock import stand_at
from linli.people.models import Account

PASSWORD = "Linli-2024-demo"
PHONE, DESK = 390, 1280
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
QUIET = "navigator.sendBeacon = () => true"
"""How long a form took is told while the next page is asked for: two threads at the one connection of a test's SQLite,
which then may wait for one another for good."""
STANDING = """() => document.querySelectorAll('.ll-stick, .ll-bottom')
    .forEach((bar) => { bar.style.position = 'static'; })"""
STICKING = """() => document.querySelectorAll('.ll-stick, .ll-bottom')
    .forEach((bar) => { bar.style.position = ''; })"""
COUNTING = """addEventListener("click", (event) => {
    if (event.isTrusted) sessionStorage.setItem("taps", +(sessionStorage.getItem("taps") || 0) + 1);
}, true)"""


def breaches(page: Page, rules: dict[str, Any], but: Sequence[str] = ()) -> list[Any]:
    """Of WCAG 2.2 A and AA, in the whole page ``but`` for these parts of it.

    The rules are brought to a page once: that takes as long as asking them.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    asked = {**rules, "resultTypes": ["violations"]}
    where = {"include": [["html"]], "exclude": [[each] for each in but]}
    page.evaluate(STANDING)  # a box half behind a bar comes out by scrolling: it is not too small
    found = page.evaluate(
        "([where, asked]) => axe.run(where, asked).then((told) => told.violations)", [where, asked]
    )
    page.evaluate(STICKING)
    return [(each["id"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found]


class Walker:
    """One person at one browser."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        context.set_default_timeout(10_000)
        context.add_init_script(COUNTING)
        context.add_init_script(QUIET)
        self.context, self.home = context, home
        self.page: Page = context.new_page()

    @property
    def taps(self) -> int:
        """Clicks the browser itself felt since the last ``count_anew``, whatever page they were on."""
        return int(self.page.evaluate("sessionStorage.getItem('taps') || 0"))

    def count_anew(self) -> None:
        """From here on."""
        self.page.evaluate("sessionStorage.removeItem('taps')")

    def go(self, path: str) -> None:
        """By typing an address; what is expected to be there, is."""
        answer = self.page.goto(path if path.startswith("http") else f"{self.home}{path}")
        assert answer is not None
        assert answer.ok, (path, answer.status)
        self._look()

    def status(self, path: str) -> int:
        """What the browser gets there; a page or a file."""
        return self.context.request.get(f"{self.home}{path}").status

    def body(self, path: str) -> str:
        """What stands there, files as text."""
        return self.context.request.get(f"{self.home}{path}").body().decode(errors="ignore")

    def click(self, name: str, role: Any = "button", *, within: str = "main") -> None:
        """A button or link by what is written on it; the page that follows is sound and has settled."""
        self.page.locator(within).get_by_role(role, name=name).first.click()
        self.page.wait_for_load_state()
        self._look()

    def follow(self, name: str, *, within: str = "main") -> None:
        """A link by what is written on it."""
        self.click(name, "link", within=within)

    def fill(self, **values: str) -> None:
        """Fields by their names."""
        for name, value in values.items():
            self.page.fill(f'[name="{name}"]', value)

    def choose(self, **values: str) -> None:
        """Selects by their names."""
        for name, value in values.items():
            self.page.select_option(f'[name="{name}"]', value)

    def sees(self, *words: str) -> None:
        """Each of them stands on the page."""
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each)

    def sees_not(self, *words: str) -> None:
        """None of them does, not even hidden."""
        source = self.page.content()
        for each in words:
            assert each not in source, (self.page.url, each)

    def file(self, name: str) -> bytes:
        """What a link hands out to be kept."""
        with self.page.expect_download() as found:
            self.page.locator("main").get_by_role("link", name=name).first.click()
        return found.value.path().read_bytes()

    def _look(self) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, (self.page.url, wide)
        filled = self.page.locator("main .btn-primary:visible").count()
        assert filled <= 1, (self.page.url, filled)

    def sound_here(self) -> None:
        """What was looked at when the page was opened, once more: it was made narrower, or something unfolded."""
        self._look()
        self.page.evaluate("scrollTo(0, 0)")  # a box half behind the bar of buttons is none that is too small
        self.axe()

    def axe(self) -> None:
        """Nothing an axe finds on this page."""
        told = breaches(self.page, RULES)
        assert not told, (self.page.url, told)


class Walk:
    """Everybody of one journey."""

    def __init__(self, browser: Browser, home: str) -> None:
        self.browser, self.home = browser, home
        self.walkers: list[Walker] = []

    def resident(self, width: int = PHONE) -> Walker:
        """Somebody without an account."""
        context = self.browser.new_context(
            viewport={"width": width, "height": 844}, locale="zh-CN", accept_downloads=True
        )
        walker = Walker(context, self.home)
        self.walkers.append(walker)
        return walker

    def worker(self, who: Account | Actor, width: int = DESK) -> Walker:
        """Somebody with an account, signed in by name and password."""
        account = who.account if isinstance(who, Actor) else who
        assert account is not None
        account.set_password(PASSWORD)
        account.save()
        walker = self.resident(width)
        walker.go("/desk/sign-in/")
        walker.fill(username=account.username, password=PASSWORD)
        walker.page.get_by_role("button", name="登录", exact=True).click()
        walker.page.wait_for_url("**/desk/")
        return walker

    def later(self, moment: datetime) -> None:
        """The business clock goes on, for everybody."""
        stand_at(moment)

    def end(self) -> None:
        """All browsers shut."""
        for each in self.walkers:
            each.context.close()
