"""Who is told what about requests. A message names the number, the place and the kind of matter, never anybody in it.

Of what is told in confidence nothing goes into an inbox.
"""

from typing import Any

from django.urls import reverse

from linli.access.actor import Actor
from linli.access.roles import ROLE_OF_POST
from linli.common.clock import business_date
from linli.grid.policies import SETTLE_REQUEST, WORK_FOR_UNIT
from linli.grid.requests.limits import said
from linli.grid.requests.models import Request, RequestTask, Urgency
from linli.inbox.kinds import Kind
from linli.inbox.services import tell
from linli.orgs.models import Area, Organisation
from linli.orgs.selectors import in_force
from linli.people.models import Account, Appointment

WHY = "to tell somebody, one must know who holds the post"


def _page(request: Request) -> str:
    return reverse("requests:request", args=(request.ref,))


KINDS = (
    Kind(
        code="grid.given",
        label="派来一件事",
        title="派来一件事：{number}",
        line="{area}·{about}，请签收。",
        address=_page,
        may_be_urgent=True,
    ),
    Kind(
        code="grid.returned",
        label="派出的事被退回",
        title="{number} 退回来了",
        line="{unit}说不属于本单位，请看理由，改派或指定承办。",
        address=_page,
    ),
    Kind(
        code="grid.reopened",
        label="重开的事",
        title="{number} 重开，交到这里再办",
        line="{area}·{about}，请先和报事人联系。",
        address=_page,
    ),
    Kind(
        code="grid.objected",
        label="重开过还不满意的事",
        title="{number} 报事人还是不满意，由{above}决定",
        line="{area}·{about}，请看报事人的话：再办，或写明为什么只能这样。",
        address=_page,
    ),
    Kind(
        code="grid.urgent",
        label="特急的事",
        title="特急：{number}",
        line="{area}·{about}，{within}内先报告情况。",
        address=_page,
        may_be_urgent=True,
    ),
    Kind(
        code="grid.police",
        label="报了公安的事",
        title="已报公安：{number}",
        line="{area}·{about}，请守在现场安全的地方，配合公安。",
        address=_page,
        may_be_urgent=True,
    ),
    Kind(
        code="grid.reported",
        label="特急的事有了首次报告",
        title="{number} 先报告了情况",
        line="{area}·{about}，请打开看，接着跟进。",
        address=_page,
    ),
    Kind(
        code="grid.mediated",
        label="移送调解的事有了结果",
        title="{number} 的调解有了结果，请接着办或回复报事人",
        line="{area}·{about}，结果写在经过里。",
        address=_page,
    ),
    Kind(
        code="grid.escalated",
        label="下级过了期限的事",
        title="{number} 过了期限，请帮着想想办法",
        line="{area}·{about}，还在{holder}，看看缺什么条件。",
        address=_page,
    ),
    Kind(
        code="grid.review_due",
        label="挂账要复查",
        title="{number} 挂账到了复查的日子，请看看条件具备没有",
        line="{area}·{about}。",
        address=_page,
    ),
    Kind(
        code="grid.answer_owed",
        label="办好了，等回复报事人",
        title="{number} 办好了，等您回复报事人",
        line="{area}·{about}，{within}内答复。",
        address=_page,
    ),
)


def _people_at(area: Area, but: Actor) -> list[Account]:
    """Those who hold a post in the very area, and may settle what lies with it; without whoever acted."""
    posts = [post for post, role in ROLE_OF_POST.items() if role.holds(SETTLE_REQUEST)]
    return _accounts(but, area=area, post__in=posts)


def somebody_at(area: Area) -> bool:
    """Whether anybody holds a post in the very area who may settle what lies with it."""
    posts = [post for post, role in ROLE_OF_POST.items() if role.holds(SETTLE_REQUEST)]
    held = Appointment.objects.unscoped(WHY).filter(in_force(business_date()), area=area, post__in=posts)
    return held.filter(unit=None, person__account__is_active=True).exists()


def _people_of(unit: Organisation, but: Actor) -> list[Account]:
    posts = [post for post, role in ROLE_OF_POST.items() if role.holds(WORK_FOR_UNIT)]
    return _accounts(but, unit=unit, post__in=posts)


def _accounts(but: Actor, **held: Any) -> list[Account]:
    rows = Appointment.objects.unscoped(WHY).filter(
        in_force(business_date()), person__account__is_active=True, **held
    )
    found = {each.person.account for each in rows.select_related("person__account")}
    return [account for account in found if account.pk != but.account_id]


def _data(request: Request) -> dict[str, object]:
    about = request.kind.name if request.kind is not None else "还没有分类"
    return {"number": request.number, "area": request.area.name, "about": about}


def _tell(code: str, request: Request, accounts: list[Account], urgent: bool = False, **more: object) -> None:
    if not request.is_accusation:
        tell(accounts=accounts, kind=code, target=request, data=_data(request) | more, urgent=urgent)


def given(actor: Actor, task: RequestTask) -> None:
    """To the people of the unit or the area; at once where the matter is."""
    whom = _people_of(task.unit, actor) if task.unit is not None else _people_at(_area(task), actor)
    _tell("grid.given", task.request, whom, task.request.urgency == Urgency.AT_ONCE)


def _area(task: RequestTask) -> Area:
    assert task.area is not None  # given to one of the two (constraint task_given_to_one)
    return task.area


def returned(actor: Actor, task: RequestTask) -> None:
    """To those who have the request."""
    unit = task.unit.name if task.unit is not None else _area(task).name
    _tell("grid.returned", task.request, _people_at(task.request.holder, actor), unit=unit)


def reopened(actor: Actor, request: Request) -> None:
    """To those who have it now."""
    _tell("grid.reopened", request, _people_at(request.holder, actor))


def objected(actor: Actor, request: Request, above: Area) -> None:
    """To those who have it and the level above, which decides."""
    whom = {*_people_at(request.holder, actor), *_people_at(above, actor)}
    _tell("grid.objected", request, list(whom), above=above.name)


def urgent(actor: Actor, request: Request) -> None:
    """To those who have it first, through quiet hours."""
    _tell("grid.urgent", request, _people_at(request.holder, actor), urgent=True, within=said("first_report"))


def answer_owed(actor: Actor, request: Request) -> None:
    """To the colleagues of whoever finished it: somebody answers the teller."""
    _tell("grid.answer_owed", request, _people_at(request.holder, actor), within=said("answer"))


def to_police(actor: Actor, request: Request, above: Area | None) -> None:
    """To those who have it and the level above, through quiet hours."""
    whom = {*_people_at(request.holder, actor), *(_people_at(above, actor) if above is not None else ())}
    _tell("grid.police", request, list(whom), urgent=True)


def reported(actor: Actor, request: Request, above: Area | None) -> None:
    """To those who have what is urgent and the level above: how it stands."""
    whom = {*_people_at(request.holder, actor), *(_people_at(above, actor) if above is not None else ())}
    _tell("grid.reported", request, list(whom))


def escalated(actor: Actor, request: Request, owing: Area, above: Area) -> None:
    """To the level above whoever owes what is late: a colleague needs a hand."""
    _tell("grid.escalated", request, _people_at(above, actor), holder=owing.name)


def mediated(actor: Actor, request: Request) -> None:
    """To those who have it: the case opened from it came to its end."""
    _tell("grid.mediated", request, _people_at(request.holder, actor))


def review_due(actor: Actor, request: Request) -> None:
    """To those who have what is on hold."""
    _tell("grid.review_due", request, _people_at(request.holder, actor))
