"""What those who answer requests of the persons concerned are shown: the list, one request, what it would touch."""

from typing import Any

from django.core.paginator import EmptyPage, InvalidPage, Paginator
from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from linli.access.actor import Actor
from linli.audit import log
from linli.common.clock import business_date
from linli.common.text import MOBILE, masked_name, masked_phone
from linli.desk.me_doors import Owner
from linli.desk.me_pages import standing, standings
from linli.orgs.selectors import under_paths
from linli.people.crypto import unseal
from linli.people.models import Account, Household, Person
from linli.people.selectors import phone_of
from linli.privacy import selectors
from linli.privacy.holdings import Subject
from linli.privacy.models import RightsKind, RightsRequest
from linli.privacy.own import VALUE
from linli.privacy.policies import HANDLE_RIGHTS
from linli.privacy.states import OPEN, REQUEST

PER_PAGE = 25


def listed(actor: Actor, past: bool, number: str | None) -> dict[str, Any]:
    """Open requests by date received, which is by deadline; or those answered, the newest first."""
    rows = selectors.handled_by(actor)
    over = rows.exclude(state__in=OPEN).order_by("-decided_on", "-pk")
    chosen = over if past else selectors.open_requests(actor)
    paginator = Paginator(chosen, PER_PAGE)
    try:
        page = paginator.page(number or 1)
    except (EmptyPage, InvalidPage):
        raise Http404 from None
    return {
        "past": past,
        "page": page,
        "rows": [(each, called(each.request.owner)) for each in standings(list(page))],
        "open_count": paginator.count if not past else selectors.open_requests(actor).count(),
    }


def called(owner: Owner) -> str:
    """Masked, for whoever has no need of the name."""
    if isinstance(owner, Person):
        return masked_name(owner.name)
    return f"{owner.building.name}一户"


def request_or_404(actor: Actor, ref: str) -> RightsRequest:
    """Outside the areas one answers for, it does not exist."""
    found = selectors.handled_by(actor).select_related("person__area").filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def shown(found: RightsRequest, actor: Actor) -> dict[str, Any]:
    """One request: masked values, the kinds of data it concerns, the next steps from the table."""
    owner = found.owner
    subject = subject_of(owner)
    deletable = selectors.deletable(subject) if found.kind == RightsKind.DELETE else None
    acts = list(selectors.steps_of(found))
    names = _names({each.actor_id for each in acts if each.actor_id is not None})
    return {
        "request_": found,
        "standing": standing(found),
        "called": called(owner),
        "phone": masked_phone(phone_of(owner)),
        "own_page": reverse(
            "desk:person" if isinstance(owner, Person) else "desk:household", args=(owner.ref,)
        ),
        "value": _value(found),
        "kinds": [(kind.holding, kind.count) for kind in selectors.held_about(subject)],
        "deletable": deletable,
        "steps": [(each, names.get(each.actor_id or 0, "")) for each in acts],
        "next": [each for each in REQUEST.allowed(found.state) if each.verb != "withdraw"],
        "is_own": actor.account is not None and found.person_id == actor.account.person_id,
    }


def _names(accounts: set[int]) -> dict[int, str]:
    rows = Account.objects.filter(pk__in=accounts).values_list("pk", "person__name", "username")
    return {pk: masked_name(name or username) for pk, name, username in rows}


def _value(found: RightsRequest) -> str:
    if found.value_sealed is None:
        return ""
    value = unseal(found.value_sealed, VALUE)
    return masked_phone(value) if found.correct == "phone" else value


def subject_of(owner: Owner) -> Subject:
    """One person or one household."""
    return Subject(persons=(owner,)) if isinstance(owner, Person) else Subject(households=(owner,))


def owner_or_404(actor: Actor, kind: str, ref: str) -> Owner:
    """A person or household within the areas one answers for."""
    rows = persons(actor) if kind == "person" else households(actor)
    found: Owner | None = rows.filter(ref=ref).first()
    if found is None:
        raise Http404
    return found


def persons(actor: Actor) -> QuerySet[Person]:
    """Whose file lies where the actor answers."""
    rows = Person.objects.visible_to(actor).select_related("area")
    paths = actor.paths(HANDLE_RIGHTS)
    return rows.filter(under_paths(paths, "area__path")) if paths else rows.none()


def households(actor: Actor) -> QuerySet[Household]:
    """Doors where the actor answers."""
    rows = Household.objects.visible_to(actor).select_related("building")
    paths = actor.paths(HANDLE_RIGHTS)
    return rows.filter(under_paths(paths, "building__path")) if paths else rows.none()


def found_by(actor: Actor, typed: str) -> list[tuple[str, str, str]]:
    """Those within reach under this number: kind, reference, name masked. The search is on record."""
    number = "".join(sign for sign in typed if sign.isdigit())
    if not MOBILE.fullmatch(number):
        return []
    subject = selectors.subject_with_number(number)
    persons_found = persons(actor).filter(pk__in=[each.pk for each in subject.persons])
    doors = households(actor).filter(pk__in=[each.pk for each in subject.households])
    found: list[Owner] = [*persons_found, *doors]
    told: list[Owner | None] = [*found] or [None]
    for owner in told:  # each of them can see that their number was looked up, and by whom
        log.record(
            actor=actor,
            code="desk.person.looked_up",
            target=owner,
            data={"what": "手机号", "count": len(found)},
        )
    return [("person" if isinstance(each, Person) else "household", each.ref, called(each)) for each in found]


def running(owner: Owner) -> list[tuple[str, str]]:
    """What may be withdrawn."""
    consents = selectors.running_consents(subject_of(owner), business_date())
    return [(each.what, each.label) for each in consents]
