"""A matter from a resident's phone to a department and back, and up again because the teller is not pleased."""

from datetime import UTC, datetime, timedelta

import pytest

from linli.grid.requests.models import Request, RequestTask
from tests.grid.requests import Loop
from tests.journeys.walking import PHONE, Walk

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journey: grid loop")]

SAID = "3栋前面的污水井又返水了"
NOON = datetime(2024, 10, 30, 4, 0, tzinfo=UTC)


def test_from_a_phone_to_the_department_and_back_and_up_again(loop: Loop, walk: Walk) -> None:
    resident = walk.resident()
    resident.go("/")
    resident.count_anew()
    resident.follow("报一件事")
    resident.fill(text=SAID, place="荣发3栋")
    resident.click("送出这件事")
    assert resident.taps <= 4, "a resident has told with four taps at most"
    receipt = resident.page.url
    number = Request.everything.get().number
    resident.sees(number, "荣发3栋2单元")
    resident.axe()

    lead = walk.worker(loop.neighbour, PHONE)
    lead.sees(SAID)
    lead.follow(SAID)
    lead.sees("居民自报", number)
    lead.sees_not("回执号")
    lead.axe()
    lead.follow("上报")
    lead.fill(words="井在公共地面，要排水的来")
    lead.click("报给上一级")
    lead.sees("已报给上一级")
    for actor in (loop.group, loop.section):
        above = walk.worker(actor, PHONE)
        above.follow(SAID)
        above.sees("井在公共地面")
        above.follow("上报")
        above.click("报给上一级")

    walk.later(NOON + timedelta(hours=1))
    community = walk.worker(loop.community)
    community.sees("先办这一件", SAID)
    community.follow("受理")
    community.sees("下一步：受理这件事")
    community.axe()
    community.choose(kind="hygiene-3")
    community.click("受理")
    community.sees("还有 5 个工作日")
    community.follow("上报")
    community.fill(words="社区没有疏通设备")
    community.click("报给上一级")

    street = walk.worker(loop.street)
    street.sees("先办这一件", SAID)
    street.follow("受理")
    street.click("受理")
    street.follow("派单")
    street.page.get_by_label(loop.unit.name).check()
    street.fill(asked="请当天疏通")
    street.click("派单")
    street.sees("1 张交办单", "待签收")

    department = walk.worker(loop.department)
    department.go("/desk/requests/tasks/")
    department.sees("请当天疏通")
    department.follow(SAID)
    department.sees("下一步：签收")
    department.axe()
    department.follow("签收")
    department.click("签收")
    department.follow("报告办好")
    department.fill(result="高压清洗 40 分钟，管路通了")
    department.click("报告办好")
    assert RequestTask.everything.get().state == "finished"

    walk.later(NOON + timedelta(hours=4))
    resident.go(receipt)
    resident.sees("派给了承办的单位。")
    resident.sees_not("满意不满意", loop.unit.name)
    street.go("/desk/requests/")
    street.follow(SAID)
    street.sees("高压清洗 40 分钟")
    street.follow("确认办好")
    street.click("确认办好")
    street.click("记下办好")
    street.fill(answer="您好，污水井今天下午疏通了，街道看过现场。")
    street.click("回复报事人")
    street.sees("已回复报事人")

    walk.later(NOON + timedelta(days=1))
    resident.go(receipt)
    resident.sees("污水井今天下午疏通了")
    resident.axe()
    resident.page.get_by_label("不满意", exact=True).check()
    resident.fill(words="早上又返了")
    resident.click("告诉他们满意不满意")
    resident.sees("交给上一级再办", "岳阳楼区")
    resident.axe()

    request = Request.everything.get()
    assert (request.state, request.level, request.reopened) == ("told", "district", 1)
    district = walk.worker(loop.district)
    district.follow("受理")
    district.sees("早上又返了", "下一步：受理这件事")
    told = district.page.locator(".ll-tl").inner_text()
    course = ("重开", "回复报事人", "办好", "派单", "受理", "上报", "井在公共地面，要排水的来")
    assert [each for each in course if each not in told] == []
    assert [told.index(each) for each in course[:4]] == sorted(told.index(each) for each in course[:4])
    district.axe()
