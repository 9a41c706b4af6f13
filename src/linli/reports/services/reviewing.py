"""Sending to review, sending back, signing, publishing. A report is signed whole, in one transaction, or not at all."""

import hashlib
import json
import re
from collections.abc import Callable, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date, business_now
from linli.indicators import snapshots
from linli.indicators.registry import all_indicators, get
from linli.indicators.wording import names_counted
from linli.reports import telling
from linli.reports.check import Value
from linli.reports.checking import values_of
from linli.reports.comparing import codes_of
from linli.reports.drafting import tokens
from linli.reports.drafting.content import Content
from linli.reports.drafting.rules import Examined, Refusal, Ruling, examine, refusals
from linli.reports.models import Edition, FrozenFigure, FrozenValues, Publication, Report
from linli.reports.policies import require_sign, require_write
from linli.reports.selectors import (
    WHY,
    editions,
    frozen_content,
    living,
    publication_of,
)
from linli.reports.states import ISSUED, REPORT

NUMBER = re.compile(r"[\u4e00-\u9fff]{1,16}〔(?:19|20)[0-9]{2}〕[1-9][0-9]*号")
MOST_NAMES_KEPT = 500
READABLE = "规则：文中的每个数字都要读得出来。"
NUMBER_RULE = (
    "发文字号写作“岳楼社工〔2024〕1号”：机关代字，六角括号里是年份，序号不编虚位、不加“第”（GB/T 9704）。"
)


class ReportRefused(Exception):
    """The report may not go on; every refusal says rule, place and way out."""

    def __init__(self, found: Sequence[Refusal]) -> None:
        self.found = tuple(found)
        super().__init__("；".join(str(each) for each in found))


def _locked(report: Report) -> Report:
    return (
        Report.objects.unscoped(WHY).select_for_update(of=("self",)).select_related("area").get(pk=report.pk)
    )


def _told(actor: Actor, report: Report, code: str, **data: object) -> None:
    log.record(
        actor=actor, code=code, target=report, area_id=report.area_id, data={"title": report.title, **data}
    )


def judged(report: Report, content: Content) -> list[Ruling]:
    """The rules on a report as it stands: with today's figures, or with the frozen ones."""
    return list(examined(report, content).rulings)


def examined(report: Report, content: Content) -> Examined:
    """The same with what the check read."""
    return examine(content, report.area, values_for(report))


def values_for(report: Report) -> Callable[[str], Value | None]:
    """What the text is compared with: while frozen, the frozen figures, and today's for any other."""
    if report.is_draft:
        return values_of(report.area, report.period)
    kept = FrozenValues.objects.unscoped(WHY).get(report=report, round=report.round).values
    return lambda code: _value(kept.get(code))


def _value(kept: list[Any] | None) -> Value | None:
    if kept is None:
        return None
    value, over, under = kept
    return Value(Fraction(value), (over, under) if over is not None else None)


def _kept(value: Value | None) -> list[Any] | None:
    if value is None:
        return None
    return [str(value.value), *(value.parts or (None, None))]


@transaction.atomic
def send(*, actor: Actor, report: Report) -> Report:
    """Send to review: the figures are frozen with the records they counted.

    Raises PermissionDenied, ``TransitionRefused``, and ``ReportRefused`` with every rule that is broken.
    """
    fresh = _locked(report)
    require_write(actor, fresh.area)
    now = business_now()
    REPORT.check(fresh, "send", sent_by_id=actor.account_id or 0, sent_at=now)
    try:
        found = refusals(judged(fresh, living(fresh)))
    except tokens.BrokenToken as error:
        raise ReportRefused([Refusal(READABLE, str(error), "全文", "")]) from error
    if fresh.edition > 1 and not fresh.changes:
        found.append(
            Refusal(
                "规则：更正版要写明更正了什么。",
                "还没有写更正说明。",
                "更正说明",
                "在“标题和更正说明”里写上。",
            )
        )
    if found:
        raise ReportRefused(found)
    REPORT.apply(fresh, "send", actor=actor, at=now, sent_by_id=actor.account_id or 0, sent_at=now)
    fresh.round += 1
    fresh.returned_reason = ""
    fresh.full_clean()
    fresh.save()
    _freeze(actor, fresh)
    _told(actor, fresh, "reports.report.sent")
    telling.sent(actor, fresh)
    return fresh


def _freeze(actor: Actor, report: Report) -> None:
    values = values_of(report.area, report.period)
    FrozenValues.everything.create(
        report=report,
        round=report.round,
        values={indicator.code: _kept(values(indicator.code)) for indicator in all_indicators()},
    )
    codes = codes_of(report)
    if not codes:
        return
    taken = snapshots.take(actor=actor, area=report.area, period=report.period, codes=codes)
    FrozenFigure.everything.bulk_create(
        FrozenFigure(
            report=report,
            round=report.round,
            code=snapshot.code,
            snapshot=snapshot,
            names=names_counted(get(snapshot.code), report.area, report.period)[:MOST_NAMES_KEPT],
        )
        for snapshot in taken
    )


@transaction.atomic
def send_back(*, actor: Actor, report: Report, reason: str) -> Report:
    """退回: the figures live again. Raises PermissionDenied, ``TransitionRefused`` without a reason."""
    fresh = _locked(report)
    require_sign(actor, fresh)
    REPORT.apply(fresh, "send_back", actor=actor, at=business_now(), returned_reason=reason.strip())
    fresh.full_clean()
    fresh.save()
    _told(actor, fresh, "reports.report.sent_back", reason=fresh.returned_reason)
    telling.sent_back(actor, fresh)
    return fresh


@transaction.atomic
def take_back(*, actor: Actor, report: Report) -> Report:
    """The writers take it back themselves: the figures live again."""
    fresh = _locked(report)
    require_write(actor, fresh.area)
    REPORT.apply(fresh, "take_back", actor=actor, at=business_now())
    fresh.full_clean()
    fresh.save()
    _told(actor, fresh, "reports.report.taken_back")
    return fresh


@transaction.atomic
def discard(*, actor: Actor, report: Report, reason: str) -> Report:
    """Give a draft up. Its words stay kept; a correction given up no longer stands in the way of another.

    Raises PermissionDenied, ``TransitionRefused`` for anything but a draft and without a reason.
    """
    fresh = _locked(report)
    require_write(actor, fresh.area)
    REPORT.apply(fresh, "discard", actor=actor, at=business_now(), reason=reason.strip())
    fresh.full_clean()
    fresh.save()
    _told(actor, fresh, "reports.report.discarded", reason=reason.strip())
    return fresh


@transaction.atomic
def issue(*, actor: Actor, report: Report, number: str, signer: str, issued_on: date) -> Report:
    """签发: the whole report is kept as signed, and never changes again.

    Raises PermissionDenied for whoever sent it; ValidationError for a malformed number or a day to come;
    ``TransitionRefused``; ``ReportRefused`` when a rule is broken after all.
    """
    fresh = _locked(report)
    require_sign(actor, fresh, another_person=True)
    number, signer = number.strip(), signer.strip()
    _require_form(fresh, number, issued_on)
    values: dict[str, Any] = {
        "number": number,
        "signer": signer,
        "issued_on": issued_on,
        "issued_by_id": actor.account_id or 0,
        "issued_at": business_now(),
    }
    REPORT.check(fresh, "issue", **values)
    content = frozen_content(fresh)
    if found := refusals(judged(fresh, content)):
        raise ReportRefused(found)
    REPORT.apply(fresh, "issue", actor=actor, at=business_now(), **values)
    fresh.full_clean()
    kept = content.as_json()
    Edition.everything.create(report=fresh, content=kept, digest=digest_of(fresh, kept))
    fresh.save()
    _told(actor, fresh, "reports.report.issued", number=number, signer=signer)
    telling.issued(actor, fresh)
    return fresh


def _require_form(report: Report, number: str, issued_on: date) -> None:
    if number and not NUMBER.fullmatch(number):
        raise ValidationError({"number": NUMBER_RULE})
    taken = Report.objects.unscoped(WHY).filter(area=report.area, number=number)
    if number and taken.exclude(pk__in=[each.pk for each in editions(report)]).exists():
        raise ValidationError({"number": f"{number} 已经用过了。请用下一个序号。"})
    if issued_on > business_date():
        raise ValidationError({"issued_on": "成文日期不能晚于今天。"})
    if report.sent_at is not None and issued_on < (sent := timezone.localdate(report.sent_at)):
        raise ValidationError({"issued_on": f"成文日期不能早于数字定格的那天（{sent:%Y-%m-%d} 送审）。"})
    if issued_on < report.end:
        raise ValidationError({"issued_on": f"成文日期不能早于报告期间的最后一天（{report.end:%Y-%m-%d}）。"})


def digest_of(report: Report, content: dict[str, Any]) -> str:
    """SHA-256 over everything that was signed."""
    claim = [
        report.ref, report.number, report.signer, str(report.issued_on), str(report.edition),
        json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")),
    ]  # fmt: skip
    return hashlib.sha256("\x1f".join(claim).encode()).hexdigest()


def verifies(edition: Edition) -> bool:
    """Whether a signed report is still what was signed."""
    return edition.digest == digest_of(edition.report, edition.content)


@transaction.atomic
def publish(*, actor: Actor, report: Report) -> Publication:
    """Let residents read an issued report. Raises ValidationError for one that is not issued."""
    fresh = _locked(report)
    require_sign(actor, fresh)
    if fresh.state != ISSUED:
        raise ValidationError("只有已签发的报告可以公开。")
    return _decided(actor, fresh, is_public=True, reason="")


@transaction.atomic
def unpublish(*, actor: Actor, report: Report, reason: str) -> Publication:
    """Take it back from the public page, where the reason stays to be read."""
    fresh = _locked(report)
    require_sign(actor, fresh)
    if not reason.strip():
        raise ValidationError({"reason": "请写明为什么不再公开，这句话会留在原来的网址上。"})
    return _decided(actor, fresh, is_public=False, reason=reason.strip())


def _decided(actor: Actor, report: Report, *, is_public: bool, reason: str) -> Publication:
    before = publication_of(report)
    if before is not None and before.is_public == is_public:
        return before
    if before is None and not is_public:
        raise ValidationError("这份报告没有公开过。")
    decided = Publication.everything.create(
        report=report, is_public=is_public, reason=reason, decided_by_id=actor.account_id
    )
    code = "reports.report.published" if is_public else "reports.report.unpublished"
    _told(actor, report, code, **({} if is_public else {"reason": reason}))
    return decided
