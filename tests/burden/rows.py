"""Rows of this system for tests, each lawful unless told otherwise."""

from datetime import date
from itertools import count
from typing import Any

from linli.burden.models import (
    AccountDecision,
    BurdenCategory,
    BurdenItem,
    BurdenList,
    BurdenRule,
    CertificateDecision,
    CertItem,
    ListLevel,
    Plaque,
    PlaqueFinding,
    PlaquePlace,
    Platform,
    PublicAccount,
    Secondment,
    SecondmentFinding,
)
from linli.orgs.models import OrganisationKind
from tests.territory import Territory

NUMBERS = count(1)
IN = date(2024, 6, 3)


def burden_list(territory: Territory, **changed: Any) -> BurdenList:
    """A new version of the list of province and city."""
    number = next(NUMBERS)
    values: dict[str, Any] = {
        "area": territory.district,
        "level": ListLevel.PROVINCIAL,
        "version": f"v{number}",
        "name": f"减负清单{number}",
        "issuer": "测试机关",
        "issued_on": date(2024, 2, 1),
    }
    return BurdenList.everything.create(**(values | changed))


def item(territory: Territory, level: ListLevel = ListLevel.PROVINCIAL, **changed: Any) -> BurdenItem:
    """The only item of a new list, in force since February 2024."""
    values: dict[str, Any] = {
        "burden_list": changed.pop("burden_list", None) or burden_list(territory, level=level),
        "no": 1,
        "category": BurdenCategory.FORMS,
        "text": "取消报表",
        "rule": BurdenRule.CANCELLED,
        "valid_from": date(2024, 2, 1),
    }
    return BurdenItem.everything.create(**(values | changed))


def plaque(territory: Territory, **changed: Any) -> Plaque:
    """Found to break the rules and taken down in June 2024 in the first community."""
    values: dict[str, Any] = {
        "community": territory.community,
        "name": f"工作站{next(NUMBERS)}",
        "place": PlaquePlace.DOOR,
        "finding": PlaqueFinding.NOT_ALLOWED,
        "registered_on": date(2023, 5, 8),
        "judged_on": date(2023, 5, 22),
        "removed_on": IN,
        "state": "removed",
    }
    return Plaque.everything.create(**(values | changed))


def kept_plaque(territory: Territory, **changed: Any) -> Plaque:
    """One that may hang."""
    values: dict[str, Any] = {
        "finding": PlaqueFinding.ALLOWED,
        "basis": "门口允许悬挂的牌子",
        "removed_on": None,
        "state": "kept",
    }
    return plaque(territory, **(values | changed))


def secondment(territory: Territory, **changed: Any) -> Secondment:
    """Somebody new of the first street, lent unlawfully, back in June 2024."""
    unit = changed.pop("to_unit", None) or territory.organisation(
        territory.district, OrganisationKind.DEPARTMENT
    )
    values: dict[str, Any] = {
        "person": changed.pop("person", None) or territory.person(),
        "from_area": territory.streets[0],
        "to_unit": unit,
        "started_on": date(2023, 3, 6),
        "finding": SecondmentFinding.UNLAWFUL,
        "returned_on": IN,
        "state": "returned",
    }
    return Secondment.everything.create(**(values | changed))


def certificate_item(territory: Territory, **changed: Any) -> CertItem:
    """No longer issued since June 2024 in the whole district."""
    values: dict[str, Any] = {
        "area": territory.district,
        "name": f"测试证明{next(NUMBERS)}",
        "decision": CertificateDecision.NOT_ISSUABLE,
        "basis": "测试依据",
        "issued_instead_by": "公安机关",
        "listed_on": date(2018, 6, 1),
        "dropped_on": IN,
        "state": "dropped",
    }
    return CertItem.everything.create(**(values | changed))


def issued_item(territory: Territory, **changed: Any) -> CertItem:
    """One still issued."""
    values: dict[str, Any] = {
        "decision": CertificateDecision.ISSUABLE,
        "issued_instead_by": "",
        "dropped_on": None,
        "state": "issued",
    }
    return certificate_item(territory, **(values | changed))


def account(territory: Territory, **changed: Any) -> PublicAccount:
    """A government account of a body in the first community, closed in June 2024 after notice."""
    values: dict[str, Any] = {
        "owner": changed.pop("owner", None) or territory.organisation(kind=OrganisationKind.COMMITTEE),
        "platform": Platform.WECHAT,
        "name": f"测试账号{next(NUMBERS)}",
        "registered_on": date(2019, 5, 6),
        "last_post_on": date(2023, 1, 9),
        "decision": AccountDecision.CLOSE,
        "judged_on": date(2024, 4, 8),
        "announced_on": date(2024, 5, 13),
        "closed_on": IN,
        "state": "closed",
    }
    return PublicAccount.everything.create(**(values | changed))


def open_account(territory: Territory, **changed: Any) -> PublicAccount:
    """One found in the survey, not judged yet."""
    values: dict[str, Any] = {
        "decision": AccountDecision.PENDING,
        "judged_on": None,
        "announced_on": None,
        "closed_on": None,
        "state": "surveyed",
    }
    return account(territory, **(values | changed))
