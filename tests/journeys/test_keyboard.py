"""Every page by keyboard alone, and by axe: at a desk and on a phone, light, dark, in strong contrast, in large type.

One platform for all of it. Every page is looked at in its usual colours at both widths; a few that hold every component
also in the others. The frame around the content (menu, head, foot) is walked and asked once for each account: on every
further page of it Tab goes the way of those who know it, over “跳到正文”.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Error
from playwright.sync_api import Page as Tab

from tests.journeys import pages
from tests.journeys.conftest import on_its_own
from tests.journeys.examples import DISTRICT
from tests.journeys.test_desk import width_over
from tests.journeys.walking import RULES, breaches

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: keyboard")]

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
ALIKE = {
    "desk:register": 3,
    "desk:record": 2,
    "desk:all": 2,
    "desk:home": 4,
    "desk:area": 2,
    "notices:posting": 3,
    "requests:list": 4,
    "requests:request": 4,
    "requests:act": 5,
    "branches:branch": 4,
    "mediation:act": 5,
    "mediation:case": 4,
    "leads:territory-act": 3,
}
"""Names whose pages are drawn by one template from declarations: so many of them stand for all."""
BY_WIDTH = (
    "color-contrast",
    "target-size",
    "link-in-text-block",
    "link-name",
    "button-name",
    "label",
    "image-alt",
)
"""Rules that may hold at one width and not at another, where other parts of the same page are shown."""
EVERY_COMPONENT = (
    "desk:style",
    "desk:home",
    "desk:register",
    "desk:record",
    "notices:new",
    "indicators:board",
    "404",
)
ALSO = {"desk:register": "?q=zzz", "desk:record": "?print=1"}
"""What such a page is as well: a list in which nothing was found, a record on paper."""
PARTS = [
    pytest.param(number, marks=pytest.mark.xdist_group(f"journey: keyboard {number}")) for number in range(3)
]
"""Of the long walk, so that two processes share it."""
LOOKS = ({"theme": "dark"}, {"theme": "more"}, {"elder": "on"}, {"theme": "dark", "elder": "on"})

FRAME = (".ll-side", ".ll-top", ".ll-bottom", ".ll-pub-top", "body > footer")
"""The same on every page of an account, but for what is marked as the current one."""

FRAMED = "(frame) => frame.filter((part) => document.querySelector(part)).join()"

# What Tab should reach: all that acts and is seen, of a group of radio buttons one; in the page or its content.
REACHABLE = """(content) => {
  const named = new Set();
  const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter((e) => !content || e.closest('main'));
  window.expected = all.filter((e) => {
    if (e.disabled || e.type === 'hidden' || e.tabIndex < 0) return false;
    if (!e.checkVisibility({visibilityProperty: true}) || !e.getClientRects().length) return false;
    if (e.type === 'radio') {
      const group = [...document.getElementsByName(e.name)].filter((o) => o.form === e.form);
      if (group.some((o) => o.checked) ? !e.checked : named.has(e.name)) return false;
      named.add(e.name);
    }
    return true;
  });
  window.reached = [];
  window.begun = document.activeElement !== document.body;  // a page that puts one into its one field
  window.unseen = [];
  document.addEventListener('focusin', ({target}) => {
    window.reached.push(target);
    const ring = (e) => { const s = getComputedStyle(e);
      return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2); };
    const drawn = (e) => { const s = getComputedStyle(e);
      return s.stroke !== 'none' && parseFloat(s.strokeWidth) >= 1.5; };
    const parts = target instanceof SVGElement ? [...target.querySelectorAll('rect, path')] : [];
    if (target.matches('main')) return; // where “跳到正文” leads
    if (!ring(target) && !(target.parentElement && ring(target.parentElement)) && !parts.some(drawn)) {
      window.unseen.push(target);
    }
  });
  const parts = window.expected.filter((e) => ['date', 'time', 'datetime-local', 'month'].includes(e.type)).length;
  const moments = window.expected.filter((e) => e.type === 'datetime-local').length; // a day and a time in one
  return window.expected.length + 3 * parts + 3 * moments + 2;
}"""
TOLD = """(content) => {
  const say = (e) => e.outerHTML.slice(0, 120);
  const got = new Set(window.reached);
  return {
    first: window.begun ? 'll-skip' : window.reached.length ? window.reached[0].className : '',
    missed: window.expected.filter((e) => e.isConnected && !got.has(e)).map(say),
    unseen: [...new Set(window.unseen)].map(say),
    around: content ? !document.activeElement.closest('main')
      : window.reached.length > window.expected.length || document.activeElement === document.body,
    at: `${say(document.activeElement)} after ${window.reached.length} of ${window.expected.length}`,
    mute: [...document.querySelectorAll('[role=button],[role=link],[role=tab],[onclick]')]
      .filter((e) => e.tabIndex < 0 && e.checkVisibility()).map(say),
  };
}"""
# On a phone a cell of a table stands beside its label, and each piece of a cell would be a cell: text beside a link.
IN_PIECES = """() => [...document.querySelectorAll('main .ll-tb td[data-l]')].filter((cell) => {
  if (getComputedStyle(cell).display !== 'grid') return false;
  const pieces = [...cell.childNodes].filter((e) => e.nodeType === 1 || e.textContent.trim());
  return pieces.length > 1 && pieces.some((e) => e.nodeType === 3);
}).map((cell) => cell.outerHTML.slice(0, 120))"""
SEND = """(wrong) => {
  const forms = [...document.querySelectorAll('main form')].filter((f) => f.method === 'post');
  const has = (f) => Object.keys(wrong).filter((name) => f.elements[name]).length;
  const form = forms.sort((a, b) => has(b) - has(a))[0];
  for (const [name, value] of Object.entries(wrong)) if (form.elements[name]) form.elements[name].value = value;
  HTMLFormElement.prototype.submit.call(form);
}"""


class Walk:
    """A browser with a context for each account, and the list of all pages of the platform."""

    def __init__(self, browser: Browser, platform: str, told: dict[str, Any]) -> None:
        self.pages = [pages.Page(**each) for each in told["pages"]]
        self.sessions: dict[str, str] = told["sessions"]
        self.browser, self.platform = browser, platform
        self.contexts: list[BrowserContext] = []
        self.tabs: dict[str, Tab] = {}
        self.framed: set[tuple[str, str]] = set()
        """Whose frame of which kind was walked."""

    def tab(self, who: str, **cookies: str) -> Tab:
        """Where this account looks at pages; one with cookies of its own is opened anew."""
        if not cookies and who in self.tabs:
            return self.tabs[who]
        context = self.browser.new_context(base_url=self.platform, locale="zh-CN", viewport=DESK)  # type: ignore[arg-type]
        context.set_default_timeout(20_000)
        held = {**cookies, **({"sessionid": self.sessions[who]} if who else {})}
        context.add_cookies([{"name": k, "value": v, "url": self.platform} for k, v in held.items()])
        self.contexts.append(context)
        tab = context.new_page()
        if not cookies:
            self.tabs[who] = tab
        return tab

    def some(self) -> Iterator[pages.Page]:
        """All pages, of those drawn alike a few."""
        seen: dict[str, int] = {}
        for page in self.pages:
            seen[page.name] = seen.get(page.name, 0) + 1
            if page.wrong is not None or seen[page.name] <= ALIKE.get(page.name, 99):
                yield page

    def close(self) -> None:
        """All windows."""
        for context in self.contexts:
            context.close()


@pytest.fixture(scope="module")
def walk(home: Path, platform: str, browser: Browser) -> Iterator[Walk]:
    environment = on_its_own(home, LINLI_BASE_URL=platform, DJANGO_SETTINGS_MODULE="linli.config.settings")
    told = subprocess.run(
        [sys.executable, "-m", "tests.journeys.list_pages"],
        env=environment,
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    found = Walk(browser, platform, json.loads(told.stdout))
    yield found
    found.close()


def at_both_widths(tab: Tab, *, but: tuple[str, ...] = ()) -> list[Any]:
    """What axe finds at a desk, what else on a phone, and what sticks out there; ``but`` what was asked elsewhere."""
    found: list[Any] = []
    for size, rules in ((DESK, RULES), (PHONE, {"runOnly": {"type": "rule", "values": list(BY_WIDTH)}})):
        tab.set_viewport_size(size)  # type: ignore[arg-type]
        found += [(size["width"], each) for each in breaches(tab, rules, but)]
        if (over := width_over(tab)) > 0:
            found.append((size["width"], f"{over} px stick out"))
        if size is PHONE:
            found += [(size["width"], f"in pieces: {each}") for each in tab.evaluate(IN_PIECES)]
    tab.set_viewport_size(DESK)  # type: ignore[arg-type]
    return found


def by_keyboard(tab: Tab, *, content: bool) -> list[str]:
    """What Tab alone does not reach in the page, or in its ``content``, or reaches without showing it."""
    content = content and tab.evaluate("() => document.activeElement === document.body")
    presses = int(tab.evaluate(REACHABLE, content))
    if content:
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
    for _ in range(presses):
        tab.keyboard.press("Tab")
    told = tab.evaluate(TOLD, content)
    # On a busy machine a key may come before the page has moved on: a trap holds one for a second round as well.
    for _ in range(presses):
        if told["around"]:
            break
        tab.keyboard.press("Tab")
        told = tab.evaluate(TOLD, content)
    found = [f"not reached: {each}" for each in told["missed"]]
    found += [f"focus not seen: {each}" for each in told["unseen"]]
    found += [f"acts, and is not in the order: {each}" for each in told["mute"]]
    if told["first"] != "ll-skip":
        found.append(f"the first is {told['first']!r}, not the way to the content")
    if not told["around"]:
        found.append(f"one does not come out again: {told['at']}")
    return found


@pytest.mark.parametrize("part", PARTS)
def test_every_page_works_by_keyboard_and_is_sound(walk: Walk, part: int) -> None:
    problems: list[str] = []
    for page in list(walk.some())[part :: len(PARTS)]:
        if page.wrong is not None or page.status == 302:
            continue
        tab = walk.tab(page.who)
        response = tab.goto(page.address)
        assert response is not None
        if response.status != page.status:
            problems.append(f"{page.label}: {response.status}")
            continue
        frame = (page.who, tab.evaluate(FRAMED, list(FRAME)))
        known = frame in walk.framed
        walk.framed.add(frame)
        problems += [f"{page.label}: {each}" for each in by_keyboard(tab, content=known)]
        problems += [f"{page.label}: {each}" for each in at_both_widths(tab, but=FRAME if known else ())]
    assert not problems, "\n".join(problems)


def test_every_form_tells_its_errors_soundly(walk: Walk) -> None:
    problems: list[str] = []
    for page in walk.some():
        if page.wrong is None:
            continue
        tab = walk.tab(page.who)
        tab.goto(page.address)
        try:
            with tab.expect_navigation():
                tab.evaluate(SEND, page.wrong)
        except Error as error:
            problems.append(f"{page.label}: cannot be sent: {error.message[:200]}")
            continue
        problems += [f"{page.label}: {each}" for each in at_both_widths(tab, but=FRAME)]
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(f"{k}-{v}" for k, v in look.items()))
def test_every_component_is_sound_in_every_look(walk: Walk, look: dict[str, str]) -> None:
    problems: list[str] = []
    tabs: dict[str, Tab] = {}
    done: set[str] = set()
    for page in walk.pages:
        if page.name not in EVERY_COMPONENT or page.name in done or not page.who or page.wrong is not None:
            continue
        done.add(page.name)
        tab = tabs[page.who] = tabs.get(page.who) or walk.tab(page.who, **look)
        for more in ("", ALSO.get(page.name)):
            if more is not None:
                tab.goto(page.address + more)
                problems += [f"{page.label}{more}: {each}" for each in at_both_widths(tab)]
    assert done == set(EVERY_COMPONENT)
    assert not problems, "\n".join(problems)


def test_what_opens_above_the_page_gives_the_focus_back(walk: Walk) -> None:
    tab = walk.tab(DISTRICT)
    tab.goto("/desk/style/")
    opener = tab.locator("[popovertarget]").first
    opener.focus()
    tab.keyboard.press("Enter")
    opened = tab.locator(":popover-open")
    assert opened.count() == 1
    tab.keyboard.press("Escape")
    assert opened.count() == 0
    assert opener.evaluate("e => e === document.activeElement")
