"""Acts that end a case without an agreement: not taken up, failed, ended by a party or otherwise, handed over."""

from collections.abc import Callable
from typing import Any

from linli.mediation.forms import ending as forms
from linli.mediation.models import CaseSource, Side, Way
from linli.mediation.services import cases, parties
from linli.mediation.services.parties import Particulars
from linli.mediation.services.withdrawing import withdraw
from linli.mediation.views.acting import Act, Asked

Ended = tuple[str, str, str, type[forms.ReasonForm], Callable[..., Any]]
ENDINGS: dict[str, Ended] = {
    "fail": (
        "没有谈成，结案？",
        "按未达成结案",
        "先当面告诉各方还有哪些路；结案后打印告知书。",
        forms.ToldForm,
        cases.fail,
    ),
    "transfer": ("移送给别的部门？", "移送", "写明移送给谁、为什么。", forms.ReasonForm, cases.transfer),
}


def ending(slug: str) -> Callable[[Asked], Act]:
    """One that asks for its reason and the day."""
    question, verb, told, form_class, service = ENDINGS[slug]

    def build(asked: Asked) -> Act:
        return Act(
            question=question,
            told=told,
            verb=verb,
            ends=True,
            form=form_class(asked.data),
            do=lambda d: service(actor=asked.actor, case=asked.case, closed_on=d["on"], reason=d["reason"]),
        )

    return build


def decline(asked: Asked) -> Act:
    """Not taken up. Where no applicant is entered yet, the notice asks to whom it goes."""
    known = any(party.side == Side.APPLICANT for party in asked.parties)
    form = forms.DeclineForm(
        asked.data, asks_who=not known, must_know=asked.case.source == CaseSource.APPLICATION
    )

    def do(data: dict[str, Any]) -> Any:
        if name := data.get("applicant"):
            about = Particulars(name=name)
            parties.add_party(actor=asked.actor, case=asked.case, side=Side.APPLICANT, about=about)
        return cases.decline(actor=asked.actor, case=asked.case, closed_on=data["on"], reason=data["reason"])

    return Act(
        question="不予受理",
        told="写明原因，告诉申请人还有哪些路。办完由您承办，下一步打印告知书交给申请人。",
        verb="不予受理",
        ends=True,
        form=form,
        do=do,
    )


def end(asked: Asked) -> Act:
    """By a party that will not go on, or for another reason."""
    form = forms.EndForm(asked.data, parties=asked.parties)

    def do(data: dict[str, Any]) -> Any:
        who = form.parties.get(data["who"])
        if who is None:
            return cases.end(actor=asked.actor, case=asked.case, closed_on=data["on"], reason=data["reason"])
        return withdraw(
            actor=asked.actor, party=who, reason=data["reason"], way=Way(data["way"]), on=data["on"]
        )

    return Act(
        question="终止这次调解？",
        told="终止后不能恢复。先当面告诉各方还有哪些路；下一步打印终止调解告知书。",
        verb="终止调解",
        ends=True,
        form=form,
        do=do,
    )
