"""Tapping where it is on a phone: an image that says where it was touched, with the script off."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from linli.grid.models import Request, Teller
from linli.grid.requests import plans
from linli.orgs.models import Area
from tests.grid.requests import Loop
from tests.grid.test_where import ESTATE, GROUND
from tests.journeys.walking import RULES, breaches

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: grid resident")]


@pytest.fixture(params=[320, 390, 1280])
def page(
    request: pytest.FixtureRequest, loop: Loop, one_after_another: None, live_server: Any, browser: Browser
) -> Iterator[Page]:
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": request.param, "height": 844},
        locale="zh-CN",
        java_script_enabled=False,
    )
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def test_the_teller_taps_the_house_and_then_the_ground(loop: Loop, page: Page) -> None:
    t = loop.territory
    Area.everything.filter(pk=t.community.pk).update(boundary=GROUND)
    Area.everything.filter(pk=t.estates[0].pk).update(boundary=ESTATE)
    told = loop.tell(place=t.estates[0])
    receipt = Teller.everything.get(request=told).receipt
    page.goto(reverse("portal:receipt", args=(receipt,)))
    page.click("text=改一下在图上的位置")
    plan = plans.plan_of(Request.everything.get(pk=told.pk))
    assert plan is not None
    x, y = (float(each) for each in plan.shapes[0].at)
    page.locator("input[name=plan]").click(position={"x": x, "y": y})
    page.wait_for_url("**/r/" + receipt + "/")
    told = Request.everything.get(pk=told.pk)
    assert told.place == plan.shapes[0].area
    page.goto(reverse("portal:where", args=(receipt,)))
    drawing = plans.map_of(told)
    assert drawing is not None
    assert drawing.scale is not None
    x, y = drawing.scale.of((113.18, 29.38))
    page.locator("input[name=map]").click(position={"x": x, "y": y})
    page.wait_for_url("**/r/" + receipt + "/")
    told = Request.everything.get(pk=told.pk)
    assert told.point is not None
    assert told.point["coordinates"] == pytest.approx([113.18, 29.38], abs=0.001)


def test_the_page_is_sound(loop: Loop, live_server: Any, one_after_another: None, browser: Browser) -> None:
    Area.everything.filter(pk=loop.territory.community.pk).update(boundary=GROUND)
    told = loop.tell(place=loop.territory.estates[0])
    receipt = Teller.everything.get(request=told).receipt
    context = browser.new_context(base_url=live_server.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(reverse("portal:where", args=(receipt,)))
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert not breaches(page, RULES)
    context.close()
