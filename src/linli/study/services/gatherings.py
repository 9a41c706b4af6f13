"""Writes of study: gatherings as they were held."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.orgs.models import Area, Campaign, Organisation
from linli.orgs.models.organisation import PARTY_KINDS
from linli.people.models import Person
from linli.study.models import (
    Gathering,
    GatheringKind,
    LessonKind,
    PracticeKind,
    SessionForm,
    SpeakerKind,
    StudySession,
    ThemeDay,
)
from linli.study.policies import require
from linli.study.selectors import runs_on


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """一课."""

    title: str
    kind: LessonKind


@dataclass(frozen=True, kw_only=True)
class Film:
    """一片; ``minutes`` long."""

    title: str
    source: str = ""
    minutes: int | None = None


@dataclass(frozen=True, kw_only=True)
class Practice:
    """一实践."""

    title: str
    kind: PracticeKind
    area: Area | None = None


@dataclass(frozen=True, kw_only=True)
class Absence:
    """Persons absent by reason, and how many of them made up for it."""

    ill: int = 0
    away: int = 0
    on_duty: int = 0
    other: int = 0
    made_up_at_home: int = 0
    made_up_online: int = 0
    made_up_in_class: int = 0

    @property
    def total(self) -> int:
        """Persons absent."""
        return self.ill + self.away + self.on_duty + self.other


NOBODY_ABSENT = Absence()


def _gathering(
    *, actor: Actor, org: Organisation, campaign: Campaign | None, kind: GatheringKind, held_on: date
) -> Gathering:
    """A gathering with what both kinds share. Raises PermissionDenied, ValidationError."""
    require(actor, org.area)
    if org.kind not in PARTY_KINDS:
        raise ValidationError(f"{org.name}不是党组织。学习研讨、主题党日由党组织记录，请改选党组织。")
    if held_on > business_date():
        raise ValidationError("办完再记录：日期不能晚于今天。")
    if campaign is not None and not runs_on(campaign, held_on):
        raise ValidationError(
            f"{held_on:%Y年%-m月%-d日} 不在“{campaign.name}”期间。请改正日期，或不归入这项专项工作。"
        )
    return Gathering(org=org, campaign=campaign, kind=kind, held_on=held_on, recorded_by_id=actor.account_id)


def _log_gathering(actor: Actor, gathering: Gathering) -> None:
    log.record(
        actor=actor,
        code="study.gathering.recorded",
        target=gathering,
        area_id=gathering.org.area_id,
        data={
            "kind": GatheringKind(gathering.kind).label,
            "org": gathering.org.name,
            "day": gathering.held_on.isoformat(),
        },
    )


@transaction.atomic
def record_study_session(
    *,
    actor: Actor,
    org: Organisation,
    held_on: date,
    topic: str,
    form: SessionForm,
    speaker: SpeakerKind,
    present_count: int,
    due_count: int | None = None,
    campaign: Campaign | None = None,
    place: str = "",
    reading: str = "",
) -> Gathering:
    """A study session that was held; counts in persons, no names.

    Raises PermissionDenied outside the actor's area, ValidationError for anything but a party organisation,
    a future day, a day outside the campaign, more present than due.
    """
    gathering = _gathering(
        actor=actor, org=org, campaign=campaign, kind=GatheringKind.STUDY_SESSION, held_on=held_on
    )
    gathering.topic, gathering.place = topic.strip(), place.strip()
    gathering.present_count, gathering.due_count = present_count, due_count
    gathering.full_clean()
    gathering.save()
    session = StudySession(gathering=gathering, form=form, speaker=speaker, reading=reading.strip())
    session.full_clean()
    session.save()
    _log_gathering(actor, gathering)
    return gathering


@transaction.atomic
def record_theme_day(
    *,
    actor: Actor,
    org: Organisation,
    held_on: date,
    topic: str,
    present_count: int,
    due_count: int,
    absence: Absence = NOBODY_ABSENT,
    campaign: Campaign | None = None,
    is_extra: bool = False,
    place: str = "",
    host: Person | None = None,
    lesson: Lesson | None = None,
    film: Film | None = None,
    practice: Practice | None = None,
    minutes: str = "",
) -> Gathering:
    """A theme day that was held. The first of a month counts; for a further one say ``is_extra``.

    Raises as ``record_study_session`` does, and when due ≠ present + absent or the month has one already.
    """
    gathering = _gathering(
        actor=actor, org=org, campaign=campaign, kind=GatheringKind.THEME_DAY, held_on=held_on
    )
    if due_count != present_count + absence.total:
        raise ValidationError(
            f"应到 {due_count} 人，实到 {present_count} 人加未到 {absence.total} 人对不上。请核对人数。"
        )
    gathering.topic, gathering.place, gathering.is_extra = topic.strip(), place.strip(), is_extra
    gathering.month = f"{held_on:%Y-%m}"
    gathering.present_count, gathering.due_count = present_count, due_count
    gathering.full_clean()
    gathering.save()
    day = ThemeDay(
        gathering=gathering,
        host=host,
        minutes=minutes.strip(),
        absent_ill=absence.ill,
        absent_away=absence.away,
        absent_on_duty=absence.on_duty,
        absent_other=absence.other,
        made_up_at_home=absence.made_up_at_home,
        made_up_online=absence.made_up_online,
        made_up_in_class=absence.made_up_in_class,
    )
    if lesson is not None:
        day.lesson_title, day.lesson_kind = lesson.title.strip(), lesson.kind
    if film is not None:
        day.film_title, day.film_source, day.film_minutes = film.title.strip(), film.source, film.minutes
    if practice is not None:
        day.practice_title, day.practice_kind = practice.title.strip(), practice.kind
        day.practice_area = practice.area
    day.full_clean()
    day.save()
    _log_gathering(actor, gathering)
    return gathering
