"""Drawing a panel so that anyone can do it again: the pool is closed before there is a seed to look at."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from linli.access.actor import Actor
from linli.mediation import drawing
from linli.mediation.limits import MEETING_AHEAD_DAYS
from linli.mediation.models import Capacity, ChosenBy, DisputeCase, Draw, Notable, PanelMember, Reason
from linli.mediation.selectors import listed_on, panel_rule_on
from linli.mediation.services.panels import begun, invite, panel_of, require_notables_welcome, sitting
from linli.mediation.services.telling import WHY, open_case, told
from linli.workflow.calendar import SHANGHAI


def waiting(case: DisputeCase) -> Draw | None:
    """The pool that is closed and not drawn from yet."""
    rows = Draw.objects.unscoped(WHY).filter(panel__case=case, drawn_at__isnull=True, dropped_reason="")
    return rows.select_related("panel__case__community").first()


@transaction.atomic
def close_pool(
    *,
    actor: Actor,
    case: DisputeCase,
    pool: Sequence[Notable],
    size: int,
    seed_source: str,
    seed_on: date,
    at: datetime,
) -> Draw:
    """Say who is in the draw, how many are drawn, which public number will decide, and on which later day that number
    appears. Nobody is drawn yet.

    Raises ValidationError for more than the pool or the panel has room for, and while another pool waits.
    """
    case = open_case(actor, case)
    require_notables_welcome(case)
    _require_later(seed_on, timezone.localdate(at, SHANGHAI))
    numbers = sorted({notable.ref for notable in pool})
    panel = panel_of(case)
    most = panel_rule_on(timezone.localdate(at, SHANGHAI)).most
    room = most - len(sitting(panel) if panel is not None else [])
    if not 1 <= size <= len(numbers):
        raise ValidationError(f"候选只有 {len(numbers)} 人，抽不出 {size} 人。")
    if size > room:
        raise ValidationError(f"调解团最多 {most} 人，现在还能抽 {room} 人。")
    draw = Draw(
        panel=begun(actor, case, ChosenBy.DRAW),
        size=size,
        pool=numbers,
        seed_source=seed_source.strip(),
        seed_on=seed_on,
        method=drawing.METHOD,
        closed_at=at,
        recorded_by_id=actor.account_id,
    )
    draw.full_clean()
    draw.save()
    told(actor, case, "mediation.panel.pool_closed", pool=len(numbers), size=size)
    return draw


def _require_later(seed_on: date, closing: date) -> None:
    """The number is known to nobody on the day the pool is closed, and not so far away that nobody waits for it."""
    if seed_on <= closing:
        raise ValidationError(
            {
                "seed_on": f"名单在 {closing} 封存，这个数在 {seed_on} 就有了，有人可以先看再挑。"
                f"请选 {closing + timedelta(days=1)} 或更晚才公布的数。"
            }
        )
    if seed_on > closing + timedelta(days=MEETING_AHEAD_DAYS):
        raise ValidationError(
            {"seed_on": f"{seed_on} 离封存（{closing}）太远。请选 {MEETING_AHEAD_DAYS} 天以内公布的数。"}
        )


@transaction.atomic
def draw_members(*, actor: Actor, draw: Draw, seed: str, at: datetime) -> tuple[Draw, list[PanelMember]]:
    """Draw by the seed that was made public since, and invite who came out.

    Who left the roster or paused after the pool was closed stays in the result and is not invited.
    """
    case = open_case(actor, draw.panel.case)
    draw = Draw.objects.unscoped(WHY).select_for_update().select_related("panel").get(pk=draw.pk)
    if draw.drawn_at is not None or draw.dropped_reason:
        raise ValidationError("这份名单已经抽过，或者不抽了。要再抽，请重新封存一份名单。")
    if not seed.strip():
        raise ValidationError("请填公布的随机数。")
    on = timezone.localdate(at, SHANGHAI)
    if draw.seed_on is not None and on < draw.seed_on:
        raise ValidationError(
            f"说好用“{draw.seed_source}”，{draw.seed_on} 才公布，今天是 {on}，还不能抽。到那一天再来。"
        )
    draw.seed = seed.strip()
    draw.drawn = drawing.draw(draw.seed, draw.pool, draw.size)
    draw.drawn_at = at
    draw.full_clean()
    draw.save(update_fields=["seed", "drawn", "drawn_at"])
    told(actor, case, "mediation.panel.drawn", pool=len(draw.pool), size=draw.size)
    rows = listed_on(on).filter(ref__in=draw.drawn, paused_on__isnull=True).select_related("person")
    by_ref = {notable.ref: notable for notable in rows}
    members = [
        invite(
            actor=actor,
            case=case,
            person=by_ref[ref].person,
            notable=by_ref[ref],
            capacity=Capacity.NOTABLE,
            reason=Reason.NEUTRAL,
            words="随机抽取",
            chosen_by=ChosenBy.DRAW,
            on=on,
        )
        for ref in draw.drawn
        if ref in by_ref
    ]
    return draw, members


@transaction.atomic
def drop_draw(*, actor: Actor, draw: Draw, reason: str) -> Draw:
    """Not drawn after all; the closed pool stays on record with the reason."""
    case = open_case(actor, draw.panel.case)
    draw = Draw.objects.unscoped(WHY).select_for_update().get(pk=draw.pk)
    if draw.drawn_at is not None or draw.dropped_reason:
        raise ValidationError("这份名单已经抽过，或者不抽了。")
    if not reason.strip():
        raise ValidationError("请写明为什么不抽了。")
    draw.dropped_reason = reason.strip()
    draw.full_clean()
    draw.save(update_fields=["dropped_reason"])
    told(actor, case, "mediation.panel.draw_dropped")
    return draw
