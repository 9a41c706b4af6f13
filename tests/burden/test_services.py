"""Writes: each lifecycle once through, its refusals, and what reaches the log and the figures."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from linli.access.actor import SYSTEM
from linli.audit.log import told
from linli.audit.models import Act
from linli.burden.models import (
    AccountDecision,
    BurdenCategory,
    BurdenItem,
    BurdenRule,
    CertificateDecision,
    ListLevel,
    PlaqueFinding,
    PlaquePlace,
    Platform,
    SecondmentFinding,
)
from linli.burden.services import ledgers, lists
from linli.common.quality import all_checks
from linli.indicators.compute import figures
from linli.indicators.period import Period
from linli.orgs.models import OrganisationKind
from linli.people.models import Post
from linli.workflow.machines import TransitionRefused
from tests.burden import rows
from tests.territory import Territory

YEAR = Period(date(2024, 1, 1), date(2024, 10, 30))
IN = rows.IN
pytestmark = pytest.mark.usefixtures("standing_clock")


def value(territory: Territory, code: str) -> Any:
    return figures(territory.district, YEAR, [f"burden.{code}"])[f"burden.{code}"].value


def last_act() -> str:
    return told(Act.everything.latest("pk"))


def test_a_list_with_its_items(territory: Territory) -> None:
    issue: dict[str, Any] = {
        "actor": SYSTEM,
        "level": ListLevel.DISTRICT,
        "version": "2024",
        "name": "区级清单",
        "issuer": "区委社会工作部",
        "issued_on": date(2024, 2, 20),
        "valid_from": date(2024, 3, 1),
    }
    items = [
        lists.ItemText(category=BurdenCategory.FORMS, text=text, rule=BurdenRule.CANCELLED)
        for text in ("取消日报", "取消零报告")
    ]
    with pytest.raises(ValidationError, match="至少要有一条"):
        lists.issue_list(**issue, area=territory.district, items=[])
    with pytest.raises(ValidationError, match="这里要选区"):
        lists.issue_list(**issue, area=territory.streets[0], items=items)
    lists.issue_list(**issue, area=territory.district, items=items)
    assert value(territory, "district_items") == 2
    assert last_act() == "发布区级清单，共 2 条，自 2024-03-01 起施行"
    item = BurdenItem.everything.get(no=2)
    lists.repeal_item(actor=SYSTEM, item=item, valid_to=date(2024, 10, 30))
    assert value(territory, "district_items") == 1
    with pytest.raises(ValidationError, match="已自 2024-10-30 起废止"):
        lists.repeal_item(actor=SYSTEM, item=item, valid_to=date(2024, 10, 31))


def test_a_certificate_item_leaves_no_vacuum(territory: Territory) -> None:
    add: dict[str, Any] = {
        "actor": SYSTEM,
        "area": territory.district,
        "name": "无房证明",
        "basis": "测试依据",
        "listed_on": date(2018, 6, 1),
    }
    with pytest.raises(ValidationError, match="民发〔2020〕20号"):
        lists.list_certificate_item(**add, on_negative_list=True)
    item = lists.list_certificate_item(**add)
    drop: dict[str, Any] = {"actor": SYSTEM, "item": item, "dropped_on": IN}
    with pytest.raises(TransitionRefused, match="改由谁办理"):
        lists.drop_certificate_item(**drop, decision=CertificateDecision.BY_DEPARTMENT, issued_instead_by="")
    with pytest.raises(ValidationError, match="不能认定为“可出具”"):
        lists.drop_certificate_item(
            **drop, decision=CertificateDecision.ISSUABLE, issued_instead_by="不动产登记机构"
        )
    assert value(territory, "certificates_dropped") == 0
    lists.drop_certificate_item(
        **drop, decision=CertificateDecision.BY_DEPARTMENT, issued_instead_by="不动产登记机构"
    )
    assert value(territory, "certificates_dropped") == 1
    assert last_act() == "无房证明自 2024-06-03 起不再出具"


def test_the_negative_list_enters_as_dropped(territory: Territory) -> None:
    item = lists.record_negative_item(
        actor=SYSTEM,
        area=territory.district,
        name="婚姻状况证明",
        dropped_on=date(2020, 12, 1),
        issued_instead_by="民政部门",
    )
    assert (item.state, item.on_negative_list) == ("dropped", True)
    assert value(territory, "certificates_dropped") == 0


def test_a_plaque_is_judged_before_it_comes_down(territory: Territory) -> None:
    plaque = ledgers.register_plaque(
        actor=SYSTEM,
        community=territory.community,
        name="统计工作站",
        place=PlaquePlace.DOOR,
        registered_on=date(2024, 5, 6),
        demanded_by=territory.organisation(territory.district, OrganisationKind.DEPARTMENT),
    )
    assert plaque.finding == PlaqueFinding.PENDING
    with pytest.raises(TransitionRefused, match="待认定"):
        ledgers.remove_plaque(actor=SYSTEM, plaque=plaque, removed_on=IN)
    with pytest.raises(TransitionRefused, match="依据"):
        ledgers.allow_plaque(actor=SYSTEM, plaque=plaque, judged_on=IN, basis="")
    ledgers.forbid_plaque(actor=SYSTEM, plaque=plaque, judged_on=date(2024, 5, 20))
    with pytest.raises(ValidationError):
        ledgers.remove_plaque(actor=SYSTEM, plaque=plaque, removed_on=date(2024, 5, 19))
    ledgers.remove_plaque(actor=SYSTEM, plaque=plaque, removed_on=IN)
    assert value(territory, "plaques_removed") == 1
    assert ledgers.verify_removal(actor=SYSTEM, plaque=plaque, verified_on=IN).state == "verified"
    assert last_act() == "挂牌 统计工作站：照片核验"


def test_a_plaque_that_may_hang_does_not_count_when_renewed(territory: Territory) -> None:
    plaque = ledgers.register_plaque(
        actor=SYSTEM,
        community=territory.community,
        name="党群服务中心",
        place=PlaquePlace.DOOR,
        registered_on=date(2024, 5, 6),
    )
    ledgers.allow_plaque(actor=SYSTEM, plaque=plaque, judged_on=IN, basis="门口允许悬挂的牌子")
    removed = ledgers.remove_plaque(actor=SYSTEM, plaque=plaque, removed_on=IN)
    assert removed.finding == PlaqueFinding.ALLOWED
    assert value(territory, "plaques_removed") == 0


def test_a_secondment_is_lawful_on_paper_only(territory: Territory) -> None:
    record: dict[str, Any] = {
        "actor": SYSTEM,
        "person": territory.person(),
        "to_unit": territory.organisation(territory.district, OrganisationKind.DEPARTMENT),
        "started_on": date(2024, 2, 5),
    }
    with pytest.raises(ValidationError, match="这里要选"):
        ledgers.record_secondment(**record, from_area=territory.district)
    secondment = ledgers.record_secondment(**record, from_area=territory.streets[0])
    with pytest.raises(ValidationError, match="已经在借调"):
        ledgers.record_secondment(**record, from_area=territory.streets[0])
    judge: dict[str, Any] = {"actor": SYSTEM, "secondment": secondment}
    with pytest.raises(ValidationError, match="没有批准文件"):
        ledgers.judge_secondment(**judge, finding=SecondmentFinding.LAWFUL)
    with pytest.raises(ValidationError, match="请选"):
        ledgers.judge_secondment(**judge, finding=SecondmentFinding.PENDING)
    ledgers.judge_secondment(**judge, finding=SecondmentFinding.UNLAWFUL)
    assert value(territory, "secondments_returned") == 0
    ledgers.end_secondment(actor=SYSTEM, secondment=secondment, returned_on=IN)
    assert value(territory, "secondments_returned") == 1
    with pytest.raises(TransitionRefused, match="已回原单位"):
        ledgers.end_secondment(actor=SYSTEM, secondment=secondment, returned_on=IN)


def test_an_account_is_closed_after_notice(territory: Territory) -> None:
    account = ledgers.register_account(
        actor=SYSTEM,
        owner=territory.organisation(),
        platform=Platform.WECHAT,
        name="测试发布",
        registered_on=date(2019, 5, 6),
    )
    move: dict[str, Any] = {"actor": SYSTEM, "account": account}
    with pytest.raises(TransitionRefused, match="已摸底"):
        ledgers.move_account(**move, verb="close", closed_on=IN)
    ledgers.move_account(**move, verb="keep", judged_on=date(2024, 4, 1))
    ledgers.move_account(**move, verb="judge", judged_on=date(2024, 4, 8), decision=AccountDecision.MERGE)
    with pytest.raises(TransitionRefused, match="注销前先公告"):
        ledgers.move_account(**move, verb="close", closed_on=IN)
    ledgers.move_account(**move, verb="announce", announced_on=date(2024, 5, 13))
    assert value(territory, "accounts_closed") == 0
    ledgers.move_account(**move, verb="close", closed_on=IN)
    assert value(territory, "accounts_closed") == 1
    assert last_act() == "公众账号 测试发布：注销"


def test_an_account_to_be_closed_is_not_judged_kept(territory: Territory) -> None:
    account = rows.open_account(territory)
    with pytest.raises(ValidationError):
        ledgers.move_account(
            actor=SYSTEM,
            account=account,
            verb="judge",
            judged_on=date(2024, 4, 8),
            decision=AccountDecision.KEEP,
        )


def test_not_elsewhere(territory: Territory) -> None:
    there = territory.actor(Post.COMMUNITY_OFFICER, territory.communities[1])
    with pytest.raises(PermissionDenied, match="不包括"):
        ledgers.forbid_plaque(
            actor=there,
            plaque=rows.plaque(
                territory, finding="pending", judged_on=None, removed_on=None, state="registered"
            ),
            judged_on=IN,
        )


def test_checks_find_what_constraints_cannot(territory: Territory) -> None:
    rows.plaque(territory, community=territory.streets[0])
    rows.secondment(territory, from_area=territory.district)
    rows.certificate_item(territory, area=territory.community)
    rows.burden_list(territory, area=territory.streets[0])
    owner = territory.organisation()
    for _ in range(2):
        rows.open_account(territory, owner=owner, last_post_on=date(2024, 10, 28))
    rows.open_account(territory, last_post_on=date(2024, 5, 6))
    found = {c.code: len(list(c.find())) for c in all_checks() if c.code.startswith("burden.")}
    assert found == {"burden.area_kind": 4, "burden.account_doubles": 1, "burden.account_silent": 1}
