"""Whoever answers requests is told that one came; a colleague who asked is told that it was answered."""

from linli.access.actor import Actor
from linli.inbox.kinds import Kind
from linli.inbox.selectors import holding_at
from linli.inbox.services import tell
from linli.people.models import Account
from linli.privacy.models import RightsRequest
from linli.privacy.policies import HANDLE_RIGHTS

ASKED, ANSWERED = "privacy.asked", "privacy.answered"

KINDS = (
    Kind(
        code=ASKED,
        label="收到个人信息请求",
        title="收到个人信息请求：{kind}",
        line="{area}，限 15 个工作日答复。",
        address=lambda matter: f"/desk/rights/{matter.ref}/",
    ),
    Kind(
        code=ANSWERED,
        label="我的个人信息请求有答复",
        title="您的请求“{kind}”有答复了",
        line="{area}",
        address=lambda matter: f"/desk/me/requests/{matter.ref}/",
    ),
)


def _said(matter: RightsRequest) -> dict[str, object]:
    return {"kind": matter.get_kind_display(), "area": matter.area.name}


def asked(actor: Actor, matter: RightsRequest) -> None:
    """To those nearest who may answer, without who wrote it down and without the person."""
    own = (
        Account.objects.filter(person=matter.person_id).values_list("pk", flat=True)
        if matter.person_id
        else ()
    )
    answering = holding_at(matter.area, HANDLE_RIGHTS, without=[actor.account_id, *own])
    tell(accounts=answering, kind=ASKED, target=matter, data=_said(matter))


def answered(matter: RightsRequest) -> None:
    """To the person, where the person has an account."""
    if matter.person_id is not None:
        own = list(Account.objects.filter(person=matter.person_id, is_active=True))
        tell(accounts=own, kind=ANSWERED, target=matter, data=_said(matter))
