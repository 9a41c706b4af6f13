"""A lead leaves and another follows; a household moves: who serves whom, on any day, and what the board says."""

from datetime import UTC, date, datetime

import pytest

from linli.access.actor import SYSTEM
from linli.grid.models import LeaderAdjustment, NoticeBoard
from linli.notices.loading import load_missing_kinds
from linli.orgs.kinds import Kind
from linli.orgs.services import open_area
from linli.people.models import Post
from tests.grid import rows
from tests.grid.requests import Loop
from tests.journeys.walking import PHONE, Walk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: grid leads")]

AFTER_POSTING = datetime(2024, 11, 8, 2, 0, tzinfo=UTC)


def test_a_lead_leaves_another_follows_and_the_board_is_printed_anew(loop: Loop, walk: Walk) -> None:
    t = loop.territory
    load_missing_kinds()
    lead = rows.lead(t)
    before = lead.appointment.person
    before.name = "李兰芳"
    before.save()
    desk = walk.worker(t.account(Post.COMMUNITY_SECRETARY, t.community))

    desk.go("/desk/boards/")
    desk.follow("登记公示栏")
    desk.choose(estate=t.estates[0].code)
    desk.fill(place="南门", office_phone="0730-8610000", supervision_phone="0730-8619999")
    desk.click("登记")
    board = NoticeBoard.everything.get()
    desk.go(f"/desk/boards/{board.ref}/")
    desk.sees("下一步：换上新版", "李邻长")
    desk.axe()
    desk.follow("记下换版")
    desk.choose(sheet="a3")
    desk.click("记下换版")
    desk.sees("贴着的是最新的")

    desk.go("/desk/leads/")
    desk.page.locator("tr", has_text="荣发3栋2单元").locator("a[href*=files]").click()
    desk.sees("李兰芳")
    desk.axe()
    desk.follow("登记离任")
    desk.choose(reason="moved")
    desk.click("登记离任")
    desk.sees("请填写会议或决定")
    desk.fill(decision="社区党总支会议（10月29日）", decided_on="2024-10-29")
    desk.click("登记离任")
    desk.sees("已登记离任")
    left = LeaderAdjustment.everything.get()
    assert (left.kind, left.decided_on) == ("left", date(2024, 10, 29))
    desk.go("/desk/leads/")
    acting = loop.group.account
    assert acting is not None
    assert acting.person is not None
    desk.sees("空缺", f"组长 {acting.person.name} 代管")
    resident = walk.resident()
    resident.go(f"/leads/{t.neighbourhoods[0].code}/")
    resident.sees("正在补选，现在由组长代管")
    resident.axe()
    desk.go("/desk/boards/")
    desk.sees("1 处里 1 处贴着的和现在不一样", "荣发3栋2单元邻长")

    desk.go("/desk/leads/")
    desk.page.locator("tr", has_text="荣发3栋2单元").get_by_role("link", name="补选").click()
    desk.fill(name="王建国", proposer="居民小组会")
    desk.choose(produced_by="residents")
    desk.click("记下人选")
    desk.sees("下一步：逐条审核")
    candidacy = desk.page.url
    desk.follow("逐条审核")
    desk.axe()
    for each in desk.page.get_by_label("符合", exact=True).all():
        each.check()
    desk.click("记下审核结论")
    desk.sees("下一步：公示人选", "符合选任条件")
    desk.follow("公示人选")
    desk.fill(board="南门公示栏")
    desk.click("贴出公示")
    desk.sees("下一步：上任")
    resident.go("/postings/")
    resident.follow("荣发3栋2单元")
    resident.sees("王建国")

    desk.follow("上任")
    decision = {"decision": "群英议事会（11月7日）", "decided_on": "2024-10-30", "day": "2024-10-30"}
    desk.fill(**decision)
    desk.click("登记上任")
    desk.sees("期满以后")
    walk.later(AFTER_POSTING)
    desk.go(candidacy)
    desk.follow("上任")
    desk.fill(**decision | {"decided_on": "2024-11-07", "day": "2024-11-08"})
    desk.click("登记上任")
    desk.sees("已上任")
    desk.follow("看三长档案")
    desk.sees("王建国", "补选")
    desk.axe()
    for name in ("聘书", "联系卡"):
        assert desk.file(name).startswith(b"%PDF"), name

    desk.go("/desk/boards/")
    desk.sees("1 处里 1 处贴着的和现在不一样")
    desk.follow("荣发小区")
    desk.sees("下一步：换上新版", "王邻长")
    assert desk.file("A3 PDF").startswith(b"%PDF")
    desk.follow("记下换版")
    desk.choose(sheet="a3")
    desk.click("记下换版")
    desk.sees("贴着的是最新的", "2024年11月8日")
    desk.go("/desk/boards/")
    desk.sees("1 处里 0 处贴着的和现在不一样")
    resident.go(f"/leads/{t.neighbourhoods[0].code}/")
    resident.sees("王邻长")
    resident.go(f"/boards/{board.ref}/")
    resident.sees("王邻长")
    resident.sees_not("李邻长", "代管")


def test_a_household_moves_and_yesterday_s_lead_is_right_for_yesterday(loop: Loop, walk: Walk) -> None:
    t = loop.territory
    begun = date(2020, 1, 1)
    second = open_area(
        actor=SYSTEM, kind=Kind.NEIGHBOURHOOD, code=f"{t.groups[0].code}02", name="荣发5栋", parent=t.groups[0],
        day=begun,
    )  # fmt: skip
    other = t.account(Post.NEIGHBOUR_LEAD, second)
    assert loop.neighbour.account is not None
    assert loop.neighbour.account.person is not None
    assert other.person is not None
    was, now = loop.neighbour.account.person, other.person
    was.name, now.name = "刘桂兰", "赵大勇"
    was.save()
    now.save()
    door = t.household(0)

    desk = walk.worker(loop.community)
    desk.go(f"/desk/households/{door.ref}/")
    serving = desk.page.locator(".ll-two > div").nth(1)
    assert "刘桂兰" in serving.inner_text()
    desk.follow("改归属", within="body")
    desk.axe()
    desk.choose(neighbourhood=second.code)
    desk.fill(day="2024-10-30")
    desk.click("改归属")
    desk.sees("已改归属", "2 段")
    assert "赵大勇" in serving.inner_text()
    assert "刘" not in serving.inner_text()
    desk.fill(day="2024-10-29")
    desk.click("看这一天")
    told = serving.inner_text()
    assert told.index("赵大勇") < told.index("2024年10月29日") < told.index("刘桂兰")
    desk.axe()

    for account, has in ((other, True), (loop.neighbour.account, False)):
        lead = walk.worker(account, PHONE)
        assert (lead.page.locator("#doors a", has_text=door.door).count() == 1) is has
