"""Rows of study, straight into the tables: each is right as it stands; what is changed makes it wrong."""

from datetime import date
from typing import Any

from linli.orgs.models import Campaign
from linli.people.models import Person
from linli.study.models import (
    Finding,
    Gathering,
    GatheringKind,
    GuidanceGroup,
    GuidedUnit,
    StudySession,
    ThemeDay,
)
from tests.territory import Territory


def session(territory: Territory, **changed: Any) -> Gathering:
    """A study session of a campaign, on 20 May 2024."""
    values: dict[str, Any] = {
        "org": changed.pop("org", None) or territory.organisation(),
        "kind": GatheringKind.STUDY_SESSION,
        "held_on": date(2024, 5, 20),
        "topic": "学习《条例》",
        "present_count": 12,
    }
    if "campaign" not in changed:
        values["campaign"] = territory.campaign()
    return Gathering.everything.create(**values | changed)


def theme_day(territory: Territory, **changed: Any) -> Gathering:
    """A theme day; its month is that of its day unless changed."""
    held_on = changed.get("held_on", date(2024, 5, 20))
    values: dict[str, Any] = {"kind": GatheringKind.THEME_DAY, "month": f"{held_on:%Y-%m}", "due_count": 14}
    return session(territory, **values | changed)


def session_detail(territory: Territory, **changed: Any) -> StudySession:
    """The detail of a new study session."""
    values: dict[str, Any] = {"form": "study", "speaker": "secretary"}
    return StudySession.everything.create(gathering=session(territory), **values | changed)


def theme_day_detail(territory: Territory, **changed: Any) -> ThemeDay:
    """The detail of a new theme day: two absent, one of whom made up for it."""
    values: dict[str, Any] = {
        "lesson_title": "把纪律挺在前面",
        "lesson_kind": "secretary",
        "film_title": "《镜鉴》",
        "film_minutes": 42,
        "practice_title": "上堤巡查",
        "practice_kind": "flood",
        "absent_ill": 1,
        "absent_away": 1,
        "made_up_at_home": 1,
    }
    return ThemeDay.everything.create(gathering=theme_day(territory), **values | changed)


def group(territory: Territory, campaign: Campaign | None = None, **changed: Any) -> GuidanceGroup:
    """A guidance group, of a new campaign that runs unless one is given."""
    values: dict[str, Any] = {
        "campaign": campaign or territory.campaign(),
        "number": 1,
        "formed_on": date(2024, 4, 10),
        "leader": territory.person(territory.district),
    }
    return GuidanceGroup.everything.create(**values | changed)


def unit(territory: Territory, of: GuidanceGroup | None = None, **changed: Any) -> GuidedUnit:
    """A guided unit, of a new group unless one is given."""
    of = of or group(territory)
    values: dict[str, Any] = {
        "campaign": of.campaign,
        "group": of,
        "valid_from": date(2024, 4, 10),
        "organisation": changed.pop("organisation", None) or territory.organisation(),
    }
    return GuidedUnit.everything.create(**values | changed)


def finding(territory: Territory, **changed: Any) -> Finding:
    """A closed finding of a unit whose campaign is over, so that nothing else moves a figure."""
    contact, verifier = territory.person(), territory.person(territory.district)
    if "unit" not in changed:
        over = group(territory, territory.campaign(date(2024, 4, 1), date(2024, 9, 1)))
        changed["unit"] = unit(territory, over)
    values: dict[str, Any] = {
        "state": "closed",
        "category": "shallow",
        "severity": "ordinary",
        "description": "学习停留在领读。",
        "found_on": date(2024, 5, 6),
        "fed_back_on": date(2024, 5, 8),
        "feedback_no": "反馈〔2024〕001",
        "due_on": date(2024, 5, 29),
        "owner": contact,
        "measures": "补办研讨。",
        "rectified_on": date(2024, 5, 27),
        "rectified_by": contact,
        "evidence": "已补办。",
        "verifier": verifier,
        "verified_on": date(2024, 5, 30),
        "verdict": "passed",
        "closed_on": date(2024, 5, 30),
    }
    return Finding.everything.create(**values | changed)


REGISTERED: dict[str, Any] = dict.fromkeys(
    ("fed_back_on", "due_on", "owner", "rectified_on", "rectified_by", "verifier", "verified_on", "closed_on")
) | {"state": "registered", "feedback_no": "", "measures": "", "evidence": "", "verdict": ""}
"""Changes that make a finding one just registered."""


def same_person(person: Person) -> dict[str, Any]:
    """Changes by which one person puts right and verifies."""
    return {"rectified_by": person, "verifier": person}
