"""T03 in the browser: what a resident says about a unit is nowhere in that unit's chain, and with its handler."""

import pytest

from linli.grid.requests.models import Request
from linli.people.models import Post
from tests.grid.requests import Loop
from tests.journeys.walking import PHONE, Walk, Walker

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: grid secret")]

WORDS = "摊位费收了不开票，进了私人口袋"
OPEN = "摊位前的路灯不亮"


def told_openly(walk: Walk, loop: Loop) -> None:
    """A matter of the same place with a word in common: what the chain finds where the accusation is not."""
    lead = walk.worker(loop.neighbour, PHONE)
    lead.count_anew()
    lead.follow("说一件事")
    lead.fill(text=OPEN)
    lead.page.click("text=报给")
    lead.page.wait_for_url("**/my/told/")
    assert lead.taps <= 3, "a lead has told with three taps at most"
    lead.sees(OPEN)


def accused(walk: Walk, loop: Loop) -> Request:
    resident = walk.resident()
    resident.go("/tell/")
    resident.follow("走另一条路")
    resident.fill(text=WORDS, person="周某")
    resident.choose(unit=loop.territory.community.code)
    resident.axe()
    resident.click("密封送出")
    resident.sees("被反映的单位看不到")
    resident.axe()
    return Request.everything.get(is_accusation=True)


def looks_everywhere(walker: Walker, secret: Request) -> None:
    """As somebody would who suspects something: list, search, figures, exports, and the addresses themselves."""
    hidden = (WORDS, WORDS[:6], secret.number, secret.ref)
    for path in ("/desk/", "/desk/inbox/", "/desk/due/", "/desk/requests/", "/desk/requests/?tab=all"):
        told = walker.body(path)
        assert [each for each in hidden if each in told] == [], path
    for path in (f"/desk/requests/?tab=all&q={secret.number}", f"/desk/search/?q={secret.number}"):
        told = walker.body(path)
        assert [each for each in (WORDS, WORDS[:6], secret.ref) if each in told] == [], path
    walker.go("/desk/search/?q=摊位")
    walker.sees_not(*hidden)
    walker.go("/desk/requests/?tab=all&q=摊位")
    walker.sees("共 1 件", OPEN)
    walker.sees_not(*hidden)
    for path in (
        f"/desk/requests/{secret.ref}/",
        f"/desk/requests/{secret.ref}/accept/",
        f"/desk/requests/{secret.ref}/phone/",
        f"/desk/secrets/{secret.ref}/",
        f"/desk/records/request/{secret.ref}/",
        "/desk/secrets/",
    ):
        assert walker.status(path) == 404, path


def drills_down(walker: Walker, secret: Request) -> None:
    """Through a figure of the board to the rows behind it, and those rows as a file."""
    walker.go("/desk/requests/board/")
    walker.sees_not(WORDS, secret.number)
    behind = walker.page.locator("main a[href*='records']").first
    behind.click()
    walker.page.wait_for_load_state()
    walker.sees("1 件")
    walker.sees_not(WORDS, secret.number, secret.ref)
    for path in ("/desk/requests/board/analysis.csv", "/desk/registers/request/export.csv"):
        told = walker.body(path)
        assert WORDS not in told, path
        assert secret.number not in told, path


def test_the_accused_unit_s_chain_finds_it_nowhere_and_its_handler_does(loop: Loop, walk: Walk) -> None:
    t = loop.territory
    told_openly(walk, loop)
    secret = accused(walk, loop)
    secretary = t.account(Post.COMMUNITY_SECRETARY, t.community)
    chain = (secretary, loop.community, loop.neighbour, loop.group, loop.section, loop.street, loop.district)
    for who in chain:
        walker = walk.worker(who)
        looks_everywhere(walker, secret)
        if who in (secretary, loop.street, loop.district):
            drills_down(walker, secret)
        walker.context.close()

    handler = walk.worker(t.account(Post.DISCIPLINE_OFFICER, t.district))
    handler.go("/desk/secrets/")
    handler.sees(secret.number)
    handler.axe()
    handler.page.locator("main a[href*='/desk/secrets/']").first.click()
    handler.page.wait_for_load_state()
    handler.sees(WORDS, "周某", t.community.name)
    handler.axe()
    handler.follow("受理")
    handler.click("受理")
    handler.sees("前办结", "已受理")
