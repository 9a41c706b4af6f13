"""A resident with a phone: tells a matter, keeps the receipt, reads the answer, is not pleased, and it goes up.

Served by this process, because the worker's acts in between go through the services.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response

from linli.grid.models import Request
from linli.grid.requests.models import AnswerWay
from linli.grid.requests.services import answering, moving
from tests.grid.requests import Loop
from tests.journeys.walking import RULES, breaches

SAID = "5栋前面的污水井又返水了"
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: grid resident")]

ELDER = RULES | {"rules": {"color-contrast-enhanced": {"enabled": True}}}
"""In large type every text stands out by 7 : 1, large letters by 4.5 : 1."""
MOST_BYTES = 150 * 1024
SHOTS = os.environ.get("LINLI_SHOTS", "")
"""A folder for pictures of every page, when somebody wants to look."""


class Phone:
    """A browser of 390 px; every tap is counted, and what the first page weighs."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base, self.taps, self.bytes = page, base, 0, 0
        page.on("response", self._weigh)

    def _weigh(self, response: Response) -> None:
        sizes = response.request.sizes()
        self.bytes += sizes["responseBodySize"] + sizes["responseHeadersSize"]

    def tap(self, what: str) -> None:
        self.taps += 1
        self.page.click(what)
        self.page.wait_for_load_state()

    def shot(self, name: str) -> None:
        if SHOTS:
            self.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)

    def check(self, name: str) -> None:
        """Nothing sticks out, and axe has nothing to say."""
        self.shot(name)
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, name
        rules = ELDER if self.page.evaluate("'elder' in document.documentElement.dataset") else RULES
        told = breaches(self.page, rules)
        assert not told, (name, told)


@pytest.fixture
def phone(loop: Loop, one_after_another: None, live_server: Any, browser: Browser) -> Iterator[Phone]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    context.set_default_timeout(30_000)
    yield Phone(context.new_page(), live_server.url)
    context.close()


def test_from_one_sentence_to_the_level_above(loop: Loop, phone: Phone) -> None:
    phone.page.goto(f"{phone.base}/", wait_until="networkidle")
    assert phone.bytes < MOST_BYTES, f"the first visit weighs {phone.bytes} bytes"
    phone.check("home-390")
    phone.tap("text=报一件事")
    phone.check("tell-390")
    phone.page.fill("#id_text", SAID)
    phone.page.fill("#id_place", "荣发3栋")
    phone.tap("text=送出这件事")
    assert phone.taps <= 4
    phone.check("receipt-390")
    receipt = phone.page.url
    request = Request.everything.get()
    assert (request.text, request.place) == (SAID, loop.territory.buildings[0])
    assert request.neighbourhood == loop.territory.neighbourhoods[0]

    request = moving.settle(actor=loop.neighbour, request=request, result="已经请人疏通")
    answering.answer(
        actor=loop.neighbour, request=request, text="您好，污水井今天上午疏通了。", way=AnswerWay.RECEIPT
    )

    phone.page.goto(receipt)
    phone.check("answered-390")
    phone.tap("[name=verdict][value=displeased]")
    phone.page.fill("#id_words", "又返水了")
    phone.tap("text=告诉他们满意不满意")
    phone.check("reopened-390")
    request = Request.everything.get()
    assert (request.state, request.reopened, request.level) == ("told", 1, "group")
    assert "交给上一级再办" in phone.page.inner_text("main")


PAGES = ("/", "/leads/", "/tell/", "/tell/official/", "/r/", "/phone/", "/doors/mediation/", "/postings/", "/reports/",
         "/feedback/", "/privacy/", "/me/", "lead")  # fmt: skip


@pytest.mark.parametrize("mode", ["plain", "elder"])
def test_every_page_on_a_phone_and_at_a_desk(loop: Loop, phone: Phone, mode: str) -> None:
    if mode == "elder":
        phone.page.goto(f"{phone.base}/elder/on/")
    for width in (390, 1280):
        phone.page.set_viewport_size({"width": width, "height": 844})
        for address in PAGES:
            path = f"/leads/{loop.territory.neighbourhoods[0].code}/" if address == "lead" else address
            phone.page.goto(f"{phone.base}{path}")
            phone.check(f"{mode}-{width}-{address.strip('/').replace('/', '-') or 'home'}")


def test_eight_choices_stand_on_one_screen_in_large_type(phone: Phone) -> None:
    phone.page.goto(f"{phone.base}/elder/on/")
    boxes = [each.bounding_box() for each in phone.page.query_selector_all(".ll-elders a")]
    assert len(boxes) == 8
    for box in boxes:
        assert box is not None
        assert box["height"] >= 76
        assert box["y"] + box["height"] <= 844
    size = phone.page.evaluate("getComputedStyle(document.querySelector('.ll-elders a')).fontSize")
    assert size == "30px"


def test_it_works_without_script(
    loop: Loop, one_after_another: None, live_server: Any, browser: Browser
) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/")
    page.fill("#id_q", "荣发3栋")
    page.click(".ll-find button")
    page.wait_for_load_state()
    assert "我的邻长" in page.inner_text("h1")
    context.close()
