"""Acts about the panel and the meetings: draw, recusal, acceptance, minutes, opinions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils import timezone

from linli.common.clock import business_date, business_now, stands
from linli.documents.words import day
from linli.mediation.forms import cases as forms
from linli.mediation.forms import fields, rounds
from linli.mediation.models import (
    Acceptance,
    Capacity,
    Ground,
    Meeting,
    MeetingKind,
    PanelMember,
    Reason,
)
from linli.mediation.services import draws, meetings, panels
from linli.mediation.services.meetings import Minutes
from linli.mediation.suggesting import pool_of
from linli.mediation.views.acting import WHY, Act, Asked
from linli.people.models import Post
from linli.people.selectors import appointments_on


def draw(asked: Asked) -> Act:
    """First the pool is closed and the source of the seed named; then, with the seed, drawn."""
    waiting = draws.waiting(asked.case)
    if waiting is not None:
        return Act(
            question="用公布的随机数抽取",
            told=f"名单 {len(waiting.pool)} 人已封存，抽 {waiting.size} 人。填“{waiting.seed_source}”公布的数；"
            f"按公布的方法抽，谁都可以重算。{_not_yet(waiting.seed_on)}",
            verb="抽取",
            form=forms.SeedForm(asked.data),
            do=lambda d: draws.draw_members(
                actor=asked.actor, draw=waiting, seed=d["seed"], at=business_now()
            ),
        )
    pool = pool_of(asked.case, business_date())
    return Act(
        question="封存候选名单，准备随机抽取",
        told=f"候选 {len(pool)} 人：{'、'.join(each.person.name for each in pool)}。"
        "先定名单、抽几人、用哪个公开的数、哪天公布；今天还没有公布的数才能用，到那一天才能抽，谁都挑不了结果。"
        f"抽出以后谁都可以重算。{_in_the_demo()}",
        verb="封存名单",
        form=forms.PoolForm(asked.data),
        do=lambda d: draws.close_pool(
            actor=asked.actor,
            case=asked.case,
            pool=pool,
            size=d["size"],
            seed_source=d["seed_source"],
            seed_on=d["seed_on"],
            at=business_now(),
        ),
    )


def _not_yet(seed_on: date | None) -> str:
    """What to wait for, where the number is not there yet."""
    if seed_on is None or business_date() >= seed_on:
        return ""
    return f"这个数{day(seed_on)}才公布，到那一天才能抽。{_in_the_demo()}"


def _in_the_demo() -> str:
    """The demo's clock stands still: no later day comes by itself."""
    return (
        "演示的时钟停着不走：要看抽取，先运行 linli demo --advance 1，把时钟拨到下一天。" if stands() else ""
    )


def drop_draw(asked: Asked) -> Act:
    waiting = draws.waiting(asked.case)
    if waiting is None:
        raise Http404
    return Act(
        question="这份名单不抽了？",
        told="封存的名单和原因都留档。",
        verb="不抽了",
        form=forms.DropForm(asked.data),
        do=lambda d: draws.drop_draw(actor=asked.actor, draw=waiting, reason=d["reason"]),
    )


def member_or_404(asked: Asked) -> PanelMember:
    rows = PanelMember.objects.unscoped(WHY).filter(
        panel__case=asked.case, ref=asked.rest, left_on__isnull=True
    )
    found = rows.select_related("panel__case__community", "person", "notable").first()
    if found is None:
        raise Http404
    return found


def seated(asked: Asked) -> list[PanelMember]:
    """Who sits there now. Raises Http404 while nobody does."""
    panel = panels.panel_of(asked.case)
    members = panels.sitting(panel) if panel is not None else []
    if not members:
        raise Http404
    return members


def recusals(asked: Asked) -> Act:
    """All who were not asked yet, on one page."""
    members = [member for member in seated(asked) if member.cleared_on is None]
    form = rounds.ClearedForm(asked.data, members=members)
    none = dict.fromkeys(Ground, False)

    def do(data: dict[str, Any]) -> Any:
        for member in form.cleared():
            panels.check_recusal(actor=asked.actor, member=member, said=none, on=data["on"])
        return True

    return Act(
        question="逐位问回避",
        told="每一位都要问五条：和任何一方是不是亲属、住不住在一起、有没有利害关系、在不在同一单位、住不住同一小区。"
        "有一条的，先不勾，回案件页点这一位的“待查”单独记。记录查得出的，自动查，查出来的随即退出。",
        verb="记下",
        form=form,
        do=do,
    )


def official(asked: Asked) -> Act:
    def do(data: dict[str, Any]) -> Any:
        posts = appointments_on(data["on"]).filter(post=Post.DEPARTMENT_OFFICER, person__name=data["name"])
        found = list(posts.select_related("person", "unit").order_by("person", "pk").distinct())
        if len({each.person_id for each in found}) != 1:
            many = "不止一位，请先到名册核对" if found else "没有这个人的部门任职，请核对姓名"
            raise ValidationError({"name": f"{many}。"})
        unit = f"{found[0].unit.name}，" if found[0].unit is not None else ""
        return panels.invite(
            actor=asked.actor,
            case=asked.case,
            person=found[0].person,
            capacity=Capacity.OFFICIAL,
            reason=Reason.EXPERT,
            words=f"{unit}{data['words']}"[:80],
            on=data["on"],
        )

    return Act(
        question="请一位部门人员",
        told="要各方都同意请群英和专家。依据：《人民调解法》第二十条。",
        verb="请来",
        form=forms.OfficialForm(asked.data),
        do=do,
    )


def recusal(asked: Asked) -> Act:
    member, form = member_or_404(asked), forms.RecusalForm(asked.data)
    return Act(
        question=f"{member.person.name}要不要回避",
        told="逐条问本人。有亲属、同住、利害关系、同单位的，不能参加；同小区的，当事人提出才回避。记录查得出的，自动查。",
        verb="记下",
        form=form,
        do=lambda d: (
            panels.check_recusal(
                actor=asked.actor, member=member, said=form.said(), estate_asked=d["estate_asked"], on=d["on"]
            )
            or True
        ),
    )


def acceptance(asked: Asked) -> Act:
    member = member_or_404(asked)
    return _acceptances(asked, [member], f"各方接受{member.person.name}吗")


def acceptances(asked: Asked) -> Act:
    """All of them on one page."""
    return _acceptances(asked, seated(asked), "各方接受这几位吗")


def _acceptances(asked: Asked, members: Sequence[PanelMember], question: str) -> Act:
    rows = Acceptance.objects.unscoped(WHY).filter(member__in=members)
    known = {(row.member_id, row.party_id): row.accepted for row in rows}
    form = rounds.AcceptForm(asked.data, parties=asked.parties, members=members, known=known)

    def do(data: dict[str, Any]) -> Any:
        gone: set[int] = set()
        for member, party, accepted in form.answers():
            if member.pk not in gone:
                panels.accept_member(
                    actor=asked.actor, member=member, party=party, accepted=accepted, on=data["on"]
                )
            if not accepted:
                gone.add(member.pk)
        return True

    return Act(
        question=question,
        told="有一方不接受，这位就退出，另请一位。依据：《人民调解法》第十九条。",
        verb="记下",
        form=form,
        do=do,
        template="case_round",
    )


def let_go(asked: Asked) -> Act:
    """Somebody leaves for a reason that neither recusal nor a party gave."""
    member = member_or_404(asked)

    def do(data: dict[str, Any]) -> Any:
        panels.let_go(actor=asked.actor, member=member, on=data["on"], reason=data["reason"])
        return True

    return Act(
        question=f"{member.person.name}退出调解团？",
        told="退出以后不能恢复；可以另请一位，再查回避、问各方是否接受，重新组成调解团。要回避的，请记在“回避”里。",
        verb="退出",
        ends=True,
        form=rounds.LetGoForm(asked.data),
        do=do,
    )


def form_panel(asked: Asked) -> Act:
    return Act(
        question="组成调解团？",
        verb="组成",
        form=fields.DayForm(asked.data),
        do=lambda d: panels.form_panel(actor=asked.actor, case=asked.case, on=d["on"]),
    )


def meeting(asked: Asked) -> Act:
    if asked.rest not in MeetingKind.values:
        raise Http404
    kind = MeetingKind(asked.rest)
    there = panels.panel_of(asked.case)
    who = [*(party.name for party in asked.parties)]
    who += [member.person.name for member in (panels.sitting(there) if there is not None else [])]
    initial = {
        "begun_at": timezone.localtime(business_now()),
        "attendees": "" if kind in (MeetingKind.INQUIRY, MeetingKind.VISIT) else "、".join(who)[:300],
        "recorder": asked.name,
        "is_public": asked.case.is_public,
    }
    form = forms.MeetingForm(asked.data, kind=kind, may_be_public=asked.case.is_public, initial=initial)

    def do(data: dict[str, Any]) -> Any:
        values = dict(data)
        signed = values.pop("signed")
        minutes = Minutes(**values, signed_on=data["begun_at"].date() if signed else None)
        return meetings.hold(actor=asked.actor, case=asked.case, kind=kind, minutes=minutes)

    return Act(
        question=f"记录{kind.label}",
        told="这里可以写姓名，只有办案人员看得到。记好了可以打印出来请参加人签字。",
        verb="记下",
        form=form,
        do=do,
    )


def meeting_row(asked: Asked) -> Meeting:
    rows = Meeting.objects.unscoped(WHY).filter(case=asked.case, ref=asked.rest)
    found = rows.select_related("case__community").first()
    if found is None:
        raise Http404
    return found


def vote(asked: Asked) -> Act:
    meeting = meeting_row(asked)
    return Act(
        question="意见票",
        told="只作参考，告诉双方；不写进结果，也不改变案件走到哪一步。",
        verb="记下",
        form=forms.VoteForm(asked.data),
        do=lambda d: meetings.vote(actor=asked.actor, meeting=meeting, **d),
    )


def opinion(asked: Asked) -> Act:
    meeting, panel = meeting_row(asked), panels.panel_of(asked.case)
    members = panels.sitting(panel) if panel is not None else []
    form = forms.OpinionForm(asked.data, members=members)
    return Act(
        question="一位群英的意见",
        verb="记下",
        form=form,
        do=lambda d: meetings.note_opinion(actor=asked.actor, meeting=meeting, **d),
    )
