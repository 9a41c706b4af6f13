"""Acts that put a registration right: a party, a party too many, the case. For the team, and until the case is
accepted for who entered it."""

from dataclasses import fields, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from linli.mediation.forms import after as after_forms
from linli.mediation.forms import corrections as forms
from linli.mediation.homes import door_of
from linli.mediation.models import (
    Confirmation,
    CourtResult,
    DisputeCase,
    DisputeKind,
    Intensity,
    MeetingKind,
    Party,
    Side,
    Special,
)
from linli.mediation.selectors import estates_of, in_team, theme_called
from linli.mediation.services import corrections, meetings
from linli.mediation.services.corrections import CaseFacts, CourtFacts
from linli.mediation.services.meetings import Minutes
from linli.mediation.services.parties import Particulars
from linli.mediation.states import REGISTERED
from linli.mediation.views.acting import WHY, Act, Asked
from linli.mediation.views.cases import ONLY_TEAM
from linli.mediation.views.panel_acts import meeting_row
from linli.orgs.models import Area
from linli.ui.forms import ConfirmForm
from linli.workflow.deadlines import day_of

KEPT = ("side", "name", "is_organisation", "sex", "ethnicity", "age", "occupation", "employer")
AGENT = ("agent_name", "agent_authority")


def _require_own(asked: Asked, entered: DisputeCase | Party) -> None:
    """The forms show names: to the team, and to who typed them while there is no team yet."""
    own = asked.case.stage == REGISTERED and entered.recorded_by_id == asked.actor.account_id
    if not (own or in_team(asked.actor, asked.case)):
        raise PermissionDenied(ONLY_TEAM)


def _party_or_404(asked: Asked) -> Party:
    found = next((each for each in asked.parties if each.ref == asked.rest), None)
    if found is None:
        raise Http404
    _require_own(asked, found)
    return found


def _with(estates: list[Area], own: Area | None) -> list[Area]:
    """Where somebody lives elsewhere, that place can still be chosen."""
    return estates if own is None or own in estates else [*estates, own]


def correct_party(asked: Asked) -> Act:
    """Particulars, agent, how they are reached."""
    found = _party_or_404(asked)
    initial = {name: getattr(found, name) for name in (*KEPT, *AGENT)}
    if found.estate is not None:
        initial |= {"estate": found.estate.code, "door": door_of(found.household, found.estate)}
    estates = _with(estates_of(asked.case.community), found.estate)
    form = forms.CorrectPartyForm(asked.data, estates=estates, initial=initial)

    def do(data: dict[str, Any]) -> Any:
        values = dict(data)
        side, phone, address = Side(values.pop("side")), values.pop("phone"), values.pop("address")
        return corrections.correct_party(
            actor=asked.actor,
            party=found,
            side=side,
            about=Particulars(**values),
            phone=phone,
            address=address,
        )

    return Act(
        question=f"更正{found.get_side_display()}{found.name}的登记",
        told="改了姓名或者身份的，协议草稿上已有的签字作废，要重新签。协议生效以后不能再改。",
        verb="更正",
        form=form,
        do=do,
    )


def remove_party(asked: Asked) -> Act:
    """Somebody who is no party at all."""
    found = _party_or_404(asked)

    def do(_: dict[str, Any]) -> Any:
        corrections.remove_party(actor=asked.actor, party=found)
        return True

    return Act(
        question=f"删去{found.get_side_display()}{found.name}？",
        told="只能删登记错的：还没有告知权利义务、没有问过意见的。删去以后不能恢复，后面的序号往前移。",
        verb="删去",
        ends=True,
        form=ConfirmForm(asked.data),
        do=do,
    )


def correct_case(asked: Asked) -> Act:
    """Title, summary, kind, special matters, place, claims, account; once in force only a stricter special."""
    case = asked.case
    _require_own(asked, case)
    agreement = corrections.agreement_of(case)
    if agreement is not None and agreement.effective_on is not None:
        return _stricter(asked)
    estates = _with(estates_of(case.community), case.place)
    by_code, theme = {each.code: each for each in estates}, case.theme.code if case.theme else ""
    initial = {
        **{
            name: getattr(case, name)
            for name in ("kind", "title", "summary", "account", "special", "intensity")
        },
        "place": case.place.code if case.place is not None else "",
        "claims": "\n".join(case.claims),
        "theme": theme,
    }
    named = [(code, each.name) for code, each in by_code.items()]
    form = forms.CorrectCaseForm(asked.data, estates=named, theme=theme, initial=initial)

    def do(data: dict[str, Any]) -> Any:
        to = CaseFacts(
            title=data["title"],
            summary=data["summary"],
            kind=DisputeKind(data["kind"]),
            special=Special(data["special"]),
            intensity=Intensity(data["intensity"]),
            place=by_code.get(data["place"]),
            claims=data["claims"],
            account=data["account"],
            theme=theme_called(data["theme"]),
        )
        return corrections.correct_case(actor=asked.actor, case=case, to=to)

    return Act(
        question="更正这起纠纷的登记",
        told="改成不能用电子签名的事，电子协议草稿改为纸签，已有的签字作废。协议生效以后，只有特殊事项还能改严。",
        verb="更正",
        form=form,
        do=do,
    )


def _stricter(asked: Asked) -> Act:
    case = asked.case
    offered = [each for each in Special if corrections.is_stricter(case.special, each)]
    form = forms.StricterForm(asked.data, offered=offered, initial={"special": case.special})

    def do(data: dict[str, Any]) -> Any:
        to = replace(corrections.facts_of(case), special=Special(data["special"]))
        return corrections.correct_case(actor=asked.actor, case=case, to=to)

    return Act(
        question="更正特殊事项",
        told="协议已经生效，别的登记不能再改。改成法院不受理司法确认的事，确认的期限随即停止。",
        verb="更正",
        form=form,
        do=do,
    )


def correct_meeting(asked: Asked) -> Act:
    """A record of a meeting with a slip in it."""
    found = meeting_row(asked)
    names = ("place", "attendees", "asked", "statements", "process", "result", "recorder", "is_public")
    initial = {
        **{name: getattr(found, name) for name in names},
        "begun_at": timezone.localtime(found.begun_at),
        "ended_at": timezone.localtime(found.ended_at) if found.ended_at is not None else None,
        "questions": "\n".join(line for pair in found.questions for line in pair if line),
    }
    form = forms.CorrectMeetingForm(
        asked.data,
        kind=MeetingKind(found.kind),
        may_be_public=asked.case.is_public or found.is_public,
        initial=initial,
    )

    def do(data: dict[str, Any]) -> Any:
        values = dict(data)
        begun = day_of(data["begun_at"])
        kept = found.signed_on if found.signed_on is not None and found.signed_on >= begun else begun
        signed_on = kept if values.pop("signed") else None
        return meetings.correct_meeting(
            actor=asked.actor, meeting=found, minutes=Minutes(**values, signed_on=signed_on)
        )

    return Act(
        question=f"更正第{found.serial}次记录：{found.get_kind_display()}",
        told="改了内容的，原来的签字作废：请重新打印，让参加人签字以后再勾“已签字”。只改时间的，签字还在。"
        "哪一种记录不能改；归档以后不能再改。",
        verb="更正",
        form=form,
        do=do,
    )


def correct_court(asked: Asked) -> Act:
    """What was written down of the judicial confirmation."""
    rows = Confirmation.objects.unscoped(WHY).filter(agreement__case=asked.case)
    found = rows.select_related("agreement__case__community").first()
    if found is None:
        raise Http404
    initial = {each.name: getattr(found, each.name) for each in fields(CourtFacts)}
    form = after_forms.CorrectCourtForm(asked.data, initial=initial)

    def do(data: dict[str, Any]) -> Any:
        result = CourtResult(data["result"]) if data["result"] else ""
        return corrections.correct_court(
            actor=asked.actor, confirmation=found, to=CourtFacts(**{**data, "result": result})
        )

    return Act(
        question="更正司法确认的记录",
        told="法院还没有说的，留空。归档以后不能再改。",
        verb="更正",
        form=form,
        do=do,
    )


def contact(asked: Asked) -> Act:
    """Telephone and address, also once the agreement is in force: the visits need them."""
    form = forms.ContactForm(asked.data, parties=asked.parties)
    return Act(
        question="补登电话和住址",
        told="只有办案人员、说明用途才看得到。协议生效以后也可以补；别的登记不能再改。",
        verb="登记",
        again="登记，再登记一方",
        form=form,
        do=lambda d: corrections.add_contact(
            actor=asked.actor, party=d["party"], phone=d["phone"], address=d["address"]
        ),
    )
