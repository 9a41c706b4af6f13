"""A desk with two people at it, and reports in every state of their life, in a small district with three cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from linli.access.actor import Actor, actor_for
from linli.indicators.period import Period
from linli.mediation.models import Category
from linli.orgs.models import Area
from linli.people.models import Account, Post
from linli.reports.models import Part, Report, Rhythm
from linli.reports.selectors import texts_of
from linli.reports.services import drafting, reviewing
from tests.mediation.rows import notable
from tests.reports.rows import three_cases
from tests.territory import Territory

PERIOD = Period(date(2024, 1, 1), date(2024, 10, 30))
CASES = "{{mediation.cases_mediated:3起}}"
TRUE = f"调解矛盾纠纷{CASES}，达成协议{{{{mediation.agreements:2起}}}}。"
NUMBER = "岳楼社工〔2024〕1号"
GETS: dict[str, tuple[object, ...]] = {
    "report": (), "figure": (1,), "figures-json": (), "history": (), "changes": (), "title": (), "part": (1,),
    "add": (), "vouch": (), "send-back": (), "issue": (), "unpublish": (), "discard": (),
}  # fmt: skip
POSTS: dict[str, tuple[object, ...]] = {
    "preview": (1,), "move": (1,), "make-live": (), "send": (), "take-back": (), "correct": (), "publish": (),
}  # fmt: skip


@dataclass
class Desk:
    """One area, whoever writes and whoever signs there."""

    territory: Territory
    area: Area
    writer_account: Account
    signer_account: Account

    @property
    def writer(self) -> Actor:
        """Who drafts and sends."""
        return actor_for(self.writer_account)

    @property
    def signer(self) -> Actor:
        """Somebody else, who signs."""
        return actor_for(self.signer_account)

    def draft(self, *bodies: str, title: str = "工作报告", end: date = PERIOD.end) -> Report:
        """A draft; each body is a section with the heading 第…件, numbered in Chinese."""
        return drafting.start_report(
            actor=self.writer,
            area=self.area,
            period=Period(PERIOD.start, end),
            rhythm=Rhythm.TO_DATE,
            title=title,
            organ="社会工作部",
            wordings=[
                drafting.Wording(Part.Level.SECTION, f"第{'甲乙丙丁'[n]}件", body)
                for n, body in enumerate(bodies or (TRUE,))
            ],
        )

    def sent(self, *bodies: str) -> Report:
        """In review."""
        return reviewing.send(actor=self.writer, report=self.draft(*bodies))

    def sign(self, report: Report, number: str = NUMBER, day: date = PERIOD.end) -> Report:
        """By the other person."""
        return reviewing.issue(
            actor=self.signer, report=report, number=number, signer="彭志远", issued_on=day
        )

    def issued(self, *bodies: str, number: str = NUMBER) -> Report:
        """Signed."""
        return self.sign(self.sent(*bodies), number)

    def public(self, *bodies: str, number: str = NUMBER) -> Report:
        """Signed, and open to residents."""
        report = self.issued(*bodies, number=number)
        reviewing.publish(actor=self.signer, report=report)
        return report


def desk_in(territory: Territory, area: Area | None = None, post: Post = Post.DISTRICT_OFFICER) -> Desk:
    """Two officers of the district, or of ``area``; the first community closed three cases and lists five notables."""
    place = area or territory.district
    three_cases(territory)
    for category in Category:
        notable(territory, primary_category=category)
    return Desk(territory, place, territory.account(post, place), territory.account(post, place))


def part(report: Report, position: int = 1) -> Part:
    """A part by its place."""
    return Part.everything.select_related("report").get(report=report, position=position)


def bodies(report: Report) -> Sequence[str]:
    """The stored words, part by part."""
    return [text.body for text in texts_of(report)]


def rewrite(desk: Desk, report: Report, body: str, position: int = 1, base: int = 1) -> None:
    """A new wording of one part by the writer."""
    drafting.save_part(actor=desk.writer, part=part(report, position), heading="", body=body, base=base)


def to(name: str, report: Report, *more: object) -> str:
    """An address on the desk."""
    return reverse(f"reports:{name}", args=(report.ref, *more))


def text(response: Any, status: int = 200) -> str:
    """The page, which came with ``status``."""
    assert response.status_code == status, response.content.decode()[:2000]
    return str(response.content.decode())
