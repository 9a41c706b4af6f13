"""Acts before mediation begins: accepted, parties entered, what they say."""

from typing import Any

from django.http import Http404

from linli.mediation.forms import cases as forms
from linli.mediation.forms import fields, rounds
from linli.mediation.models import (
    PAPER_ONLY,
    Matter,
    Side,
    Way,
)
from linli.mediation.selectors import estates_of
from linli.mediation.services import cases, parties
from linli.mediation.services.parties import Particulars
from linli.mediation.states import CASE
from linli.mediation.views.acting import Act, Asked, Do
from linli.ui.forms import ConfirmForm


def accept(asked: Asked) -> Act:
    form = fields.DayForm(asked.data)
    return Act(
        question="受理这起纠纷",
        told="受理后编案号，一个月内调解；要延长，须各方同意。",
        verb="受理",
        form=form,
        do=lambda d: cases.accept_case(actor=asked.actor, case=asked.case, accepted_on=d["on"]),
    )


def party(asked: Asked) -> Act:
    there, estates = asked.parties, estates_of(asked.case.community)
    place = asked.case.place
    initial = {
        "side": there[-1].side if there else Side.APPLICANT,
        "estate": place.code if place is not None and place in estates else "",
    }
    form = forms.PartyForm(asked.data, estates=estates, initial=initial)

    def do(data: dict[str, Any]) -> Any:
        values = dict(data)
        side, phone, address = Side(values.pop("side")), values.pop("phone"), values.pop("address")
        return parties.add_party(
            actor=asked.actor,
            case=asked.case,
            side=side,
            about=Particulars(**values),
            phone=phone,
            address=address,
        )

    return Act(
        question="登记一方当事人",
        told="只有办案人员看得到姓名。电话和住址加密保存。",
        verb="登记",
        again="登记，再登记一方",
        form=form,
        do=do,
    )


def answers(asked: Asked) -> Act:
    paper_only = asked.case.special in PAPER_ONLY
    form = rounds.EveryAnswerForm(asked.data, parties=asked.parties, paper_only=paper_only)

    def do(data: dict[str, Any]) -> Any:
        for party in form.parties:
            if party.told_rights_on is None:
                parties.tell_rights(actor=asked.actor, party=party, on=data["on"])
        for party, matter, given in form.answers():
            parties.answer(
                actor=asked.actor, party=party, matter=matter, given=given, on=data["on"], way=data["way"]
            )
        return True

    return Act(
        question="告知权利义务，记下各方意见",
        told="先向每一方说清：调解自愿、平等、不收费；可以选调解员；可以要求不公开；随时可以不调。再逐项问。"
        "有一方不同意调解的，案件随即终止，当面告诉各方：还可以申请仲裁、请行政机关处理，或者向法院起诉。",
        verb="已告知，记下意见",
        form=form,
        do=do,
        template="case_round",
    )


def answer(asked: Asked) -> Act:
    form = forms.AnswerForm(asked.data, parties=asked.parties)
    return Act(
        question="记下一方的意见",
        told="不同意调解或撤回的，案件随即终止，当面告诉各方还可以仲裁、请行政机关处理或者起诉；不同意请群英的，群英随即退出。",
        verb="记下",
        form=form,
        do=lambda d: parties.answer(
            actor=asked.actor,
            party=d["party"],
            matter=Matter(d["matter"]),
            given=d["given"] == "yes",
            on=d["on"],
            way=Way(d["way"]),
            until=d["until"],
        ),
    )


def step(asked: Asked) -> Act:
    verb = asked.rest
    label = next((each.label for each in CASE.allowed(asked.case.stage) if each.verb == verb), "")
    if not label or verb not in (*cases.STEPS, "inform"):
        raise Http404
    question, words = f"{label}？", label
    if verb == "inform":
        question, words = "各方都告知过、都同意了，开始调解？", "开始调解"
    service: Do = (
        (lambda _: cases.inform_parties(actor=asked.actor, case=asked.case))
        if verb == "inform"
        else (lambda _: cases.move_case(actor=asked.actor, case=asked.case, verb=verb))
    )
    return Act(question=question, verb=words, form=ConfirmForm(asked.data), do=service)
