"""Rows of this system for tests, each lawful unless told otherwise. Dates are bound to 2024 as the movers need."""

from datetime import date
from itertools import count
from typing import Any

from linli.orgs.models import OrganisationKind
from linli.stations.models import (
    Consultation,
    Employer,
    Honour,
    Host,
    JobDesk,
    JobSeeker,
    OrderTraining,
    Referral,
    StandardKind,
    Station,
    StationCheck,
    StationHonour,
    StationStandard,
    Trainee,
    Vacancy,
)
from linli.stations.models.check import ITEMS, LENGTH
from tests.territory import Territory

NUMBERS = count(1)
IN = date(2024, 6, 3)


def station(territory: Territory, **changed: Any) -> Station:
    """In use in the first community since 2022."""
    number = next(NUMBERS)
    values: dict[str, Any] = {
        "code": f"T{number}",
        "name": f"测试驿站{number}",
        "community": territory.community,
        "address": "测试路 1 号",
        "host": Host.COMMUNITY,
        "opened_on": date(2022, 5, 1),
        "state": "open",
    }
    return Station.everything.create(**(values | changed))


def standard(territory: Territory, kind: StandardKind = StandardKind.SIX_HAVE) -> StationStandard:
    """The list in force since 2021."""
    found = StationStandard.everything.filter(kind=kind).first()
    items = [f"第{n}条" for n in range(1, LENGTH[kind] + 1)]
    return found or StationStandard.everything.create(
        area=territory.district, kind=kind, items=items, valid_from=date(2021, 1, 1)
    )


def check(
    territory: Territory, of: Station, kind: StandardKind = StandardKind.SIX_HAVE, **changed: Any
) -> StationCheck:
    """A check of June 2022 that found everything."""
    answers: dict[str, Any] = dict.fromkeys(ITEMS[: LENGTH[kind]], True)
    values: dict[str, Any] = {
        "station": of,
        "standard": standard(territory, kind),
        "kind": kind,
        "checked_on": date(2022, 6, 1),
    }
    return StationCheck.everything.create(**(values | answers | changed))


def honour(of: Station, **changed: Any) -> StationHonour:
    """The national title since 2023."""
    values: dict[str, Any] = {
        "station": of,
        "kind": Honour.NATIONAL_FINEST,
        "awarded_on": date(2023, 5, 1),
        "awarded_by": "中华全国总工会",
    }
    return StationHonour.everything.create(**(values | changed))


def desk(territory: Territory, **changed: Any) -> JobDesk:
    """Open in the first community since 2023."""
    values: dict[str, Any] = {
        "community": territory.community,
        "name": "测试就业帮帮站",
        "opened_on": date(2023, 1, 3),
    }
    return JobDesk.everything.create(**(values | changed))


def consultation(territory: Territory, **changed: Any) -> Consultation:
    """At the counter, unnamed, on 3 June 2024."""
    values: dict[str, Any] = {"held_on": IN, "topic": "policy", "way": "counter"} | changed
    if "desk" not in values:
        values["desk"] = desk(territory)
    return Consultation.everything.create(**values)


def training(territory: Territory, **changed: Any) -> OrderTraining:
    """A class of the week before 3 June 2024."""
    values: dict[str, Any] = {
        "trade": "care",
        "title": "养老护理班",
        "partner": "测试学校",
        "hours": 40,
        "seats": 2,
        "starts_on": date(2024, 5, 27),
        "ends_on": IN,
    } | changed
    if "desk" not in values:
        values["desk"] = desk(territory)
    return OrderTraining.everything.create(**values)


def trainee(territory: Territory, **changed: Any) -> Trainee:
    """Completed a class on 3 June 2024."""
    values: dict[str, Any] = {"enrolled_on": date(2024, 5, 20), "completed_on": IN} | changed
    if "training" not in values:
        values["training"] = training(territory)
    if "person" not in values:
        values["person"] = territory.person()
    return Trainee.everything.create(**values)


def employer(territory: Territory, **changed: Any) -> Employer:
    """A firm whose licence was seen."""
    values: dict[str, Any] = {
        "organisation": territory.organisation(kind=OrganisationKind.ENTERPRISE),
        "credit_code": f"9143060200000{next(NUMBERS):05d}",
        "verified_on": date(2023, 1, 3),
    }
    return Employer.everything.create(**(values | changed))


def vacancy(territory: Territory, **changed: Any) -> Vacancy:
    """Published in May 2024 for three months."""
    values: dict[str, Any] = {
        "area": territory.community,
        "title": "家政服务员",
        "kind": "full_time",
        "headcount": 3,
        "pay_from_fen": 350_000,
        "pay_to_fen": 550_000,
        "place": "测试路",
        "submitted_on": date(2024, 5, 1),
        "published_on": date(2024, 5, 2),
        "expires_on": date(2024, 8, 1),
        "state": "published",
    } | changed
    if "employer" not in values:
        values["employer"] = employer(territory)
    return Vacancy.everything.create(**values)


def seeker(territory: Territory, **changed: Any) -> JobSeeker:
    """Registered in May 2024 for 180 days."""
    values: dict[str, Any] = {
        "group": "unemployed",
        "registered_on": date(2024, 5, 6),
        "valid_to": date(2024, 11, 2),
    } | changed
    if "desk" not in values:
        values["desk"] = desk(territory)
    if "person" not in values:
        values["person"] = territory.person()
    return JobSeeker.everything.create(**values)


def referral(territory: Territory, **changed: Any) -> Referral:
    """Made in May 2024; work began on 3 June."""
    values: dict[str, Any] = {
        "made_on": date(2024, 5, 20),
        "interviewed_on": date(2024, 5, 22),
        "result": "hired",
        "started_on": IN,
        "state": "started",
    } | changed
    if "seeker" not in values:
        values["seeker"] = seeker(territory)
    if "desk" not in values:
        values["desk"] = values["seeker"].desk
    if "vacancy" not in values:
        values["vacancy"] = vacancy(territory)
    return Referral.everything.create(**values)
