"""The demo's 复查 and 复核: three petitions whose answer was not accepted, each at another stage. All invented."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from linli.common.world import Place
from linli.grid.requests.demo.course import TITLES, Clock, Course
from linli.grid.requests.models import Level, ReviewOutcome, Round


@dataclass(frozen=True)
class Asked:
    """One review as the petitioner asked for it; ``decided``: None while the opinion is owed."""

    round: Round
    on: date
    words: str
    decided: date | None = None
    outcome: ReviewOutcome | None = None
    opinion: str = ""


@dataclass(frozen=True)
class Answered:
    """A petition with a written answer, in which of the known communities, and what followed."""

    text: str
    where: int
    told: date
    noticed: date
    decided: date
    result: str
    asked: tuple[Asked, ...]


CASES = (
    Answered(
        "要求补发前年的困难慰问金，说申请时条件是符合的",
        0,
        date(2024, 7, 8),
        date(2024, 7, 15),
        date(2024, 8, 30),
        "核对了当年的名册和申请时间，申请在截止日以后，按规定不能补发，依据当面说明了",
        (
            Asked(
                Round.REVIEW,
                date(2024, 9, 12),
                "申请表是截止日前交的，登记晚了不该算在我们头上",
                date(2024, 9, 30),
                ReviewOutcome.UPHELD,
                "查了收件登记和申请表落款，都在截止日以后，社区的答复有依据。",
            ),
            Asked(Round.FINAL, date(2024, 10, 14), "收件登记是后来补的，请再查一次"),
        ),
    ),
    Answered(
        "要求退还装修押金，公开物业收费的依据",
        1,
        date(2024, 7, 22),
        date(2024, 7, 29),
        date(2024, 9, 6),
        "押金属于和物业公司的合同，社区没有权力退，已经约谈物业公司",
        (
            Asked(
                Round.REVIEW,
                date(2024, 9, 18),
                "只约谈没有下文，收费依据也没有公开",
                date(2024, 10, 11),
                ReviewOutcome.CHANGED,
                "押金凭票据由物业公司退还，街道派人在场；收费依据张贴到公示栏。",
            ),
        ),
    ),
    Answered(
        "要求重新测量拆除围墙以后的公共面积",
        0,
        date(2024, 7, 29),
        date(2024, 8, 7),
        date(2024, 9, 20),
        "按竣工图核对过，面积和图纸一致，不再另行测量",
        (Asked(Round.REVIEW, date(2024, 9, 26), "图纸是拆围墙以前的，请按现状测"),),
    ),
)


def _at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour - 8, tzinfo=UTC)


def live(case: Answered, begin: Callable[[datetime], Course]) -> Course:
    """The whole course of one, from the sentence to the last thing that happened to its reviews."""
    course = begin(_at(case.told))
    course.live()
    course.petition(_at(case.noticed))
    course.decided(_at(case.decided), case.result)
    for each in case.asked:
        organ = organ_of(course, each)
        label = each.round.label
        public = f"您申请的{label}收到了，由{organ.name}办，30 日内书面答复您。"
        course.reviewed("petition_review", _at(each.on), each.words, public, "")
        if each.decided is not None and each.outcome is not None:
            further = "" if each.round is Round.FINAL else "还不服的，30 日内可以申请复核。"
            said = f"{organ.name}的{label}意见：{each.outcome.label}。{each.opinion}{further}"
            level = Level.STREET if each.round is Round.REVIEW else Level.DISTRICT
            course.reviewed("petition_reviewed", _at(each.decided, 16), each.opinion, said, TITLES[level])
    return course


def organ_of(course: Course, asked: Asked) -> Place:
    """The level above the one whose opinion is not accepted: of a community's answer the street, then the district."""
    return course.chain[Level.STREET if asked.round is Round.REVIEW else Level.DISTRICT]


def clock_of(course: Course, asked: Asked) -> Clock:
    """Thirty days for the opinion, from the day it was asked for."""
    met = _at(asked.decided, 16) if asked.decided is not None else None
    midnight = _at(asked.on, 8) - timedelta(hours=8)
    return Clock("petition.review.decision", organ_of(course, asked), midnight, met=met)
