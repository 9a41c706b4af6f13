"""Asking somebody to the panel: whom the parties agreed on, or whom the community proposes."""

from collections.abc import Sequence
from typing import Any

from linli.common.clock import business_date
from linli.mediation.forms.inviting import InviteForm
from linli.mediation.models import Capacity, ChosenBy, Reason
from linli.mediation.services import panels
from linli.mediation.suggesting import Candidate, called, is_called, mediators_of, suggest
from linli.mediation.views.acting import Act, Asked
from linli.people.models import Person

BY_PARTIES = "各方共同选定"


def _offer(each: Candidate) -> tuple[str, str]:
    words = f"{each.notable.person.name}：群英，{each.reason.label}，{each.words}"
    return f"n-{each.notable.ref}", f"{words}；在调 {each.open_cases} 件"


def invite(asked: Asked) -> Act:
    """Mediators, suggestions, and whoever bears the name that was typed; who proposed them, why in one's own words."""
    today = business_date()
    typed = str((asked.data or {}).get("name", "")).strip()
    sought = called(asked.case, today, typed) if typed else []
    mediators = {f"m-{person.ref}": person for person in mediators_of(asked.case, today)}
    candidates = {f"n-{each.notable.ref}": each for each in (*sought, *suggest(asked.case, today).candidates)}
    named = {key: person for key, person in mediators.items() if is_called(person.name, typed)}
    offers = [
        *((key, f"{person.name}：人民调解员") for key, person in named.items()),
        *(_offer(each) for each in sought),
        *((key, f"{person.name}：人民调解员") for key, person in mediators.items() if key not in named),
        *(_offer(each) for key, each in candidates.items() if each not in sought),
    ]
    form = InviteForm(asked.data, offers=offers, found=len(named) + len(sought))

    def do(data: dict[str, Any]) -> Any:
        chosen_by, who, words = ChosenBy(data["chosen_by"]), data["who"], data["words"]
        agreed = BY_PARTIES if chosen_by is ChosenBy.PARTIES else ""
        if who in mediators:
            return _mediator(asked, mediators[who], chosen_by, words or agreed or "调委会调解员", data["on"])
        chosen = candidates[who]
        return panels.invite(
            actor=asked.actor,
            case=asked.case,
            person=chosen.notable.person,
            notable=chosen.notable,
            capacity=Capacity.NOTABLE,
            reason=chosen.reason,
            words=words or "，".join(filter(None, (agreed, chosen.words)))[:80],
            chosen_by=chosen_by,
            on=data["on"],
        )

    return Act(
        question="请谁来调解",
        told="当事人可以自己选；没有选的，社区按专长、熟悉、中立各提几位，写明为什么，不排名次。"
        "没有列出来的群英，写姓名或者拼音找。记录里查得出要回避的，已经不在里面。",
        verb="请来",
        form=form,
        do=do,
    )


def _mediator(asked: Asked, person: Person, chosen_by: ChosenBy, words: str, on: Any) -> Any:
    panel = panels.panel_of(asked.case)
    there: Sequence[Any] = panels.sitting(panel) if panel is not None else []
    return panels.invite(
        actor=asked.actor,
        case=asked.case,
        person=person,
        capacity=Capacity.MEDIATOR,
        reason=Reason.EXPERT,
        words=words,
        is_convenor=not any(member.is_convenor for member in there),
        chosen_by=chosen_by,
        on=on,
    )
